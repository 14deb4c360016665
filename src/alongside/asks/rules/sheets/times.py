"""The hours that a cell names, in the ways people write them."""

import datetime as dt
import re
from dataclasses import dataclass

from alongside.asks.rules.sheets.words import plain

CELL_AT_MOST = 100
LASTS_BY_DEFAULT = dt.timedelta(hours=2)
LAST_MORNING_GUESS = 8

SAID = [
    (re.compile(r"\b([ap])\s?\.?\s?m\b\.?"), r"\1m"),
    (re.compile(r"\b(?:noon|midday|mediodia)\b|الظهر"), "12:00"),
    (re.compile(r"\b(?:midnight|medianoche)\b"), "24:00"),
    (re.compile(r"(\d)\s*(?:ص|صباحا)(?!\w)"), r"\1am"),
    (re.compile(r"(\d)\s*(?:م|مساء)(?!\w)"), r"\1pm"),
    (
        re.compile(r"\b(?:from|between|at|de|desde|las|la|a las)\b(?=\s*(?:las\s+|la\s+)?\d)|من الساعة|من"),
        " ",
    ),
]
_TIME = r"(\d{1,2})(?:\s?[:.h]\s?(\d{2}))?\s*(am|pm|h(?:rs?|oras?|ours?)?\b|o'?clock)?(?![\d:])"
_TO = r"\s*(?:-|\bto\b|\buntil\b|\btill\b|\ba\b|\bal\b|\bhasta\b|\by\b|\band\b|الي|حتي)\s*(?:las?\s+)?"
RANGE = re.compile(rf"(?<![\d:.]){_TIME}{_TO}{_TIME}")
ONE = re.compile(rf"(?<![\d:.]){_TIME}")
FRACTION = re.compile(r"0?\.\d+")


@dataclass(frozen=True, slots=True)
class Hours:
    """From when until when on a day; `ends` at or before `starts` is on the next day.

    `is_doubtful`: the end was not written, or morning and evening were not told apart.
    """

    starts: dt.time
    ends: dt.time
    rest: str = ""
    is_doubtful: bool = False


def read_hours(cell: str, *, is_strict: bool = False) -> Hours | None:
    """None when no hour is named, or when 6-8 could be the morning or the evening.

    `is_strict` is for what remains of a cell with a date: there a bare number is no hour.
    """
    text = spoken(cell)
    match = RANGE.search(text)
    if match:
        return ranged(match, text)
    match = ONE.search(text)
    if match is None or (is_strict and not (match[2] or match[3])):
        return None
    starts = one_time(match[1], match[2], match[3])
    if starts is None:
        return None
    return Hours(starts, later(starts), rest(text, match), is_doubtful=True)


def read_hour(cell: str) -> dt.time | None:
    """A cell that holds one hour only, as in columns for the start and for the end."""
    text = spoken(cell)
    if FRACTION.fullmatch(text):
        minutes = round(float(text) * 24 * 60)
        return dt.time(minutes // 60 % 24, minutes % 60)
    match = ONE.search(text)
    return one_time(match[1], match[2], match[3]) if match else None


def spoken(cell: str) -> str:
    text = plain(cell[:CELL_AT_MOST])
    for pattern, better in SAID:
        text = pattern.sub(better, text)
    return text.strip()


def rest(text: str, match: re.Match[str]) -> str:
    return (text[: match.start()] + " " + text[match.end() :]).strip(" ,;.-()")


def ranged(match: re.Match[str], text: str) -> Hours | None:
    half, other_half = halves(match)
    starts = one_time(match[1], match[2], half)
    ends = one_time(match[4], match[5], other_half)
    if starts is None or ends is None or starts == ends:
        return None
    return Hours(starts, ends, rest(text, match))


def halves(match: re.Match[str]) -> tuple[str | None, str | None]:
    """In 6-8pm the one word is for both, unless that would run backwards, as in 11-1pm."""
    half, other_half = match[3], match[6]
    if other_half in {"am", "pm"} and half not in {"am", "pm"}:
        is_backwards = int(match[1]) % 12 > int(match[4]) % 12
        flipped = "am" if other_half == "pm" else "pm"
        half = flipped if is_backwards and int(match[1]) <= 12 else other_half
        half = None if int(match[1]) > 12 else half
    if half in {"am", "pm"} and other_half not in {"am", "pm"} and int(match[4]) <= 12 and not match[5]:
        other_half = half if int(match[4]) % 12 > int(match[1]) % 12 else ("pm" if half == "am" else "am")
    return half, other_half


def one_time(hour: str, minute: str | None, half: str | None) -> dt.time | None:
    hours, minutes = int(hour), int(minute or 0)
    if half in {"am", "pm"}:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "pm" else 0)
    elif not minute and not half and 1 <= hours < LAST_MORNING_GUESS:
        return None
    if hours == 24 and minutes == 0:
        hours = 0
    return dt.time(hours, minutes) if hours < 24 and minutes < 60 else None


def later(starts: dt.time) -> dt.time:
    return (dt.datetime.combine(dt.date(2000, 1, 1), starts) + LASTS_BY_DEFAULT).time()
