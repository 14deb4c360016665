import datetime as dt

from alongside.accountability import actions


def forget_old(now: dt.datetime) -> int:
    return actions.forget_old(now=now)
