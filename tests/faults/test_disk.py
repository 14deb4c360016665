"""A disk that is full, or that may only be read: a clear page gives back what was typed, and nothing is lost.

The full disk is a small one of its own (`mount -t tmpfs`) where that is permitted, as it is for root. Elsewhere the
system refuses the server to write any file beyond a size (`RLIMIT_FSIZE`), which SQLite meets as a fault of the disk.
"""

import os
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from alongside.home.tests.installation import Installation, fetched, wait_until
from tests.faults.conftest import writer_of
from tests.faults.lines import TOKEN, Answer, Writer, children, serving

SIZE = 16 << 20
LONG = "Carry soup pots, «con cuidado», وبهدوء. "
SAYS = "Nothing can be kept just now"


def may_mount(folder: Path) -> bool:
    if os.geteuid() != 0 or not shutil.which("mount"):
        return False
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], capture_output=True
    )
    return done.returncode == 0


@dataclass
class SmallDisk:
    """Where the server keeps its data. `fill` leaves it no room to write, `clear` gives the room back."""

    folder: Path
    is_mounted: bool
    server: int = 0

    def fill(self) -> None:
        if not self.is_mounted:
            self.limit((self.folder / "alongside.sqlite3-wal").stat().st_size)
            return
        with (self.folder / "other").open("ab", buffering=0) as other:
            try:
                while True:
                    other.write(bytes(4096))
            except OSError:
                return

    def clear(self) -> None:
        if self.is_mounted:
            (self.folder / "other").unlink()
        else:
            self.limit(resource.RLIM_INFINITY)

    def limit(self, size: int) -> None:
        for one in [self.server, *children(self.server)]:
            resource.prlimit(one, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@pytest.fixture(params=["full", pytest.param("limited", marks=pytest.mark.long)])
def disk(request: pytest.FixtureRequest, tmp_path: Path, migrated: Path) -> Iterator[SmallDisk]:
    folder = tmp_path / "small"
    is_mounted = request.param == "full" and may_mount(folder)
    shutil.copytree(migrated, folder, dirs_exist_ok=True)
    try:
        yield SmallDisk(folder, is_mounted)
    finally:
        if is_mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def is_given_back(answer: Answer, what: str, key: str) -> bool:
    page = unescape(answer.body)
    return what in page and f'name="once" value="{key}"' in page and f'value="{TOKEN}"' in page


def fill_up(writer: Writer, port: int) -> tuple[list[str], str, Answer]:
    """Writes until there is no room. Answers what was acknowledged, and the last form with what it met."""
    kept: list[str] = []
    for number in range(5000):
        what = f"{LONG}{number}"
        answer = writer.draft(port, what, key_of(number))
        assert answer is not None
        if answer.status != 302:
            return kept, what, answer
        kept.append(what)
    raise AssertionError("the disk never was full")


def key_of(number: int) -> str:
    return f"key-{number:020}"


def words_kept(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "alongside.sqlite3")) as database:
        found = database.execute(
            "SELECT what FROM asks_ask WHERE what LIKE ? ORDER BY created_at", [f"{LONG}%"]
        )
        return [one for (one,) in found]


@pytest.mark.sqlite
def test_full_disk_is_told_and_loses_nothing(disk: SmallDisk) -> None:
    installed = Installation(disk.folder)
    writer = writer_of(installed)
    with serving(installed, "--without-worker") as (port, started):
        disk.server = started.pid
        assert writer.draft(port, f"{LONG}first", "first" * 4)
        disk.fill()
        kept, what, answer = fill_up(writer, port)
        key = key_of(len(kept))

        assert answer.status == 503
        assert SAYS in answer.body
        assert is_given_back(answer, what, key)
        assert fetched(port, "/help/"), "what is only read is still there"
        assert left_by_exit(writer, port)

        disk.clear()
        answer = writer.draft(port, what, key)
        assert answer is not None
        assert answer.status == 302, "it does not recover when there is room again"
    assert words_kept(disk.folder) == [f"{LONG}first", *kept, what]
    assert installed.run("verify_ledger").returncode == 0


def left_by_exit(writer: Writer, port: int) -> bool:
    """Exit leads away and takes the session from the browser, whether or not its row can be deleted."""
    leaving = replace(writer, session=writer.other)
    answer = leaving.send(port, "/exit/", {})
    return answer is not None and answer.status == 200 and 'session=""' in answer.cookies


@contextmanager
def read_only(database: Path) -> Iterator[None]:
    """Root may write whatever a mode says, so for root the file is a disk of its own that may only be read."""
    if os.geteuid() != 0:
        database.chmod(0o444)
        yield
        database.chmod(0o644)
        return
    for options in (["--bind", str(database)], ["-o", "remount,bind,ro"]):
        subprocess.run(["mount", *options, str(database)], check=True)
    yield
    subprocess.run(["umount", "--lazy", str(database)], check=True)


@pytest.mark.sqlite
def test_read_only_disk_is_told_and_recovers(installation: Installation) -> None:
    writer, what = writer_of(installation), f"{LONG}once"
    with ExitStack() as ending:
        with read_only(installation.folder / "alongside.sqlite3"):
            port, _started = ending.enter_context(serving(installation, "--without-worker"))
            is_told(writer, port, what)
        assert wait_until(lambda: is_drafted(writer, port, what))
    assert words_kept(installation.folder) == [what]


@pytest.mark.postgresql
def test_read_only_database_is_told_and_recovers(
    with_tables_on_postgresql: Installation, postgresql: str
) -> None:
    """As on a standby, or when an operator makes it so; every line to it is cut each time."""
    installed, what = with_tables_on_postgresql, f"{LONG}once"
    writer, name = writer_of(installed), installed.environment["DATABASE_URL"].rpartition("/")[2]

    def set_read_only(said: str) -> None:
        with psycopg.connect(f"{postgresql}/postgres", autocommit=True) as line:
            line.execute(
                SQL("ALTER DATABASE {} SET default_transaction_read_only = {}").format(
                    Identifier(name), SQL(said)
                )
            )
            line.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])

    with serving(installed, "--without-worker") as (port, _started):
        assert writer.draft(port, f"{LONG}first", "first" * 4)
        set_read_only("on")
        assert wait_until(lambda: is_drafted(writer, port, what) is False)
        is_told(writer, port, what)
        set_read_only("off")
        assert wait_until(lambda: is_drafted(writer, port, what))


def is_told(writer: Writer, port: int, what: str) -> None:
    answer = writer.draft(port, what, "once" * 5)
    assert answer is not None
    assert answer.status == 503
    assert SAYS in answer.body
    assert is_given_back(answer, what, "once" * 5)
    assert fetched(port, "/help/")
    assert left_by_exit(writer, port)


def is_drafted(writer: Writer, port: int, what: str) -> bool:
    answer = writer.draft(port, what, "once" * 5)
    return answer is not None and answer.status == 302
