"""A backup is a folder: the database, the ledger's signed head, and a manifest with the hash of both.

With a public key it is one file, which holds the same folder and which only the private key opens. It is made beside
its final name and renamed when it is whole, so that half a backup never looks like one.
"""

import datetime as dt
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pyrage.x25519 import Recipient

from alongside.home import copies, leavers
from alongside.home.management import databases, envelopes
from alongside.ledger import witness

HEAD = "ledger-head.json"


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


def make(*, to: Path, for_whom: list[Recipient], now: dt.datetime) -> Path:
    """Copies a living server's data into a new folder or envelope inside `to`, readable by its owner only."""
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = copies.PREFIX + now.strftime(copies.STAMP)
    made = sealed(to / (name + copies.SEALED), for_whom, now) if for_whom else opened(to / name, now)
    sync_folder(to)
    keep_leavers(to, now)
    return made


def opened(whole: Path, now: dt.datetime) -> Path:
    part = whole.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700)
    fill(part, now)
    return part.rename(whole)


def sealed(whole: Path, for_whom: list[Recipient], now: dt.datetime) -> Path:
    """What is not sealed yet stays in the data folder, is overwritten afterwards, and never goes where backups go."""
    part = whole.with_name(whole.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with workplace() as folder:
            fill(folder, now)
            envelopes.close(folder, part, for_whom)
        part.chmod(0o600)
        return part.rename(whole)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def workplace() -> Iterator[Path]:
    folder = Path(settings.ALONGSIDE_DATA_DIR) / f".backing-up-{os.getpid()}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        copies.wiped(folder)


def fill(folder: Path, now: dt.datetime) -> None:
    keep_head(folder)
    databases.engine().copy_out(folder)
    seal_folder(folder, now)


def keep_leavers(beside: Path, now: dt.datetime) -> None:
    """The list of those who left lies beside the backups: the older ones still hold people who left since."""
    leavers.keep(now=now)
    there = beside / leavers.path().name
    both = leavers.merged(leavers.read(there), leavers.read(leavers.path()))
    leavers.write(there, leavers.Leavers(0, now, both.since(leavers.earliest(now))))


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
    (folder / copies.MANIFEST).write_text(json.dumps(asdict(manifest), indent=2), encoding="utf-8")
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


def refuse_what_is_no_manifest(manifest: Manifest) -> None:
    """Raises some error for a value of another kind, an hour without a zone, and a file of another folder."""
    if dt.datetime.fromisoformat(manifest.made_at).utcoffset() is None:
        raise ValueError(manifest.made_at)
    if any(Path(name).name != name or not expected.isalnum() for name, expected in manifest.files.items()):
        raise ValueError(manifest.files)
    if not all(one.isprintable() for one in [manifest.engine, manifest.mode, *manifest.migrations]):
        raise ValueError(manifest.mode)


def read(folder: Path) -> Manifest:
    """The manifest of a backup whose files are all there and unchanged. Raises `BackupBroken`."""
    try:
        kept: dict[str, Any] = json.loads((folder / copies.MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(**kept)
        refuse_what_is_no_manifest(manifest)
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise BackupBroken(
            f"{folder} holds no whole backup: its {copies.MANIFEST} cannot be read."
        ) from error
    for name, expected in manifest.files.items():
        file = folder / name
        if not file.is_file():
            raise BackupBroken(f"The file {name} is missing from this backup.")
        if hashed(file) != expected:
            raise BackupBroken(f"The file {name} is not the one that was backed up: its hash differs.")
    return manifest
