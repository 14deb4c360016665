"""Rest until a day, in the person's own time."""

import datetime as dt

import pytest
from django.urls import reverse

from alongside.home.cast import Cast
from alongside.people import actions, queries
from alongside.people.models import Person, Rest

REST = "/me/rest/"


def test_rest_lasts_until_the_first_day_back(cast: Cast, client_of, now: dt.datetime) -> None:
    client = client_of(cast.bruno)
    back = now.date() + dt.timedelta(days=7)
    assert client.post(REST, {"until_on": back.isoformat()})["Location"] == reverse("people:me")
    assert queries.is_resting(person=cast.bruno, now=now + dt.timedelta(minutes=1))
    assert queries.is_resting(person=cast.bruno, now=now + dt.timedelta(days=6))
    assert not queries.is_resting(person=cast.bruno, now=now + dt.timedelta(days=7))
    assert "You rest" in client.get(reverse("people:me")).content.decode()


def test_rest_ends_at_midnight_where_the_person_is(cast: Cast, now: dt.datetime) -> None:
    Person.objects.filter(pk=cast.bruno.pk).update(time_zone="Pacific/Auckland")
    cast.bruno.refresh_from_db()
    actions.start_rest(by=cast.bruno, until_on=dt.date(2026, 3, 10), now=now)
    midnight = dt.datetime(2026, 3, 9, 11, 0, tzinfo=dt.UTC)
    assert queries.is_resting(person=cast.bruno, now=midnight - dt.timedelta(minutes=1))
    assert not queries.is_resting(person=cast.bruno, now=midnight)


def test_rest_is_ended_early_and_a_new_one_replaces_the_old(cast: Cast, client_of, now: dt.datetime) -> None:
    client = client_of(cast.bruno)
    for days in (7, 14):
        client.post(REST, {"until_on": (now.date() + dt.timedelta(days=days)).isoformat()})
    assert Rest.objects.filter(person=cast.bruno, ended_at=None).get().until_on == now.date() + dt.timedelta(
        days=14
    )
    client.post(reverse("people:rest_end"))
    assert not queries.is_resting(person=cast.bruno, now=now + dt.timedelta(minutes=1))


@pytest.mark.parametrize("until_on", ["2026-03-04", "2020-01-01", "", "soon"])
def test_rest_must_end_later_than_today(cast: Cast, client_of, until_on: str) -> None:
    page = client_of(cast.bruno).post(REST, {"until_on": until_on}).content.decode()
    assert 'id="id_until_on_error"' in page
    assert not Rest.objects.exists()
