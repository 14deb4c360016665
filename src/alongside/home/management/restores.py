"""Putting a backup back: everything is checked beside the database in use, which stays until the last step."""

import datetime as dt
import os
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader

from alongside.home import copies, leavers
from alongside.home.management import backups, databases, envelopes
from alongside.home.management.backups import BackupBroken, Manifest
from alongside.home.models import Lease
from alongside.home.rules import WORKER
from alongside.ledger import queries as ledger
from alongside.ledger import witness
from alongside.ledger.models import Head
from alongside.people.models import Person


class WouldLose(Exception):
    """Putting the backup back would replace what people have here."""


class WouldBringBack(Exception):
    """The backup is older than what is known of those who left."""


@dataclass(frozen=True, slots=True)
class Restored:
    """`aside` says where the replaced database is, if there was one. `erased` counts those who had left since.

    `is_blind` is true where no list of those who left is newer than the backup.
    """

    aside: str
    erased: int
    is_blind: bool


def restore(
    *, backup: Path, key: Path | None, may_replace: bool, may_be_old: bool, now: dt.datetime
) -> Restored:
    """Replaces the database in use by the one in a backup, and erases again whoever left since it was made.

    Raises `BackupBroken`, `CopyBroken`, `KeyUnusable`, `ListBroken`, `WouldLose`, `WouldBringBack`, `CannotSwap`; in
    each case nothing has changed.
    """
    Path(settings.ALONGSIDE_DATA_DIR).mkdir(parents=True, exist_ok=True, mode=0o700)
    if not may_replace and has_people():
        raise WouldLose("This server has data of people. To set it aside and use the backup, add --replace.")
    if is_served(now):
        raise databases.CannotSwap("The server is running. Stop it first. If it was killed, wait a minute.")
    staging = Path(settings.ALONGSIDE_DATA_DIR) / f".restoring-{secrets.token_hex(4)}"
    staging.mkdir(mode=0o700)
    engine = databases.engine()
    try:
        folder = opened(backup, key, staging)
        manifest = backups.read(folder)
        refuse_what_does_not_fit(manifest)
        is_blind = gather_leavers(backup.parent, staging, manifest, now, may_be_old=may_be_old)
        place = engine.stage(folder, staging)
        if backups.HEAD in manifest.files:
            shutil.copyfile(folder / backups.HEAD, staging / witness.path().name)
        erased = prove(staging, place, manifest)
        aside = engine.swap(staging, now)
        swap_beside(staging, now)
    finally:
        engine.discard(staging)
        copies.wiped(staging)
    return Restored(aside, erased, is_blind)


def opened(backup: Path, key: Path | None, staging: Path) -> Path:
    """The folder that is the backup; of an envelope, what is in it."""
    if backup.is_dir():
        return backup
    if not backup.exists():
        raise BackupBroken(f"There is no backup at {backup}.")
    if key is None:
        raise envelopes.KeyUnusable("This backup is sealed. Name the file with your private key: --key FILE.")
    folder = staging / "opened"
    folder.mkdir(mode=0o700)
    keys = envelopes.identities(envelopes.written_in(key))
    envelopes.open_into(backup, folder, keys)
    return folder


def gather_leavers(
    beside: Path, staging: Path, manifest: Manifest, now: dt.datetime, *, may_be_old: bool
) -> bool:
    """Everybody known to have left, here and where the backup lies. Answers whether all of that is too old."""
    made_at = dt.datetime.fromisoformat(manifest.made_at)
    if now - made_at > copies.lifetime() and not may_be_old:
        raise WouldBringBack(
            f"This backup is older than {copies.lifetime().days} days. Whoever left since is not known any more, and"
            " would be back. To use it all the same, add --although-old."
        )
    name = leavers.path().name
    known = leavers.merged(known_here(now), leavers.read(beside / name))
    if known.written_at is None:
        return True
    leavers.write(staging / name, known)
    return known.written_at <= made_at


def known_here(now: dt.datetime) -> leavers.Leavers:
    """The list of this server, brought up to its ledger once more where that can be read."""
    try:
        is_known = Head._meta.db_table in connection.introspection.table_names() and ledger.length() > 0
    except DatabaseError:
        connection.close()
        is_known = False
    if is_known:
        leavers.keep(now=now)
    known = leavers.read(leavers.path())
    return replace(known, written_at=now) if is_known else known


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


def prove(staging: Path, place: dict[str, str], manifest: Manifest) -> int:
    """Opens the staged database as a server of its own: brings it to this version, checks every promise, and erases.

    Answers how many people it erased again.
    """
    is_older = set(manifest.migrations) != known_migrations()
    if is_older:
        run(["migrate", "--verbosity=0"], staging, place)
    run(["verify_ledger"], staging, place)
    return int(run(["erase_again"], staging, place).split()[0])


def run(command: list[str], staging: Path, place: dict[str, str]) -> str:
    environment = {**os.environ, **secrets_of_this_server(), **place, "ALONGSIDE_DATA_DIR": str(staging)}
    done = subprocess.run(  # noqa: S603 - fixed commands
        [sys.executable, "-m", "alongside.home.management", *command],
        env={name: value for name, value in environment.items() if not name.endswith("_FILE")},
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise BackupBroken(f"The backup does not hold ({command[0]}):\n{done.stderr.strip()}")
    return done.stdout


def secrets_of_this_server() -> dict[str, str]:
    return {
        "ALONGSIDE_SECRET_KEY": settings.SECRET_KEY,
        "ALONGSIDE_DATA_KEYS": ",".join(settings.ALONGSIDE_DATA_KEYS),
        "ALONGSIDE_LEDGER_KEY": settings.ALONGSIDE_LEDGER_KEY,
        "ALONGSIDE_MODE": settings.ALONGSIDE_MODE,
    }


def swap_beside(staging: Path, now: dt.datetime) -> None:
    """The signed head goes with the database it belongs to; the replaced one is kept beside it. So does the list."""
    head = witness.path()
    if head.exists():
        head.replace(head.with_name(f"{head.stem}{copies.BEFORE}{now.strftime(copies.STAMP)}.json"))
    for name in (head.name, leavers.path().name):
        if (staging / name).exists():
            (staging / name).replace(head.with_name(name))
