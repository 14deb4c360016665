"""The rules of what repeats: which days a rule names, when it ends, and at which hours its dates are."""

import datetime as dt
import zoneinfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.asks.rules import repeating
from alongside.asks.rules.repeating import Fault, Often

TUESDAY = dt.date(2026, 3, 10)
MADRID = zoneinfo.ZoneInfo("Europe/Madrid")
HOUR = dt.timedelta(hours=1)


@given(
    st.sampled_from(Often), st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31)), st.sets(st.integers(0, 6))
)
@settings(max_examples=150, deadline=None)
def test_rule_is_read_by_other_programs_as_it_is_here(often: Often, first: dt.date, days: set[int]) -> None:
    rule = repeating.until(repeating.pattern(often, first, days), first + dt.timedelta(days=300))
    known = rrulestr(rule, dtstart=dt.datetime.combine(first, dt.time()))
    assert repeating.named(rule, first) == [one.date() for one in known[:121]]


def test_week_without_a_day_means_the_day_of_the_first() -> None:
    assert repeating.pattern(Often.TWO_WEEKS, TUESDAY) == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"


def test_a_number_of_dates_becomes_the_last_of_them() -> None:
    rule = repeating.times(repeating.pattern(Often.WEEK, TUESDAY, [1, 4]), TUESDAY, 3)
    assert rule == "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU,FR;UNTIL=20260317"
    assert len(repeating.named(rule, TUESDAY)) == 3


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;UNTIL=20260317", None),
        ("FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;UNTIL=20260316", Fault.ONLY_ONE),
        ("FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;UNTIL=20260301", Fault.ONLY_ONE),
        ("FREQ=WEEKLY;INTERVAL=1;BYDAY=FR;UNTIL=20260401", Fault.NOT_ITS_FIRST_DAY),
        ("FREQ=DAILY;UNTIL=20260707", None),
        ("FREQ=DAILY;UNTIL=20260708", Fault.TOO_MANY),
        ("FREQ=WEEKLY;INTERVAL=4;BYDAY=TU;UNTIL=20280401", Fault.TOO_LONG),
        ("FREQ=DAILY", Fault.TOO_LONG),
        ("FREQ=MONTHLY;BYMONTHDAY=10;COUNT=60", Fault.TOO_LONG),
    ],
)
def test_rule_always_ends_soon_enough(rule: str, found: Fault | None) -> None:
    assert repeating.fault(rule, TUESDAY) is found


def test_next_days_are_five_without_those_left_out() -> None:
    rule = "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;UNTIL=20261231"
    days = repeating.next_days(rule, TUESDAY, [dt.date(2026, 3, 24)], dt.date(2026, 3, 11))
    assert [one.day for one in days] == [17, 31, 7, 14, 21]


def slot(on: dt.date, starts: str, ends: str) -> repeating.Slot:
    hours = (dt.time.fromisoformat(one) for one in (starts, ends))
    return repeating.repeated_slot(on, *hours, zone=MADRID, places=2, role="Cook")


@pytest.mark.parametrize(("on", "utc"), [(dt.date(2026, 3, 28), 17), (dt.date(2026, 3, 30), 16)])
def test_hours_stay_on_the_wall_clock_when_summer_time_begins(on: dt.date, utc: int) -> None:
    evening = slot(on, "18:00", "20:00")
    assert (evening.starts_at.hour, evening.lasts, evening.places, evening.role) == (utc, 2 * HOUR, 2, "Cook")


@pytest.mark.parametrize(
    ("starts", "ends", "lasts"),
    [("02:15", "03:15", HOUR), ("01:00", "04:00", 2 * HOUR), ("02:00", "03:00", HOUR)],
)
def test_an_hour_that_the_clocks_skip_is_that_much_later_and_no_shorter(
    starts: str, ends: str, lasts: dt.timedelta
) -> None:
    """On the 29th of March there is no half past two. Who stays through the night is there an hour less."""
    night = slot(dt.date(2026, 3, 29), starts, ends)
    assert night.lasts == lasts
    assert night.starts_at.hour in {0, 1}


def test_a_night_ends_on_the_next_day() -> None:
    night = slot(TUESDAY, "22:00", "06:00")
    assert (night.lasts, night.ends_at.date()) == (8 * HOUR, dt.date(2026, 3, 11))
    assert slot(TUESDAY, "09:00", "09:00").lasts == 24 * HOUR
