"""Engines bring data to cells. `read` chooses one by what it is given; all of them return equal cells.

Each is imported when it is first needed: nobody waits for a library that reads another kind of source.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from alongside_equity.cells import Cells
from alongside_equity.engines.coded import Amounts
from alongside_equity.engines.held import Held
from alongside_equity.paths import file_at
from alongside_equity.question import Question
from alongside_equity.refused import Refused


def columns_of(source: Any) -> list[str]:
    """The names of the columns of a file, a frame, an Ibis table or a mapping of columns."""
    loaded = opened(source)
    if isinstance(loaded, Path | Held):
        names: list[str] = _named("files").column_names(loaded)
        return names
    return list(loaded) if isinstance(loaded, Mapping) else list(loaded.columns)


def answers(source: Path | Held) -> tuple[int, dict[str, int]]:
    """How many rows a file has, and how many different answers each of its columns."""
    found: tuple[int, dict[str, int]] = _named("files").answers(source)
    return found


def read(source: Any, question: Question) -> Cells:
    """Cells of a path (CSV, Parquet, XLSX), of Parquet in memory, of columns, a frame, or an Ibis table."""
    loaded = opened(source)
    found: Cells = _engine(loaded).cells(loaded, question)
    return found


def read_values(source: Any, question: Question) -> Amounts:
    """Amounts one by one, for exact medians and quarters."""
    loaded = opened(source)
    found: Amounts = _engine(loaded).values(loaded, question)
    return found


def opened(source: Any) -> Any:
    """A path that is there, what it holds when it is a workbook, arrays that remember their codes; anything
    else as it is. What was opened once need not be read twice."""
    if isinstance(source, Mapping):
        given = _named("columns")
        return given.Columns(source) if given.are_arrays(source) else source
    if not isinstance(source, str | Path):
        return source
    path = Path(source)
    if path.suffix.lower() in {".xls", ".ods"}:
        raise Refused("unknown_format", path=path.name)
    file_at(path)
    return _named("sheets").columns(path) if path.suffix.lower() in {".xlsx", ".xlsm"} else path


def _engine(source: Any) -> Any:
    if isinstance(source, Mapping):
        columns = _named("columns")
        return columns if isinstance(source, columns.Columns) else _named("listed")
    if isinstance(source, Path | Held):
        return _named("files")
    return _named("relations" if type(source).__module__.startswith("ibis.") else "frames")


def _named(name: str) -> Any:
    return import_module(f"alongside_equity.engines.{name}")
