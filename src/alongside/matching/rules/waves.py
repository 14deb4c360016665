"""An urgent call goes out in waves: as few people as it takes, and no more once it is covered."""

import datetime as dt
import math

SAYS_YES = 0.34
"""Of those who agreed to be called in an emergency and whom it fits: one in three."""
FIRST, LAST = dt.timedelta(minutes=10), dt.timedelta(hours=2)
SHARE = 12
"""A wave waits for a twelfth of the time that is left, so that there is time for others."""
WAVES_AT_MOST = 8
NEAR = dt.timedelta(days=2)
"""Farther off, an ordinary note is soon enough."""
AFTER_A_RELEASE = 20


def size(*, missing: int) -> int:
    """How many are called so that as many say yes as are missing, when those called before had their time."""
    return math.ceil(missing / SAYS_YES - 1e-9)


def wait(left: dt.timedelta) -> dt.timedelta:
    """How long a wave is given to answer. Little where little is left, and never so little that nobody can."""
    return min(LAST, max(FIRST, left / SHARE))


def is_due(*, waves: int, last_at: dt.datetime | None, due_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether the next wave goes out now: the first at once, the others when the one before had its time."""
    if due_at <= now or waves >= WAVES_AT_MOST:
        return False
    return last_at is None or now >= last_at + wait(due_at - last_at)
