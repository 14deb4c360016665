"""Whole installations: SQLite in a folder, and a database of their own on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from alongside.home.tests.installation import Installation


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite installation to copy: migrating takes longer than the tests."""
    folder = tmp_path_factory.mktemp("migrated")
    done = Installation(folder).run("migrate", "--verbosity=0")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def installation(migrated: Path, tmp_path: Path) -> Installation:
    return Installation(Path(shutil.copytree(migrated, tmp_path / "data")))


@pytest.fixture
def on_postgresql(tmp_path: Path) -> Iterator[Installation]:
    """An installation with an empty database of its own on the server that the tests were given."""
    given = os.environ.get("ALONGSIDE_TEST_DATABASE") or os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        pytest.skip("no PostgreSQL: set ALONGSIDE_TEST_DATABASE; .ci/run does")
    server, name = given.rsplit("/", 1)[0], f"drill_{os.getpid()}"
    drop_all(server, name)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    yield Installation(tmp_path / "data", {"DATABASE_URL": f"{server}/{name}"})
    drop_all(server, name)


def drop_all(server: str, name: str) -> None:
    """The database, and what a restore kept beside it."""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        found = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [name])
        for (database,) in found.fetchall():
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(database)))
