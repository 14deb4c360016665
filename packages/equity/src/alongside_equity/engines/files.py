"""CSV and Parquet through DuckDB: one statement groups the file; amounts alone reach Python row by row."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeGuard

import duckdb

from alongside_equity.cells import Cells
from alongside_equity.engines import text
from alongside_equity.engines.coded import Amounts, coded_rows
from alongside_equity.engines.grouped import Centre, Grouped, gather
from alongside_equity.engines.held import PARQUET, Held
from alongside_equity.engines.listed import BLANK, require
from alongside_equity.engines.statement import ROWS, Statement
from alongside_equity.paths import file_at
from alongside_equity.question import Question
from alongside_equity.refused import NOWHERE, Refused

HELD = "held"
"""The name of the view of what is held in memory."""

PATTERN = re.compile(r"([*?\[])")
"""What the database would take for a pattern in a name: people[1].csv is not people1.csv."""

IN_MEMORY = re.compile(r"DUCKDB_INTERNAL_OBJECTSTORE://[^'\s]*")
"""What the database calls it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file seen through a private in-memory database that may not fetch extensions.

    `head` is the header of a file of lines. Nothing about such a file is left to guessing: all columns are
    text, and a line of another length is a fault. `rows` are how many are read where spreadsheets left empty
    ones at the end.
    """

    path: Path | Held
    database: duckdb.DuckDBPyConnection
    head: text.Head | None
    rows: int | None = None

    @property
    def source(self) -> str:
        if isinstance(self.path, Held):
            return HELD
        path = _literal(PATTERN.sub(r"[\1]", str(self.path)))
        if self.head is None:
            return f"read_parquet({path})"
        columns = ", ".join(f"{_literal(name)}: 'VARCHAR'" for name in self.head.names)
        lines = (
            f"read_csv({path}, columns={{{columns}}}, delim={_literal(self.head.separator)}, "
            f"skip={self.head.skip}, header=true, quote='\"', escape='\"', "
            "auto_detect=false, strict_mode=true, null_padding=false)"
        )
        return lines if self.rows is None else f"(FROM {lines} LIMIT {self.rows})"

    def sql(self, what: str, rest: str = "") -> str:
        """SELECT what FROM this file rest, made of names and literals that are quoted."""
        return f"SELECT {what} FROM {self.source} AS {ROWS} {rest}"  # noqa: S608 - see above

    def select(self, what: str, rest: str = "") -> list[tuple[Any, ...]]:
        """The rows of that."""
        return self.database.execute(self.sql(what, rest)).fetchall()

    def valued(self, statement: Statement) -> tuple[list[tuple[Any, ...]], dict[str, Any]]:
        """Combinations of answers, and for every whole row the number of its combination and its amount."""
        names = ", ".join(f'"?{i}"' for i in range(len(statement.question.keys)))
        found = self.sql(statement.answered(), f"WHERE {statement.whole}")
        self.database.execute(f'CREATE TEMP TABLE "?keys" AS FROM ({found}) AS answered({names})')
        keys = self.database.execute('FROM "?keys" ORDER BY rowid').fetchall()
        joined = self.sql(statement.valued(), f'JOIN "?keys" ON {statement.same()} WHERE {statement.whole}')
        return keys, self.database.execute(joined).fetchnumpy()

    def types(self) -> dict[str, str]:
        """Column name to DuckDB type; everything in a CSV file is VARCHAR."""
        described = self.database.execute(f"DESCRIBE FROM {self.source}").fetchall()
        return {str(row[0]): str(row[1]) for row in described}


def column_names(path: Path | Held) -> list[str]:
    """The columns of a file, in its order. Refused: a file that is not there, empty or broken."""
    with _opened(path) as file:
        return list(file.types())


def answers(path: Path | Held) -> tuple[int, dict[str, int]]:
    """How many rows there are, and how many different answers each column has."""
    with _opened(path) as file:
        names = list(file.types())
        different = (f"count(DISTINCT {Statement.name(name)})" for name in names)
        rows, *counts = file.select(", ".join(["count(*)", *different]))[0]
    return int(rows), dict(zip(names, map(int, counts), strict=True))


def cells(path: Path | Held, question: Question) -> Cells:
    """Cells of a CSV or Parquet file, by one GROUP BY (and one scan for the centre of an amount)."""
    with _opened(path) as file:
        statement = _statement(file, question)
        centre = Centre()
        if question.amount:
            averages = file.select(statement.averages())[0]
            centre = Centre(averages[0], tuple(averages[1:]))
        rows = file.select(statement.grouped(centre), "GROUP BY ALL")
    width = len(question.keys)
    try:
        return gather(question, Grouped([row[:width] for row in rows], [row[width:] for row in rows]), centre)
    except Refused as refused:
        raise _with_line(refused, path, question) from None


def values(path: Path | Held, question: Question) -> Amounts:
    """The amounts for exact medians: one scan for the combinations of answers, one for their numbers."""
    with _opened(path) as file:
        statement = _statement(file, question)
        keys, found = file.valued(statement)
    by = coded_rows(keys, found["?key"], len(question.keys))
    return Amounts(by, found["?amount"], found.get("?people"))


def _literal(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


@contextmanager
def _opened(path: Path | Held) -> Iterator[Opened]:
    head = _head(path)
    database = duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"})
    try:
        if isinstance(path, Held):
            # The database can read the bytes for as long as this name stands.
            held = database.from_parquet(io.BytesIO(path.data))
            held.create_view(HELD)
        opened = Opened(path, database, head)
        empty = text.empty_at_the_end(path, head.separator) if _has_lines(path) and head else 0
        yield replace(opened, rows=opened.select("count(*)")[0][0] - empty) if empty else opened
    except duckdb.Error as fault:
        if isinstance(path, Path) and head is not None:
            list(text.lines(path.read_bytes(), path.name))
        said = IN_MEMORY.sub(path.name, str(fault).splitlines()[0])
        raise Refused("broken_file", path=path.name, fault=said) from None
    finally:
        database.close()


def _head(path: Path | Held) -> text.Head | None:
    """The header of a file of lines. Refused: no such file, or nothing in it."""
    if (len(path.data) if isinstance(path, Held) else file_at(path).stat().st_size) == 0:
        raise Refused("empty_file", path=path.name)
    return text.head(path) if _has_lines(path) else None


def _has_lines(path: Path | Held) -> TypeGuard[Path]:
    return isinstance(path, Path) and path.suffix.lower() not in PARQUET


def _line_of(path: Path | Held, column: str, value: str) -> int | str:
    return text.line_of(path, column, value) if _has_lines(path) else NOWHERE


def _statement(file: Opened, question: Question) -> Statement:
    """Refused when a column is missing or a number cannot be read, with its line if the file has lines."""
    types = file.types()
    require(question, list(types))
    textual = frozenset(name for name, kind in types.items() if kind == "VARCHAR")
    statement = Statement(question, textual)
    for name in statement.numeric:
        for (raw,) in file.select(statement.name(name), f"WHERE {statement.unreadable(name)} LIMIT 1"):
            line = _line_of(file.path, name, raw) if name in textual else NOWHERE
            raise Refused("not_a_number", column=name, value=raw, line=line)
    if question.weight:
        weight, name = statement.number(question.weight), question.weight
        is_count = f"{weight} >= 0 AND {weight} = floor({weight})"
        for (raw,) in file.select(statement.name(name), f"WHERE NOT coalesce({is_count}, false) LIMIT 1"):
            line = _line_of(file.path, name, raw or "") if name in textual else NOWHERE
            raise Refused("not_a_count", column=name, value=raw or BLANK, line=line)
    return statement


def _with_line(refused: Refused, path: Path | Held, question: Question) -> Refused:
    if refused.code != "outcome_word":
        return refused
    line = _line_of(path, str(question.outcome), str(refused.facts["value"]))
    return Refused("outcome_word", **{**refused.facts, "line": line})
