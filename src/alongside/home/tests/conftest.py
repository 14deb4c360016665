"""Whole installations: SQLite in a folder, and a database of their own on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from alongside.home.tests.installation import Installation

OURS = f"tests_{os.getpid()}_"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite installation to copy: migrating takes longer than the tests."""
    return with_tables(tmp_path_factory.mktemp("migrated"))


@pytest.fixture(scope="session")
def migrated_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with keys of its own."""
    return with_tables(tmp_path_factory.mktemp("migrated_elsewhere"))


def with_tables(folder: Path) -> Path:
    done = Installation(folder).run("migrate", "--verbosity=0")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def installation(migrated: Path, tmp_path: Path) -> Installation:
    return Installation(Path(shutil.copytree(migrated, tmp_path / "data")))


@pytest.fixture
def elsewhere(migrated_elsewhere: Path, tmp_path: Path) -> Installation:
    """A second installation, with tables and keys of its own, and nobody in it."""
    return Installation(Path(shutil.copytree(migrated_elsewhere, tmp_path / "elsewhere")))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of the server that the tests were given, without a database, and what was made there is dropped."""
    given = os.environ.get("ALONGSIDE_TEST_DATABASE") or os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        pytest.skip("no PostgreSQL: set ALONGSIDE_TEST_DATABASE; .ci/run does")
    server = given.rsplit("/", 1)[0]
    drop_all(server, OURS)
    yield server
    drop_all(server, OURS)


@pytest.fixture(scope="session")
def migrated_on_postgresql(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a migrated database to copy."""
    name = f"{OURS}migrated"
    create(postgresql, name, like="template0")
    address = {"DATABASE_URL": f"{postgresql}/{name}"}
    done = Installation(tmp_path_factory.mktemp("on_postgresql"), address).run("migrate", "--verbosity=0")
    assert done.returncode == 0, done.stderr
    return name


@pytest.fixture
def on_postgresql(postgresql: str, tmp_path: Path) -> Iterator[Installation]:
    """An installation with an empty database of its own."""
    yield from installed(postgresql, tmp_path, like="template0")


@pytest.fixture
def with_tables_on_postgresql(
    postgresql: str, migrated_on_postgresql: str, tmp_path: Path
) -> Iterator[Installation]:
    """The same after `migrate`."""
    yield from installed(postgresql, tmp_path, like=migrated_on_postgresql)


@pytest.fixture(
    params=[
        pytest.param("installation", marks=pytest.mark.sqlite),
        pytest.param("with_tables_on_postgresql", marks=pytest.mark.postgresql),
    ]
)
def server(request: pytest.FixtureRequest) -> Installation:
    """On each of the two databases, with its tables."""
    installed: Installation = request.getfixturevalue(request.param)
    return installed


def installed(server: str, folder: Path, like: str) -> Iterator[Installation]:
    name = f"{OURS}drill"
    create(server, name, like)
    yield Installation(folder / "data", {"DATABASE_URL": f"{server}/{name}"})
    drop_all(server, name)


def create(server: str, name: str, like: str) -> None:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(like)))


def drop_all(server: str, name: str) -> None:
    """The database, and what a restore kept beside it."""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        found = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [name])
        for (database,) in found.fetchall():
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(database)))
