"""Four-week periods: the unit in which a person says how many hours they have."""

import datetime as dt
from functools import lru_cache

OPENS_AGAIN = dt.timedelta(days=1)
"""So long before it is due, a place that is still free is open to whoever has had their dates of the week too."""

FIRST_MONDAY = dt.date(2024, 1, 1)
DAYS = 28


@lru_cache(maxsize=1_000)
def period_start(day: dt.date) -> dt.date:
    """The Monday on which the four-week period of `day` starts; periods are the same for everybody."""
    return FIRST_MONDAY + dt.timedelta(days=(day - FIRST_MONDAY).days // DAYS * DAYS)


def has_room(*, booked: int, more: int, hours: int) -> bool:
    """Whether `more` minutes fit beside `booked` minutes within a period's `hours`."""
    return booked + more <= hours * 60


def week_start(day: dt.date) -> dt.date:
    """The Monday of its week."""
    return day - dt.timedelta(days=day.weekday())


def has_date_left(*, taken: int, a_week: int, due_at: dt.datetime, now: dt.datetime | None) -> bool:
    """Whether a group lets somebody take one more of its dates in a week; with none for `a_week` there is no limit."""
    return not a_week or taken < a_week or (now is not None and now >= due_at - OPENS_AGAIN)
