"""Every open ask of every group, as it stands in the database: read once for everybody, until somebody writes.

Then only those are made anew that somebody wrote about.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.db.models import Prefetch

from alongside.asks import rules
from alongside.asks.models import Ask, Shift
from alongside.asks.models.ask import Asks
from alongside.asks.queries.standing import Rows, standing
from alongside.asks.queries.wanting import wanted
from alongside.communities.models import Community
from alongside.core.snapshots import snapshot
from alongside.core.written import is_in_transaction, until_written

Date = tuple[Shift, rules.Wanted]


@dataclass(frozen=True, slots=True)
class Posted:
    """One ask, with each of its dates also as `rules.misfits` takes it. All readers share it, so nothing of any of
    them is ever written into it: not even what they are to its group.
    """

    ask: Ask
    dates: tuple[Date, ...]

    def coming(self, now: dt.datetime) -> list[Date]:
        return [date for date in self.dates if date[0].ends_at > now]

    def next_at(self, now: dt.datetime) -> dt.datetime:
        return min(shift.starts_at for shift, _wanted in self.coming(now))


def all_posted(now: dt.datetime) -> list[Posted]:
    """Those that are open now: the end of its last date, or of the time to say that it stands, closes an ask without
    anybody writing. They are read anew each day, so that a clock that was ahead hides no ask for longer.
    """
    found = until_written(("posted", now.date()), lambda: read(now))
    return [one for one in found if one.coming(now) and not rules.rests(one.ask.asked_again_at, now)]


@dataclass(frozen=True, slots=True)
class Made:
    """The rows of an ask, and what was made of them: nothing, if it does not go on, whatever the clock says."""

    rows: Rows
    posted: Posted | None


_last: list[dict[str, Made]] = [{}]


def read(now: dt.datetime) -> list[Posted]:
    """Makes anew only what is not the same in the database as when it was last made.

    The rows and what is made of them are read in one moment. In a transaction nothing is taken from there.
    """
    if is_in_transaction(connection):
        return list(made(Ask.objects.going_on(now), now).values())
    with snapshot():
        rows = standing(now)
        same = {id: one for id, one in _last[0].items() if rows.get(id) == one.rows}
        others = [id for id in rows if id not in same]
        new = made(Ask.objects.going_on(now).filter(pk__in=others), now) if others else {}
    _last[0] = same | {id: Made(rows[id], new.get(id)) for id in others}
    return [one.posted for one in _last[0].values() if one.posted]


def made(asks: Asks, now: dt.datetime) -> dict[str, Posted]:
    """By the id of the ask."""
    groups = Community.objects.with_vouched().with_stewards()
    found = asks.with_details(Shift.objects.coming(now)).prefetch_related(Prefetch("community", groups))
    return {one.pk: Posted(one, dates(one, now)) for one in found}


def dates(ask: Ask, now: dt.datetime) -> tuple[Date, ...]:
    coming = (one for one in ask.dates if one.cancelled_at is None and one.ends_at > now)
    return tuple((one, wanted(shift=one, ask=ask)) for one in coming)
