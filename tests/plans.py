"""How a database says that it would answer a query: which tables it would read from end to end."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

A_THOUSAND = 1_000
READS = re.compile(r"\s*(SELECT|UPDATE|DELETE|WITH)\b")


@dataclass(slots=True)
class Asked:
    """Each statement once, with the first values that it was asked with, and who asked it first."""

    by: str = ""
    statements: dict[str, tuple[Any, str]] = field(default_factory=dict)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Everything that reads, a change of what it finds included."""

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if READS.match(sql) and not many:
                self.statements.setdefault(sql, (params, self.by))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            yield


def read_whole(sql: str, params: Any) -> set[str]:
    """The tables that the statement would read from end to end, as the database itself says."""
    if connection.vendor == "postgresql":
        return set(scans_on_postgresql(plan_of_postgresql(sql, params)))
    return set(scans_on_sqlite(sql, params))


def scans_on_sqlite(sql: str, params: Any) -> Iterator[str]:
    """`SCAN` is a reading of all, and so is the making of an index for one query, an `AUTOMATIC` one.

    An index with a condition of its own holds only what it is for, so that reading it whole is not reading the table.
    """
    names, gone_through = aliases(sql), set[str]()
    for *_place, said in explained(f"QUERY PLAN {sql}", params):
        match = re.match(
            r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?|SEARCH (\w+) USING AUTOMATIC", said
        )
        if match and not (match[2] and is_partial_on_sqlite(match[2])):
            gone_through = gone_through or tables_from_the_start(sql, params)
            yield from names.get(match[1] or match[3], set()) & gone_through


def explained(sql: str, params: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        return cursor.fetchall()


def aliases(sql: str) -> dict[str, set[str]]:
    """{name in the statement: tables that it may stand for}: subqueries beside each other use the same names."""
    found: dict[str, set[str]] = {}
    for table, alias in re.findall(r'(?:FROM|JOIN|UPDATE) "(\w+)"(?: ([A-Z]+\d+)\b)?', sql):
        found.setdefault(alias or table, set()).add(table)
    return found


def tables_from_the_start(sql: str, params: Any) -> set[str]:
    """Those that the program which SQLite makes enters at an end: it tells which of several an alias is."""
    cursors: dict[int, int] = {}
    entered: set[int] = set()
    for _address, does, one, page, *_rest in explained(sql, params):
        if does in {"OpenRead", "OpenWrite", "ReopenIdx"}:
            cursors[one] = page
        elif does in {"Rewind", "Last", "Count"} and one in cursors:
            entered.add(cursors[one])
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl_name, rootpage FROM sqlite_master")
        return {table for table, page in cursor.fetchall() if page in entered}


def is_partial_on_sqlite(index: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [index])
        return " WHERE " in (cursor.fetchone()[0] or "")


def steps_on_sqlite(sql: str, params: Any) -> int:
    """How many steps of its machine a reading takes, in thousands: it tells the time, on a machine of any speed."""
    if not sql.startswith("SELECT"):
        return 0
    counted = 0

    def count() -> None:
        nonlocal counted
        counted += A_THOUSAND

    with connection.cursor() as cursor:
        connection.connection.set_progress_handler(count, A_THOUSAND)
        try:
            cursor.execute(sql, params)
            cursor.fetchall()
        finally:
            connection.connection.set_progress_handler(None, 0)
    return counted


def plan_of_postgresql(sql: str, params: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        said = cursor.fetchone()[0]
    return (json.loads(said) if isinstance(said, str) else said)[0]["Plan"]


def scans_on_postgresql(plan: Any) -> Iterator[str]:
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for below in plan.get("Plans", ()):
        yield from scans_on_postgresql(below)


def forbid_whole_readings() -> None:
    """For this transaction PostgreSQL reads a table whole only where no index leads to what a query asks for.

    It rightly reads a short table whole, and joins by reading both sides; neither says anything about long ones.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for way in ("seqscan", "hashjoin", "mergejoin"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
