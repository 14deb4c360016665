"""Lines of a sheet that come again, that cannot be, or that are damaged; and workbooks that hide what they declare."""

import datetime as dt
import io
import zipfile
import zoneinfo

import openpyxl
import pytest

from alongside.asks.rules import sheets
from alongside.asks.rules.sheets import Broken, Habits, Problem, SheetBroken

TODAY = dt.date(2026, 3, 4)
MADRID = zoneinfo.ZoneInfo("Europe/Madrid")
SHEET = "xl/worksheets/sheet1.xml"


def line_of(today: dt.date, places: frozenset[str] = frozenset(), **cells: str) -> sheets.Line:
    """The one line of a list whose columns are named as given."""
    table = sheets.read("\n".join([";".join(cells), ";".join(cells.values())]).encode())
    return sheets.read_lines(table, Habits(sheets.guess(table), True, today, places, MADRID))[-1]


def book_parts() -> dict[str, bytes]:
    book, kept = openpyxl.Workbook(), io.BytesIO()
    for row in (["Task", "Date"], ["Cook", "2026-03-14"], ["Wash", "2026-03-15"]):
        book.active.append(row)
    book.save(kept)
    with zipfile.ZipFile(kept) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept.getvalue()


def test_line_is_the_same_when_some_of_its_dates_are_over_and_its_place_is_saved() -> None:
    cells = {"Task": "Cook", "Date": "4 Dec & 11 Dec", "Time": "18:00-20:00", "Place": "Quay 7"}
    first = line_of(dt.date(2026, 12, 1), **cells)
    again = line_of(dt.date(2026, 12, 5), frozenset({"quay 7"}), **cells)
    assert (len(first.dates), len(again.dates), again.place) == (2, 1, "Quay 7")
    assert sheets.fingerprint("harbour", first) == sheets.fingerprint("harbour", again)
    next_year = line_of(dt.date(2027, 12, 1), **cells)
    assert sheets.fingerprint("harbour", first) != sheets.fingerprint("harbour", next_year)


@pytest.mark.parametrize(
    ("date", "hours", "problem"),
    [
        ("9999-12-31", "22:00-23:00", Problem.DATE_TOO_FAR),
        ("2033-01-01", "22:00-23:00", Problem.DATE_TOO_FAR),
        ("2026-03-29", "02:15-03:00", Problem.NO_SUCH_HOUR),
    ],
)
def test_date_that_cannot_be_is_a_problem_of_its_line(date: str, hours: str, problem: Problem) -> None:
    assert line_of(TODAY, Task="Cook", Date=date, Time=hours).problems == ((problem, date),)


def test_words_that_nobody_sees_are_none() -> None:
    line = line_of(TODAY, Task="\u200b\u202e", Date="2026-03-14", Time="18:00-19:00")
    assert line.problems == ((Problem.NO_WHAT, ""),)


def test_reason_that_would_not_fit_is_a_problem_of_its_line() -> None:
    line = line_of(TODAY, Task="Cook", Date="2026-03-14", Time="18:00-19:00", Why="w" * 2001)
    assert line.problems == ((Problem.WHY_TOO_LONG, "2001"),)


def test_damaged_line_is_named() -> None:
    with pytest.raises(SheetBroken) as refused:
        sheets.read(b"Task,Date\nCook,1/2\nWa\0sh,3/2\n")
    assert (refused.value.reason, refused.value.line) == (Broken.DAMAGED, 3)


def test_damaged_line_of_a_workbook_is_named() -> None:
    parts = book_parts()
    parts[SHEET] = parts[SHEET].replace(b'<row r="3"', b'<row r="3" r="3"', 1)
    with pytest.raises(SheetBroken) as refused:
        sheets.read(zipped(parts))
    assert (refused.value.reason, refused.value.line) == (Broken.DAMAGED, 3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", [SHEET, "xl/media/picture.jpeg"])
def test_workbook_that_declares_entities_is_refused_however_it_is_written(encoding: str, name: str) -> None:
    """A few kilobytes of them become gigabytes of text."""
    declared = '\n<!DOCTYPE x [<!ENTITY a "b">]>\n<x>&a;</x>'.encode(encoding)
    with pytest.raises(SheetBroken) as refused:
        sheets.read(zipped({**book_parts(), name: declared}))
    assert refused.value.reason is Broken.UNSAFE
