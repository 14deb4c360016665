"""SQLite's tables are made once and copied: to migrate takes ten seconds, and as long again for each change of a test.

A copy is good for the same migrations, which are all of its name. `migrate` runs on it all the same, and finds nothing
to do. On PostgreSQL the tables are made anew, and so they are for every server that a test starts.
"""

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import django
import pytest
from django.apps import apps
from django.db import connection

from alongside import core

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "test"


def sources() -> list[Path]:
    """Every migration, and what ours import."""
    folders = [Path(app.path) / "migrations" for app in apps.get_app_configs()]
    return sorted(one for folder in (*folders, Path(core.__path__[0])) for one in folder.glob("*.py"))


def kept() -> Path:
    """Where the tables of these migrations are kept, or would be."""
    told = hashlib.sha256(f"{django.__version__} {sqlite3.sqlite_version}".encode())
    for one in sources():
        told.update(f"{one} {len(one.read_bytes())} ".encode() + one.read_bytes())
    return KEPT / f"tables-{told.hexdigest()[:32]}.sqlite3"


def keep(made: Path) -> None:
    """All at once, because another worker keeps the same. Those of other migrations go."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for old in {*KEPT.glob("tables-*.sqlite3")} - {made}:
        old.unlink(missing_ok=True)
    beside = KEPT / f"tables-{os.getpid()}.part"
    beside.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(beside)])
    beside.replace(made)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file: a server thread and its tests see one database; erasure can be read from the disk.

    It waits for no disk. What survives a power cut is asked of the servers that tests start, which keep the setting.
    """
    if connection.vendor == "sqlite":
        settings, copy = connection.settings_dict, tmp_path_factory.mktemp("database") / "test.sqlite3"
        settings["TEST"]["NAME"] = str(copy)
        settings["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
        if kept().exists():
            shutil.copyfile(kept(), copy)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Whether the tables that are there are taken as they are, and migrated further."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    if connection.vendor == "sqlite" and not kept().exists():
        with django_db_blocker.unblock():
            keep(kept())
