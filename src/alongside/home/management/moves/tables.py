"""The rows of a table as they stand in either database. What is sealed stays sealed: no key is needed to move it."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, JSONField, Model

from alongside.core.fields import SealedTextField

Row = list[Any]
AS_WRITTEN = (SealedTextField, JSONField)
"""Fields that are text on the disk and something else in the program. Their text is what moves."""
ROWS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Table:
    model: type[Model]

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def fields(self) -> list["Field[Any, Any]"]:
        return list(self.model._meta.concrete_fields)

    def key(self, row: Row) -> Any:
        return row[self.fields.index(self.model._meta.pk)]

    def columns(self, database: BaseDatabaseWrapper) -> str:
        return ", ".join(database.ops.quote_name(field.column) for field in self.fields)

    def count(self, database: BaseDatabaseWrapper) -> int:
        return self.model._base_manager.using(database.alias).count()

    def read(self, database: BaseDatabaseWrapper) -> Iterator[Row]:
        """All rows in the order of their keys, few of them in memory at a time."""
        compiler = self.model._base_manager.using(database.alias).query.get_compiler(database.alias)
        converters = compiler.get_converters([field.get_col(self.name) for field in self.fields])
        wanted = {n: one for n, one in converters.items() if not isinstance(self.fields[n], AS_WRITTEN)}
        with database.chunked_cursor() as cursor:
            cursor.execute(
                f"SELECT {self.columns(database)} FROM {database.ops.quote_name(self.name)}"  # noqa: S608 - names of our own models
                f" ORDER BY {self.order(database)}"
            )
            while rows := cursor.fetchmany(ROWS_AT_ONCE):
                yield from compiler.apply_converters(rows, wanted)

    def order(self, database: BaseDatabaseWrapper) -> str:
        """SQLite compares text byte by byte. PostgreSQL is told to, whatever language its database speaks."""
        column = database.ops.quote_name(self.model._meta.pk.column)
        is_text = (self.model._meta.pk.db_type(database) or "").startswith(("varchar", "text"))
        return f'{column} COLLATE "C"' if is_text and database.vendor == "postgresql" else column

    def write(self, database: BaseDatabaseWrapper, rows: Iterable[Row]) -> None:
        """Streams rows into PostgreSQL, which takes them in as it would from its own backup."""
        fields = self.fields
        into = f"COPY {database.ops.quote_name(self.name)} ({self.columns(database)}) FROM STDIN"
        with database.wrap_database_errors, database.cursor() as cursor, cursor.copy(into) as copy:
            for row in rows:
                copy.write_row(
                    [prepared(value, field, database) for value, field in zip(row, fields, strict=True)]
                )

    def hashed(self, row: Row) -> str:
        """SHA-256 of what a row says, the same for every way in which a database may write it."""
        said = [content(value, field) for value, field in zip(row, self.fields, strict=True)]
        return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def tables() -> list[Table]:
    """Every table of the program and of its libraries, the ones between two others included."""
    return [Table(model) for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]


def prepared(value: Any, field: "Field[Any, Any]", database: BaseDatabaseWrapper) -> Any:
    return value if isinstance(field, AS_WRITTEN) else field.get_db_prep_save(value, database)


def content(value: Any, field: "Field[Any, Any]") -> Any:
    if isinstance(field, JSONField) and value is not None:
        return json.loads(value)
    return value.astimezone(dt.UTC).isoformat() if isinstance(value, dt.datetime) else value
