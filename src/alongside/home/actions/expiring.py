import datetime as dt

from alongside.home import copies


def expire_copies(*, now: dt.datetime) -> int:
    """Deletes the copies of the data that are past their time, so that whoever left stands in none of them."""
    return copies.expire(where=copies.folder(), now=now) + copies.expire_beside(now=now)
