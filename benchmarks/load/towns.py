"""Who visits, and what each of them may open."""

import datetime as dt
from pathlib import Path

from django.conf import settings

from alongside.asks import queries as asks
from alongside.core import clock
from alongside.people.models import Person
from benchmarks.browser import session_of
from benchmarks.load.filling import Filled
from benchmarks.load.visits import Reader, Town

EACH = 40
"""Asks that one reader opens: of those that they may see."""


def of(filled: Filled, how_many: int) -> Town:
    now = clock.now()
    every = len(filled.people) // how_many or 1
    readers = [reader(one, now) for one in filled.people[: how_many * every : every]]
    public = [one.ask.pk for one in asks.open_asks(viewer=None, now=now)]
    return Town(readers, public, style())


def reader(person: Person, now: dt.datetime) -> Reader:
    found = asks.open_asks(viewer=person, now=now)
    spread = found[:: max(1, len(found) // EACH)]
    dates = [(one.ask.pk, shift.pk) for one in spread for shift, _wanted in one.posted.dates]
    return Reader(
        session_of(person), [one.ask.pk for one in spread], dates, person.memberships.first().community_id
    )


def style() -> str:
    """The one style sheet, by the name that says its version."""
    folder = Path(settings.STATIC_ROOT)
    found = next(one for one in sorted(folder.rglob("*.css")) if "." in one.stem)
    return f"{settings.STATIC_URL}{found.relative_to(folder)}"
