"""No page and no job reads a table from end to end that grows with people or with what they promise.

SQLite plans by its rules alone, as the server never counts rows for it: the answer is the same at any size.
PostgreSQL plans by what it has counted, and rightly reads a short table whole. So it is asked whether an index leads
to what a query asks for. How much is read at full size is counted on SQLite, in the long run.
"""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from alongside.commitments import queries as commitments
from alongside.commitments.models import Commitment
from alongside.home import queries as home
from alongside.home.cast import Cast
from alongside.home.jobs import purge_sent_forms
from alongside.notices.models import Mail
from tests.crowd import GROWN, Size, gather
from tests.plans import (
    Asked,
    explained,
    forbid_whole_readings,
    plan_of_postgresql,
    read_whole,
    scans_on_postgresql,
    steps_on_sqlite,
)
from tests.walk import undone, visits
from tests.world import build

SMALL = Size(people=300, commitments=2_000)
STEPS = 200_000
"""Of SQLite's machine, for one query at full size. A page of 30 asks takes 12,000; all commitments, over a million."""
MANY_STEPS = {
    "GET home:everything": "everything about one person",
    "matching.count_outlooks": "what became of all lately promised; once a day, and when an ask is new",
}
"""What may read more than that, because it is asked for that much."""

LONG = 5_000
"""Rows. PostgreSQL rightly reads a shorter table whole."""
WHOLE_ON_POSTGRESQL = {
    "GET home:everything": "everything about one person, who steers a group of thousands here",
    "GET asks:delegates": "a choice among all members of a group of thousands",
    "GET communities:allies": "the first fifty of thousands, in the order in which they came",
    "GET communities:members": "all members of a group of thousands",
    "matching.count_outlooks": "how many of a group of thousands may offer, once a day for each open ask",
    "notices.purge_old_notices": "once a day it deletes much of the table",
}
"""Where it decides by itself to read a long table whole, and why that is right."""

FEW = {
    "accountability_appeal": "the few who are kept out and write back, until half a year after",
    "asks_behalf": "what somebody without an account asks, until its dates are over",
    "asks_sheetimport": "a file that a steward brought, for a day",
    "commitments_sharedneed": "what allies showed for one date, until 30 days after it",
    "communities_community": "groups; every list looks at all that its reader may know",
    "communities_invitation": "one-time links, for 30 days",
    "communities_restriction": "the few who are kept out, until half a year after",
    "communities_return": "the few who are helped back in, for 30 days",
    "communities_vouchlink": "one-time links, for 30 days",
    "matching_outlook": "one row for each open ask; the list that is put in order looks at all of them",
}
"""Tables that may be read whole, and why they stay short."""

NARROWED = (
    "/asks/?page=2",
    "/asks/?kind=in_person&language=en&within=5&facts=step_free&days_from=2026-03-05&days_until=2026-04-01",
)


def everything_asked(cast: Cast, now: dt.datetime, browsers: dict[str, Client]) -> Asked:
    """What every page and form of these readers and a whole pass of the worker ask of the database."""
    world, asked = build(cast, now), Asked()
    with asked.listening():
        for reader, browser in browsers.items():
            for name, send in visits(world, browser):
                asked.by = f"{name} as {reader}"
                undone(send)
            for path in NARROWED:
                asked.by = f"{path} as {reader}"
                browser.get(path)
        for name, job in [*home.jobs(), ("home.purge_sent_forms", purge_sent_forms)]:
            asked.by = name
            job(now)
    return asked


def readings(asked: Asked) -> dict[str, str]:
    """{table that is read whole: who asked for that, and how}."""
    return {
        table: f"{by} reads all of {table}: {sql}"
        for sql, (params, by) in asked.statements.items()
        for table in read_whole(sql, params)
    }


@pytest.fixture
def browsers(cast: Cast, client: Client, client_of: Callable[..., Client]) -> dict[str, Client]:
    """Nobody, an ally, a steward, and whoever runs the server."""
    return {"nobody": client} | {name: client_of(getattr(cast, name)) for name in ("bruno", "amal", "olu")}


@pytest.mark.parametrize("size", [SMALL, pytest.param(GROWN, marks=pytest.mark.long)], ids=["small", "grown"])
def test_every_read_has_an_index(
    size: Size, cast: Cast, now: dt.datetime, browsers: dict[str, Client]
) -> None:
    gather(cast, now, size)
    asked = everything_asked(cast, now, browsers)
    forbid_whole_readings()
    found = readings(asked)
    unwanted = [who for table, who in found.items() if table not in FEW]
    assert not unwanted, "\n".join(unwanted)
    if connection.vendor == "sqlite":
        assert FEW.keys() - found.keys() == set(), "no exception is needed for these"


@pytest.mark.long
@pytest.mark.sqlite
def test_no_read_goes_through_much_at_full_size(
    cast: Cast, now: dt.datetime, browsers: dict[str, Client]
) -> None:
    """PostgreSQL does not count its steps. What is asked of it is the same."""
    gather(cast, now, GROWN)
    asked = everything_asked(cast, now, browsers)
    costly = {
        f"{by}: {steps:,} steps for {sql}"
        for sql, (params, by) in asked.statements.items()
        if (steps := steps_on_sqlite(sql, params)) > STEPS and thing(by) not in MANY_STEPS
    }
    assert not costly, "\n".join(costly)


@pytest.mark.long
@pytest.mark.postgresql
def test_postgresql_by_its_own_counting_reads_no_long_table_whole(
    cast: Cast, now: dt.datetime, browsers: dict[str, Client]
) -> None:
    """With nothing forbidden to it, on a disk that reads anywhere as fast as from end to end."""
    gather(cast, now, GROWN)
    asked, long = everything_asked(cast, now, browsers), long_tables()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL random_page_cost = 1.1")
    found = {
        thing(by): f"{by} reads all of {table}: {sql}"
        for sql, (params, by) in asked.statements.items()
        for table in read_whole(sql, params)
        if table in long
    }
    unwanted = [who for by, who in found.items() if by not in WHOLE_ON_POSTGRESQL]
    assert not unwanted, "\n".join(unwanted)


def thing(by: str) -> str:
    """The page or job, whoever asked for it."""
    return by.rpartition(" as ")[0] or by


def long_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s", [LONG])
        return {name for (name,) in cursor.fetchall()}


def test_offers_that_time_ended_are_looked_for_among_what_is_open(cast: Cast, now: dt.datetime) -> None:
    """Asked every minute, and here PostgreSQL plans as it likes: nothing that is settled is read, however much."""
    gather(cast, now, SMALL)
    offers, asked = commitments.overdue(now=now), Asked()
    with asked.listening():
        assert len(offers) == len([one for one in opened() if one.is_overdue(now)]) > 0
    (sql, (params, _by)), *_others = asked.statements.items()
    if connection.vendor == "postgresql":
        plan = plan_of_postgresql(sql, params)
        assert not {"commitments_commitment", "commitments_acceptance"} & set(scans_on_postgresql(plan))
        assert "commitments_open_by_age" in str(plan)
    else:
        assert any(
            "commitments_open_by_age" in said for *_place, said in explained(f"QUERY PLAN {sql}", params)
        )


def opened() -> list[Commitment]:
    return list(Commitment.objects.filter(closed_at__isnull=True).with_history())


def test_a_missing_index_is_seen(cast: Cast, now: dt.datetime) -> None:
    asked, index = Asked(), Mail._meta.indexes[-1]
    with asked.listening():
        list(Mail.objects.filter(due_at__lt=now))
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {index.name}")
    forbid_whole_readings()
    assert index.fields == ["due_at"]
    assert readings(asked).keys() == {"notices_mail"}
