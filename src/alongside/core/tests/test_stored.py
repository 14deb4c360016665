"""Rows that are compared with what they were: the same object while they are the same, on both databases."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.asks.models import Place, Shift
from alongside.core.rows import StoredTable, stored
from alongside.core.snapshots import snapshot
from alongside.home import cast as the_cast
from alongside.home.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(now: dt.datetime) -> Cast:
    return the_cast.make(now)


def dates(cast: Cast, last: StoredTable | None = None) -> StoredTable:
    with snapshot():
        return stored(Shift, by="ask_id", last=last, ask_id=cast.ask.pk)


def test_what_nobody_wrote_is_the_same_object_after_one_question(cast: Cast) -> None:
    first = dates(cast)
    assert [row[0] for row in first.by[cast.ask.pk]] == [cast.shift.pk]
    with CaptureQueriesContext(connection) as asked:
        assert dates(cast, first) is first
    assert len([one for one in asked.captured_queries if "asks_shift" in one["sql"]]) == 1


def test_each_change_is_seen(cast: Cast) -> None:
    last = dates(cast)
    Shift.objects.filter(pk=cast.shift.pk).update(places=7)
    changed = dates(cast, last)
    assert changed is not last
    cast.ask.shifts.create(starts_at=cast.shift.starts_at, ends_at=cast.shift.ends_at)
    more = dates(cast, changed)
    assert len(more.rows) == 2
    cast.ask.shifts.exclude(pk=cast.shift.pk).delete()
    fewer = dates(cast, more)
    assert len(fewer.rows) == 1
    assert fewer.rows == changed.rows


def test_a_row_in_place_of_another_is_seen(cast: Cast) -> None:
    last = dates(cast)
    again = {"starts_at": cast.shift.starts_at, "ends_at": cast.shift.ends_at}
    cast.shift.delete()
    cast.ask.shifts.create(**again)
    assert dates(cast, last).rows != last.rows


def test_what_is_written_as_it_was_is_fetched_once_more_and_is_the_same_object(cast: Cast) -> None:
    last = dates(cast)
    Shift.objects.filter(pk=cast.shift.pk).update(places=cast.shift.places)
    assert dates(cast, last) is last
    with CaptureQueriesContext(connection) as asked:
        assert dates(cast, last) is last
    assert len([one for one in asked.captured_queries if "asks_shift" in one["sql"]]) == 1


def test_another_table_changes_nothing(cast: Cast) -> None:
    last = dates(cast)
    Place.objects.update(name="Elsewhere")
    assert dates(cast, last) is last
