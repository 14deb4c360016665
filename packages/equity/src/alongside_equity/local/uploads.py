"""A file that was chosen, read from memory: nothing of it is written anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alongside_equity import engines
from alongside_equity.engines import sheets, text
from alongside_equity.engines.held import PARQUET, Held
from alongside_equity.refused import Refused

WORKBOOKS, LINES = (".xlsx", ".xlsm"), (".csv", ".tsv", ".txt")
ENDINGS = (*LINES, *WORKBOOKS, *PARQUET)


@dataclass(frozen=True, slots=True)
class Upload:
    """What can be audited, its rows, and how many different answers each column has.

    `earlier` is the first wave when two files were chosen to be compared.
    """

    name: str
    source: Any
    rows: int
    answers: Mapping[str, int]
    earlier: Upload | None = None

    @property
    def columns(self) -> list[str]:
        """Those that can be asked about: of both files when there are two."""
        return [name for name in self.answers if self.earlier is None or name in self.earlier.answers]


def upload_of(name: str, content: bytes) -> Upload:
    """Refused: no file, or what no engine can read."""
    if not name:
        raise Refused("no_file_chosen")
    if name.lower().endswith(PARQUET):
        held = Held(name, content)
        return Upload(name, held, *engines.answers(held))
    if name.lower().endswith(WORKBOOKS):
        return _of_columns(name, sheets.columns_of_bytes(content, name))
    if name.lower().endswith(LINES):
        return _of_columns(name, text.columns(content, name))
    raise Refused("unknown_format", path=name)


def _of_columns(name: str, columns: dict[str, list[object]]) -> Upload:
    rows = len(next(iter(columns.values())))
    return Upload(name, columns, rows, {column: len(set(map(str, v))) for column, v in columns.items()})
