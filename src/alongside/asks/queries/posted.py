"""Every open ask of every group, as it stands in the database: read once for everybody, until somebody writes."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch

from alongside.asks import rules
from alongside.asks.models import Ask, Shift
from alongside.asks.queries.wanting import wanted
from alongside.communities.models import Community
from alongside.core.written import until_written

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
    anybody writing.
    """
    found = until_written("posted", lambda: read(now))
    return [one for one in found if one.coming(now) and not rules.rests(one.ask.asked_again_at, now)]


def read(now: dt.datetime) -> list[Posted]:
    groups = Community.objects.with_vouched().with_stewards()
    asks = Ask.objects.open(now).with_details(Shift.objects.coming(now))
    found = asks.prefetch_related(Prefetch("community", groups))
    return [Posted(one, dates(one, now)) for one in found]


def dates(ask: Ask, now: dt.datetime) -> tuple[Date, ...]:
    coming = (one for one in ask.dates if one.cancelled_at is None and one.ends_at > now)
    return tuple((one, wanted(shift=one, ask=ask)) for one in coming)
