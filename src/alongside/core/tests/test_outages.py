"""What the databases and the system say when nothing can be kept, and what only looks like it."""

import errno
import sqlite3
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from alongside.core.outages import is_outage


def raised_by(path: str, *statements: str) -> sqlite3.Error:
    line = sqlite3.connect(path, isolation_level=None, timeout=0)
    *before, last = statements
    for one in before:
        line.execute(one)
    with pytest.raises(sqlite3.Error) as caught:
        line.execute(last)
    line.close()
    return caught.value


def wrapped(error: BaseException) -> BaseException:
    """As Django raises it, with another on the way out."""
    outer = OperationalError("in other words")
    outer.__cause__ = error
    last = ValueError("on the way out")
    last.__context__ = outer
    return last


def test_full_database_is_an_outage(tmp_path: Path) -> None:
    full = raised_by(
        str(tmp_path / "a"), "PRAGMA max_page_count = 2", "CREATE TABLE a (b)", "CREATE TABLE c (d)"
    )
    assert is_outage(full)
    assert is_outage(wrapped(full))


def test_database_that_may_only_be_read_is_an_outage(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "a").execute("CREATE TABLE a (b)")
    assert is_outage(
        wrapped(raised_by(f"{tmp_path}/a", "PRAGMA query_only = ON", "INSERT INTO a VALUES (1)"))
    )


def test_database_that_is_not_there_is_an_outage(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.Error) as caught:
        sqlite3.connect(tmp_path / "none" / "a")
    assert is_outage(wrapped(caught.value))


def test_table_that_is_not_there_is_a_fault_of_the_program(tmp_path: Path) -> None:
    assert not is_outage(wrapped(raised_by(str(tmp_path / "a"), "SELECT * FROM nothing")))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_full_disk_is_an_outage(number: int) -> None:
    assert is_outage(OSError(number, "no room"))


def test_other_faults_are_none() -> None:
    assert not is_outage(ZeroDivisionError())
    assert not is_outage(FileNotFoundError(errno.ENOENT, "none"))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_postgresql_that_may_only_be_read_is_an_outage() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
        try:
            with pytest.raises(Exception, match="read-only") as caught:
                cursor.execute("CREATE TABLE a (b int)")
        finally:
            cursor.execute("SET default_transaction_read_only = off")
    assert is_outage(caught.value)
