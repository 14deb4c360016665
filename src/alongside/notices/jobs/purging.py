import datetime as dt

from alongside.notices import actions


def purge_old_notices(now: dt.datetime) -> int:
    return actions.purge(now=now)
