import datetime as dt
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from alongside.home import copies
from alongside.home.management.databases.refusals import CannotSwap, CopyBroken

COPY = "database.sqlite3"
WAIT_SECONDS = 5


class SQLite:
    """One file. It is never copied as a file while in use: the newest rows stand in another one beside it."""

    name = "sqlite"

    def __init__(self) -> None:
        self.path = Path(connection.settings_dict["NAME"])

    def copy_out(self, folder: Path) -> None:
        """The copy leaves WAL mode, so that it is one file and complete."""
        with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(folder / COPY)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")

    def stage(self, folder: Path, staging: Path) -> dict[str, str]:
        shutil.copyfile(folder / COPY, staging / self.path.name)
        (staging / self.path.name).chmod(0o600)
        check(staging / self.path.name)
        return {"DATABASE_URL": ""}

    def swap(self, staging: Path, now: dt.datetime) -> str:
        """The one in use keeps a second name before its own name leads to the new file, in one step."""
        connection.close()
        fresh = staging / self.path.name
        single_file(fresh)
        aside = name_aside(self.path, now)
        if self.path.exists():
            set_aside(self.path, aside)
        fresh.replace(self.path)
        return str(aside) if aside.exists() else ""

    def discard(self, staging: Path) -> None:
        """Everything staged lies in the folder, which its maker removes."""


def name_aside(path: Path, now: dt.datetime) -> Path:
    return path.with_name(f"{path.stem}{copies.BEFORE}{now.strftime(copies.STAMP)}.sqlite3")


def check(file: Path) -> None:
    """SQLite's own checks. Raises `CopyBroken`."""
    with closing(sqlite3.connect(file)) as database:
        try:
            answer = database.execute("PRAGMA integrity_check").fetchone()[0]
            loose = database.execute("PRAGMA foreign_key_check").fetchone()
        except sqlite3.DatabaseError as error:
            raise CopyBroken("The SQLite database cannot be read.") from error
    if answer != "ok":
        raise CopyBroken("The SQLite database is damaged: it fails SQLite's own check.")
    if loose is not None:
        raise CopyBroken(f"The SQLite database has a row of {loose[0]} that leads nowhere.")


def set_aside(path: Path, aside: Path) -> None:
    """A file that SQLite cannot read any more is set aside together with what lies beside it."""
    try:
        single_file(path)
    except sqlite3.DatabaseError:
        for beside in ("-wal", "-shm"):
            if path.with_name(path.name + beside).exists():
                path.with_name(path.name + beside).rename(aside.with_name(aside.name + beside))
    os.link(path, aside)


def single_file(path: Path) -> None:
    """Brings everything into one file. Raises `CannotSwap` while any other process has the database open."""
    try:
        with closing(sqlite3.connect(path, timeout=WAIT_SECONDS)) as whole:
            mode = whole.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.OperationalError as error:
        raise CannotSwap(
            "Something still uses the database. Stop the server and its worker first."
        ) from error
    if mode != "delete":
        raise CannotSwap("Something still uses the database. Stop the server and its worker first.")
