"""What time does to asks."""

import datetime as dt

from alongside.asks import actions, queries
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


def settle_runs(now: dt.datetime) -> int:
    return actions.settle_runs(by=CLOCK, now=now)


def ask_what_stands(now: dt.datetime) -> int:
    """Asks of what nobody has touched for long whether it stands; says which asks rest, as nobody answered."""
    dropped = actions.drop_questions(now=now)
    told = [
        actions.tell_of_rest(ask=one, by=CLOCK, now=now)
        for one in queries.resting_untold(now=now).order_by("asked_again_at")[:AT_ONCE]
    ]
    stale = queries.stale(now=now).order_by("published_at")[:AT_ONCE]
    return dropped + sum(told) + sum(actions.ask_again(ask=one, by=CLOCK, now=now) for one in stale)
