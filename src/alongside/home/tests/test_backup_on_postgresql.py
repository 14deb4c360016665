"""The same drill on PostgreSQL: back up while a writer writes, go on, put back, and prove it."""

import psycopg
import pytest

from alongside.home.tests.installation import MAKE_THREE, WRITE_ON, Installation

pytestmark = pytest.mark.postgresql
COUNT = "print(Person.objects.count(), Entry.objects.count())"


def backup(installation: Installation):
    done = installation.run("backup_server")
    assert done.returncode == 0, done.stderr
    return max((installation.folder / "backups").glob("alongside-*Z"))


@pytest.fixture
def installation(with_tables_on_postgresql: Installation) -> Installation:
    return with_tables_on_postgresql


def test_backup_while_others_write_comes_back_whole(installation):
    writer = installation.start_python(["-c", WRITE_ON])
    acknowledged = [writer.stdout.readline() for _number in range(20)]
    copy = backup(installation)
    later = [writer.stdout.readline() for _number in range(5)]
    writer.kill()
    writer.communicate()

    done = installation.run("restore_server", str(copy), "--replace")

    assert done.returncode == 0, done.stderr
    people, entries = map(int, installation.python(COUNT).split())
    assert people == entries
    assert people >= int(acknowledged[-1])
    assert int(later[-1]) > int(acknowledged[-1])
    assert "_before_" in done.stdout
    assert "still holds whoever left" in installation.run("check_installation").stdout
    installation.python(MAKE_THREE)
    assert installation.run("verify_ledger").returncode == 0


def test_restore_refuses_while_the_database_is_used_or_the_backup_is_damaged(installation):
    installation.python(MAKE_THREE)
    copy = backup(installation)
    with psycopg.connect(installation.environment["DATABASE_URL"]) as server:
        server.execute("SELECT 1")
        used = installation.run("restore_server", str(copy), "--replace")
    (copy / "database.dump").write_bytes(b"PGDMP")
    damaged = installation.run("restore_server", str(copy), "--replace")

    assert "Stop the server" in used.stderr
    assert "hash differs" in damaged.stderr
    assert installation.python(COUNT) == "3 3"
