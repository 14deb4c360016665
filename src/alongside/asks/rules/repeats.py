"""The days on which something repeats, by an iCalendar rule (RFC 5545, 3.3.10), as far as people's calendars use it.

Written here and not borrowed: the usual library looks for a day that never comes until the year 9999. This one counts
its steps.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
KNOWN = frozenset(
    ["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"]
)
OFTEN = frozenset(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
BYDAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
WEIGHT = {"DAILY": 1, "WEEKLY": 1, "MONTHLY": 3, "YEARLY": 30}
COST_OF_A_DAY = 10
"""What it costs to look at one period, and what follows from a day that is found."""


class TooLong(Exception):
    """The days of a file take longer to find than anybody waits."""


@dataclass(slots=True)
class Patience:
    """How many days may still be looked at, for all the rules of a file together."""

    left: int

    def spend(self, cost: int) -> None:
        self.left -= cost
        if self.left < 0:
            raise TooLong


class NotUnderstood(Exception):
    """A rule that is none, that repeats within a day, or that has parts which nobody's calendar writes."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`days` are weekdays with the which-one of the month, 0 for each. `until` is a day or a moment, as written."""

    freq: str
    interval: int = 1
    count: int | None = None
    until: str = ""
    week_starts: int = 0
    days: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()


def read_rule(text: str) -> Rule:
    parts = dict(part.upper().split("=", 1) for part in text.strip().strip(";").split(";") if "=" in part)
    if parts.keys() - KNOWN or parts.get("FREQ") not in OFTEN:
        raise NotUnderstood
    matches = [BYDAY.fullmatch(one) for one in parts.get("BYDAY", "").split(",") if one]
    rule = Rule(
        freq=parts["FREQ"],
        interval=whole(parts.get("INTERVAL", "1"), 1, 1000),
        count=whole(parts["COUNT"], 1, 100_000) if "COUNT" in parts else None,
        until=parts.get("UNTIL", ""),
        week_starts=WEEKDAYS.get(parts.get("WKST", "MO"), 0),
        days=tuple((WEEKDAYS[one[2]], int(one[1] or 0)) for one in matches if one),
        month_days=numbers(parts.get("BYMONTHDAY", ""), 31),
        months=numbers(parts.get("BYMONTH", ""), 12),
        positions=numbers(parts.get("BYSETPOS", ""), 366),
    )
    counts_days = any(which for _day, which in rule.days)
    is_of_year = rule.freq == "YEARLY" and rule.days and not rule.months
    if not all(matches) or is_of_year or (counts_days and rule.freq in {"DAILY", "WEEKLY"}):
        raise NotUnderstood
    return rule


def whole(text: str, least: int, most: int) -> int:
    if not re.fullmatch(r"[+-]?\d{1,6}", text) or not least <= int(text) <= most:
        raise NotUnderstood
    return int(text)


def numbers(text: str, most: int) -> tuple[int, ...]:
    found = tuple(whole(one, -most, most) for one in text.split(",") if one)
    if 0 in found:
        raise NotUnderstood
    return found


def days(
    rule: Rule, start: dt.date, last: dt.date, patience: Patience, since: dt.date = dt.date.min
) -> Iterator[dt.date]:
    """Its days from `start` to `last`, in order, `count` of them at most; before `since` some are left out.

    Raises `TooLong` when the patience ends.
    """
    left = rule.count if rule.count is not None else -1
    for period in periods(rule, start, last, since if rule.count is None else start):
        patience.spend(WEIGHT[rule.freq])
        for day in chosen(rule, period):
            if day > last or left == 0:
                return
            if day >= start:
                patience.spend(COST_OF_A_DAY)
                left -= 1
                yield day


def periods(rule: Rule, start: dt.date, last: dt.date, since: dt.date) -> Iterator[list[dt.date]]:
    """For each day, week, month or year in turn, the days in it that the rule names, from about `since` on."""
    if rule.freq in {"DAILY", "WEEKLY"}:
        is_weekly = rule.freq == "WEEKLY"
        first = start - dt.timedelta(days=(start.weekday() - rule.week_starts) % 7) if is_weekly else start
        apart = dt.timedelta(days=rule.interval * (7 if is_weekly else 1))
        weekdays = {day for day, _which in rule.days} or ({start.weekday()} if is_weekly else set(range(7)))
        first += apart * max(0, (since - first) // apart)
        while first <= last:
            span = [first + dt.timedelta(days=one) for one in range(7 if is_weekly else 1)]
            yield [one for one in span if one.weekday() in weekdays and is_in(rule, one)]
            first += apart
        return
    month = start.year * 12 + start.month - 1
    is_yearly = rule.freq == "YEARLY"
    while dt.date(month // 12, 1 if is_yearly else month % 12 + 1, 1) <= last:
        if is_yearly:
            named = rule.months or (() if rule.month_days else (start.month,)) or tuple(range(1, 13))
            yield sorted({day for one in named for day in of_month(rule, start, month // 12, one)})
        elif not rule.months or month % 12 + 1 in rule.months:
            yield of_month(rule, start, month // 12, month % 12 + 1)
        else:
            yield []
        month += rule.interval * (12 if is_yearly else 1)


def is_in(rule: Rule, day: dt.date) -> bool:
    """Whether a day lies in the months, and is one of the days of the month, to which a daily or weekly rule keeps."""
    if rule.months and day.month not in rule.months:
        return False
    length = calendar.monthrange(day.year, day.month)[1]
    return not rule.month_days or day.day in rule.month_days or day.day - length - 1 in rule.month_days


def of_month(rule: Rule, start: dt.date, year: int, month: int) -> list[dt.date]:
    if not 1 <= month <= 12:
        return []
    length = calendar.monthrange(year, month)[1]
    found = {day for one in rule.month_days if 1 <= (day := one if one > 0 else length + 1 + one) <= length}
    if rule.days:
        weekdays = {
            day
            for day in range(1, length + 1)
            if is_named(rule, dt.date(year, month, day).weekday(), day, length)
        }
        found = found & weekdays if rule.month_days else weekdays
    elif not rule.month_days and start.day <= length:
        found = {start.day}
    return [dt.date(year, month, day) for day in sorted(found)]


def is_named(rule: Rule, weekday: int, day: int, length: int) -> bool:
    which, from_the_end = (day - 1) // 7 + 1, -((length - day) // 7 + 1)
    return any(weekday == named and number in {0, which, from_the_end} for named, number in rule.days)


def chosen(rule: Rule, period: list[dt.date]) -> list[dt.date]:
    """Of the days of one period those at the places that BYSETPOS names, or all."""
    if not rule.positions:
        return period
    size = len(period)
    places = {one - 1 if one > 0 else size + one for one in rule.positions}
    return [day for place, day in enumerate(period) if place in places]
