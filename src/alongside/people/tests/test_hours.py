"""Booking hours: one conditional update keeps a person's own limit."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from alongside.home import cast as the_cast
from alongside.home.cast import Cast
from alongside.people import actions
from alongside.people.models import BookedHours, Person

MONDAY = dt.date(2026, 3, 2)


def booked(person: Person) -> int:
    return BookedHours.objects.get(person=person, starts_on=MONDAY).minutes


def test_book_minutes_takes_up_to_the_limit_and_not_one_more(cast: Cast) -> None:
    actions.book_minutes(person=cast.bruno, starts_on=MONDAY, minutes=480)
    with pytest.raises(actions.AtCapacity):
        actions.book_minutes(person=cast.bruno, starts_on=MONDAY, minutes=1)
    assert booked(cast.bruno) == 480


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
    with pytest.raises(actions.AtCapacity):
        actions.book_minutes(person=cast.bruno, starts_on=MONDAY, minutes=5)


def test_give_back_minutes_frees_them_and_stops_at_nothing(cast: Cast) -> None:
    actions.book_minutes(person=cast.bruno, starts_on=MONDAY, minutes=120)
    actions.give_back_minutes(person=cast.bruno, starts_on=MONDAY, minutes=500)
    assert booked(cast.bruno) == 0


def test_periods_are_booked_apart(cast: Cast) -> None:
    actions.book_minutes(person=cast.bruno, starts_on=MONDAY, minutes=480)
    actions.book_minutes(person=cast.bruno, starts_on=MONDAY + dt.timedelta(days=28), minutes=480)


@pytest.mark.django_db(transaction=True)
def test_rivals_for_the_same_hours_take_all_of_them_and_no_more(now: dt.datetime) -> None:
    bruno = the_cast.make(now).bruno

    def book(_rival: int) -> bool:
        try:
            actions.book_minutes(person=bruno, starts_on=MONDAY, minutes=60)
        except actions.AtCapacity:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as rivals:
        won = sum(rivals.map(book, range(24)))
    assert won == 8
    assert booked(bruno) == 480
