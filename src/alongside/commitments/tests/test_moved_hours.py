"""Whoever moves a date into other four weeks books nobody beyond the hours that they set there."""

import datetime as dt

import pytest
from django.urls import reverse

from alongside.asks import actions as asks
from alongside.asks.models import Shift
from alongside.asks.rules import Slot
from alongside.commitments import actions, jobs, queries
from alongside.commitments.models import Commitment
from alongside.commitments.rules import State
from alongside.guards import capacity
from alongside.home.cast import Cast
from alongside.notices.models import Notice
from alongside.people.models import BookedHours

FOUR_WEEKS = dt.timedelta(days=28)
HOUR = dt.timedelta(hours=1)


def booked(cast: Cast) -> dict[dt.date, int]:
    return dict(BookedHours.objects.filter(person=cast.bruno).values_list("starts_on", "minutes"))


def move(cast: Cast, now: dt.datetime, by: dt.timedelta = FOUR_WEEKS) -> None:
    date = Shift.objects.get(pk=cast.shift.pk)
    slot = Slot(date.starts_at + by, date.ends_at + by, date.places)
    asks.change_shift(shift=date, by=cast.jun, now=now, slot=slot)


def fill(cast: Cast, now: dt.datetime, hours: int) -> None:
    """The four weeks after these hold so many hours of bruno's, promised elsewhere."""
    cast.bruno.hours = hours
    cast.bruno.save()
    then = now + FOUR_WEEKS + dt.timedelta(days=1)
    for number in range(hours // 2):
        starts_at = then + number * 3 * HOUR
        date = Shift.objects.create(ask=cast.ask, starts_at=starts_at, ends_at=starts_at + HOUR)
        actions.offer(shift=date, by=cast.bruno, now=now)


def test_the_hours_go_with_the_date(promise: Commitment, cast: Cast, now) -> None:
    (period,) = booked(cast)
    move(cast, now + HOUR)
    assert jobs.tell_changes(now + 2 * HOUR) == 1
    assert booked(cast) == {period: 0, period + FOUR_WEEKS: 120}
    assert Commitment.objects.with_history().get().state(now + 2 * HOUR) is State.ACCEPTED
    assert list(queries.broken_promises()) == []


@pytest.mark.parametrize("is_accepted", [True, False])
def test_where_no_hours_are_left_it_goes_back_and_its_ally_reads_why(
    offer: Commitment, cast: Cast, client_of, now, *, is_accepted: bool
) -> None:
    if is_accepted:
        actions.accept(commitment=offer, by=cast.amal, now=now)
    fill(cast, now, 4)
    move(cast, now + HOUR)
    jobs.tell_changes(now + 2 * HOUR)
    found = Commitment.objects.with_history().get(pk=offer.pk)
    assert found.state(now + 2 * HOUR) is (State.RELEASED if is_accepted else State.DECLINED)
    assert max(booked(cast).values()) == 240
    assert Shift.objects.get(pk=cast.shift.pk).places_taken == 0
    assert list(queries.broken_promises()) == []
    page = client_of(cast.bruno).get(reverse("commitments:commitment", args=[offer.pk])).content.decode()
    assert ("your hours are used up" in page) is is_accepted
    told = Notice.objects.filter(kind="commitment.released").values_list("to", flat=True)
    assert set(told) == ({cast.amal.pk, cast.jun.pk} if is_accepted else set())
    assert not Notice.objects.filter(kind="commitment.changed").exists()


def test_stewards_read_nothing_of_the_hours(promise: Commitment, cast: Cast, client_of, now) -> None:
    fill(cast, now, 4)
    move(cast, now + HOUR)
    jobs.tell_changes(now + 2 * HOUR)
    for address in (
        reverse("commitments:date", args=[cast.shift.pk]),
        reverse("commitments:commitment", args=[promise.pk]),
    ):
        assert "used up" not in client_of(cast.amal).get(address).content.decode()


def test_a_move_within_the_same_four_weeks_books_nothing_anew(promise: Commitment, cast: Cast, now) -> None:
    before = booked(cast)
    move(cast, now + HOUR, dt.timedelta(days=2))
    assert capacity.period_start(Shift.objects.get(pk=cast.shift.pk).starts_at.date()) in before
    jobs.tell_changes(now + 2 * HOUR)
    assert booked(cast) == before
