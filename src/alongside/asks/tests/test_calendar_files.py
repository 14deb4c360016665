"""Calendar files on their way into drafts: what the programs of the world write, and what is made to hurt."""

import datetime as dt
import time
import zoneinfo
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.asks.actions import refusals
from alongside.asks.rules import sheets
from alongside.asks.rules.dates import DATES_AT_MOST
from alongside.asks.rules.repeats import NotUnderstood, Patience, TooLong, days, read_rule
from alongside.asks.rules.sheets import Broken, Doubt, Habits, Line, Problem, SheetBroken

FILES = Path(__file__).parent / "calendars"
MADRID = zoneinfo.ZoneInfo("Europe/Madrid")
TODAY = dt.datetime(2026, 3, 4, 11, tzinfo=MADRID)


def lines_of(content: bytes | str, now: dt.datetime = TODAY, *, takes_endless: bool = True) -> list[Line]:
    text = content.encode() if isinstance(content, str) else content
    table = sheets.load(sheets.dump(sheets.read_calendar(text, now=now)))
    assert sheets.is_day_first(table, sheets.guess(table)) is None
    mapping = {
        column: field for column, field in sheets.guess(table).items() if field is not sheets.Field.NOTE
    }
    habits = Habits(mapping, None, now.date(), frozenset({"the kitchen"}), MADRID, takes_endless)
    return sheets.read_lines(table, habits)


def event(*said: str, uid: str = "one") -> str:
    inside = "\n".join(["SUMMARY:Cook", *([f"UID:{uid}"] if uid else []), *said])
    return f"BEGIN:VEVENT\n{inside}\nEND:VEVENT\n"


def calendar(*events: str) -> str:
    return "BEGIN:VCALENDAR\nVERSION:2.0\n" + "".join(events) + "END:VCALENDAR\n"


def starts(line: Line) -> list[str]:
    return [f"{begins:%m-%d %H:%M}" for begins, _ends in line.dates]


def only(*said: str) -> Line:
    (line,) = lines_of(calendar(event(*said)))
    return line


def test_google_file_gives_its_series_without_the_days_that_are_out_and_the_moved_one_apart() -> None:
    soup, moved, fair = lines_of((FILES / "google.ics").read_bytes())
    assert (soup.number, soup.what, soup.place) == (26, "Cook soup, and serve it", "The kitchen")
    assert starts(soup) == ["03-10 18:00", "03-31 18:00", "04-07 18:00", "04-14 18:00"]
    assert starts(moved) == ["03-18 18:30"]
    assert starts(fair) == ["04-04 09:00", "04-05 09:00"]
    assert (Doubt.NO_TIME, "") in fair.doubts
    assert not soup.notes


def test_nextcloud_file_gives_a_monthly_series_and_names_what_is_off_or_private() -> None:
    drive, chairs, doctor = lines_of((FILES / "nextcloud.ics").read_bytes())
    assert starts(drive)[:3] == ["03-25 09:00", "04-29 09:00", "05-27 09:00"]
    assert len(drive.dates) == 12
    assert drive.dates[0][1] - drive.dates[0][0] == dt.timedelta(hours=1, minutes=30)
    assert (Doubt.MORE_DATES, "") in drive.doubts
    assert [one for one, _words in chairs.problems] == [Problem.CALLED_OFF]
    assert [one for one, _words in doctor.problems] == [Problem.IS_PRIVATE]


def test_outlook_file_is_read_in_its_own_names_of_zones_and_never_guessed() -> None:
    night, fold, far, camp = lines_of((FILES / "outlook.ics").read_bytes())
    assert starts(night) == ["03-09 22:30"]
    assert night.dates[0][1] - night.dates[0][0] == dt.timedelta(hours=3)
    assert night.notes == ("Quay 7",)
    assert starts(fold) == ["03-12 10:00"]
    assert far.problems == ((Problem.ZONE_NOT_KNOWN, "Customized Time Zone 1"),)
    assert [one for one, _words in camp.problems] == [Problem.LONGER_THAN_A_DAY]


def test_hours_of_another_zone_are_those_of_the_group_and_part_where_its_clocks_change() -> None:
    text = event("DTSTART:20260326T170000Z", "DTEND:20260326T180000Z", "RRULE:FREQ=WEEKLY;COUNT=2")
    winter, summer = lines_of(calendar(text))
    assert (starts(winter), starts(summer)) == (["03-26 18:00"], ["04-02 19:00"])
    assert winter.number != summer.number


def test_hours_in_the_zone_of_the_event_stay_where_clocks_change() -> None:
    line = only("DTSTART;TZID=Europe/Madrid:20260326T180000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2")
    assert starts(line) == ["03-26 18:00", "04-02 18:00"]


def test_series_that_never_ends_comes_with_sixty_dates_and_says_so() -> None:
    line = only("DTSTART:20100101T090000", "DTEND:20100101T100000", "RRULE:FREQ=DAILY")
    assert len(line.dates) == DATES_AT_MOST
    assert starts(line)[0] == "03-05 09:00"
    assert (Doubt.MORE_DATES, "") in line.doubts
    assert line.is_understood


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY", "FREQ=YEARLY", "FREQ=MONTHLY;BYDAY=-1WE", "FREQ=WEEKLY;INTERVAL=3"]
)
def test_series_that_never_ends_is_refused_unless_somebody_said_that_they_want_it(rule: str) -> None:
    text = calendar(event("DTSTART:20100101T090000", "DTEND:20100101T100000", f"RRULE:{rule}"))
    (refused,) = lines_of(text, takes_endless=False)
    assert (refused.problems, refused.dates, refused.what) == (((Problem.NEVER_ENDS, ""),), (), "Cook")
    (taken,) = lines_of(text)
    assert taken.is_understood


@pytest.mark.parametrize(
    ("rule", "goes_on"),
    [
        ("FREQ=WEEKLY;UNTIL=20270101T000000Z", False),
        ("FREQ=WEEKLY;UNTIL=20300101T000000Z", True),
        ("FREQ=WEEKLY;COUNT=40", False),
        ("FREQ=MONTHLY;COUNT=40", True),
        ("FREQ=DAILY;COUNT=60", False),
        ("FREQ=DAILY;COUNT=61", True),
    ],
)
def test_series_with_an_end_comes_in_and_says_when_it_goes_on_beyond_a_year_or_sixty_dates(
    rule: str, goes_on: bool
) -> None:
    text = calendar(event("DTSTART:20260310T090000", "DTEND:20260310T100000", f"RRULE:{rule}"))
    (line,) = lines_of(text, takes_endless=False)
    assert line.is_understood
    assert ((Doubt.MORE_DATES, "") in line.doubts) is goes_on


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (["SUMMARY:x"], Problem.NO_DATE),
        (["DTSTART:20261399T180000"], Problem.DATE_NOT_UNDERSTOOD),
        (["DTSTART:soon"], Problem.DATE_NOT_UNDERSTOOD),
        (["DTSTART;TZID=Nowhere/City:20260310T180000"], Problem.ZONE_NOT_KNOWN),
        (["DTSTART;TZID=../../etc/passwd:20260310T180000"], Problem.ZONE_NOT_KNOWN),
        (["DTSTART:20260310T180000", "DTEND:20260310T170000"], Problem.TIME_NOT_UNDERSTOOD),
        (["DTSTART:20260310T180000", "DURATION:P1X"], Problem.TIME_NOT_UNDERSTOOD),
        (["DTSTART:20260310T180000", "DTEND;VALUE=DATE:20260311"], Problem.TIME_NOT_UNDERSTOOD),
        (["DTSTART:20260310T180000", "DURATION:P99999999999D"], Problem.TIME_NOT_UNDERSTOOD),
        (["DTSTART:20260310T180000", "DURATION:P3000000W"], Problem.DATE_NOT_UNDERSTOOD),
        (["DTSTART:20260310T180000", "RRULE:FREQ=SECONDLY"], Problem.REPEATS_NOT_UNDERSTOOD),
        (["DTSTART:20260310T180000", "RRULE:FREQ=DAILY;INTERVAL=0"], Problem.REPEATS_NOT_UNDERSTOOD),
        (["DTSTART:20260310T180000", "RRULE:FREQ=YEARLY;BYWEEKNO=9"], Problem.REPEATS_NOT_UNDERSTOOD),
        (["DTSTART:20260310T180000", "RRULE:COUNT=9"], Problem.REPEATS_NOT_UNDERSTOOD),
    ],
)
def test_event_that_is_not_understood_is_named_with_its_line_and_all_others_come_in(
    said: list[str], problem: Problem
) -> None:
    good = event("DTSTART:20260310T180000Z", "DTEND:20260310T190000Z", uid="two")
    bad, line = lines_of(calendar(event(*said), good))
    assert ([one for one, _words in bad.problems], bad.number) == ([problem], 3)
    assert line.is_understood


def test_series_that_changes_from_a_day_on_is_named_and_its_old_hours_do_not_come_in() -> None:
    series = event("DTSTART:20260310T180000Z", "DTEND:20260310T190000Z", "RRULE:FREQ=WEEKLY;COUNT=4")
    later = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20260317T180000Z",
        "DTSTART:20260317T200000Z",
        "DTEND:20260317T210000Z",
    )
    good = event("DTSTART:20260310T180000Z", "DTEND:20260310T190000Z", uid="two")
    *changed, line = lines_of(calendar(series, later, good))
    named = (Problem.REPEATS_NOT_UNDERSTOOD, "RANGE=THISANDFUTURE")
    assert [one.problems for one in changed] == [(named,), (named,)]
    assert line.is_understood


def nested(depth: int) -> str:
    return "BEGIN:X\n" * depth + "END:X\n" * depth


CROWD = "\n".join(f"ATTENDEE:mailto:{number}@x.example" for number in range(60_000))
BOMBS = {
    "a million guests": (event(CROWD, "DTSTART:20260310T180000"), Broken.TOO_CROWDED, 3),
    "a line of a megabyte": (event("DESCRIPTION:" + "x" * 1_000_000), Broken.LINE_TOO_LONG, 6),
    "a folded line of a megabyte": (event("DESCRIPTION:x" + "\n " * 300_000), Broken.LINE_TOO_LONG, 100_000),
    "boxes in boxes": (nested(50_000), Broken.TOO_DEEP, 7),
    "an end without a beginning": ("END:VEVENT\n", Broken.DAMAGED, 3),
    "no end": ("BEGIN:VEVENT\n", Broken.DAMAGED, 4),
    "too many events": ("BEGIN:VEVENT\nEND:VEVENT\n" * 10_001, Broken.TOO_MANY_LINES, 20_003),
    "days that never come": (
        "".join(
            event(
                "DTSTART:20260310T180000",
                "RRULE:FREQ=YEARLY;INTERVAL=1;BYMONTH=2;BYMONTHDAY=30;COUNT=9",
                uid=str(one),
            )
            + event(
                "DTSTART:00020101T000000", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=9", uid=f"x{one}"
            )
            for one in range(4_000)
        ),
        Broken.TOO_MUCH_REPETITION,
        0,
    ),
    "thousands of series without end": (
        "".join(event("DTSTART:20240102T180000Z\nRRULE:FREQ=WEEKLY", uid=str(one)) for one in range(9_000)),
        Broken.TOO_MUCH_REPETITION,
        0,
    ),
    "a list of dates without end": (
        event(
            "DTSTART:20260310T180000Z", *["RDATE:" + "20260311T180000Z," * 5_000 + "20260312T180000Z"] * 20
        ),
        Broken.TOO_MUCH_REPETITION,
        3,
    ),
    "nothing": ("", Broken.EMPTY, 0),
    "what is over": (event("DTSTART:20250310T180000Z"), Broken.NOTHING_AHEAD, 0),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_is_refused_with_its_line_before_long(name: str) -> None:
    inside, reason, line = BOMBS[name]
    content = calendar(inside).encode()
    assert len(content) < sheets.BYTES_AT_MOST
    began = time.process_time()
    with pytest.raises(SheetBroken) as broken:
        lines_of(content)
    assert time.process_time() - began < 10
    assert broken.value.reason is reason
    if line and name not in {"a folded line of a megabyte", "no end"}:
        assert broken.value.line == line
    assert str(refusals.CannotRead(reason.value, 3))


WEEKLY = "DTSTART:20240102T180000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY"


def test_hundreds_of_series_without_end_are_read_before_long() -> None:
    content = calendar(*(event(WEEKLY, uid=str(number)) for number in range(500)))
    began = time.process_time()
    assert len(lines_of(content)) >= 500
    assert time.process_time() - began < 10


PARTS = st.sampled_from(
    (
        *(
            "BEGIN:VEVENT",
            "END:VEVENT",
            "BEGIN:VTIMEZONE",
            "END:VTIMEZONE",
            "UID:a",
            "SUMMARY:x",
            "DTSTART:20260310",
        ),
        *(
            "DTSTART;TZID=x:20260310T1",
            "RRULE:FREQ=DAILY;BYDAY=",
            "RRULE:;;=",
            "EXDATE:,,",
            "DURATION:-P1D",
            "\\",
        ),
        *(
            "RDATE;VALUE=PERIOD:20260310T180000Z/PT1H",
            "RECURRENCE-ID:x",
            "DTEND:99991231T235959Z",
            " folded",
            "\x00é",
        ),
    )
)


@given(st.lists(st.one_of(PARTS, st.text(max_size=30)), max_size=30))
@settings(max_examples=300, deadline=None)
def test_no_file_breaks_the_reader(parts: list[str]) -> None:
    try:
        lines_of("BEGIN:VCALENDAR\n" + "\n".join(parts) + "\nEND:VCALENDAR")
    except SheetBroken as broken:
        str(refusals.CannotRead(broken.reason.value, broken.line))


WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


@st.composite
def written_rules(draw: Any) -> str:
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [
        f"FREQ={freq}",
        f"INTERVAL={draw(st.integers(1, 4))}",
        f"WKST={draw(st.sampled_from(['MO', 'SU']))}",
    ]
    which = st.sampled_from(["", "1", "-1", "3"]) if freq in {"MONTHLY", "YEARLY"} else st.just("")
    counted = draw(which)
    named = [(counted, one) for one in draw(st.sets(st.sampled_from(WEEKDAYS), max_size=3))]
    months = draw(st.sets(st.integers(1, 12), max_size=2))
    in_month = (
        draw(st.sets(st.sampled_from([1, 5, 15, 29, 31, -1, -3]), max_size=2)) if freq != "WEEKLY" else set()
    )
    for name, values in (("BYDAY", map("".join, named)), ("BYMONTH", months), ("BYMONTHDAY", in_month)):
        if found := ",".join(map(str, values)):
            parts.append(f"{name}={found}")
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 20))}")
    return ";".join(parts)


@given(written_rules(), st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31)), st.integers(0, 400))
@settings(max_examples=100, deadline=None)
def test_days_of_a_rule_are_those_that_the_usual_library_finds(text: str, start: dt.date, later: int) -> None:
    last, since = start + dt.timedelta(days=800), start + dt.timedelta(days=later)
    try:
        found = list(days(read_rule(text), start, last, Patience(10_000_000), since))
    except NotUnderstood:
        return
    midnight = dt.datetime.combine
    known = rrulestr(text, dtstart=midnight(start, dt.time())).between(
        midnight(start, dt.time()), midnight(last, dt.time()), inc=True
    )
    assert [day for day in found if day >= since] == [one.date() for one in known if one.date() >= since]


def test_days_that_never_come_end_the_patience() -> None:
    with pytest.raises(TooLong):
        list(
            days(
                read_rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
                dt.date(1, 1, 1),
                dt.date(9000, 1, 1),
                Patience(99),
            )
        )
