"""Empties the tables behind a test that commits, and only those that hold something.

Django empties all eighty and then writes its own rows anew, which takes longer than most of those tests.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

WRITTEN_BY_MIGRATE = {"auth_permission", "django_content_type"}
"""A fresh database holds these rows too, and they follow from the models alone."""


def pytest_configure() -> None:
    TransactionTestCase._fixture_teardown = empty_all  # type: ignore[attr-defined]  # Django's own, missing in the stubs


def empty_all(test: Any) -> None:
    for name in test._databases_names(include_mirrors=False):
        empty(connections[name])


def empty(connection: BaseDatabaseWrapper) -> None:
    quoted = [connection.ops.quote_name(table) for table in filled(connection)]
    connection.ops.execute_sql_flush([f"DELETE FROM {table}" for table in quoted])  # noqa: S608 - our own tables


def filled(connection: BaseDatabaseWrapper) -> list[str]:
    """Every table that holds more than `migrate` wrote, asked for in one statement."""
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    tables = sorted({*names} - WRITTEN_BY_MIGRATE)
    asked = ", ".join(f"EXISTS(SELECT 1 FROM {connection.ops.quote_name(one)})" for one in tables)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return [table for table, holds in zip(tables, cursor.fetchone(), strict=True) if holds]
