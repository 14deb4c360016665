"""Engines bring data to cells. `read` chooses one by what it is given; all of them return equal cells."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from alongside_equity.cells import Cells
from alongside_equity.engines import files, frames, listed, sheets
from alongside_equity.question import Question
from alongside_equity.refused import Refused

Values = list[tuple[tuple[object, ...], float, int]]


def columns_of(source: Any) -> list[str]:
    """The names of the columns of a file, a frame, an Ibis table or a mapping of columns."""
    if isinstance(source, str | Path):
        path = Path(source)
        return list(sheets.columns(path)) if _is_workbook(path) else files.column_names(path)
    return list(source) if isinstance(source, Mapping) else list(source.columns)


def read(source: Any, question: Question) -> Cells:
    """Cells of a path (CSV, Parquet, XLSX), a mapping of columns, a frame, or an Ibis table."""
    found = _engine(source, "cells")(_loaded(source), question)
    assert isinstance(found, Cells)  # noqa: S101
    return found


def read_values(source: Any, question: Question) -> Values:
    """(raw keys, value, people) of an amount, for exact medians and quarters."""
    found: Values = _engine(source, "values")(_loaded(source), question)
    return found


def _is_workbook(path: Path) -> bool:
    if path.suffix.lower() in {".xls", ".ods"}:
        raise Refused("unknown_format", path=path.name)
    return path.suffix.lower() in {".xlsx", ".xlsm"}


def _loaded(source: Any) -> Any:
    if not isinstance(source, str | Path):
        return source
    path = Path(source)
    if not path.is_file():
        raise Refused("no_file", path=path)
    return sheets.columns(path) if _is_workbook(path) else path


def _engine(source: Any, verb: str) -> Any:
    if isinstance(source, Mapping) or (isinstance(source, str | Path) and _is_workbook(Path(source))):
        return getattr(listed, verb)
    if isinstance(source, str | Path):
        return getattr(files, verb)
    if type(source).__module__.startswith("ibis."):
        return getattr(import_module("alongside_equity.engines.relations"), verb)
    return getattr(frames, verb)
