"""Whole installations: SQLite in a folder, and a PostgreSQL cluster that lives for the tests only."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from alongside.home.tests.installation import Installation


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite installation to copy: migrating takes longer than the tests."""
    folder = tmp_path_factory.mktemp("migrated")
    done = Installation(folder).run("migrate", "--verbosity=0")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def installation(migrated: Path, tmp_path: Path) -> Installation:
    return Installation(Path(shutil.copytree(migrated, tmp_path / "data")))


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server where databases may be made: ALONGSIDE_TEST_POSTGRESQL, or one of our own."""
    if given := os.environ.get("ALONGSIDE_TEST_POSTGRESQL"):
        yield given
        return
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("no PostgreSQL: apt-get install postgresql")
    yield from own_cluster(found[-1].parent, tmp_path_factory.mktemp("pg"))


def own_cluster(programs: Path, folder: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    who = pwd.getpwnam("postgres") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    for upper in [folder, *folder.parents[:3]]:
        if (os.access(upper, os.W_OK) and upper.owner() != "root") or upper == folder:
            upper.chmod(upper.stat().st_mode | 0o055)
    data = folder / "cluster"
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(data, who.pw_uid, who.pw_gid)

    def run(*command: str) -> None:
        as_owner = {"user": who.pw_uid, "group": who.pw_gid} if os.geteuid() == 0 else {}
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=data, **as_owner)

    run(f"{programs}/initdb", "-D", str(data), "-U", "alongside", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-p {port} -k {data} -c listen_addresses=127.0.0.1"
    run(f"{programs}/pg_ctl", "-D", str(data), "-w", "-o", options, "-l", f"{data}/log", "start")
    yield f"postgres://alongside@127.0.0.1:{port}/postgres"
    run(f"{programs}/pg_ctl", "-D", str(data), "-m", "immediate", "stop")
