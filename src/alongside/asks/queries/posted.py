"""Every open ask of every group, as it stands in the database: read once for everybody, until somebody writes.

Then only those are made anew that somebody wrote about.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Prefetch

from alongside.asks import rules
from alongside.asks.models import Ask, Shift
from alongside.asks.models.ask import Asks
from alongside.asks.queries.standing import NOTHING, Standing, standing
from alongside.asks.queries.wanting import wanted
from alongside.communities.models import Community
from alongside.core.snapshots import snapshot
from alongside.core.written import for_a_minute, is_in_transaction, until_written

Date = tuple[Shift, rules.Wanted]


@dataclass(frozen=True, slots=True)
class Posted:
    """One ask, with each of its dates also as `rules.misfits` takes it. All readers share it, so nothing of any of
    them is ever written into it: not even what they are to its group.
    """

    ask: Ask
    dates: tuple[Date, ...]
    whole_until: dt.datetime
    """The end of the first date that will be over."""

    def is_open(self, now: dt.datetime) -> bool:
        return bool(self.coming(now)) and not rules.rests(self.ask.asked_again_at, now)

    def coming(self, now: dt.datetime) -> Sequence[Date]:
        if now < self.whole_until:
            return self.dates
        return [date for date in self.dates if date[0].ends_at > now]

    def next_at(self, now: dt.datetime) -> dt.datetime:
        return min([shift.starts_at for shift, _wanted in self.coming(now)])


def posted_of(group: str, now: dt.datetime) -> list[Posted]:
    """The open asks of one group."""
    return [one for one in posted_in([group], now).get(group, []) if one.is_open(now)]


def posted_in(groups: Collection[str], now: dt.datetime) -> Mapping[str, list[Posted]]:
    """All of these groups, by the id of their group, and perhaps of others. In a transaction nothing is kept, so no
    more is read there than was asked for: whoever else writes waits for it.
    """
    if not is_in_transaction(connection):
        return by_group(now)
    return grouped(made(Ask.objects.going_on(now).filter(community__in=groups), now).values())


def by_group(now: dt.datetime) -> Mapping[str, list[Posted]]:
    """All of them, by the id of their group. They are gathered once a minute: some may have ended since."""
    return for_a_minute("posted by group", lambda: grouped(all_posted(now)), now=now)


def grouped(posted: Iterable[Posted]) -> Mapping[str, list[Posted]]:
    found = defaultdict(list)
    for one in posted:
        found[one.ask.community_id].append(one)
    return dict(found)


def all_posted(now: dt.datetime) -> list[Posted]:
    """Those that are open now: the end of its last date, or of the time to say that it stands, closes an ask without
    anybody writing. They are read anew each day, so that a clock that was ahead hides no ask for longer.
    """
    found = until_written(("posted", now.date()), lambda: read(now))
    return [one for one in found if one.is_open(now)]


@dataclass(frozen=True, slots=True)
class Last:
    """What stood in the database, and what was made of it: nothing of an ask that does not go on, whatever the clock
    says.
    """

    standing: Standing
    made: Mapping[str, Posted | None]


EMPTY = Last(NOTHING, {})
_last: list[Last] = [EMPTY]


def read(now: dt.datetime) -> list[Posted]:
    """Makes anew only what is not the same in the database as when it was last made.

    The rows and what is made of them are read in one moment. In a transaction nothing is taken from there.
    """
    if is_in_transaction(connection):
        return list(made(Ask.objects.going_on(now), now).values())
    last = _last[0]
    with snapshot():
        found = standing(now, last.standing)
        if found is not last.standing:
            before = last.standing.rows
            others = [id for id, rows in found.rows.items() if before.get(id) != rows]
            new = made(Ask.objects.going_on(now).filter(pk__in=others), now) if others else {}
            same = {id: last.made.get(id) for id in found.rows}
            last = _last[0] = Last(found, same | {id: new.get(id) for id in others})
    return [one for one in last.made.values() if one]


def made(asks: Asks, now: dt.datetime) -> dict[str, Posted]:
    """By the id of the ask."""
    groups = Community.objects.with_vouched().with_stewards()
    found = asks.with_details(Shift.objects.coming(now)).prefetch_related(Prefetch("community", groups))
    return {one.pk: posted(one, dates(one, now)) for one in found}


def posted(ask: Ask, dates: tuple[Date, ...]) -> Posted:
    return Posted(ask, dates, min(shift.ends_at for shift, _wanted in dates))


def dates(ask: Ask, now: dt.datetime) -> tuple[Date, ...]:
    coming = (one for one in ask.dates if one.cancelled_at is None and one.ends_at > now)
    return tuple((one, wanted(shift=one, ask=ask)) for one in coming)
