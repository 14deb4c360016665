"""A date of an ask before it is a row, and what a date must be."""

import datetime as dt
from dataclasses import dataclass

DATES_AT_MOST = 60
PLACES_AT_MOST = 500
LONGEST = dt.timedelta(days=370)
MINUTES_BY_DEFAULT = 120


@dataclass(frozen=True, slots=True)
class Slot:
    """From when until when, for how many, in which role."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    places: int = 1
    role: str = ""


def is_sane(slot: Slot) -> bool:
    lasts = slot.ends_at - slot.starts_at
    return dt.timedelta(0) < lasts <= LONGEST and 1 <= slot.places <= PLACES_AT_MOST


def minutes(slots: list[Slot], *, is_flexible: bool) -> int:
    """What one helper gives a date until somebody says otherwise: the longest date, at most a working day."""
    if is_flexible or not slots:
        return MINUTES_BY_DEFAULT
    longest = max(slot.ends_at - slot.starts_at for slot in slots)
    return min(max(round(longest.total_seconds() / 60), 5), 8 * 60)
