"""How many dates of a group one person may take in a week: one predicate for list and offer, open a day before."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.asks.models import Ask, Shift
from alongside.asks.queries import Filters
from alongside.asks.rules import Misfit
from alongside.commitments import actions
from alongside.commitments.actions import refusals
from alongside.commitments.models import Commitment, Outcome
from alongside.communities.models import Community
from alongside.guards import capacity
from alongside.home.cast import DAY, Cast
from alongside.matching import queries
from alongside.people import actions as people

Clients = Callable[..., Client]
HOUR = dt.timedelta(hours=1)


def date(cast: Cast, starts_at: dt.datetime) -> Shift:
    return Shift.objects.create(ask=cast.ask, starts_at=starts_at, ends_at=starts_at + HOUR, places=3)


@pytest.fixture
def week(cast: Cast, now: dt.datetime) -> list[Shift]:
    """Three dates from Tuesday on in the next week, and one in the week after; the group lets one person take two."""
    Community.objects.filter(pk=cast.harbour.pk).update(dates_a_week=2)
    people.set_hours(by=cast.bruno, hours=40, now=now)
    cast.bruno.refresh_from_db()
    return [date(cast, now + days * DAY) for days in (6, 7, 8, 13)]


def take(shift: Shift, cast: Cast, at: dt.datetime) -> Commitment:
    made = actions.offer(shift=shift, by=cast.bruno, now=at)
    return actions.accept(commitment=made, by=cast.amal, now=at)


@pytest.mark.parametrize(
    ("taken", "a_week", "hours_before", "has_one"),
    [(9, 0, 99, True), (1, 2, 99, True), (2, 2, 99, False), (2, 2, 25, False), (2, 2, 24, True)],
)
def test_limit_holds_until_a_day_before(
    now: dt.datetime, taken: int, a_week: int, hours_before: int, *, has_one: bool
) -> None:
    due_at = now + hours_before * HOUR
    assert capacity.has_date_left(taken=taken, a_week=a_week, due_at=due_at, now=now) is has_one


def test_nobody_takes_more_in_a_week_than_the_group_lets_them(
    week: list[Shift], cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    for shift in week[:2]:
        actions.offer(shift=shift, by=cast.bruno, now=now)
    with pytest.raises(refusals.WeekFull):
        actions.offer(shift=week[2], by=cast.bruno, now=now)
    page = client_of(cast.bruno).post(f"/asks/{cast.ask.pk}/offer/", {"shift": week[2].pk})
    assert "as many dates of this group in that week as one person may take" in page.content.decode()
    actions.offer(shift=week[3], by=cast.bruno, now=now)


def test_what_is_still_free_a_day_before_is_open_again(
    week: list[Shift], cast: Cast, now: dt.datetime
) -> None:
    for shift in week[:2]:
        take(shift, cast, now)
    late = week[2].starts_at - DAY
    with pytest.raises(refusals.WeekFull):
        actions.offer(shift=week[2], by=cast.bruno, now=late - HOUR)
    assert actions.offer(shift=week[2], by=cast.bruno, now=late)


def test_what_was_done_counts_and_what_was_given_back_does_not(
    week: list[Shift], cast: Cast, now: dt.datetime
) -> None:
    first, second = (take(shift, cast, now) for shift in week[:2])
    done_at = week[0].ends_at + HOUR
    actions.judge(commitment=first, outcome=Outcome.HELPED, by=cast.amal, now=done_at)
    fourth = date(cast, week[2].starts_at + DAY)
    with pytest.raises(refusals.WeekFull):
        actions.offer(shift=fourth, by=cast.bruno, now=done_at)
    actions.release(commitment=second, by=cast.bruno, now=done_at)
    assert actions.offer(shift=fourth, by=cast.bruno, now=done_at)


def test_the_list_leaves_out_what_the_offer_would_refuse_and_says_why(
    week: list[Shift], cast: Cast, now: dt.datetime
) -> None:
    Shift.objects.filter(pk__in=[cast.shift.pk, week[3].pk]).delete()
    other = Ask.objects.create(
        community=cast.harbour, posted_by=cast.amal, kind="in_person", what="Wash pots", language="en",
        open_to=cast.ask.open_to, created_at=now, published_at=now,
    )  # fmt: skip
    Shift.objects.filter(pk=week[2].pk).update(ask=other)
    for shift in week[:2]:
        take(shift, cast, now)
    page = queries.fits(viewer=cast.bruno, filters=Filters(), within_km=None, now=now)
    assert page.suggestions == []
    assert any("as many dates of that group" in str(words) for words, _number in page.others)
    late = week[2].starts_at - DAY
    (shown,) = queries.fits(viewer=cast.bruno, filters=Filters(), within_km=None, now=late).suggestions
    assert shown.found.ask.pk == other.pk


def test_weeks_are_those_of_the_group(week: list[Shift], cast: Cast, now: dt.datetime) -> None:
    """Sunday at half past eleven in the evening in London is Monday in Madrid."""
    Community.objects.filter(pk=cast.harbour.pk).update(dates_a_week=1)
    take(week[0], cast, now)
    sunday = dt.datetime(2026, 3, 15, 23, 30, tzinfo=dt.UTC)
    assert capacity.week_start(week[0].starts_at.date()) == capacity.week_start(sunday.date())
    assert actions.offer(shift=date(cast, sunday), by=cast.bruno, now=now)


def test_a_group_without_a_limit_costs_no_query_and_one_with_a_limit_one(
    week: list[Shift], cast: Cast, now: dt.datetime
) -> None:
    def cost(shift: Shift) -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            actions.offer(shift=shift, by=cast.bruno, now=now)
        return len(caught)

    cost(week[0])
    with_limit = cost(week[1])
    Community.objects.filter(pk=cast.harbour.pk).update(dates_a_week=0)
    assert cost(week[2]) == with_limit - 1


def test_every_reason_is_said_in_words() -> None:
    assert set(refusals.OF_MISFIT) | {Misfit.MAY_NOT} == set(Misfit)
