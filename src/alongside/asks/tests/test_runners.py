"""A steward lets somebody from outside run one ask: who may give it, until when, and how it ends."""

import datetime as dt

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.asks import actions, queries, rules
from alongside.asks.actions import refusals
from alongside.asks.models import Runner
from alongside.communities.rules import Relation
from alongside.home.cast import person
from alongside.ledger.models import Entry

DAY = dt.timedelta(days=1)


def given(cast, now, **changes):
    chosen = {
        "ask": cast.ask,
        "until": (now + 10 * DAY).date(),
        "reads_place": False,
        "by": cast.amal,
        "now": now,
    }
    return actions.let_run(**{**chosen, **changes})


@pytest.mark.parametrize(
    ("relation", "usual", "sensitive"),
    [
        (Relation(is_signed_in=True), True, False),
        (Relation(is_signed_in=True, standing=3), True, False),
        (Relation(is_signed_in=True, standing=2, is_vouched_for=True), True, True),
        (Relation(is_signed_in=True, is_member=True), True, True),
        (Relation(is_signed_in=True, is_newcomer=True), False, False),
        (Relation(is_signed_in=True, is_shut_out=True), False, False),
        (Relation(is_signed_in=True, is_member=True, is_steward=True), False, False),
    ],
)
def test_nobody_gets_around_trust_that_grows_in_steps(relation, usual, sensitive):
    assert rules.may_begin_to_run(relation, is_sensitive=False) is usual
    assert rules.may_begin_to_run(relation, is_sensitive=True) is sensitive


def test_steward_makes_a_link_and_takes_it_back(cast, client_of, now):
    amal = client_of(cast.amal)
    page = reverse("asks:runners", args=[cast.ask.pk])
    answer = amal.post(page, {"until": (now + 10 * DAY).date().isoformat()}, follow=True)
    assert "/running/" in answer.content.decode()
    assert amal.get(reverse("asks:runner_made", args=[cast.ask.pk])).status_code == 404
    assert "A link that nobody has used" in amal.get(page).content.decode()
    made = Runner.objects.get()
    amal.post(reverse("asks:runner_end", args=[cast.ask.pk, made.pk]))
    assert "A link that nobody has used" not in amal.get(page).content.decode()
    address = answer.content.decode().split("/running/")[1].split("/")[0]
    assert client_of(cast.gita).get(reverse("commitments:running", args=[address])).status_code == 404


@pytest.mark.parametrize("days", [-1, 31, 400])
def test_an_end_that_is_over_or_too_far_is_refused_and_said(cast, client_of, now, days):
    page = reverse("asks:runners", args=[cast.ask.pk])
    until = (now + days * DAY).date()
    answer = client_of(cast.amal).post(page, {"until": until.isoformat()})
    assert answer.status_code == 400 or "Choose" in answer.content.decode()
    assert not Runner.objects.exists()
    with pytest.raises(refusals.DayIsOver if days < 0 else refusals.RunsTooLong):
        given(cast, now, until=until)


def test_writer_of_the_ask_who_is_no_steward_may_not_give_it(cast, client_of, now):
    cast.ask.posted_by = cast.chidi
    cast.ask.save()
    assert client_of(cast.chidi).get(reverse("asks:runners", args=[cast.ask.pk])).status_code == 404
    with pytest.raises(Http404):
        given(cast, now, by=cast.chidi)
    assert not Runner.objects.exists()


def test_a_draft_and_a_closed_ask_are_not_run(cast, now):
    actions.close(ask=cast.ask, by=cast.amal, now=now)
    with pytest.raises(refusals.NothingToRun):
        given(cast, now)


def test_at_most_three_at_a_time(cast, now):
    for _ in range(rules.RUNNERS_AT_MOST):
        given(cast, now)
    with pytest.raises(refusals.EnoughRunners):
        given(cast, now)


def test_link_works_once_within_a_week_and_never_for_whoever_is_kept_out(cast, now):
    secret = given(cast, now, until=(now + 20 * DAY).date())
    for somebody in (cast.farid, cast.dara, cast.jun):
        with pytest.raises(refusals.MayNotRun):
            actions.begin_to_run(secret=secret, by=somebody, now=now)
    with pytest.raises(refusals.RunLinkOver):
        actions.begin_to_run(secret=secret, by=cast.gita, now=now + rules.RUN_LINK_LASTS)
    actions.begin_to_run(secret=secret, by=cast.gita, now=now)
    with pytest.raises(Http404):
        actions.begin_to_run(secret=secret, by=cast.edda, now=now)
    other = given(cast, now)
    with pytest.raises(refusals.RunsAlready):
        actions.begin_to_run(secret=other, by=cast.gita, now=now)


def test_giving_it_beginning_opening_and_ending_are_in_the_ledger(cast, now):
    secret = given(cast, now)
    made = actions.begin_to_run(secret=secret, by=cast.gita, now=now)
    actions.note_reading_of_run(runner=made, by=cast.gita, now=now)
    actions.note_reading_of_run(runner=made, by=cast.gita, now=now)
    actions.end_run(runner=made, by=cast.jun, now=now)
    kinds = [one.kind for one in Entry.objects.filter(subject=made.pk).order_by("number")]
    assert kinds == ["asks.let_run", "asks.begin_to_run", "asks.read_run", "asks.end_run"]


def test_time_ends_it_and_the_ledger_says_so(cast, now):
    made = actions.begin_to_run(secret=given(cast, now), by=cast.gita, now=now)
    later = made.until + DAY
    assert list(Runner.objects.live(made.until - DAY)) == [made]
    assert not Runner.objects.live(made.until).exists()
    assert actions.settle_runs(by=None, now=later) == 1
    assert actions.settle_runs(by=None, now=later) == 0
    made.refresh_from_db()
    cast.ask.refresh_from_db()
    assert (made.ended_at, cast.ask.run_until) == (made.until, None)
    assert Entry.objects.filter(kind="asks.settle_run", subject=made.pk, by="").count() == 1


def test_stewards_hear_who_began_and_read_it_on_the_ask(cast, client_of, now):
    actions.begin_to_run(secret=given(cast, now), by=cast.gita, now=now)
    assert {one.kind for one in cast.jun.notices.all()} == {"run.begun"}
    for page in ("asks:runners", "asks:ask"):
        said = client_of(cast.jun).get(reverse(page, args=[cast.ask.pk])).content.decode()
        assert "Gita" in said


def test_whoever_wrote_the_ask_reads_it_too_and_other_members_do_not(cast, client_of, now):
    cast.ask.posted_by = cast.chidi
    cast.ask.save()
    actions.begin_to_run(secret=given(cast, now), by=cast.gita, now=now)
    page = reverse("asks:ask", args=[cast.ask.pk])
    assert "Gita" in client_of(cast.chidi).get(page).content.decode()
    assert "Gita" not in client_of(cast.bruno).get(page).content.decode()


def test_ask_that_nobody_runs_costs_no_query(cast, now, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queries.runners_of(ask=cast.ask, now=now) == []


def test_whoever_left_takes_it_along(cast, now):
    made = actions.begin_to_run(secret=given(cast, now), by=cast.gita, now=now)
    actions.erase_person(person=cast.amal, now=now)
    made.refresh_from_db()
    assert made.by is None
    assert not Runner.objects.live(now).exists()
    actions.erase_person(person=cast.gita, now=now)
    assert not Runner.objects.exists()


def test_as_many_queries_for_one_as_for_many(cast, client_of, now):
    page = reverse("asks:runners", args=[cast.ask.pk])
    actions.begin_to_run(secret=given(cast, now), by=person("First", now), now=now)
    amal = client_of(cast.amal)
    one = queries_of(lambda: amal.get(page))
    for n in range(30):
        made = Runner.objects.create(
            ask=cast.ask, person=person(f"More {n}", now, sign_in_name=f"more-{n}"), by=cast.amal, at=now,
            begun_at=now, until=now + DAY, ended_at=now,
        )  # fmt: skip
        assert made
    assert queries_of(lambda: amal.get(page)) == one


def queries_of(act):
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)
