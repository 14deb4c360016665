"""How long somebody from outside may run one ask, who may not, and what stays with the stewards."""

import datetime as dt

from alongside.asks.rules.seeing import CLOSE_KINDS
from alongside.communities.rules import Relation

RUN_AT_MOST = dt.timedelta(days=30)
RUN_LINK_LASTS = dt.timedelta(days=7)
RUNNERS_AT_MOST = 3


def runs_too_long(until: dt.date, today: dt.date) -> bool:
    return until > today + RUN_AT_MOST


def may_begin_to_run(relation: Relation, *, is_sensitive: bool) -> bool:
    """Nobody gets around a trust that grows in steps: a newcomer waits for a vouch, and so does an ally for close help.

    A steward has every page already.
    """
    if relation.is_shut_out or relation.is_newcomer or relation.is_steward:
        return False
    return not is_sensitive or relation.is_member or relation.is_vouched_for


def may_say_yes_for_stewards(kind: str) -> bool:
    """Help close to somebody's body and home always waits for a steward's own yes."""
    return kind not in CLOSE_KINDS
