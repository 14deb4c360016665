import datetime as dt

from alongside.communities import actions


def forget_links(now: dt.datetime) -> int:
    return actions.forget_links(now=now)


def settle_returns(now: dt.datetime) -> int:
    return actions.settle_returns(now=now)
