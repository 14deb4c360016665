"""What time does to accounts: a session ends, and what was erased leaves the disk."""

import datetime as dt

from alongside.core import erasing
from alongside.people import actions


def forget_sessions(now: dt.datetime) -> int:
    return actions.forget_sessions(now=now)


def wipe_log(now: dt.datetime) -> int:
    """Empties SQLite's write-ahead log where an erasure could not, because somebody was reading."""
    del now
    erasing.wipe(patience_ms=0)
    return 0
