"""Workbooks (XLSX). The file is weighed before it is opened, because a few bytes can unpack to gigabytes."""

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl

from alongside.asks.rules.sheets.broken import Broken, SheetBroken

UNPACKED_AT_MOST = 40_000_000
PARTS_AT_MOST = 500
ROWS_READ_AT_MOST = 100_000
COLUMNS_READ = 61
SECOND_LINE_NEEDED = 2
BEFORE_MARKUP = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"


def lines(content: bytes) -> tuple[list[tuple[int, list[str]]], tuple[str, ...]]:
    """The first sheet with at least two lines, and the names of the other filled sheets."""
    weigh(content)
    try:
        return opened(content)
    except SheetBroken:
        raise
    except Exception as error:
        # A damaged workbook makes the library raise nearly anything, and all of it means the same to the reader.
        raise SheetBroken(Broken.DAMAGED) from error


def weigh(content: bytes) -> None:
    """Refuses what unpacks too big, what is another program's format, and what declares entities of its own."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS_AT_MOST or sum(part.file_size for part in parts) > UNPACKED_AT_MOST:
                raise SheetBroken(Broken.TOO_BIG)
            names = {part.filename for part in parts}
            if "content.xml" in names and "mimetype" in names:
                raise SheetBroken(Broken.OPEN_DOCUMENT)
            if "[Content_Types].xml" not in names:
                raise SheetBroken(Broken.NOT_A_SHEET)
            if any(declares_entities(archive.read(part)) for part in parts):
                raise SheetBroken(Broken.UNSAFE)
    except SheetBroken:
        raise
    except Exception as error:
        # zipfile raises BadZipFile, zlib.error, NotImplementedError, RuntimeError and more on damaged archives.
        raise SheetBroken(Broken.DAMAGED) from error


def declares_entities(part: bytes) -> bool:
    """Judged by what stands in it, as its name is free. An empty byte means an encoding that would hide the words."""
    if part.lstrip(BEFORE_MARKUP)[:1] != b"<":
        return False
    return any(word in part for word in (b"<!DOCTYPE", b"<!ENTITY", b"\0"))


def opened(content: bytes) -> tuple[list[tuple[int, list[str]]], tuple[str, ...]]:
    """Formulas give the value that was last computed; nothing is computed here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False, rich_text=False
        )
        found: list[tuple[str, list[tuple[int, list[str]]]]] = []
        for sheet in book.worksheets:
            rows = list(filled(sheet))
            if rows:
                found.append((sheet.title, rows))
        book.close()
    if not found:
        raise SheetBroken(Broken.EMPTY)
    chosen = next((one for one in found if len(one[1]) >= SECOND_LINE_NEEDED), found[0])
    return chosen[1], tuple(title for title, _rows in found if title != chosen[0])


def filled(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()
    for number, values in enumerate(whole(sheet.iter_rows(max_col=COLUMNS_READ, values_only=True)), start=1):
        if number > ROWS_READ_AT_MOST:
            raise SheetBroken(Broken.TOO_MANY_LINES, number)
        if any(value is not None and value != "" for value in values):
            yield number, [text(value) for value in values]


def whole(rows: Iterator[Any]) -> Iterator[Any]:
    """The rows, and the line at which they cannot be read on, whatever the library raises there."""
    line = 1
    try:
        for row in rows:
            yield row
            line += 1
    except Exception as error:
        raise SheetBroken(Broken.DAMAGED, line) from error


def text(value: Any) -> str:
    """Times as ISO 8601, so that no habit of writing dates can be mistaken; whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d}" if value.time() == dt.time(0) else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
