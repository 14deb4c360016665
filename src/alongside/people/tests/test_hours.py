"""Booking hours: one conditional update keeps a person's own limit."""

import datetime as dt

import pytest

from alongside.home.cast import Cast
from alongside.people import actions, queries
from alongside.people.models import BookedHours, Person

MONDAY = dt.date(2026, 3, 2)


def booked(person: Person) -> int:
    return BookedHours.objects.get(person=person, starts_on=MONDAY).minutes


def test_book_minutes_takes_up_to_the_limit_and_not_one_more(cast: Cast) -> None:
    actions.book_minutes(person=cast.bruno, starts_on=MONDAY, minutes=480)
    with pytest.raises(actions.AtCapacity):
        actions.book_minutes(person=cast.bruno, starts_on=MONDAY, minutes=1)
    assert booked(cast.bruno) == 480
    assert queries.hours_left(person=cast.bruno, starts_on=MONDAY) == 0


def test_book_minutes_reads_the_limit_from_the_database_not_from_the_object(cast: Cast) -> None:
    stale = Person.objects.get(pk=cast.bruno.pk)
    Person.objects.filter(pk=cast.bruno.pk).update(hours=1)
    with pytest.raises(actions.AtCapacity):
        actions.book_minutes(person=stale, starts_on=MONDAY, minutes=61)


def test_lowering_the_limit_never_unbooks(cast: Cast) -> None:
    actions.book_minutes(person=cast.bruno, starts_on=MONDAY, minutes=300)
    Person.objects.filter(pk=cast.bruno.pk).update(hours=2)
    cast.bruno.refresh_from_db()
    assert booked(cast.bruno) == 300
    assert queries.hours_left(person=cast.bruno, starts_on=MONDAY) == 0
    with pytest.raises(actions.AtCapacity):
        actions.book_minutes(person=cast.bruno, starts_on=MONDAY, minutes=5)


def test_give_back_minutes_frees_them_and_stops_at_nothing(cast: Cast) -> None:
    actions.book_minutes(person=cast.bruno, starts_on=MONDAY, minutes=120)
    actions.give_back_minutes(person=cast.bruno, starts_on=MONDAY, minutes=500)
    assert booked(cast.bruno) == 0


def test_periods_are_booked_apart(cast: Cast) -> None:
    actions.book_minutes(person=cast.bruno, starts_on=MONDAY, minutes=480)
    actions.book_minutes(person=cast.bruno, starts_on=MONDAY + dt.timedelta(days=28), minutes=480)
