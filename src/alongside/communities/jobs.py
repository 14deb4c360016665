import datetime as dt

from alongside.communities import actions


def forget_links(now: dt.datetime) -> int:
    return actions.forget_links(now=now)
