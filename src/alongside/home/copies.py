"""Copies of the data outside of the tables: which there are, how old each is, and when it ends.

Whoever deletes their account still stands in them. So all of them end by the clock, the newest one too.
"""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from alongside.core import erasing

PREFIX = "alongside-"
STAMP = "%Y%m%dT%H%M%SZ"
MANIFEST, SEALED = "manifest.json", ".tar.age"
BEFORE = "-before-"
HALF_DONE = (".backing-up*", ".restoring-*")
"""Folders of a command that is at work, or that was killed."""
LONGEST_WORK = dt.timedelta(days=1)


def folder() -> Path:
    return Path(settings.ALONGSIDE_DATA_DIR) / "backups"


def lifetime() -> dt.timedelta:
    return dt.timedelta(days=settings.ALONGSIDE_BACKUP_DAYS)


def stamped(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(text, STAMP).replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def backups(where: Path) -> list[tuple[dt.datetime, Path]]:
    """All whole backups in a folder with when they were made, the newest first."""
    found = []
    for one in where.glob(f"{PREFIX}*"):
        is_whole = one.name.endswith(SEALED) or (one / MANIFEST).exists()
        made = stamped(one.name.removeprefix(PREFIX).removesuffix(SEALED))
        if made and is_whole:
            found.append((made, one))
    return sorted(found, reverse=True)


def set_aside() -> Iterator[tuple[dt.datetime, Path]]:
    """What a restore or a move to PostgreSQL kept of the database before it, with when it did."""
    for one in Path(settings.ALONGSIDE_DATA_DIR).glob(f"*{BEFORE}*"):
        if at := stamped(one.name.partition(BEFORE)[2].partition(".")[0]):
            yield at, one


def databases_set_aside() -> list[str]:
    """Databases of PostgreSQL that a restore kept; only their owner can drop them."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY datname",
            [f"{connection.settings_dict['NAME']}_before_"],
        )
        return [name for (name,) in cursor.fetchall()]


def half_done() -> Iterator[tuple[dt.datetime, Path]]:
    for pattern in HALF_DONE:
        for one in Path(settings.ALONGSIDE_DATA_DIR).glob(pattern):
            yield dt.datetime.fromtimestamp(one.stat().st_mtime, dt.UTC), one


def expire(*, where: Path, now: dt.datetime) -> int:
    """Deletes the backups in a folder that are past their time."""
    return delete(one for made, one in backups(where) if made < now - lifetime())


def expire_beside(*, now: dt.datetime) -> int:
    """Deletes what was set aside long ago, and what a killed command left."""
    return delete(one for at, one in set_aside() if at < now - lifetime()) + delete(
        one for at, one in half_done() if at < now - LONGEST_WORK
    )


def delete(paths: Iterator[Path]) -> int:
    gone = [wiped(path) for path in list(paths)]
    return len(gone)


def copied(folder: Path, whole: Path) -> None:
    """For its owner only, and under its name only when it is whole."""
    part = whole.with_name(whole.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700)
    for file in folder.iterdir():
        shutil.copyfile(file, part / file.name)
        (part / file.name).chmod(0o600)
    part.rename(whole)


def wiped(path: Path) -> Path:
    """Overwrites what can be read by anybody, and deletes it: a deleted file still stands on the disk."""
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file() and not file.name.endswith(SEALED):
            erasing.overwrite(file)
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    return path
