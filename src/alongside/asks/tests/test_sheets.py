# ruff: noqa: DTZ001 - sheets hold local times
"""Reading sheets: the shapes that real sign-up sheets have, and files that mean harm."""

import contextlib
import datetime as dt
import io
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.asks.actions import refusals
from alongside.asks.models import SheetDoubt, SheetField, SheetProblem
from alongside.asks.rules import sheets
from alongside.asks.rules.sheets import Broken, Doubt, Field, Habits, Line, Problem, SheetBroken
from alongside.asks.rules.sheets.dates import read_days
from alongside.asks.rules.sheets.times import read_hours

TODAY = dt.date(2026, 3, 4)
HEAD = ["Task", "Date", "Time", "How many", "Place"]


def lines_of(
    content: bytes, day_first: bool | None = True, places: frozenset[str] = frozenset()
) -> list[Line]:
    table = sheets.read(content)
    return sheets.read_lines(table, Habits(sheets.guess(table), day_first, TODAY, places))


def csv_of(*rows: list[str], delimiter: str = ",") -> bytes:
    return "\n".join(delimiter.join(row) for row in rows).encode()


def book_of(fill) -> bytes:
    book = openpyxl.Workbook()
    fill(book, book.active)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def real_sheet(book, sheet) -> None:
    """A merged title, empty rows, a date over several rows, two dates in a cell, and notes in the margin."""
    sheet["A1"] = "HARBOUR KITCHEN – who helps when?"
    sheet.merge_cells("A1:F1")
    sheet["A2"] = "Please write your name in the last column!"
    sheet.append([])
    sheet.append(["What", "Date", "Time", "How many?", "Where", "Who"])
    sheet.append(
        [
            "Chop vegetables",
            dt.datetime(2026, 3, 14),
            "9.30-11",
            3,
            "The kitchen",
            "Rosa 0470 12 34 56",
            None,
            "bring aprons",
        ]
    )
    sheet.append(["Serve", None, "12-2pm", 4.0, "The kitchen"])
    sheet["B5"].number_format = "dd/mm/yyyy"
    sheet.merge_cells("B5:B6")
    sheet.append([])
    sheet.append(["Wash up", "21 & 28 March", dt.time(18, 0), "=2+1", "Town hall"])
    sheet.append(["SUNDAY 29 MARCH"])
    sheet.append(["Drive", None, "18:00–20:00", None, ""])
    sheet.append(["Sing", "soon", "evening", "a few"])


def test_sheet_of_a_real_kitchen_is_read_line_by_line() -> None:
    lines = {line.number: line for line in lines_of(book_of(real_sheet), places=frozenset({"the kitchen"}))}
    assert {number for number, line in lines.items() if line.is_understood} == {5, 6, 8, 10}
    assert lines[5].dates == ((dt.datetime(2026, 3, 14, 9, 30), dt.datetime(2026, 3, 14, 11)),)
    assert (lines[5].places, lines[5].place, lines[5].notes) == (3, "The kitchen", ("bring aprons",))
    assert lines[6].dates == ((dt.datetime(2026, 3, 14, 12), dt.datetime(2026, 3, 14, 14)),)
    assert Doubt.DATE_FROM_ABOVE in dict(lines[6].doubts)
    assert [start for start, _end in lines[8].dates] == [
        dt.datetime(2026, 3, 21, 18),
        dt.datetime(2026, 3, 28, 18),
    ]
    assert lines[8].notes == ("Town hall",)
    assert lines[10].dates[0][0] == dt.datetime(2026, 3, 29, 18)
    assert dict(lines[11].problems) == {
        Problem.DATE_NOT_UNDERSTOOD: "soon",
        Problem.PLACES_NOT_UNDERSTOOD: "a few",
    }
    assert lines[1].problems == ((Problem.HEADING, ""),)
    assert lines[1].notes == ("HARBOUR KITCHEN – who helps when?",)
    assert not any("Rosa" in str(line) for line in lines.values() if line.is_understood)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_sheet_of_text_is_read_in_every_encoding_and_with_every_mark(encoding: str, delimiter: str) -> None:
    text = delimiter.join(["Qué", "Fecha", "Horario", "Cuántas personas"]) + "\r\n"
    text += delimiter.join(["Señas para niños", "15/03/2026", "18h a 20h", "dos"]) + "\r\n"
    (_head, line) = lines_of(text.encode(encoding))
    assert (line.what, line.places) == ("Señas para niños", 2)
    assert line.dates == ((dt.datetime(2026, 3, 15, 18), dt.datetime(2026, 3, 15, 20)),)


def test_sheet_in_arabic_with_its_own_digits_is_read() -> None:
    (_head, line) = lines_of("المهمة,التاريخ,الوقت,العدد\nطبخ,١٥ مارس,٦:٠٠-٨:٠٠ م,٣\n".encode())
    assert (line.what, line.places) == ("طبخ", 3)
    assert line.dates == ((dt.datetime(2026, 3, 15, 18), dt.datetime(2026, 3, 15, 20)),)


def test_sheet_with_columns_in_any_order_is_guessed() -> None:
    table = sheets.read(
        csv_of(["No.", "Notes", "Venue", "End time", "When", "Start", "Shift", "Phone"], ["2", "x"])
    )
    assert sheets.guess(table) == {
        0: Field.PLACES,
        1: Field.NOTE,
        2: Field.PLACE,
        3: Field.ENDS,
        4: Field.DATE,
        5: Field.STARTS,
        6: Field.WHAT,
    }


def test_sheet_with_excels_hint_and_quoted_cells() -> None:
    content = b'sep=;\r\nTask;Date;Time;How many\r\n"Cook; then ""serve""";14/03/2026;18:00-20:00;2\r\n'
    line = lines_of(content)[-1]
    assert (line.number, line.what) == (3, 'Cook; then "serve"')


@pytest.mark.parametrize(
    ("dates", "day_first"),
    [
        (["3/4/2026", "25/4/2026"], True),
        (["3/4/2026", "4/25/2026"], False),
        (["3/4/2026", "5/6/2026"], None),
        (["4/25/2026", "25/4/2026"], None),
        (["2026-04-03"], None),
    ],
)
def test_habit_of_dates_is_told_by_those_that_read_one_way(dates: list[str], day_first: bool | None) -> None:
    table = sheets.read(csv_of(HEAD, *(["Cook", date, "18:00-20:00"] for date in dates)))
    assert sheets.is_day_first(table, sheets.guess(table)) is day_first


def test_habit_that_nobody_told_makes_a_problem_not_a_guess() -> None:
    (_head, line) = lines_of(csv_of(HEAD, ["Cook", "3/4/2026", "18:00-20:00"]), day_first=None)
    assert line.problems == ((Problem.DATE_BOTH_WAYS, "3/4/2026"),)


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("2026-03-14", [14]),
        ("14.3.2026", [14]),
        ("14/3/26", [14]),
        ("Sat 14 Mar", [14]),
        ("March 14th, 2026", [14]),
        ("sábado, 14 de marzo de 2026", [14]),
        ("1º y 8 de abril", [1, 8]),
        ("14, 21 and 28 March", [14, 21, 28]),
        ("March 14 & 21", [14, 21]),
        ("14–16 March", [14, 15, 16]),
        ("14/3, 21/3", [14, 21]),
        ("Sat 14 March\nSun 15 March", [14, 15]),
        ("٢١ مارس", [21]),
        ("46095", [14]),
    ],
)
def test_days_are_read_as_people_write_them(cell: str, days: list[int]) -> None:
    read = read_days(cell, day_first=True, today=TODAY)
    assert read is not None
    assert [day.day for day in read.days] == days


@pytest.mark.parametrize(
    "cell", ["soon", "every Monday", "30 February", "32/13/2026", "3-5", "", "9999999", "1/1/0"]
)
def test_days_that_are_none_are_not_made_up(cell: str) -> None:
    assert read_days(cell, day_first=True, today=TODAY) is None


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("6-8pm", (18, 20)),
        ("18:00–20:00", (18, 20)),
        ("11-1pm", (11, 13)),
        ("10am - 12", (10, 12)),
        ("de 18 a 20h", (18, 20)),
        ("noon to 2 pm", (12, 14)),
        ("6 p.m. until 8 p.m.", (18, 20)),
        ("22:00-02:00", (22, 2)),
        ("6pm", (18, 20)),
        ("10 ص - 12 م", (10, 12)),
    ],
)
def test_hours_are_read_as_people_write_them(cell: str, hours: tuple[int, int]) -> None:
    read = read_hours(cell)
    assert read is not None
    assert (read.starts.hour, read.ends.hour) == hours


@pytest.mark.parametrize("cell", ["6-8", "evening", "25:00-26:00", "18:00-18:00", "13pm", ""])
def test_hours_that_could_be_others_are_not_made_up(cell: str) -> None:
    assert read_hours(cell) is None


def test_line_says_each_guess_and_each_problem() -> None:
    lines = lines_of(
        csv_of(
            HEAD,
            ["Cook", "Fri 14 March 2026", "22:00-01:00", "3-4"],
            ["Cook", "2026-03-14", "", ""],
            ["", "2026-03-14", "18:00-19:00", "1"],
            ["=HYPERLINK(1)", "2026-03-14", "18:00-19:00", "1"],
            ["x" * 161, "2026-03-14", "18:00-19:00", "1"],
            ["Cook", "2026-03-01", "18:00-19:00", "1"],
            ["Serve", "2026-03-14", "18:00-19:00", "1"],
            ["serve ", "14 March", "6-7pm", "9"],
            ["Host", "2026-03-14", "18:00-19:00", "501"],
        )
    )
    said = [{*dict(line.problems), *dict(line.doubts)} for line in lines[1:]]
    assert said == [
        {Doubt.WEEKDAY_DIFFERS, Doubt.NEXT_DAY, Doubt.MORE_OF_TWO},
        {Doubt.NO_TIME, Doubt.ONE_PLACE},
        {Problem.NO_WHAT},
        {Problem.FORMULA},
        {Problem.WHAT_TOO_LONG},
        {Problem.DATE_IS_OVER},
        set(),
        {Problem.SAME_AS_ABOVE},
        {Problem.PLACES_NOT_UNDERSTOOD},
    ]
    assert lines[8].problems == ((Problem.SAME_AS_ABOVE, "8"),)


def test_nothing_of_a_line_is_lost() -> None:
    (_head, line) = lines_of(
        csv_of([*HEAD, "Notes"], ["Cook", "14 March rain or shine", "18:00-20:00", "2", "Quay", "n", "m"])
    )
    assert line.notes == ("n", "m", "rain or shine", "Quay")


def zipped(**parts: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept.getvalue()


def far_cell(book, sheet) -> None:
    sheet["A1"] = "What"
    sheet.cell(row=1_048_576, column=16_384, value="far")


TYPES = "[Content_Types].xml"
HARMFUL = {
    "nothing": (b"", Broken.EMPTY),
    "only spaces": (b" \n\t\r\n", Broken.EMPTY),
    "only commas": (b",,,\n,,,", Broken.EMPTY),
    "empty book": (book_of(lambda book, sheet: None), Broken.EMPTY),
    "old or locked": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, Broken.OLD_OR_LOCKED),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 300, Broken.NOT_A_SHEET),
    "half a book": (book_of(real_sheet)[:2000], Broken.DAMAGED),
    "other archive": (zipped(**{"a.txt": b"a"}), Broken.NOT_A_SHEET),
    "open document": (zipped(**{"mimetype": b"x", "content.xml": b"<x/>"}), Broken.OPEN_DOCUMENT),
    "bomb": (zipped(**{TYPES: b"<x/>", "xl/a.xml": b" " * 41_000_000}), Broken.TOO_BIG),
    "many parts": (zipped(**{TYPES: b"<x/>", **{f"{n}": b"" for n in range(600)}}), Broken.TOO_BIG),
    "entities": (zipped(**{TYPES: b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), Broken.UNSAFE),
    "no book inside": (zipped(**{TYPES: b"<x/>"}), Broken.DAMAGED),
    "far cell": (book_of(far_cell), Broken.TOO_MANY_LINES),
    "too many lines": (b"a,b\n" * 10_001, Broken.TOO_MANY_LINES),
    "too wide": (b"Task,Date\n" + b"x," * 61 + b"x", Broken.TOO_WIDE),
    "too big": (b"x" * 2_500_001, Broken.TOO_BIG),
}


@pytest.mark.parametrize("name", list(HARMFUL))
def test_harmful_file_is_refused_with_its_reason(name: str) -> None:
    content, reason = HARMFUL[name]
    with pytest.raises(SheetBroken) as refused:
        sheets.read(content)
    assert refused.value.reason is reason
    assert str(refusals.CannotRead(reason.value, refused.value.line))


def test_harmful_line_is_named() -> None:
    with pytest.raises(SheetBroken) as refused:
        sheets.read(b"Task,Date\nCook,1/2\n" + b"x," * 70 + b"x")
    assert refused.value.line == 3
    assert str(refusals.CannotRead("too_wide", 3)).startswith("Line 3: ")


def test_second_sheet_is_named_as_not_read() -> None:
    def fill(book, sheet) -> None:
        real_sheet(book, sheet)
        book.create_sheet("Phone numbers").append(["Rosa", "0470"])

    assert sheets.read(book_of(fill)).left_out == ("Phone numbers",)


def test_table_comes_back_as_it_was_kept() -> None:
    table = sheets.read(book_of(real_sheet))
    assert sheets.load(sheets.dump(table)) == table


def test_every_code_has_its_words() -> None:
    assert set(SheetField.values) == {one.value for one in Field}
    assert set(SheetProblem.values) == {one.value for one in Problem}
    assert set(SheetDoubt.values) == {one.value for one in Doubt}
    assert set(refusals.CannotRead.reasons) == {one.value for one in Broken}


@pytest.mark.long
def test_ten_thousand_lines_are_read_in_time_that_grows_with_them() -> None:
    def seconds(count: int) -> float:
        rows = [
            ["Cook " + str(n), f"{n % 28 + 1}/12/2026", f"{n % 10 + 8}:00-20:{n % 60:02d}", "3"]
            for n in range(count)
        ]
        content = csv_of(HEAD, *rows)
        start = time.perf_counter()
        assert sum(line.is_understood for line in lines_of(content)) == count
        return time.perf_counter() - start

    few = max(seconds(1_000), 0.01)
    assert seconds(9_999) < 40 * few


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_a_refusal(content: bytes) -> None:
    with contextlib.suppress(SheetBroken):
        lines_of(content)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_damage_to_a_book_raises_anything_but_a_refusal(data: st.DataObject) -> None:
    content = bytearray(BOOK)
    for _one in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(SheetBroken):
        lines_of(bytes(content))


BOOK = book_of(real_sheet)
CELLS = st.text(max_size=30) | st.sampled_from(
    [
        "14/3",
        "3-5 May",
        "6-8pm",
        "May 3, 10",
        "31/12/9999",
        "24:00",
        "0:00-24:00",
        "9999-12-31",
        "=1",
        "٣",
        "1e9",
        "-",
    ]
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=7), min_size=1, max_size=8),
    st.sampled_from([True, False, None]),
)
def test_no_cells_raise_anything(rows: list[list[str]], day_first: bool | None) -> None:
    table = sheets.Table(tuple(sheets.Row(n, tuple(row)) for n, row in enumerate([HEAD, *rows], start=1)))
    for mapping in (sheets.guess(table), dict(enumerate(list(Field)[: table.width]))):
        for line in sheets.read_lines(table, Habits(mapping, day_first, TODAY)):
            assert line.problems or (line.what and line.dates and line.places >= 1)


def test_rules_know_nothing_of_django() -> None:
    for file in Path(sheets.__file__).parent.glob("*.py"):
        assert "django" not in file.read_text()
