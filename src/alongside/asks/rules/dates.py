"""A date of an ask before it is a row, and what a date must be."""

import datetime as dt
from dataclasses import dataclass

DATES_AT_MOST = 60
PLACES_AT_MOST = 500
LONGEST = dt.timedelta(days=370)
FARTHEST = dt.timedelta(days=5 * 366)
MINUTES_BY_DEFAULT = 120
USUAL_LENGTH = dt.timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Slot:
    """From when until when, for how many, in which role, at which place (its id; empty where the whole ask is).

    `lasts` is what passes on a stopwatch: wall clocks jump when summer time begins and ends.
    """

    starts_at: dt.datetime
    ends_at: dt.datetime
    places: int = 1
    role: str = ""
    place: str = ""

    @property
    def lasts(self) -> dt.timedelta:
        return self.ends_at.astimezone(dt.UTC) - self.starts_at.astimezone(dt.UTC)


def local_slot(
    on: dt.date, starts: dt.time, ends: dt.time | None, *, zone: dt.tzinfo, places: int = 1, role: str = ""
) -> Slot:
    """An end that is not after the start is on the next day; no end means two hours, whatever the clocks do."""
    starts_at = dt.datetime.combine(on, starts, zone).astimezone(dt.UTC)
    if ends is None:
        return Slot(starts_at, starts_at + USUAL_LENGTH, places, role)
    last = on if ends > starts else on + dt.timedelta(days=1)
    return Slot(starts_at, dt.datetime.combine(last, ends, zone).astimezone(dt.UTC), places, role)


def is_sane(slot: Slot) -> bool:
    return dt.timedelta(0) < slot.lasts <= LONGEST and 1 <= slot.places <= PLACES_AT_MOST


def is_too_far_ahead(slot: Slot, now: dt.datetime) -> bool:
    return slot.ends_at > now + FARTHEST


def minutes(slots: list[Slot], *, is_flexible: bool) -> int:
    """What one helper gives a date until somebody says otherwise: the longest date, at most a working day."""
    if is_flexible or not slots:
        return MINUTES_BY_DEFAULT
    longest = max(slot.lasts for slot in slots)
    return min(max(round(longest.total_seconds() / 60), 5), 8 * 60)
