"""CSV read line by line in Python: for uploads held in memory, and to find the line of a fault."""

from __future__ import annotations

import codecs
import csv
import io
import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from alongside_equity.engines.sheets import table
from alongside_equity.identities import tidy
from alongside_equity.refused import NOWHERE, Refused

SEPARATORS = ",;\t|"

LONGEST = 1 << 16
"""A header whose names hold line ends is followed so many bytes far."""


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a CSV file: names of the columns, what separates them, blank lines before it."""

    names: tuple[str, ...]
    separator: str
    skip: int


def head(path: Path) -> Head:
    """Read the header alone, however long the file.

    Refused: a file of nothing or of blank lines, a NUL, line ends of old Macs, a header that is broken, a
    name that is there twice (the database knows no capitals), no name at all.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        if whole.find(b"\x00") >= 0:
            decode(whole[:], path.name)
        skip = 0
        while (first := whole.readline()) and not first.removeprefix(codecs.BOM_UTF8).strip():
            skip += 1
        while first.count(b'"') % 2 and len(first) < LONGEST and (more := whole.readline()):
            first += more
    if b"\r" in first.strip() and b"\n" not in first:
        raise Refused("old_lines", path=path.name)
    words = decode(first, path.name)
    separator = separator_of(words)
    try:
        names = tuple(tidy(name) for name in next(csv.reader([words], delimiter=separator, strict=True)))
    except csv.Error as fault:
        raise Refused("broken_line", path=path.name, line=skip + 1, fault=str(fault)) from None
    if not any(names):
        raise Refused("no_header", path=path.name)
    alike = [name.casefold() for name in names if name]
    for name in names:
        if name and alike.count(name.casefold()) > 1:
            raise Refused("column_twice", column=name)
    return Head(tuple(name or f"column {i}" for i, name in enumerate(names, 1)), separator, skip)


def empty_at_the_end(path: Path, separator: str) -> int:
    """How many rows that spreadsheets leave below a table hold separators, perhaps quotes, and nothing else.

    Seen from the end they cannot lie in a quoted field: nothing after them would close it.
    """
    found = 0
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        end = len(whole)
        while end > 0:
            start = whole.rfind(b"\n", 0, end - 1) + 1
            line = whole[start:end]
            if not _is_empty(line, separator):
                break
            found += bool(line.strip(b"\r\n"))
            end = start
    return found


def _is_empty(line: bytes, separator: str) -> bool:
    words = line.decode(errors="replace")
    try:
        fields = [field for row in csv.reader([words], delimiter=separator) for field in row]
    except csv.Error:
        return False
    return words.count('"') % 2 == 0 and not any(field.strip() for field in fields)


def separator_of(line: str) -> str:
    """What separates the fields of a header."""
    return max(SEPARATORS, key=line.count)


def columns(data: bytes, name: str) -> dict[str, list[object]]:
    """The columns of a CSV file in memory. Refused, with the line: wrong encoding, a ragged line."""
    rows = [row for _, row in lines(data, name)]
    return table([list(row) for row in rows], name)


def lines(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """(line in the file, fields) of every row that is not blank, header first."""
    text = decode(data, name)
    separator = separator_of(text.lstrip("\r\n").split("\n", 1)[0])
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
    """The first line of the file whose `column` reads `value`, `NOWHERE` when it cannot be found."""
    rows = lines(path.read_bytes(), path.name)
    _, header = next(rows)
    place = [tidy(name) for name in header].index(column)
    return next((line for line, row in rows if row[place] == value), NOWHERE)
