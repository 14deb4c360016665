"""Dates that repeat: how often, until when, which days that names, and at which hours."""

import datetime as dt
from collections.abc import Collection
from enum import StrEnum
from itertools import islice

from alongside.asks.rules import repeats
from alongside.asks.rules.dates import Slot, local_slot

SERIES_DATES_AT_MOST = 120
SERIES_LASTS_AT_MOST = dt.timedelta(days=2 * 366)
LAID_OUT = dt.timedelta(days=56)
"""How far ahead the days of a series are dates already: nobody plans farther, and a page shows no more."""
PREVIEWED = 5
PATIENCE = 100_000
"""More than two years of days cost."""
CODES = {number: code for code, number in repeats.WEEKDAYS.items()}


class Often(StrEnum):
    """How often people say that something repeats."""

    DAY = "day"
    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    THREE_WEEKS = "three_weeks"
    FOUR_WEEKS = "four_weeks"
    WEEKDAY_OF_MONTH = "weekday_of_month"
    LAST_WEEKDAY_OF_MONTH = "last_weekday_of_month"
    DAY_OF_MONTH = "day_of_month"


class Reach(StrEnum):
    """Which dates of a series a change is for."""

    ONE = "one"
    FOLLOWING = "following"
    ALL = "all"


WEEKS = {Often.WEEK: 1, Often.TWO_WEEKS: 2, Often.THREE_WEEKS: 3, Often.FOUR_WEEKS: 4}


class Fault(StrEnum):
    """Why a rule is not taken."""

    NOT_ITS_FIRST_DAY = "not_its_first_day"
    ONLY_ONE = "only_one"
    TOO_MANY = "too_many"
    TOO_LONG = "too_long"


def pattern(often: Often, first: dt.date, weekdays: Collection[int] = ()) -> str:
    """How it repeats as an iCalendar rule (RFC 5545) that says no end yet. `weekdays` count from Monday, 0; none
    means that of the first day.
    """
    weekday = CODES[first.weekday()]
    if often in WEEKS:
        named = ",".join(CODES[one] for one in sorted(weekdays)) or weekday
        return f"FREQ=WEEKLY;INTERVAL={WEEKS[often]};BYDAY={named}"
    return {
        Often.DAY: "FREQ=DAILY",
        Often.WEEKDAY_OF_MONTH: f"FREQ=MONTHLY;BYDAY={which_of_month(first)}{weekday}",
        Often.LAST_WEEKDAY_OF_MONTH: f"FREQ=MONTHLY;BYDAY=-1{weekday}",
        Often.DAY_OF_MONTH: f"FREQ=MONTHLY;BYMONTHDAY={first.day}",
    }[often]


def parts(text: str) -> dict[str, list[str]]:
    """A rule as a ledger keeps it, where nothing may stand that could be a sentence."""
    pairs = (part.lower().split("=") for part in text.split(";"))
    return {name: said.split(",") for name, said in pairs}


def which_of_month(day: dt.date) -> int:
    """Whether it is the first, second, third, fourth or fifth of its weekday in the month."""
    return (day.day - 1) // 7 + 1


def is_last_of_month(day: dt.date) -> bool:
    return (day + dt.timedelta(days=7)).month != day.month


def until(text: str, last: dt.date) -> str:
    """The same rule with another end."""
    kept = [part for part in text.split(";") if not part.startswith(("UNTIL=", "COUNT="))]
    return ";".join([*kept, f"UNTIL={last:%Y%m%d}"])


def times(text: str, first: dt.date, count: int) -> str:
    """The rule with an end on its last day, of `count` in all; `fault` finds one that is not reached in time."""
    counted = f"{text};COUNT={count}"
    found = named(counted, first)
    return until(text, found[-1]) if len(found) == count else counted


def named(text: str, first: dt.date) -> list[dt.date]:
    """The days of a rule in order, days off included; never more than one beyond what a series may have."""
    rule = repeats.read_rule(text)
    ends = last_day(text) or first + SERIES_LASTS_AT_MOST
    found = repeats.days(rule, first, ends, repeats.Patience(PATIENCE))
    return list(islice(found, SERIES_DATES_AT_MOST + 1))


def last_day(text: str) -> dt.date | None:
    """The day on which a rule says that it ends."""
    said = repeats.read_rule(text).until
    return dt.date.fromisoformat(said) if said else None


def fault(text: str, first: dt.date) -> Fault | None:
    """Why a rule that begins on `first` is not taken, or nothing. It always ends, on a day within two years."""
    ends = last_day(text)
    if ends is None or ends > first + SERIES_LASTS_AT_MOST:
        return Fault.TOO_LONG
    found = named(text, first)
    if found[:1] != [first]:
        return Fault.ONLY_ONE if ends < first else Fault.NOT_ITS_FIRST_DAY
    if len(found) > SERIES_DATES_AT_MOST:
        return Fault.TOO_MANY
    return Fault.ONLY_ONE if len(found) < 2 else None


def next_days(text: str, first: dt.date, off: Collection[dt.date], since: dt.date) -> list[dt.date]:
    """The next few days on which something takes place."""
    coming = (day for day in named(text, first) if day >= since and day not in off)
    return list(islice(coming, PREVIEWED))


def repeated_slot(
    on: dt.date,
    starts: dt.time,
    ends: dt.time,
    *,
    zone: dt.tzinfo,
    places: int,
    role: str,
    place: str = "",
) -> Slot:
    """The same hours of the wall clock on another day.

    An hour that the clocks skip is taken as that much later, as everywhere here; the date then lasts as long as ever.
    """
    slot = local_slot(on, starts, ends, zone=zone, places=places, role=role)
    is_skipped = slot.starts_at.astimezone(zone).time() != starts
    ends_at = slot.ends_at
    if is_skipped or slot.lasts <= dt.timedelta(0):
        ends_at = slot.starts_at + usual_length(starts, ends)
    return Slot(slot.starts_at, ends_at, places, role, place)


def usual_length(starts: dt.time, ends: dt.time) -> dt.timedelta:
    """From one hour to the next such hour, on a day on which no clock is changed. The same hour is a day later."""
    seconds = (in_seconds(ends) - in_seconds(starts)) % (24 * 60 * 60)
    return dt.timedelta(seconds=seconds or 24 * 60 * 60)


def in_seconds(time: dt.time) -> int:
    return time.hour * 3600 + time.minute * 60 + time.second
