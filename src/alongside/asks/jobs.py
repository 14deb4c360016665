"""What time does to asks."""

import datetime as dt

from alongside.asks import actions


def forget_sheets(now: dt.datetime) -> int:
    return actions.forget_sheets(now=now)
