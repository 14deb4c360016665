"""A file's bytes as lines of text cells, whatever program wrote them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alongside.asks.rules.sheets import delimited, workbook
from alongside.asks.rules.sheets.broken import Broken, SheetBroken

BYTES_AT_MOST = 2_500_000
LINES_AT_MOST = 10_000
COLUMNS_AT_MOST = 60
CELL_AT_MOST = 4_000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Row:
    """One line with something in it; `number` is its line in the file, from 1, as a person counts.

    A calendar names its lines: `mark` stays the same when it is brought again. `findings` are problems and doubts that
    were found before the cells were read, each with its words.
    """

    number: int
    cells: tuple[str, ...]
    mark: str = ""
    findings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """All lines that hold anything, and the names of other sheets of the file that were not read."""

    rows: tuple[Row, ...]
    left_out: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


def read(content: bytes) -> Table:
    """The kind of file is told by its bytes, not by its name. Raises `SheetBroken`."""
    if not content.strip():
        raise SheetBroken(Broken.EMPTY)
    if len(content) > BYTES_AT_MOST:
        raise SheetBroken(Broken.TOO_BIG)
    if content.startswith(OLE):
        raise SheetBroken(Broken.OLD_OR_LOCKED)
    if content.startswith(ZIP):
        lines, left_out = workbook.lines(content)
        rows = tuple(filled(lines))
    else:
        rows, left_out = tuple(filled(delimited.lines(content))), ()
    if not rows:
        raise SheetBroken(Broken.EMPTY)
    return Table(rows, left_out)


def filled(lines: Iterable[tuple[int, list[str]]]) -> Iterator[Row]:
    count = 0
    for number, cells in lines:
        trimmed = [cell.strip()[:CELL_AT_MOST] for cell in cells]
        while trimmed and not trimmed[-1]:
            trimmed.pop()
        if not trimmed:
            continue
        if len(trimmed) > COLUMNS_AT_MOST:
            raise SheetBroken(Broken.TOO_WIDE, number)
        count += 1
        if count > LINES_AT_MOST:
            raise SheetBroken(Broken.TOO_MANY_LINES, number)
        yield Row(number, tuple(trimmed))


def dump(table: Table) -> str:
    """As text that can be sealed; `load` reads it back."""
    rows = [[row.number, list(row.cells), row.mark, row.findings] for row in table.rows]
    return json.dumps({"rows": rows, "left_out": list(table.left_out)}, ensure_ascii=False)


def load(text: str) -> Table:
    kept = json.loads(text)
    rows = tuple(loaded(*row) for row in kept["rows"])
    return Table(rows, tuple(kept["left_out"]))


def loaded(number: int, cells: list[str], mark: str = "", findings: Iterable[list[str]] = ()) -> Row:
    """What was kept before calendars were read has no mark and no findings."""
    return Row(number, tuple(cells), mark, tuple((value, words) for value, words in findings))
