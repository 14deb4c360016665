"""New rows and new values, for what every offer writes: the statement of a table is made once, as in `core.rows`.

Nothing here decides anything. What must hold stands in the tables, and an action asks for it in the same transaction.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from alongside.core.rows import Value, conditions, table, values

Row = TypeVar("Row", bound=Model)


def add(row: Row) -> Row:
    """Writes a new row as `save(force_insert=True)` does, without its signals. Raises `IntegrityError`."""
    add_all([row])
    return row


def add_all(added: Sequence[Model]) -> None:
    """Writes new rows of one table in their order."""
    if not added:
        return
    line = connections[DEFAULT_DB_ALIAS]
    with line.cursor() as cursor:
        cursor.executemany(insertion(type(added[0])), [held(one, line) for one in added])
    for one in added:
        one._state.adding, one._state.db = False, DEFAULT_DB_ALIAS


def held(row: Model, line: BaseDatabaseWrapper) -> list[Any]:
    """The values of its columns as the database takes them. What is empty is so in every database, and is not asked
    about: of a new row that is every other column. No field of ours changes what it holds when it is saved.
    """
    return [
        None
        if (value := getattr(row, field.attname)) is None
        else field.get_db_prep_save(value, connection=line)
        for field in row._meta.concrete_fields
    ]


@cache
def insertion(model: type[Model]) -> str:
    quote, fields = connection.ops.quote_name, model._meta.concrete_fields
    columns, places = ", ".join(quote(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {table(model)} ({columns}) VALUES ({places})"  # noqa: S608 - the values are parameters


def change(model: type[Model], to: Mapping[str, Any], **columns: Value) -> int:
    """Gives every row whose columns hold these values the new ones of `to`. Answers how many there were."""
    if [] in columns.values():
        return 0
    new = [
        field.get_db_prep_save(to[field.column], connection=connection)
        for field in model._meta.concrete_fields
        if field.column in to
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"{setting(model, frozenset(to))} {conditions(model, columns)}", [*new, *values(columns)]
        )
        changed: int = cursor.rowcount
    return changed


@cache
def setting(model: type[Model], columns: frozenset[str]) -> str:
    """In the order of the table. Raises `ValueError` for a column that it does not have."""
    fields = [field.column for field in model._meta.concrete_fields if field.column in columns]
    if len(fields) < len(columns):
        raise ValueError(f"{model.__name__} has no columns {sorted(columns.difference(fields))}.")
    quoted = ", ".join(f"{connection.ops.quote_name(column)} = %s" for column in fields)
    return f"UPDATE {table(model)} SET {quoted}"  # noqa: S608 - the values are parameters
