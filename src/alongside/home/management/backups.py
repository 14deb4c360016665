"""A backup is a folder: the database, the ledger's signed head, and a manifest with the hash of both.

It is made beside its final name and renamed when it is whole, so that half a backup never looks like one.
"""

import datetime as dt
import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from alongside.home.management import databases
from alongside.ledger import witness

PREFIX = "alongside-"
STAMP = "%Y%m%dT%H%M%SZ"
MANIFEST, HEAD = "manifest.json", "ledger-head.json"


class BackupBroken(Exception):
    """A backup that must not be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`files` maps a file's name to its SHA-256; `migrations` names what the database had applied."""

    made_at: str
    engine: str
    mode: str
    versions: dict[str, str]
    migrations: list[str]
    files: dict[str, str] = field(default_factory=dict)


def make(*, to: Path, now: dt.datetime) -> Path:
    """Copies a living server's data into a new folder inside `to`, readable by its owner only."""
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    whole = to / (PREFIX + now.strftime(STAMP))
    part = whole.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700)
    keep_head(part)
    databases.engine().copy_out(part)
    seal_folder(part, now)
    part.rename(whole)
    sync_folder(to)
    return whole


def keep_head(folder: Path) -> None:
    """The head is copied before the database: the ledger may only be longer than what was signed, never shorter."""
    if witness.path().exists():
        shutil.copyfile(witness.path(), folder / HEAD)


def seal_folder(folder: Path, now: dt.datetime) -> None:
    applied = MigrationRecorder(connection).applied_migrations()
    manifest = Manifest(
        made_at=now.isoformat(timespec="seconds"),
        engine=databases.engine().name,
        mode=settings.ALONGSIDE_MODE,
        versions={package: version(package) for package in ("alongside", "django")},
        migrations=sorted(f"{app}.{name}" for app, name in applied),
        files={file.name: hashed(file) for file in sorted(folder.iterdir())},
    )
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=2), encoding="utf-8")
    for file in folder.iterdir():
        file.chmod(0o600)
        with file.open("rb") as written:
            os.fsync(written.fileno())


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def hashed(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def read(folder: Path) -> Manifest:
    """The manifest of a backup whose files are all there and unchanged. Raises `BackupBroken`."""
    try:
        kept: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(**kept)
    except (OSError, ValueError, TypeError) as error:
        raise BackupBroken(f"{folder} holds no whole backup: its {MANIFEST} cannot be read.") from error
    for name, expected in manifest.files.items():
        file = folder / name
        if not file.is_file():
            raise BackupBroken(f"The file {name} is missing from this backup.")
        if hashed(file) != expected:
            raise BackupBroken(f"The file {name} is not the one that was backed up: its hash differs.")
    return manifest


def kept(where: Path) -> list[tuple[dt.datetime, Path]]:
    """All whole backups in a folder with when they were made, the newest first."""
    found = []
    for folder in where.glob(f"{PREFIX}*Z"):
        if (folder / MANIFEST).exists():
            made = dt.datetime.strptime(folder.name, PREFIX + STAMP).replace(tzinfo=dt.UTC)
            found.append((made, folder))
    return sorted(found, reverse=True)


def expire(*, where: Path, older_than: dt.timedelta, now: dt.datetime) -> int:
    """Deletes old backups, because people who left still stand in them. The newest one always stays."""
    old = [folder for made, folder in kept(where)[1:] if made < now - older_than]
    for folder in old:
        shutil.rmtree(folder)
    return len(old)


def default_folder() -> Path:
    return Path(settings.ALONGSIDE_DATA_DIR) / "backups"
