"""Keeping somebody out: at once by one, lasting by two, and nobody trapped with somebody who harms them."""

import datetime as dt

import pytest
import time_machine
from django.http import Http404
from django.urls import reverse

from alongside.accountability import actions, queries
from alongside.commitments import actions as commitments
from alongside.communities import actions as communities
from alongside.communities import queries as community_queries
from alongside.communities.models import Community, Invitation, Membership, MembershipRequest, Restriction
from alongside.home.cast import person
from alongside.ledger.models import Entry
from alongside.notices import actions as notices
from alongside.notices.models import Notice

DAY = dt.timedelta(days=1)


def restrict(cast, who, by, now, reason="safety", community=None):
    return actions.restrict(community=community or cast.harbour, person=who, reason=reason, by=by, now=now)


def is_out(cast, who, at, community=None):
    found = community_queries.relation(viewer=who, community=community or cast.harbour, now=at)
    return found.is_shut_out


def url(name, *args):
    return reverse(name, args=args)


@pytest.mark.parametrize("who", ["bruno", "chidi", "dara"])
def test_one_steward_acts_at_once_for_five_days(cast, client_of, now, who):
    target = getattr(cast, who)
    browser = client_of(cast.amal)
    at = url("accountability:restriction_of", cast.harbour.pk, target.pk)
    assert browser.get(at).status_code == 200
    answer = browser.post(at, {"reason": "boundary"})
    made = Restriction.objects.get(person=target)
    assert answer.headers["Location"] == url("accountability:restriction", made.pk)
    assert is_out(cast, target, now + 4 * DAY)
    assert not is_out(cast, target, now + 5 * DAY + dt.timedelta(minutes=1))
    assert Notice.objects.get(to=target).kind == "restriction.made"
    assert Notice.objects.get(to=cast.jun).url == url("accountability:restriction", made.pk)
    assert Entry.objects.get(kind="accountability.restrict").facts == {"reason": "boundary"}


@pytest.mark.parametrize("who", ["chidi", "dara", "bruno", "edda", "gita", "farid", "olu"])
def test_nobody_else_acts(cast, client_of, who):
    browser = client_of(getattr(cast, who))
    target = cast.bruno if who != "bruno" else cast.chidi
    at = url("accountability:restriction_of", cast.harbour.pk, target.pk)
    assert browser.get(at).status_code == browser.post(at, {"reason": "safety"}).status_code == 404
    assert browser.get(url("accountability:restrictions", cast.harbour.pk)).status_code == 404
    assert Restriction.objects.count() == 1


def test_nobody_keeps_out_themselves_or_somebody_of_elsewhere(cast, now):
    for target in (cast.amal, cast.gita, cast.edda):
        with pytest.raises(Http404):
            restrict(cast, target, cast.amal, now)


def test_the_person_is_told_kindly_why_and_until_when_and_not_by_whom(cast, client_of):
    made = Restriction.objects.get(person=cast.farid)
    shown = client_of(cast.farid).get(url("accountability:restriction", made.pk)).content.decode()
    assert "You cannot take part for now" in shown
    assert "Somebody&#x27;s safety" in shown or "Somebody's safety" in shown
    assert "2026-03-08" in shown
    assert "Amal" not in shown
    for other in (cast.chidi, cast.bruno, cast.gita, cast.edda, cast.olu):
        assert client_of(other).get(url("accountability:restriction", made.pk)).status_code == 404


@pytest.mark.parametrize(
    ("visibility", "renamed", "is_named"),
    [
        ("hidden", None, True),
        ("hidden", -1, True),
        ("hidden", 1, False),
        ("listed", 1, False),
        ("public", 1, True),
    ],
)
def test_a_group_that_hid_itself_under_another_name_is_not_named_to_them(
    cast, client_of, now, visibility, renamed, is_named
):
    made = Restriction.objects.get(person=cast.farid)
    described_at = made.at + renamed * DAY / 24 if renamed else None
    Community.objects.filter(pk=cast.harbour.pk).update(
        visibility=visibility, name="A safer name", described_at=described_at
    )
    shown = client_of(cast.farid).get(reverse("accountability:restriction", args=[made.pk]))
    assert shown.status_code == 200
    assert ("A safer name" in shown.content.decode()) is is_named


def test_the_person_cannot_lift_or_lengthen_it(cast, client_of):
    made = Restriction.objects.get(person=cast.farid)
    browser = client_of(cast.farid)
    for name in ("accountability:lasting", "accountability:restriction_end", "accountability:renewal"):
        assert browser.post(url(name, made.pk)).status_code == 404
    made.refresh_from_db()
    assert (made.lasting_at, made.lifted_at) == (None, None)


def test_a_second_steward_makes_it_last(cast, client_of, now):
    made = restrict(cast, cast.bruno, cast.amal, now)
    shown = client_of(cast.amal).get(url("accountability:restriction", made.pk)).content.decode()
    assert "another steward must agree" in shown
    assert client_of(cast.amal).post(url("accountability:lasting", made.pk)).status_code == 409
    assert client_of(cast.jun).post(url("accountability:lasting", made.pk)).status_code == 302
    assert is_out(cast, cast.bruno, now + 179 * DAY)
    assert Notice.objects.filter(to=cast.bruno, kind="restriction.lasting").count() == 1


def test_a_lone_steward_is_never_trapped(cast, now):
    ally = person("Ivo", now)
    communities.join_as_ally(community=cast.rainbow, by=ally, now=now)
    made = restrict(cast, ally, cast.edda, now, community=cast.rainbow)
    with pytest.raises(actions.NotYetLasting):
        actions.make_last(restriction=made, by=cast.edda, now=now + 2 * DAY)
    on_the_last_day = now + 4 * DAY + dt.timedelta(hours=1)
    actions.make_last(restriction=made, by=cast.edda, now=on_the_last_day)
    assert is_out(cast, ally, now + 100 * DAY, cast.rainbow)


def test_a_lone_steward_may_also_renew(cast, now):
    ally = person("Ivo", now)
    communities.join_as_ally(community=cast.rainbow, by=ally, now=now)
    restrict(cast, ally, cast.edda, now, community=cast.rainbow)
    with pytest.raises(actions.AlreadyRestricted):
        restrict(cast, ally, cast.edda, now + 2 * DAY, community=cast.rainbow)
    restrict(cast, ally, cast.edda, now + 4.5 * DAY, community=cast.rainbow)
    assert is_out(cast, ally, now + 9 * DAY, cast.rainbow)


def test_a_second_steward_who_is_kept_out_does_not_count(cast, now):
    restrict(cast, cast.jun, cast.amal, now)
    made = restrict(cast, cast.bruno, cast.amal, now)
    actions.make_last(restriction=made, by=cast.amal, now=now + 4.5 * DAY)
    assert is_out(cast, cast.bruno, now + 100 * DAY)


def test_a_steward_keeps_out_a_steward_for_days_only_and_operators_hear_of_it(cast, now):
    secret = communities.invite(community=cast.harbour, role="member", by=cast.jun, now=now)
    made = restrict(cast, cast.jun, cast.amal, now)
    assert {notice.to for notice in Notice.objects.filter(kind="report.received")} == {cast.olu}
    assert not Invitation.objects.exists()
    with pytest.raises(Http404):
        communities.use_invitation(secret=secret, by=cast.gita, now=now)
    for later in (2 * DAY, 4.5 * DAY, 6 * DAY):
        with pytest.raises(actions.NotYetLasting):
            actions.make_last(restriction=made, by=cast.amal, now=now + later)
    with pytest.raises(actions.NotAgainAlone):
        restrict(cast, cast.jun, cast.amal, now + 6 * DAY)
    restrict(cast, cast.amal, cast.jun, now + 6 * DAY)


def test_the_operator_makes_it_last_against_a_steward_who_then_is_one_no_more(cast, client_of, now):
    made = restrict(cast, cast.jun, cast.amal, now)
    assert client_of(cast.olu).get(url("accountability:restriction", made.pk)).status_code == 200
    client_of(cast.olu).post(url("accountability:lasting", made.pk))
    assert is_out(cast, cast.jun, now + 100 * DAY)
    assert Membership.objects.get(person=cast.jun).steward_since is None


def test_an_operator_acts_against_a_reported_steward_and_against_nobody_else(cast, client_of, now):
    at = url("accountability:restriction_of", cast.harbour.pk, cast.amal.pk)
    browser = client_of(cast.olu)
    assert browser.get(at).status_code == 404
    actions.report(
        by=cast.chidi,
        about=f"person:{cast.amal.pk}",
        within=cast.harbour.pk,
        words="x",
        language="en",
        now=now,
    )
    browser.post(at, {"reason": "safety"})
    assert is_out(cast, cast.amal, now + DAY)
    assert (
        browser.get(url("accountability:restriction_of", cast.harbour.pk, cast.bruno.pk)).status_code == 404
    )


def test_an_abusive_lone_steward_can_be_kept_out_for_long(cast, now):
    ally = person("Ivo", now)
    communities.join_as_ally(community=cast.rainbow, by=ally, now=now)
    actions.report(by=ally, about=f"community:{cast.rainbow.pk}", words="", language="en", now=now)
    Membership.objects.create(community=cast.rainbow, person=cast.gita, joined_at=now, vouched_at=now)
    actions.report(
        by=cast.gita, about=f"person:{cast.edda.pk}", within=cast.rainbow.pk, words="", language="en", now=now
    )
    made = restrict(cast, cast.edda, cast.olu, now, community=cast.rainbow)
    actions.make_last(restriction=made, by=cast.olu, now=now + 4.5 * DAY)
    assert is_out(cast, cast.edda, now + 100 * DAY, cast.rainbow)
    communities.step_up(community=cast.rainbow, by=cast.gita, now=now + 5 * DAY)


def test_lifting_ends_it_at_once(cast, client_of, now):
    made = Restriction.objects.get(person=cast.farid)
    client_of(cast.jun).post(url("accountability:restriction_end", made.pk))
    assert not is_out(cast, cast.farid, now + dt.timedelta(minutes=1))
    assert Notice.objects.get(to=cast.farid).kind == "restriction.lifted"
    assert (
        "This is over"
        in client_of(cast.farid).get(url("accountability:restriction", made.pk)).content.decode()
    )


def test_a_pending_request_ends_with_it(cast, now):
    communities.ask_to_join(community=cast.harbour, by=cast.gita, words="", now=now)
    restrict(cast, cast.gita, cast.amal, now)
    assert not MembershipRequest.objects.exists()


def test_the_five_days_are_over_on_the_page_too(cast, client_of, now):
    made = restrict(cast, cast.bruno, cast.amal, now)
    with time_machine.travel(now + 5 * DAY + dt.timedelta(hours=1)):
        assert (
            "This is over"
            in client_of(cast.bruno).get(url("accountability:restriction", made.pk)).content.decode()
        )
        shown = client_of(cast.amal).get(url("accountability:restriction", made.pk)).content.decode()
    assert "is not kept out any more" in shown
    assert "Five more days" in shown


def test_one_and_thirty_cost_the_same(cast, client_of, now, django_assert_max_num_queries):
    browser, at = client_of(cast.amal), url("accountability:restrictions", cast.harbour.pk)
    browser.get(at)
    with django_assert_max_num_queries(20) as few:
        browser.get(at)
    for number in range(30):
        ally = person(f"Ally{number}", now)
        communities.join_as_ally(community=cast.harbour, by=ally, now=now)
        restrict(cast, ally, cast.amal, now)
    with django_assert_max_num_queries(20) as many:
        assert "Ally29" in browser.get(at).content.decode()
    assert len(many) == len(few)


def test_no_promise_is_broken_by_all_this(cast, now):
    made = restrict(cast, cast.bruno, cast.amal, now)
    actions.make_last(restriction=made, by=cast.jun, now=now + DAY)
    restrict(cast, cast.jun, cast.amal, now)
    assert list(community_queries.broken_promises()) == []
    assert list(queries.broken_promises()) == []


def unread(person):
    return sorted(Notice.objects.filter(to=person, seen_at=None).values_list("kind", flat=True))


def test_a_steward_who_is_kept_out_hears_no_more_of_the_groups_work(cast, now):
    """What was told and not read is taken back, so that no mail calls them to it either."""
    promise = commitments.offer(shift=cast.shift, by=cast.bruno, now=now)
    communities.ask_to_join(community=cast.harbour, by=cast.gita, words="", now=now)
    notices.tell(to=cast.amal, kind="offer.accepted", about="commitment:of-another-group", url="/x/", now=now)
    assert "offer.received" in unread(cast.amal)

    restrict(cast, cast.amal, cast.jun, now)

    kept = ["offer.accepted", "restriction.made"]
    assert unread(cast.amal) == kept
    communities.ask_to_join(community=cast.harbour, by=person("Ivo", now), words="", now=now)
    actions.report(
        by=cast.jun, about=f"person:{cast.bruno.pk}", within=cast.harbour.pk, words="", language="en", now=now
    )
    assert unread(cast.amal) == kept
    assert promise.pk


def test_an_ally_who_is_kept_out_still_hears_of_their_own(cast, now):
    commitments.offer(shift=cast.shift, by=cast.bruno, now=now)
    Notice.objects.create(
        to=cast.bruno, kind="message.received", about=commitments_of(cast.bruno), url="/x/", at=now
    )

    restrict(cast, cast.bruno, cast.amal, now)

    assert unread(cast.bruno) == ["message.received", "restriction.made"]


def commitments_of(ally):
    return ally.commitments.get().about


WORK = {
    "offer.received",
    "offer.waits_second",
    "message.received",
    "done.claimed",
    "verdict.wanted",
    "commitment.released",
    "membership.requested",
    "report.received",
}


def work_of_the_group(cast, now):
    """All that stewards, askers and delegates of Harbour Kitchen are told of, one after another."""
    offer = commitments.offer(shift=cast.shift, by=cast.bruno, now=now)
    commitments.escalate(commitment=offer, by=None, now=now + 2 * DAY)
    commitments.accept(commitment=offer, by=cast.jun, now=now + 2 * DAY)
    commitments.write(commitment=offer, text="Which door?", by=cast.bruno, now=now + 2 * DAY)
    commitments.claim_done(commitment=offer, by=cast.bruno, now=cast.shift.starts_at)
    commitments.ask_for_verdict(commitment=offer, by=None, now=cast.shift.ends_at + dt.timedelta(hours=1))
    ivo = person("Ivo", now)
    communities.join_as_ally(community=cast.harbour, by=ivo, now=now)
    gone = commitments.offer(shift=cast.shift, by=ivo, now=now)
    commitments.accept(commitment=gone, by=cast.jun, now=now)
    commitments.release(commitment=gone, by=ivo, now=now)
    communities.ask_to_join(community=cast.harbour, by=cast.gita, words="", now=now)
    about = f"person:{cast.bruno.pk}"
    actions.report(by=cast.jun, about=about, within=cast.harbour.pk, words="", language="en", now=now)


def test_stewards_are_told_of_the_groups_work(cast, now):
    """Otherwise the next test would show nothing."""
    work_of_the_group(cast, now)

    assert {*unread(cast.amal), *unread(cast.jun)} == WORK


@pytest.mark.parametrize("who", ["amal", "chidi", "edda"])
def test_whoever_is_kept_out_is_told_of_nothing_that_happens_there(cast, now, who):
    """The steward who asked, a delegate, and a member who asked: whoever is there hears it instead."""
    away = getattr(cast, who)
    if who == "chidi":
        cast.ask.delegates.create(person=away, at=now, by=cast.amal)
    if who == "edda":
        Membership.objects.create(community=cast.harbour, person=away, joined_at=now, vouched_at=now)
        cast.ask.posted_by = away
        cast.ask.save()
    made = restrict(cast, away, cast.jun, now)
    Restriction.objects.filter(pk=made.pk).update(lasting_at=now, until=now + 100 * DAY)

    work_of_the_group(cast, now)

    assert unread(away) == ["restriction.made"]
    assert {*unread(cast.amal), *unread(cast.jun), *unread(cast.olu)} >= WORK
