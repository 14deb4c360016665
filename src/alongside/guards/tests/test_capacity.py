import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.guards import capacity

days = st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (dt.date(2024, 1, 1), dt.date(2024, 1, 1)),
        (dt.date(2024, 1, 28), dt.date(2024, 1, 1)),
        (dt.date(2024, 1, 29), dt.date(2024, 1, 29)),
        (dt.date(2023, 12, 31), dt.date(2023, 12, 4)),
        (dt.date(2028, 2, 29), dt.date(2028, 2, 21)),
    ],
)
def test_a_period_starts_on_its_monday(day: dt.date, start: dt.date) -> None:
    assert capacity.period_start(day) == start


@given(days)
def test_every_day_lies_in_one_period_of_four_weeks(day: dt.date) -> None:
    start = capacity.period_start(day)
    assert start.weekday() == 0
    assert 0 <= (day - start).days < 28
    assert capacity.period_start(start) == start
    assert capacity.period_start(start + dt.timedelta(days=28)) == start + dt.timedelta(days=28)


@pytest.mark.parametrize(
    ("booked", "more", "hours", "fits"),
    [
        (0, 60, 1, True),
        (0, 61, 1, False),
        (30, 30, 1, True),
        (31, 30, 1, False),
        (0, 1, 0, False),
        (90, 0, 1, False),
    ],
)
def test_room_ends_at_the_last_minute(booked: int, more: int, hours: int, fits: bool) -> None:
    assert capacity.has_room(booked=booked, more=more, hours=hours) is fits
