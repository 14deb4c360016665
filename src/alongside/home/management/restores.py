"""Putting a backup back: everything is checked beside the database in use, which stays until the last step."""

import datetime as dt
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader

from alongside.home.jobs import WORKER
from alongside.home.management import backups, databases
from alongside.home.management.backups import BackupBroken, Manifest
from alongside.home.models import Lease
from alongside.ledger import witness
from alongside.people.models import Person


class WouldLose(Exception):
    """Putting the backup back would replace what people have here."""


def restore(*, folder: Path, may_replace: bool, now: dt.datetime) -> str:
    """Replaces the database in use by the one in a backup. Answers where the replaced one is kept, if there was one.

    Raises `BackupBroken`, `CopyBroken`, `WouldLose`, `CannotSwap`; in each case nothing has changed.
    """
    Path(settings.ALONGSIDE_DATA_DIR).mkdir(parents=True, exist_ok=True, mode=0o700)
    manifest = backups.read(folder)
    refuse_what_does_not_fit(manifest)
    if not may_replace and has_people():
        raise WouldLose("This server has data of people. To set it aside and use the backup, add --replace.")
    if is_served(now):
        raise databases.CannotSwap("The server is running. Stop it first. If it was killed, wait a minute.")
    staging = Path(settings.ALONGSIDE_DATA_DIR) / f".restoring-{secrets.token_hex(4)}"
    staging.mkdir(mode=0o700)
    engine = databases.engine()
    try:
        place = engine.stage(folder, staging)
        if backups.HEAD in manifest.files:
            shutil.copyfile(folder / backups.HEAD, staging / witness.path().name)
        prove(staging, place, manifest)
        aside = engine.swap(staging, now)
        swap_head(staging, now)
    finally:
        engine.discard(staging)
        shutil.rmtree(staging, ignore_errors=True)
    return aside


def refuse_what_does_not_fit(manifest: Manifest) -> None:
    if manifest.engine != databases.engine().name:
        raise BackupBroken(
            f"This backup is of {manifest.engine}; this server uses {databases.engine().name}."
        )
    if newer := sorted(set(manifest.migrations) - known_migrations()):
        raise BackupBroken(f"This backup is of a newer Alongside ({newer[0]}). Upgrade first, then restore.")


def known_migrations() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def has_people() -> bool:
    """A database without tables has nobody; one that cannot be read is replaced only on purpose."""
    try:
        tables = connection.introspection.table_names()
        return Person._meta.db_table in tables and Person.objects.exists()
    except DatabaseError:
        connection.close()
        return True


def is_served(now: dt.datetime, database: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether a worker has renewed its lease in the last minute."""
    try:
        return Lease.objects.using(database).filter(name=WORKER, until__gt=now).exists()
    except DatabaseError:
        connections[database].close()
        return False


def prove(staging: Path, place: dict[str, str], manifest: Manifest) -> None:
    """Opens the staged database as a server of its own: brings it to this version and checks every promise."""
    is_older = set(manifest.migrations) != known_migrations()
    for command in ([["migrate", "--verbosity=0"]] if is_older else []) + [["verify_ledger"]]:
        environment = {**os.environ, **secrets_of_this_server(), **place, "ALONGSIDE_DATA_DIR": str(staging)}
        done = subprocess.run(  # noqa: S603 - fixed commands
            [sys.executable, "-m", "alongside.home.management", *command],
            env={name: value for name, value in environment.items() if not name.endswith("_FILE")},
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            raise BackupBroken(f"The backup does not hold ({command[0]}):\n{done.stderr.strip()}")


def secrets_of_this_server() -> dict[str, str]:
    return {
        "ALONGSIDE_SECRET_KEY": settings.SECRET_KEY,
        "ALONGSIDE_DATA_KEYS": ",".join(settings.ALONGSIDE_DATA_KEYS),
        "ALONGSIDE_LEDGER_KEY": settings.ALONGSIDE_LEDGER_KEY,
        "ALONGSIDE_MODE": settings.ALONGSIDE_MODE,
    }


def swap_head(staging: Path, now: dt.datetime) -> None:
    """The signed head goes with the database it belongs to; the replaced one is kept beside it."""
    head = witness.path()
    if head.exists():
        head.replace(head.with_name(f"{head.stem}-before-{now:%Y%m%dT%H%M%SZ}.json"))
    if (staging / head.name).exists():
        (staging / head.name).replace(head)
