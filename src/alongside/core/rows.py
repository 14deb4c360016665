"""Rows by what stands in their columns, for the reads that every offer and every page ask for.

Django puts a statement together anew each time, which costs several times as much as asking the database. These have
one table and conditions on its columns, so their text, and how their values become a model's, is found out once.
"""

import datetime as dt
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.expressions import Col

Row = TypeVar("Row", bound=Model)


class Filled(Enum):
    """`SOME` stands for whatever is not empty."""

    SOME = auto()


SOME = Filled.SOME


@dataclass(frozen=True, slots=True)
class After:
    """Stands for whatever is later than `at`."""

    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Found:
    """Stands for whatever a statement finds, whose text is the program's own."""

    statement: str
    values: tuple[str, ...] = ()


Value = str | int | list[str] | After | Found | Filled | None
Stored = tuple[Any, ...]


@dataclass(slots=True)
class StoredTable:
    """Rows as the database holds them, to be compared. `by` gathers them by what stands in one column.

    Where `mark` is the same as before, so are the rows. It may change although they do not.
    """

    rows: list[Stored]
    by: Mapping[str, list[Stored]]
    mark: Stored | None = None


def rows(
    model: type[Row], *, without: tuple[str, ...] = (), is_locked: bool = False, **columns: Value
) -> list[Row]:
    """Every row whose columns hold these values, in no order. A foreign key's column ends in `_id`.

    None is empty, `SOME` is not, and of a list any will do. What is `without` is read when somebody asks for it: what
    is sealed stays so. With `is_locked` they stay as they are until the transaction ends; SQLite has one writer at a
    time, and needs no lock for it.
    """
    plan = _plans.of(model, without)
    lock = "FOR NO KEY UPDATE" if is_locked and connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {plan.plain} {where(model, columns)} {lock}", values(columns))
        found = cursor.fetchall()
    return [plan.row(model, one) for one in found]


def stored(
    model: type[Model],
    *,
    by: str,
    last: StoredTable | None = None,
    without: tuple[str, ...] = (),
    **columns: Value,
) -> StoredTable:
    """The same rows as the database holds them, each with its key first; `last` itself, if it holds the same."""
    mark = mark_of(model, columns)
    if last is not None and mark is not None and last.mark == mark:
        return last
    plan = _plans.of(model, without)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {plan.unread} {where(model, columns)}", values(columns))
        found = cursor.fetchall()
    if last is not None and last.rows == found:
        last.mark = mark
        return last
    at, gathered = plan.names.index(by), defaultdict(list)
    for one in found:
        gathered[one[at]].append(one)
    return StoredTable(found, dict(gathered), mark)


def mark_of(model: type[Model], columns: Mapping[str, Value]) -> Stored | None:
    """How many rows these are, and a sum of hashes of which transaction wrote each: PostgreSQL tells that of a row.

    To fetch some thousand rows costs thirty times as much, most of it here. SQLite does not tell, and fetches faster.
    """
    if connection.vendor != "postgresql":
        return None
    key = connection.ops.quote_name(model._meta.pk.column)
    written_by = f"hashtextextended({key}::text || ' ' || xmin::text, 0)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COUNT(*), SUM({written_by}::numeric) {where(model, columns)}", values(columns)
        )
        found: Stored = cursor.fetchone()
    return found


def columns_of(model: type[Model]) -> str:
    """All of them, as `joined` reads them."""
    return _plans.of(model, ()).columns


def joined(model: type[Row], statement: str, values: Sequence[str | int | None]) -> list[tuple[Row, Stored]]:
    """What a statement of its own finds: rows that begin with `columns_of` a model, and what else stands in each."""
    plan = _plans.of(model, ())
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchall()
    return [(plan.row(model, one), one[len(plan.names) :]) for one in found]


def how_many(model: type[Model], **columns: Value) -> int:
    """How many rows hold these values in their columns."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) {where(model, columns)}", values(columns))
        counted: int = cursor.fetchone()[0]
    return counted


def table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def values(columns: Mapping[str, Value]) -> list[Any]:
    found: list[Any] = []
    for value in columns.values():
        if isinstance(value, list):
            found += value
        elif isinstance(value, After):
            found.append(connection.ops.adapt_datetimefield_value(value.at))
        elif isinstance(value, Found):
            found += value.values
        elif isinstance(value, str | int):
            found.append(value)
    return found


def where(model: type[Model], columns: Mapping[str, Value]) -> str:
    """Which table, and which of its rows."""
    return f"FROM {table(model)} {conditions(model, columns)}"


def conditions(model: type[Model], columns: Mapping[str, Value]) -> str:
    return written(model, tuple((name, condition(value)) for name, value in columns.items()))


def condition(value: Value) -> str:
    if value is None or value is SOME:
        return "IS NULL" if value is None else "IS NOT NULL"
    if isinstance(value, list):
        return f"IN ({', '.join(['%s'] * len(value)) or 'NULL'})"
    if isinstance(value, Found):
        return f"IN ({value.statement})"
    return "> %s" if isinstance(value, After) else "= %s"


@lru_cache(maxsize=512)
def written(model: type[Model], said: tuple[tuple[str, str], ...]) -> str:
    """The names come from the model's own fields, never from outside. Raises `KeyError` for any other."""
    quote = connection.ops.quote_name
    by_column = {field.column: quote(field.column) for field in model._meta.concrete_fields}
    return "WHERE " + " AND ".join(f"{by_column[name]} {condition}" for name, condition in said)


@dataclass(frozen=True, slots=True)
class Plan:
    """Which columns are read, and by what the values of some become those of a model: as a query of Django does.

    `plain` are the same without their table's name, for a statement that has one table: each is read from end to end
    before it is sent. `unread` are the same, of which SQLite's driver makes nothing: it takes a sign before a name for
    a sum.
    """

    names: tuple[str, ...]
    columns: str
    plain: str
    unread: str
    converters: tuple[tuple[int, Col, tuple[Callable[..., Any], ...]], ...]

    def row(self, model: type[Row], read: Sequence[Any]) -> Row:
        """As Django reads it, field for field. Its own way asks each field for leave and tells whoever listens, which
        takes six times as long; no model here has a field or a listener that needs it.
        """
        found = list(read[: len(self.names)])
        for place, column, converters in self.converters:
            for converter in converters:
                found[place] = converter(found[place], column, connection)
        made = model.__new__(model)
        made._state = state = ModelState()
        state.db, state.adding = DEFAULT_DB_ALIAS, False
        made.__dict__.update(zip(self.names, found, strict=True))
        return made


def plan(model: type[Model], without: tuple[str, ...]) -> Plan:
    fields = [field for field in model._meta.concrete_fields if field.column not in without]
    line = connections[DEFAULT_DB_ALIAS]
    columns = [field.get_col(model._meta.db_table) for field in fields]
    of = line.ops.quote_name(model._meta.db_table)
    names = [line.ops.quote_name(field.column) for field in fields]
    quoted = [f"{of}.{name}" for name in names]
    sign = "+" if line.vendor == "sqlite" else ""
    converters = [
        (place, column, (*line.ops.get_db_converters(column), *column.get_db_converters(line)))
        for place, column in enumerate(columns)
    ]
    return Plan(
        names=tuple(field.attname for field in fields),
        columns=", ".join(quoted),
        plain=", ".join(names),
        unread=", ".join(sign + one for one in quoted),
        converters=tuple(one for one in converters if one[2]),
    )


class Plans(threading.local):
    """A plan holds on to its database line, and each thread has its own."""

    def __init__(self) -> None:
        self.of = cache(plan)


_plans = Plans()
