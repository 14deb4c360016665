"""Two stewards help somebody back in: slowly, in the open, and never against the word of whoever owns the account."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from alongside.accountability import actions as accountability
from alongside.communities import actions, jobs, queries
from alongside.communities.models import Keyholder, Membership, Return
from alongside.communities.tests.happenings import DAY, FRESH, agreed, at, code_for, refusal, start, told
from alongside.home import actions as home
from alongside.home.cast import belongs, person
from alongside.ledger.models import Entry
from alongside.people import actions as people


def test_every_page_of_every_session_says_so_and_one_tap_stops_it(named, client_of, now):
    cast = named
    browsers = [client_of(cast.chidi), client_of(cast.chidi)]
    one = start(cast, now)
    for browser in browsers:
        for path in (reverse("home:desk"), reverse("people:me"), reverse("home:help")):
            assert f'action="{refusal(one)}"' in browser.get(path).content.decode()
    assert told(cast.chidi, "account.return_started") == 1
    others = client_of(cast.bruno).get(reverse("home:desk")).content.decode()
    assert refusal(one) not in others

    browsers[1].post(refusal(one))
    one.refresh_from_db()
    assert one.refused_at
    assert f'action="{refusal(one)}"' not in browsers[0].get(reverse("home:desk")).content.decode()
    with pytest.raises(actions.ReturnOver):
        actions.confirm_return(one=one, by=cast.jun, now=now)


def test_two_stewards_who_collude_against_somebody_present_get_nothing(named, client_of, now):
    cast = named
    one = agreed(cast, now)
    for moment in (now, now + 6 * DAY, one.opens_at - dt.timedelta(seconds=1)):
        with pytest.raises(actions.NotOpenYet):
            code_for(cast, one, moment)
    code = code_for(cast, one, one.opens_at)
    client_of(cast.chidi).post(refusal(one))
    with pytest.raises(actions.CodeWrong):
        actions.come_back(code=code, passphrase=FRESH, by=None, now=one.opens_at)
    with pytest.raises(actions.NotHere):
        start(cast, now + 13 * DAY)
    assert start(cast, now + 15 * DAY).pk != one.pk


def test_each_step_is_told_to_its_owner(named, now):
    cast = named
    one = start(cast, now)
    actions.confirm_return(one=one, by=cast.jun, now=now)
    one.refresh_from_db()
    code_for(cast, one, one.opens_at)
    assert told(cast.chidi, "account.return_started") == 3
    assert told(cast.jun, "return.wanted") == 1
    assert told(cast.amal, "return.wanted") == told(cast.chidi, "return.wanted") == 0


def test_one_steward_is_never_two(named, now):
    cast = named
    one = start(cast, now)
    for who in (cast.amal, cast.chidi):
        Membership.objects.filter(person=who).update(steward_since=now - 60 * DAY)
        with pytest.raises(actions.TakesTwo):
            actions.confirm_return(one=one, by=who, now=now)
    for wrong in ({"confirmed_by": cast.amal}, {"confirmed_by": cast.chidi}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Return.objects.update(confirmed_at=now, opens_at=now, **wrong)


def test_a_steward_alone_and_one_who_steers_since_yesterday_do_not_count(named, now):
    cast = named
    Membership.objects.filter(person=cast.jun).update(steward_since=now - 29 * DAY)
    with pytest.raises(actions.TakesTwo):
        start(cast, now)
    with pytest.raises(actions.NotHere):
        start(cast, now, by=cast.jun)
    one = start(cast, now + DAY)
    Membership.objects.filter(person=cast.jun).update(steward_since=now)
    with pytest.raises(actions.NotHere):
        actions.confirm_return(one=one, by=cast.jun, now=now + 2 * DAY)


def test_a_steward_helps_nobody_but_others_back_in(named, client_of, now):
    cast = named
    actions.name_keyholder(community=cast.harbour, by=cast.amal, ends_second_step=False, now=now)
    path = reverse("communities:return_of", args=[cast.harbour.pk, cast.amal.pk])
    assert client_of(cast.amal).get(path).status_code == 404
    with pytest.raises(actions.TakesTwo):
        start(cast, now, by=cast.jun, person=cast.amal)


@pytest.mark.parametrize("who", ["amal", "jun"])
def test_a_steward_who_is_kept_out_meanwhile_goes_on_with_nothing(named, client_of, now, who):
    cast = named
    one = agreed(cast, now)
    accountability.restrict(
        community=cast.harbour,
        person=getattr(cast, who),
        reason="trust",
        by=cast.jun if who == "amal" else cast.amal,
        now=one.opens_at,
    )
    for steward in (cast.amal, cast.jun):
        error = actions.ReturnOver if steward != getattr(cast, who) else Exception
        with pytest.raises(error):
            code_for(cast, one, one.opens_at, by=steward)


@pytest.mark.parametrize("step", ["step_down", "leave"])
def test_a_steward_who_goes_takes_their_yes_along(named, now, step):
    cast = named
    one = agreed(cast, now)
    getattr(actions, step)(community=cast.harbour, by=cast.jun, now=now)
    with pytest.raises(actions.ReturnOver):
        code_for(cast, one, one.opens_at)
    assert jobs.settle_returns(now) == 1
    cast.chidi.refresh_from_db()
    assert cast.chidi.return_since is None


def test_whoever_blocks_a_steward_is_not_helped_by_them(named, client_of, now):
    """And reads nowhere why: the words are those for somebody who never named the group."""
    cast = named
    people.block(by=cast.chidi, against=cast.amal.pk, note="", now=now)
    path = reverse("communities:return_of", args=[cast.harbour.pk, cast.chidi.pk])
    blocked = client_of(cast.amal).post(path).content
    Keyholder.objects.all().delete()
    unnamed = client_of(cast.amal).post(path).content
    words = str(actions.NotHere.message).encode()
    assert words in blocked
    assert words in unnamed


def test_a_block_made_while_it_waits_ends_it(named, now):
    cast = named
    one = agreed(cast, now)
    people.block(by=cast.chidi, against=cast.jun.pk, note="", now=now)
    with pytest.raises(actions.ReturnOver):
        code_for(cast, one, one.opens_at)


def test_a_group_does_not_help_whom_it_keeps_out_and_a_closed_one_helps_nobody(named, now):
    cast = named
    one = agreed(cast, now)
    actions.close(community=cast.harbour, by=cast.amal, now=now)
    with pytest.raises(actions.ReturnOver):
        code_for(cast, one, one.opens_at)
    actions.reopen(community=cast.harbour, by=cast.amal, now=now)
    accountability.restrict(
        community=cast.harbour, person=cast.chidi, reason="trust", by=cast.amal, now=one.opens_at
    )
    with pytest.raises(actions.ReturnOver):
        code_for(cast, one, one.opens_at)


def test_who_becomes_an_operator_meanwhile_is_let_in_by_nobody(named, now):
    cast = named
    one = agreed(cast, now)
    type(cast.chidi).objects.filter(pk=cast.chidi.pk).update(is_operator=True)
    with pytest.raises(actions.ReturnOver):
        code_for(cast, one, one.opens_at)


def test_a_second_start_leads_to_the_first_and_another_group_is_told_nothing(named, now):
    cast = named
    zoe = person("Zoe", now)
    belongs(cast.rainbow, cast.chidi, now, vouched_at=now)
    belongs(cast.rainbow, zoe, now, vouched_at=now, steward_since=now - 60 * DAY)
    actions.name_keyholder(community=cast.rainbow, by=cast.chidi, ends_second_step=False, now=now)
    one = start(cast, now)
    assert start(cast, now, by=cast.jun) == one
    assert told(cast.chidi, "account.return_started") == 1
    with pytest.raises(actions.NotHere):
        actions.start_return(community=cast.rainbow, person=cast.chidi.pk, by=cast.edda, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Return.objects.create(community=cast.rainbow, person=cast.chidi, started_at=now, started_by=cast.edda)


def test_a_group_that_was_not_named_gains_nothing_from_one_that_was(named, now):
    cast = named
    belongs(cast.rainbow, cast.chidi, now, vouched_at=now)
    belongs(cast.rainbow, person("Zoe", now), now, vouched_at=now, steward_since=now - 60 * DAY)
    with pytest.raises(actions.NotHere):
        actions.start_return(community=cast.rainbow, person=cast.chidi.pk, by=cast.edda, now=now)


def test_an_account_that_is_deleted_meanwhile_is_gone(named, client_of, now):
    cast = named
    one = agreed(cast, now)
    home.erase(by=cast.chidi, now=now)
    assert not Return.objects.exists()
    assert client_of(cast.amal).post(at("communities:return_code", cast, one)).status_code == 404
    assert client_of(cast.amal).get(reverse("communities:returns", args=[cast.harbour.pk])).status_code == 200


def test_a_steward_who_deletes_themselves_leaves_no_yes_behind(named, now):
    cast = named
    one = agreed(cast, now)
    home.erase(by=cast.jun, now=now)
    with pytest.raises(actions.ReturnOver):
        code_for(cast, one, one.opens_at)


def test_any_steward_can_stop_it(named, client_of, now):
    cast = named
    one = agreed(cast, now)
    client_of(cast.jun).post(at("communities:return_end", cast, one))
    one.refresh_from_db()
    assert one.ended_at
    assert one.refused_at is None
    assert start(cast, now).pk != one.pk


def test_what_nobody_takes_further_ends(named, now):
    cast = named
    start(cast, now)
    assert jobs.settle_returns(now + 6 * DAY) == 0
    assert jobs.settle_returns(now + 7 * DAY) == 1
    one = agreed(cast, now + 8 * DAY)
    assert jobs.settle_returns(one.opens_at + 6 * DAY) == 0
    with pytest.raises(actions.ReturnOver):
        code_for(cast, one, one.opens_at + 7 * DAY)
    assert jobs.settle_returns(one.opens_at + 7 * DAY) == 1
    cast.chidi.refresh_from_db()
    assert cast.chidi.return_since is None
    assert jobs.settle_returns(one.opens_at + 38 * DAY) == 2
    assert not Return.objects.exists()


@pytest.mark.parametrize("who", ["nobody", "gita", "bruno", "amal", "jun", "olu"])
def test_only_its_owner_can_refuse(named, client, client_of, now, who):
    cast = named
    one = start(cast, now)
    browser = client if who == "nobody" else client_of(getattr(cast, who))
    for path in (refusal(one), f"{refusal(one)}?key=forged"):
        assert browser.get(path).status_code == browser.post(path).status_code == 404
    one.refresh_from_db()
    assert one.ended_at is None


def test_the_ledger_says_what_happened_and_not_who_was_trusted(named, now):
    cast = named
    one = agreed(cast, now)
    actions.refuse_return(one=one, by=cast.chidi, now=now)
    kinds = list(Entry.objects.order_by("number").values_list("kind", flat=True))
    assert kinds == [f"communities.{verb}_return" for verb in ("start", "confirm", "refuse")]


def test_the_warning_costs_nobody_else_a_query(cast, now, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queries.return_warning(person=cast.bruno) is None
