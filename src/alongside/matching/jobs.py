"""What time does to the ranking."""

import datetime as dt

from alongside.asks.models import Shift
from alongside.matching import actions, queries
from alongside.matching.models import Round, StandIn


def count_outlooks(now: dt.datetime) -> int:
    """Looks at everybody first, while nobody waits for it, and then writes."""
    return actions.count_outlooks(reach=queries.reach_of_uncounted(now=now), now=now)


def call_stand_ins(now: dt.datetime) -> int:
    """Calls who stands in where a place is free. Before the rounds, which wait while somebody may answer."""
    free = Shift.objects.filter(pk__in=StandIn.objects.to_call(now).order_by().values("shift"))
    return sum(actions.call_stand_ins(shift=one, now=now) for one in free)


def go_on_with_rounds(now: dt.datetime) -> int:
    """Asks around for each round that is due. One that fails holds up no other: it is due again at the next run."""
    return sum(actions.go_on(round=one, now=now) for one in Round.objects.due(now).order_by("begun_at"))


def forget_rounds(now: dt.datetime) -> int:
    return actions.forget_rounds(now=now)


def forget_stand_ins(now: dt.datetime) -> int:
    return actions.forget_stand_ins(now=now)
