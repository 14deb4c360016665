import shutil
import sqlite3
from contextlib import closing

import pytest

from alongside.home.tests.installation import MAKE_THREE, Installation
from alongside.home.tests.test_backup_server import backup, keys_of

pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="module")
def backed_up(migrated, tmp_path_factory):
    """Three people and a backup of them, made once; each test takes a copy."""
    made = Installation(tmp_path_factory.mktemp("backed_up") / "data")
    shutil.copytree(migrated, made.folder)
    made.python(MAKE_THREE)
    backup(made)
    return made.folder


@pytest.fixture
def installation(backed_up, tmp_path):
    return Installation(shutil.copytree(backed_up, tmp_path / "data"))


@pytest.fixture
def copy(installation):
    return max((installation.folder / "backups").glob("alongside-*Z"))


def test_restore_goes_back_and_keeps_what_was_there(installation, copy):
    installation.python(MAKE_THREE)

    done = installation.run("restore_server", str(copy), "--replace")

    assert done.returncode == 0, done.stderr
    assert installation.count() == (3, 3)
    aside = next(installation.folder.glob("alongside-before-*.sqlite3"))
    with closing(sqlite3.connect(aside)) as before:
        assert before.execute("SELECT count(*) FROM people_person").fetchone() == (6,)
    installation.python(MAKE_THREE)
    assert installation.count() == (6, 6)
    assert installation.run("verify_ledger").returncode == 0


def test_restore_refuses_over_people(installation, copy):
    done = installation.run("restore_server", str(copy))

    assert done.returncode != 0
    assert "--replace" in done.stderr
    assert installation.count() == (3, 3)


def test_restore_refuses_while_the_database_is_used(installation, copy):
    with closing(sqlite3.connect(installation.folder / "alongside.sqlite3")) as server:
        server.execute("SELECT count(*) FROM people_person").fetchone()

        done = installation.run("restore_server", str(copy), "--replace")

    assert done.returncode != 0
    assert "Stop the server" in done.stderr
    assert not list(installation.folder.glob(".restoring-*"))


def test_restore_refuses_while_the_worker_works(installation, copy):
    installation.python(
        "from alongside.home import actions, rules\n"
        "actions.take_lease(name=rules.WORKER, holder='x', now=now())"
    )

    done = installation.run("restore_server", str(copy), "--replace")

    assert done.returncode != 0
    assert "The server is running" in done.stderr


def flip_a_byte(copy):
    file = copy / "database.sqlite3"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)


def drop_the_database(copy):
    (copy / "database.sqlite3").unlink()


def break_the_manifest(copy):
    (copy / "manifest.json").write_text("{")


def empty_the_manifest(copy):
    (copy / "manifest.json").write_text(
        '{"made_at": null, "engine": "sqlite", "mode": "trial", "versions": {}, "migrations": [], "files": null}'
    )


def nest_the_manifest(copy):
    (copy / "manifest.json").write_text("[" * 100_000)


def name_no_zone_in_the_manifest(copy):
    text = (copy / "manifest.json").read_text()
    (copy / "manifest.json").write_text(text.replace("+00:00", ""))


def name_a_file_elsewhere(copy):
    text = (copy / "manifest.json").read_text()
    (copy / "manifest.json").write_text(text.replace('"database.sqlite3"', '"../database.sqlite3"'))


DAMAGES = [
    flip_a_byte,
    drop_the_database,
    break_the_manifest,
    empty_the_manifest,
    nest_the_manifest,
    name_no_zone_in_the_manifest,
    name_a_file_elsewhere,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_restore_refuses_a_damaged_backup(installation, copy, damage):
    damage(copy)

    done = installation.run("restore_server", str(copy), "--replace")

    assert done.returncode != 0
    assert "Nothing was changed" in done.stderr
    assert installation.count() == (3, 3)


def rewrite(copy, statement):
    """Somebody who can write the backup makes the manifest fit again; the ledger still gives them away."""
    from alongside.home.management.backups import hashed

    with closing(sqlite3.connect(copy / "database.sqlite3", isolation_level=None)) as database:
        database.execute(statement)
    manifest = (copy / "manifest.json").read_text()
    old = next(line.split('"')[3] for line in manifest.splitlines() if '"database.sqlite3"' in line)
    (copy / "manifest.json").write_text(manifest.replace(old, hashed(copy / "database.sqlite3")))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET kind = 'other' WHERE number = 2",
        "DELETE FROM ledger_entry WHERE number = 3",
        "INSERT INTO people_accessneed (id, fact, person_id) VALUES ('x', 'quiet', 'nobody')",
    ],
)
def test_restore_refuses_a_rewritten_backup(installation, copy, statement):
    rewrite(copy, statement)

    done = installation.run("restore_server", str(copy), "--replace")

    assert done.returncode != 0
    assert installation.count() == (3, 3)


def test_restore_refuses_a_backup_of_a_newer_version(installation, copy):
    manifest = (copy / "manifest.json").read_text()
    (copy / "manifest.json").write_text(
        manifest.replace('"people.0001_initial"', '"people.0001_initial", "people.9999_future"')
    )

    done = installation.run("restore_server", str(copy), "--replace")

    assert "newer" in done.stderr


def test_restore_refuses_other_keys(copy, tmp_path):
    elsewhere = Installation(tmp_path / "elsewhere")

    done = elsewhere.run("restore_server", str(copy))

    assert done.returncode != 0
    assert "data keys do not open" in done.stderr
    assert "Traceback" not in done.stderr


def test_restore_over_a_database_that_nobody_can_read(installation, copy):
    broken = installation.folder / "alongside.sqlite3"
    for beside in installation.folder.glob("alongside.sqlite3-*"):
        beside.unlink()
    broken.write_bytes(b"not a database" * 500)

    assert installation.run("restore_server", str(copy)).returncode != 0
    done = installation.run("restore_server", str(copy), "--replace")

    assert done.returncode == 0, done.stderr
    assert installation.count() == (3, 3)


def test_restore_on_an_empty_machine_needs_no_switch(installation, copy, tmp_path):
    elsewhere = Installation(tmp_path / "elsewhere", keys_of(installation))

    assert elsewhere.run("restore_server", str(copy)).returncode == 0
    assert elsewhere.count() == (3, 3)
