import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from alongside.home.management.databases import sqlite
from alongside.home.management.moves import target
from alongside.home.management.moves.refusals import CannotMove
from alongside.home.management.moves.tables import tables
from alongside.home.management.restores import is_served, known_migrations

SOURCE = "moved"
Begin = Callable[[str], target.Tell]


@dataclass(frozen=True, slots=True)
class Moved:
    tables: int
    rows: int
    aside: Path


def move(*, begin: Begin, now: dt.datetime) -> Moved:
    """Moves everything from the SQLite file in the data folder into the PostgreSQL database of the settings.

    One transaction of PostgreSQL holds all rows. It ends well only when each was compared and every promise holds.
    The file is set aside after that. `begin` is told of each long part, and answers what to tell how far it is.
    Raises `CannotMove`, `CannotSwap`, `CopyBroken`; in each case no row stays in PostgreSQL, and the file stays.
    """
    path = Path(settings.ALONGSIDE_SQLITE)
    refuse_settings(path)
    with held(path) as source:
        refuse_version(source)
        if is_served(now, database=SOURCE):
            raise CannotMove("The server is running. Stop it first. If it was killed, wait a minute.")
        rows = sum(table.count(source) for table in tables())
        target.prepare()
        with transaction.atomic():
            target.take_over()
            target.copy_from(source, target.Counted(rows, begin(f"Copying {rows} rows")))
            target.compare_with(source, target.Counted(rows, begin("Comparing each row by its hash")))
            begin("Checking the ledger and every promise")
            target.check_promises()
            target.set_sequences()
        aside = path.rename(sqlite.name_aside(path, now))
    return Moved(tables=len(tables()), rows=rows, aside=aside)


def refuse_settings(path: Path) -> None:
    if connection.vendor != "postgresql":
        raise CannotMove("Set DATABASE_URL, or DATABASE_URL_FILE, to an empty PostgreSQL database first.")
    if not path.exists():
        raise CannotMove(f"There is no SQLite database at {path}.")
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise CannotMove(f"PostgreSQL cannot be reached: {str(error).strip()}") from error


@contextmanager
def held(path: Path) -> Iterator[BaseDatabaseWrapper]:
    """The SQLite database, proved whole, and locked so that nobody reads or writes it until it is let go."""
    sqlite.single_file(path)
    sqlite.check(path)
    options = {"transaction_mode": "EXCLUSIVE", "timeout": sqlite.WAIT_SECONDS}
    source = DatabaseWrapper({**connection.settings_dict, "NAME": path, "OPTIONS": options}, alias=SOURCE)
    connections[SOURCE] = source
    try:
        with transaction.atomic(using=SOURCE):
            yield source
    finally:
        source.close()
        del connections[SOURCE]


def refuse_version(source: BaseDatabaseWrapper) -> None:
    applied = {f"{app}.{name}" for app, name in MigrationRecorder(source).applied_migrations()}
    if newer := sorted(applied - known_migrations()):
        raise CannotMove(f"The SQLite database is of a newer Alongside ({newer[0]}). Upgrade first.")
    if applied != known_migrations():
        raise CannotMove(
            "The SQLite database is of an older Alongside. Run `alongside migrate` without DATABASE_URL first."
        )
