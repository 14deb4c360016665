import datetime as dt

from alongside.communities import actions, queries
from alongside.ledger.actions import CLOCK

AT_ONCE = 500


def forget_links(now: dt.datetime) -> int:
    return actions.forget_links(now=now)


def tell_of_ends(now: dt.datetime) -> int:
    due = queries.ending(now=now).order_by("closed_at")[:AT_ONCE]
    return sum(actions.tell_of_end(community=one, by=CLOCK, now=now) for one in due)


def settle_returns(now: dt.datetime) -> int:
    return actions.settle_returns(now=now)
