"""CSV read line by line in Python: for uploads held in memory, and to find the line of a fault."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from alongside_equity.engines.sheets import table
from alongside_equity.refused import Refused

SEPARATORS = ",;\t|"


def columns(data: bytes, name: str) -> dict[str, list[object]]:
    """The columns of a CSV file in memory. Refused, with the line: wrong encoding, a ragged line."""
    rows = [row for _, row in lines(data, name)]
    return table([list(row) for row in rows], name)


def lines(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """(line in the file, fields) of every row that is not blank, header first."""
    text = decode(data, name)
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    width, line = 0, 1
    try:
        for row in reader:
            start, line = line, reader.line_num + 1
            if not row:
                continue
            width = width or len(row)
            if len(row) != width:
                raise Refused("ragged_line", path=name, line=start, found=len(row), expected=width)
            yield start, row
    except csv.Error as fault:
        raise Refused("broken_line", path=name, line=line, fault=str(fault)) from None


def decode(data: bytes, name: str) -> str:
    """UTF-8 text without its byte order mark. Refused, with the line, for bytes that are not UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise Refused("not_utf8", path=name, line=line) from None
    if "\x00" in text:
        raise Refused("broken_line", path=name, line=text[: text.index("\x00")].count("\n") + 1, fault="NUL")
    if not text.strip():
        raise Refused("empty_file", path=name)
    return text


def line_of(path: Path, column: str, value: str) -> int | str:
    """The first line of the file whose `column` reads `value`, or "?" when it cannot be found."""
    rows = lines(path.read_bytes(), path.name)
    _, header = next(rows)
    place = [name.strip() for name in header].index(column)
    return next((line for line, row in rows if row[place] == value), "?")
