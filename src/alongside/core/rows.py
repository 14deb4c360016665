"""Rows by what stands in their columns, for the reads that every offer and every page ask for.

Django puts a statement together anew each time, which costs several times as much as asking the database. These have
one table and nothing but equal signs, so their text is made once.
"""

from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from django.db import connection
from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def rows(model: type[Row], **columns: str | int | None) -> list[Row]:
    """Every row whose columns hold these values, in no order. A foreign key's column ends in `_id`; None is empty."""
    return list(model._default_manager.raw(f"SELECT * {where(model, columns)}", values(columns)))


def how_many(model: type[Model], **columns: str | int | None) -> int:
    """How many rows hold these values in their columns."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) {where(model, columns)}", values(columns))
        counted: int = cursor.fetchone()[0]
    return counted


def values(columns: Mapping[str, str | int | None]) -> list[str | int]:
    return [value for value in columns.values() if value is not None]


def where(model: type[Model], columns: Mapping[str, str | int | None]) -> str:
    return conditions(model, tuple((name, value is None) for name, value in columns.items()))


@cache
def conditions(model: type[Model], columns: tuple[tuple[str, bool], ...]) -> str:
    """The names come from the model's own fields, never from outside. Raises `KeyError` for any other."""
    quote = connection.ops.quote_name
    by_column = {field.column: quote(field.column) for field in model._meta.concrete_fields}
    said = (
        f"{by_column[name]} IS NULL" if is_empty else f"{by_column[name]} = %s" for name, is_empty in columns
    )
    return f"FROM {quote(model._meta.db_table)} WHERE {' AND '.join(said)}"
