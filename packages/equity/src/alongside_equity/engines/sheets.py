"""Workbooks (.xlsx). DuckDB's own reader is a download that many machines refuse, so a library reads them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import python_calamine

from alongside_equity.identities import tidy
from alongside_equity.refused import Refused


def columns(path: Path, sheet: str | None = None) -> dict[str, list[object]]:
    """The columns of one sheet (the first by default); the first row holds their names.

    Refused: not a workbook, no such sheet, no header, a column name that is there twice.
    """
    return columns_of_bytes(path.read_bytes(), path.name, sheet)


def columns_of_bytes(data: bytes, name: str, sheet: str | None = None) -> dict[str, list[object]]:
    """The same for a workbook held in memory; `name` is what messages call it."""
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            names = book.sheet_names
            if sheet is not None and sheet not in names:
                raise Refused("no_sheet", sheet=sheet, found=", ".join(names))
            rows: list[list[Any]] = book.get_sheet_by_name(sheet or names[0]).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, OSError, IndexError) as fault:
        raise Refused("broken_file", path=name, fault=str(fault)) from None
    return table(rows, name)


def table(rows: Sequence[Sequence[object]], name: str) -> dict[str, list[object]]:
    """Rows with a header as columns; lines that are empty all through are left out at the end only."""
    if not rows or not any(str(cell).strip() for cell in rows[0]):
        raise Refused("no_header", path=name)
    header = [tidy(str(cell)) for cell in rows[0]]
    for column in header:
        if column and header.count(column) > 1:
            raise Refused("column_twice", column=column)
    body = rows[1:]
    while body and not any(str(cell).strip() for cell in body[-1]):
        body = body[:-1]
    if not body:
        raise Refused("no_rows")
    return {column: [row[i] for row in body] for i, column in enumerate(header) if column}
