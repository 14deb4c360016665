import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.notices import rules

MADRID = ZoneInfo("Europe/Madrid")
ZONES = ["Europe/Madrid", "America/New_York", "Asia/Kathmandu", "Pacific/Chatham", "America/St_Johns"]
ZONES += ["Africa/Cairo", "Australia/Lord_Howe", "Asia/Tehran"]
EVENING, MORNING = dt.time(21), dt.time(8)


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)  # type: ignore[arg-type]  # hour and minute at most


@pytest.mark.parametrize(
    ("now", "due_at"),
    [
        (utc(2026, 3, 4, 10), utc(2026, 3, 4, 10)),
        (utc(2026, 3, 4, 20), utc(2026, 3, 5, 7)),  # 21:00 in Madrid
        (utc(2026, 3, 4, 19, 59), utc(2026, 3, 4, 19, 59)),
        (utc(2026, 3, 5, 6, 59), utc(2026, 3, 5, 7)),
        (utc(2026, 3, 28, 22), utc(2026, 3, 29, 6)),  # the night in which clocks go forward
        (utc(2026, 10, 24, 22), utc(2026, 10, 25, 7)),  # and back
    ],
)
def test_mail_waits_for_the_morning(now, due_at):
    assert rules.after_quiet(now, MADRID, EVENING, MORNING) == due_at


def test_hours_that_end_in_the_hour_that_comes_twice_end_once():
    second_two_ten = utc(2026, 10, 25, 1, 10)

    due_at = rules.after_quiet(second_two_ten, MADRID, dt.time(22), dt.time(2, 30))

    assert due_at == utc(2026, 10, 25, 1, 30)


def test_equal_ends_mean_no_quiet_hours():
    now = utc(2026, 3, 4, 3)

    assert rules.after_quiet(now, MADRID, dt.time(8), dt.time(8)) == now


@given(
    st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: utc(2026, 1, 1) + dt.timedelta(minutes=minutes)),
    st.sampled_from(ZONES),
    st.times(),
    st.times(),
)
def test_mail_never_goes_out_in_quiet_hours(now, zone, begins, ends):
    place = ZoneInfo(zone)

    due_at = rules.after_quiet(now, place, begins, ends)

    assert now <= due_at <= now + dt.timedelta(hours=26)
    assert not rules.is_quiet(due_at.astimezone(place).time(), begins, ends)


def test_digest_waits_its_share_of_the_week():
    now = utc(2026, 3, 4, 10)

    assert rules.digest_due_at(None, 1, now) == now
    assert rules.digest_due_at(now - dt.timedelta(days=6), 1, now) == now + dt.timedelta(days=1)
    assert rules.digest_due_at(now - dt.timedelta(days=2), 7, now) == now
    assert rules.digest_due_at(None, 0, now) is None


def test_tries_end_within_two_days():
    waits = [rules.wait_after(attempt) for attempt in range(1, rules.ATTEMPTS)]

    assert waits[0] == dt.timedelta(minutes=5)
    assert waits == sorted(waits)
    assert sum(waits, dt.timedelta()) < dt.timedelta(days=2)


@pytest.mark.parametrize(
    ("local", "quiet"),
    [
        (dt.time(20, 59), False),
        (dt.time(21), True),
        (dt.time(3), True),
        (dt.time(8), False),
        (dt.time(12), False),
    ],
)
def test_quiet_hours_run_over_midnight(local: dt.time, quiet: bool) -> None:
    assert rules.is_quiet(local, dt.time(21), dt.time(8)) is quiet


def test_quiet_hours_of_no_length_are_none() -> None:
    assert not rules.is_quiet(dt.time(8), dt.time(8), dt.time(8))
