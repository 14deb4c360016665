"""Four-week periods: the unit in which a person says how many hours they have."""

import datetime as dt

FIRST_MONDAY = dt.date(2024, 1, 1)
DAYS = 28


def period_start(day: dt.date) -> dt.date:
    """The Monday on which the four-week period of `day` starts; periods are the same for everybody."""
    return FIRST_MONDAY + dt.timedelta(days=(day - FIRST_MONDAY).days // DAYS * DAYS)


def has_room(*, booked: int, more: int, hours: int) -> bool:
    """Whether `more` minutes fit beside `booked` minutes within a period's `hours`."""
    return booked + more <= hours * 60
