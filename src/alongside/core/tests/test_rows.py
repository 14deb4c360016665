"""Rows by the values of their columns: the same as `filter` gives, sealed texts opened, times in UTC."""

import datetime as dt
from typing import Any

import pytest

from alongside.asks.models import Place
from alongside.communities.models import Membership, Restriction, Standing
from alongside.core.rows import SOME, how_many, rows
from alongside.home.cast import EXACT_PLACE, Cast


def test_rows_are_those_that_filter_finds(cast: Cast, now: dt.datetime) -> None:
    here = {"community_id": cast.harbour.pk, "person_id": cast.farid.pk}
    assert rows(Restriction, **here) == list(Restriction.objects.filter(**here))
    assert rows(Restriction, **here)[0].until == now + dt.timedelta(days=4)
    assert rows(Standing, **here) == []


def test_rows_open_what_is_sealed(cast: Cast) -> None:
    assert [place.exact for place in rows(Place, community_id=cast.harbour.pk)] == [EXACT_PLACE]


def test_rows_know_only_columns_of_the_table_and_pass_values_as_values(cast: Cast) -> None:
    assert rows(Place, name="' OR 1=1 --") == []
    surprise: dict[str, Any] = {'id" = id OR "id': "x"}
    with pytest.raises(KeyError):
        rows(Place, **surprise)


def test_how_many_counts_what_filter_finds_empty_columns_too(cast: Cast) -> None:
    assert how_many(Standing, community_id=cast.harbour.pk) == cast.harbour.standings.count() > 0
    assert how_many(Restriction, person_id=cast.farid.pk, lifted_at=None) == 1
    Restriction.objects.update(lifted_at=cast.shift.starts_at)
    assert how_many(Restriction, person_id=cast.farid.pk, lifted_at=None) == 0


def test_rows_take_one_of_several_values_and_whatever_is_not_empty(cast: Cast) -> None:
    some = [cast.bruno.pk, cast.farid.pk]
    assert set(rows(Standing, person_id=some)) == set(Standing.objects.filter(person__in=some)) != set()
    assert rows(Standing, person_id=[]) == []
    steering = Membership.objects.filter(steward_since__isnull=False)
    assert set(rows(Membership, steward_since=SOME)) == set(steering) != set(Membership.objects.all())


def test_rows_ask_the_database_once(cast: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        rows(Standing, person_id=cast.bruno.pk)
