"""Offering: who may, what it books, and every reason why it is refused."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.asks import queries as asks
from alongside.asks.models import Acceptance, Ask, Place, Shift
from alongside.commitments import actions, queries
from alongside.commitments.actions import refusals
from alongside.commitments.models import Commitment
from alongside.commitments.rules import State
from alongside.core.access import Fact
from alongside.core.refusals import Refused
from alongside.guards import capacity
from alongside.home.cast import DAY, EXACT_PLACE, Cast
from alongside.ledger.models import Entry
from alongside.notices.models import Notice
from alongside.people.actions import AtCapacity
from alongside.people.models import AccessNeed, Block, BookedHours, Rest

Clients = Callable[..., Client]


def address(cast: Cast) -> str:
    return f"/asks/{cast.ask.pk}/offer/"


def test_offer_page_shows_the_boundary_and_what_it_books(client_of: Clients, cast: Cast) -> None:
    page = client_of(cast.bruno).get(address(cast)).content.decode()
    assert cast.harbour.boundary.split(".")[0] in page
    assert "2 hours" in page
    assert EXACT_PLACE not in page


def test_offer_is_made_from_its_page_and_told_to_one_steward(client_of: Clients, cast: Cast) -> None:
    answer = client_of(cast.bruno).post(address(cast), {"shift": cast.shift.pk, "note": "I bring a trolley."})
    made = Commitment.objects.get()
    assert answer["Location"] == f"/commitments/{made.pk}/"
    assert made.note == "I bring a trolley."
    assert Notice.objects.filter(kind="offer.received").count() == 1
    assert BookedHours.objects.get(person=cast.bruno).minutes == 120


def test_offer_where_a_steward_answers_about_getting_in_reaches_that_one_first(
    cast: Cast, now: dt.datetime
) -> None:
    Place.objects.filter(pk=cast.place.pk).update(contact=cast.jun)
    actions.offer(shift=cast.shift, by=cast.bruno, now=now)
    assert [one.to for one in Notice.objects.filter(kind="offer.received")] == [cast.jun]


def test_offer_passes_over_a_contact_who_rests(cast: Cast, now: dt.datetime) -> None:
    Place.objects.filter(pk=cast.place.pk).update(contact=cast.jun)
    Rest.objects.create(person=cast.jun, started_at=now, until_on=(now + 9 * DAY).date())
    actions.offer(shift=cast.shift, by=cast.bruno, now=now)
    assert [one.to for one in Notice.objects.filter(kind="offer.received")] == [cast.amal]


def test_offer_sent_twice_has_one_effect(client_of: Clients, cast: Cast) -> None:
    browser, form = client_of(cast.bruno), {"shift": cast.shift.pk, "once": "k" * 24}
    first, second = browser.post(address(cast), form), browser.post(address(cast), form)
    assert first["Location"] == second["Location"]
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize("who", ["gita", "dara", "edda", "farid", "olu"])
def test_offer_to_an_ask_that_one_may_not_see_does_not_exist(
    client_of: Clients, cast: Cast, who: str
) -> None:
    unknown = client_of(cast.gita).get("/asks/aaaaaaaaaaaaaaaaa/offer/")
    seen = client_of(getattr(cast, who)).get(address(cast))
    assert seen.status_code == unknown.status_code == 404
    assert client_of(getattr(cast, who)).post(address(cast), {"shift": cast.shift.pk}).status_code == 404


def test_offer_by_nobody_leads_to_the_sign_in_page(client: Client, cast: Cast) -> None:
    assert client.get(address(cast))["Location"].startswith("/account/sign-in/")


def test_offer_shares_only_own_needs_that_were_ticked(cast: Cast, now: dt.datetime) -> None:
    AccessNeed.objects.create(person=cast.bruno, fact=Fact.QUIET)
    AccessNeed.objects.create(person=cast.bruno, fact=Fact.SEATS)
    made = actions.offer(shift=cast.shift, by=cast.bruno, now=now, shared_needs=[Fact.SEATS, Fact.CAPTIONS])
    assert [need.fact for need in made.shared_needs.all()] == [Fact.SEATS]


def refused(cast: Cast, now: dt.datetime, shift: Shift | None = None) -> type[Refused]:
    """The refusal, after making sure that it left nothing behind."""
    with pytest.raises(Refused) as caught:
        actions.offer(shift=shift or cast.shift, by=cast.bruno, now=now)
    return type(caught.value)


def another_date(ask: Ask, starts_at: dt.datetime, **fields: Any) -> Shift:
    return Shift.objects.create(
        ask=ask, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=2), **fields
    )


def test_offer_is_refused_with_its_reason(cast: Cast, now: dt.datetime) -> None:
    cases: list[tuple[type[Refused], Callable[[], object]]] = [
        (refusals.Covered, lambda: Shift.objects.filter(pk=cast.shift.pk).update(places_taken=2)),
        (refusals.OwnAsk, lambda: Ask.objects.update(posted_by=cast.bruno)),
        (refusals.AskNotOpen, lambda: Ask.objects.update(paused_at=now)),
        (refusals.DateOver, lambda: Shift.objects.update(starts_at=now, ends_at=now + DAY)),
        (AtCapacity, lambda: type(cast.bruno).objects.filter(pk=cast.bruno.pk).update(hours=1)),
        (refusals.SkillNeeded, lambda: cast.ask.skills.create(skill="law", is_needed=True)),
        (
            refusals.Resting,
            lambda: Rest.objects.create(person=cast.bruno, started_at=now, until_on=(now + 9 * DAY).date()),
        ),
    ]
    for expected, arrange in cases:
        with transaction.atomic():
            arrange()
            assert refused(cast, now) is expected
            assert not Commitment.objects.exists()
            assert not BookedHours.objects.filter(minutes__gt=0).exists()
            transaction.set_rollback(True)


def test_offer_counts_in_the_four_weeks_in_which_it_is_where_the_group_is(
    cast: Cast, now: dt.datetime
) -> None:
    """A Monday at half past midnight in Madrid is still Sunday in UTC; the period begins on that Monday."""
    monday = dt.datetime(2026, 3, 23, 0, 30, tzinfo=cast.harbour.zone)
    assert capacity.period_start(monday.date()) == monday.date()
    made = actions.offer(shift=another_date(cast.ask, monday), by=cast.bruno, now=now)
    assert made.period_on == monday.date()
    assert BookedHours.objects.get().starts_on == monday.date()


def test_offers_fill_the_hours_before_anybody_accepts_them(cast: Cast, now: dt.datetime) -> None:
    type(cast.bruno).objects.filter(pk=cast.bruno.pk).update(hours=4)
    same_weeks = [another_date(cast.ask, cast.shift.starts_at + day * DAY) for day in (1, 2)]
    first = actions.offer(shift=cast.shift, by=cast.bruno, now=now)
    actions.offer(shift=same_weeks[0], by=cast.bruno, now=now)
    assert refused(cast, now, same_weeks[1]) is AtCapacity
    actions.decline(commitment=first, by=cast.amal, now=now)
    actions.offer(shift=same_weeks[1], by=cast.bruno, now=now)


def test_offer_asks_the_database_no_oftener_with_thirty_promises_than_with_one(
    cast: Cast, now: dt.datetime
) -> None:
    type(cast.bruno).objects.filter(pk=cast.bruno.pk).update(hours=160)
    dates = [another_date(cast.ask, cast.shift.starts_at + number * DAY / 2) for number in range(1, 34)]
    counts = []
    for shift in dates:
        with CaptureQueriesContext(connection) as captured:
            actions.offer(shift=shift, by=cast.bruno, now=now)
        counts.append(len(captured))
    assert max(counts[1:]) <= counts[0]
    assert counts[-1] <= 35


def test_offer_twice_to_one_date_or_at_the_same_time_is_refused(cast: Cast, now: dt.datetime) -> None:
    actions.offer(shift=cast.shift, by=cast.bruno, now=now)
    assert refused(cast, now) is refusals.AlreadyOffered
    same_time = another_date(cast.ask, cast.shift.starts_at + dt.timedelta(hours=1))
    assert refused(cast, now, same_time) is refusals.DatesOverlap


def test_offer_by_a_new_ally_waits_for_the_first_that_helped(cast: Cast, now: dt.datetime) -> None:
    cast.bruno.standings.update(level=1)
    actions.offer(shift=cast.shift, by=cast.bruno, now=now)
    later = another_date(cast.ask, now + 9 * DAY)
    assert refused(cast, now, later) is refusals.FirstOneFirst
    cast.bruno.standings.update(level=2)
    actions.offer(shift=later, by=cast.bruno, now=now)


def test_offer_at_once_takes_a_place_by_the_ask_s_own_rule(cast: Cast, now: dt.datetime) -> None:
    Ask.objects.update(acceptance=Acceptance.AT_ONCE)
    made = actions.offer(shift=cast.shift, by=cast.bruno, now=now)
    assert Commitment.objects.with_history().get(pk=made.pk).state(now) is State.ACCEPTED
    assert Shift.objects.get(pk=cast.shift.pk).places_taken == 1


def test_offer_makes_nobody_an_ally_before_somebody_says_yes(cast: Cast, now: dt.datetime) -> None:
    Ask.objects.update(open_to="anyone")
    offer = actions.offer(shift=cast.shift, by=cast.gita, now=now)
    assert not cast.gita.standings.exists()
    actions.accept(commitment=offer, by=cast.amal, now=now)
    assert cast.gita.standings.get().level == 1


def test_offer_by_somebody_new_waits_also_while_another_verdict_looks_like_silence(
    cast: Cast, now: dt.datetime
) -> None:
    later = Shift.objects.create(ask=cast.ask, starts_at=now + 9 * DAY, ends_at=now + 10 * DAY, places=2)
    cast.bruno.standings.update(level=1)
    first = actions.offer(shift=cast.shift, by=cast.bruno, now=now)
    actions.accept(commitment=first, by=cast.amal, now=now)
    after = cast.shift.ends_at + dt.timedelta(hours=1)
    actions.judge(commitment=first, outcome="did_not_come", by=cast.amal, now=after)
    with pytest.raises(refusals.FirstOneFirst):
        actions.offer(shift=later, by=cast.bruno, now=after)
    actions.judge(commitment=first, outcome="helped", by=cast.amal, now=after)
    assert actions.offer(shift=later, by=cast.bruno, now=after)


def test_offer_to_somebody_who_blocks_is_not_refused_where_nobody_reads_who_asks(
    cast: Cast, now: dt.datetime
) -> None:
    """A refusal, or a gap, would say who wrote the ask."""
    Block.objects.create(by=cast.amal, against=cast.bruno, at=now)
    assert cast.ask in [one.ask for one in asks.open_asks(viewer=cast.bruno, now=now)]
    assert actions.offer(shift=cast.shift, by=cast.bruno, now=now)


def test_withdrawal_leaves_no_state_and_gives_the_hours_back(
    client_of: Clients, offer: Commitment, cast: Cast
) -> None:
    assert client_of(cast.amal).post(f"/commitments/{offer.pk}/withdrawal/").status_code == 404
    assert client_of(cast.bruno).post(f"/commitments/{offer.pk}/withdrawal/").status_code == 302
    assert not Commitment.objects.exists()
    assert BookedHours.objects.get().minutes == 0
    assert Entry.objects.filter(kind="commitments.withdraw", subject=offer.pk).exists()
    assert list(queries.broken_promises()) == []


def test_offer_to_an_ask_that_vanished_between_page_and_tap(cast: Cast, now: dt.datetime) -> None:
    Ask.objects.update(published_at=None)
    with pytest.raises(Http404):
        actions.offer(shift=cast.shift, by=cast.bruno, now=now)
