"""The days that a cell names, in the ways people write them."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from alongside.asks.rules.sheets.words import MONTH, WEEKDAY, plain

CELL_AT_MOST = 200
LIST_AT_MOST = 800
"""Sixty days one after the other, as a calendar's repetitions are written."""
BACK = dt.timedelta(days=60)
RANGE_AT_MOST = 14
FIRST_SERIAL, LAST_SERIAL = 40_179, 73_050
SERIAL_ORIGIN = dt.date(1899, 12, 30)

_MONTH = "|".join(sorted(map(re.escape, MONTH), key=len, reverse=True))
_DAY = r"\d{1,2}(?:st|nd|rd|th|o|a|°|\.)?(?![\d\w])"
_AND = r"\s*(?:,|&|\+|/|\band\b|\by\b|\be\b|و)\s*"
_YEAR = r"(?:\s*(?:,|de\b|del\b)?\s*(\d{4})(?!\d))?"
_NO_TIME = r"(?!\s*(?:[:.h]\s*\d|am\b|pm\b|a\.|p\.|-\s*\d))"
ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
DAYS_MONTH = re.compile(
    rf"(?<![\d:])({_DAY}(?:(?:{_AND}|\s*-\s*){_DAY}){{0,12}})\s*(?:de\s+|of\s+)?({_MONTH})\b\.?{_YEAR}"
)
MONTH_DAYS = re.compile(
    rf"\b({_MONTH})\b\.?\s*({_DAY}{_NO_TIME}(?:(?:{_AND}|\s*-\s*){_DAY}{_NO_TIME}){{0,12}}){_YEAR}"
)
NUMBERS = re.compile(r"(?<![\d./:-])(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2}))?\.?(?![\d:]|[./-]\d)")
SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
CONNECTORS = re.compile(r"^(?:and|y|e|و)$")
WEEKDAYS = re.compile(rf"\b({'|'.join(sorted(map(re.escape, WEEKDAY), key=len, reverse=True))})\b\.?,?")


@dataclass(frozen=True, slots=True)
class Days:
    """The days, and what else stands in the cell (perhaps a time). `is_doubtful`: the weekday names another day."""

    days: tuple[dt.date, ...]
    rest: str
    is_doubtful: bool = False


def read_days(cell: str, *, day_first: bool | None, today: dt.date) -> Days | None:
    """None when the cell names no day that exists, or when its numbers could be read both ways and nobody said how."""
    text = plain(cell[: LIST_AT_MOST if ISO.match(cell) else CELL_AT_MOST])
    serial = SERIAL.fullmatch(text)
    if serial and FIRST_SERIAL <= int(serial[1]) <= LAST_SERIAL:
        return Days((SERIAL_ORIGIN + dt.timedelta(days=int(serial[1])),), "")
    try:
        for pattern, reading in ((ISO, iso), (DAYS_MONTH, days_month), (MONTH_DAYS, month_days)):
            if pattern.search(text):
                return found(text, pattern, partial(reading, today=today))
        if NUMBERS.search(text):
            return found(text, NUMBERS, partial(numbers, day_first=day_first, today=today))
    except (ValueError, OverflowError):
        return None
    return None


def found(
    text: str, pattern: re.Pattern[str], reading: Callable[[re.Match[str]], list[dt.date]]
) -> Days | None:
    days = [day for match in pattern.finditer(text) for day in reading(match)]
    named = {WEEKDAY[one] for one in WEEKDAYS.findall(text)}
    rest = WEEKDAYS.sub(" ", pattern.sub(" ", text))
    doubtful = bool(named) and any(day.weekday() not in named for day in days)
    return (
        Days(tuple(dict.fromkeys(days)), CONNECTORS.sub("", rest.strip(" ,;&+/.-()")), doubtful)
        if days
        else None
    )


def iso(match: re.Match[str], today: dt.date) -> list[dt.date]:
    return [dt.date(int(match[1]), int(match[2]), int(match[3]))]


def days_month(match: re.Match[str], today: dt.date) -> list[dt.date]:
    return named_days(match[1], MONTH[match[2]], match[3], today)


def month_days(match: re.Match[str], today: dt.date) -> list[dt.date]:
    return named_days(match[2], MONTH[match[1]], match[3], today)


def named_days(numbers_of: str, month: int, year: str | None, today: dt.date) -> list[dt.date]:
    """3 and 10 are two days; 3-5 are three."""
    days: list[dt.date] = []
    is_until = False
    for part in re.findall(r"\d+|-", numbers_of):
        if part == "-":
            is_until = True
            continue
        day = dated(int(part), month, year, today)
        if is_until and days:
            days.extend(between(days[-1], day))
        days.append(day)
        is_until = False
    return days


def between(first: dt.date, last: dt.date) -> list[dt.date]:
    count = (last - first).days
    if not 0 < count <= RANGE_AT_MOST:
        raise ValueError("These days are too far apart, or the wrong way round.")
    return [first + dt.timedelta(days=one) for one in range(1, count)]


def numbers(match: re.Match[str], day_first: bool | None, today: dt.date) -> list[dt.date]:
    one, mark, other, year = int(match[1]), match[2], int(match[3]), match[4]
    if year is None and mark == "-":
        raise ValueError("3-5 may be two days, two hours or a date.")
    if day_first is None and one <= 12 and other <= 12 and one != other:
        raise ValueError("It could be read both ways.")
    is_day_first = day_first if day_first is not None else one > 12 or one == other
    return [dated(one, other, year, today) if is_day_first else dated(other, one, year, today)]


def dated(day: int, month: int, year: str | None, today: dt.date) -> dt.date:
    """Without a year it is the next such day; one that passed in the last weeks stays in the past."""
    if year:
        return dt.date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for candidate in range(today.year - 1, today.year + 9):
        try:
            guessed = dt.date(candidate, month, day)
        except ValueError:
            continue
        if guessed >= today - BACK:
            return guessed
    raise ValueError("There is no such day.")
