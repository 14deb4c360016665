"""What time does to asks."""

import datetime as dt

from alongside.asks import actions
from alongside.asks.models import Series
from alongside.ledger.actions import CLOCK

AT_ONCE = 500


def forget_sheets(now: dt.datetime) -> int:
    return actions.forget_sheets(now=now)


def forget_behalves(now: dt.datetime) -> int:
    return actions.forget_behalves(now=now)


def lay_out_series(now: dt.datetime) -> int:
    """Makes dates of the next days of what repeats."""
    due = Series.objects.due(now).order_by("next_on")[:AT_ONCE]
    return sum(actions.lay_out(series=one, by=CLOCK, now=now) for one in due)
