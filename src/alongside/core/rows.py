"""Rows by what stands in their columns, for the reads that every offer and every page ask for.

Django puts a statement together anew each time, which costs several times as much as asking the database. These have
one table and nothing but equal signs, so their text is made once.
"""

from functools import cache
from typing import TypeVar

from django.db import connection
from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def rows(model: type[Row], **columns: str | int) -> list[Row]:
    """Every row whose columns hold these values, in no order. A foreign key's column ends in `_id`."""
    return list(model._default_manager.raw(statement(model, tuple(columns)), list(columns.values())))


@cache
def statement(model: type[Model], columns: tuple[str, ...]) -> str:
    """The names come from the model's own fields, never from outside. Raises `KeyError` for any other."""
    quote = connection.ops.quote_name
    by_column = {field.column: field for field in model._meta.concrete_fields}
    conditions = " AND ".join(f"{quote(by_column[column].column)} = %s" for column in columns)
    return f"SELECT * FROM {quote(model._meta.db_table)} WHERE {conditions}"  # noqa: S608 - the values are parameters
