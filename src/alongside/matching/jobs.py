"""What time does to the ranking."""

import datetime as dt

from alongside.matching import actions


def count_outlooks(now: dt.datetime) -> int:
    return actions.count_outlooks(now=now)
