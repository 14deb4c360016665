"""A server with SQLite becomes the same server with PostgreSQL, or stays as it was."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from alongside.home.tests.installation import MAKE_THREE, Installation

pytestmark = pytest.mark.postgresql
EVERYTHING = """
import hashlib, json
from django.apps import apps
from django.core import serializers
for model in sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.label):
    written = serializers.serialize("jsonl", model._base_manager.all()).splitlines()
    rows = sorted(json.dumps(json.loads(row), sort_keys=True) for row in written)
    print(model._meta.label, len(rows), hashlib.sha256("".join(rows).encode()).hexdigest())
"""
"""Every row in the words of the program, sealed texts opened: Django's reading, not that of the command."""
WRITE_ANEW = MAKE_THREE + (
    "from allauth.account.models import EmailAddress\n"
    "for one in Person.objects.all()[:9]:\n"
    "    EmailAddress.objects.create(user=one, email=f'{one.pk}@example.org')\n"
)


@pytest.fixture(scope="module")
def with_people(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three people in SQLite, made once; each test takes a copy."""
    folder = Path(shutil.copytree(migrated, tmp_path_factory.mktemp("with_people") / "data"))
    Installation(folder).python(MAKE_THREE)
    return folder


@pytest.fixture
def installation(with_people: Path, tmp_path: Path) -> Installation:
    return Installation(Path(shutil.copytree(with_people, tmp_path / "data")))


@pytest.fixture
def moved(installation: Installation, with_tables_on_postgresql: Installation) -> Installation:
    """The same folder with PostgreSQL's address in its settings."""
    assert installation.folder == with_tables_on_postgresql.folder
    return with_tables_on_postgresql


def refused(server: Installation) -> str:
    done = server.run("move_to_postgresql")
    assert done.returncode != 0, done.stdout
    assert "Nothing was moved" in done.stderr
    return done.stderr


def in_sqlite(installation: Installation, *statements: str) -> None:
    with closing(
        sqlite3.connect(installation.folder / "alongside.sqlite3", isolation_level=None)
    ) as database:
        for statement in statements:
            database.execute(statement)


def in_postgresql(server: Installation, *statements: str) -> None:
    with psycopg.connect(server.environment["DATABASE_URL"]) as database:
        for statement in statements:
            database.execute(statement)


def people(server: Installation) -> int:
    """How many there are in PostgreSQL; none where there is no table."""
    with psycopg.connect(server.environment["DATABASE_URL"]) as database:
        found = database.execute("SELECT to_regclass('people_person')").fetchone()
        if found == (None,):
            return 0
        counted = database.execute("SELECT count(*) FROM people_person").fetchone()
        assert counted is not None
        return int(counted[0])


def test_the_whole_demo_moves(on_postgresql: Installation, tmp_path) -> None:
    before = Installation(on_postgresql.folder, {"ALONGSIDE_MODE": "demo"})
    for command in (["migrate", "--verbosity=0"], ["seed_demo"]):
        assert before.run(*command).returncode == 0
    before.python(WRITE_ANEW)
    said = before.python(EVERYTHING)
    head = (before.folder / "demo-ledger-head.json").read_bytes()
    with closing(sqlite3.connect(before.folder / "demo.sqlite3")) as database:
        sealed = database.execute("SELECT holder, secret FROM ledger_key ORDER BY holder").fetchall()
    address = tmp_path / "address"
    address.write_text(on_postgresql.environment["DATABASE_URL"])
    after = Installation(before.folder, {"ALONGSIDE_MODE": "demo", "DATABASE_URL_FILE": str(address)})

    done = after.run("move_to_postgresql")

    assert done.returncode == 0, done.stderr
    assert done.stdout.count(".") >= 20
    assert after.python(EVERYTHING) == said
    assert (after.folder / "demo-ledger-head.json").read_bytes() == head
    with psycopg.connect(on_postgresql.environment["DATABASE_URL"]) as database:
        moved = database.execute('SELECT holder, secret FROM ledger_key ORDER BY holder COLLATE "C"')
        assert moved.fetchall() == sealed
    assert not (after.folder / "demo.sqlite3").exists()
    assert len(list(after.folder.glob("demo-before-*.sqlite3"))) == 1
    after.python(WRITE_ANEW.replace("example.org", "example.net"))
    assert after.run("verify_ledger").returncode == 0
    assert "no SQLite database" in refused(after)


def test_an_empty_database_with_tables_is_taken(moved: Installation) -> None:
    assert moved.run("move_to_postgresql").returncode == 0
    assert people(moved) == 3
    assert moved.run("verify_ledger").returncode == 0


LOSES_A_ROW = "IF NEW.number = 2 THEN RETURN NULL; END IF"
CHANGES_A_BYTE = "IF NEW.number = 2 THEN NEW.subject = overlay(NEW.subject placing '~' from 1); END IF"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (LOSES_A_ROW, "ledger_entry has 3 rows, and 2 of them arrived"),
        (CHANGES_A_BYTE, "A row of ledger_entry did not arrive as it was: 2"),
    ],
)
def test_what_does_not_arrive_as_it_was_is_seen_and_nothing_stays(
    moved: Installation, installation: Installation, fault: str, said: str
) -> None:
    in_postgresql(
        moved,
        f"CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {fault}; RETURN NEW; END $$",
        "CREATE TRIGGER fault BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION fault()",
    )

    assert said in refused(moved)

    assert people(moved) == 0
    assert installation.count() == (3, 3)
    assert installation.run("verify_ledger").returncode == 0
    in_postgresql(moved, "DROP TRIGGER fault ON ledger_entry")
    assert moved.run("move_to_postgresql").returncode == 0


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE ledger_entry SET kind = 'other' WHERE number = 2", "Entry 2 was changed"),
        ("UPDATE ledger_key SET secret = 'unsealed'", "keys do not open"),
        ("UPDATE people_person SET display_name = printf('%.900c', 'k')", "does not fit into PostgreSQL"),
        (
            "INSERT INTO people_accessneed (id, fact, person_id) VALUES ('x', 'quiet', 'nobody')",
            "leads nowhere",
        ),
        ("DELETE FROM django_migrations WHERE app = 'people'", "SQLite database is of an older Alongside"),
        ("UPDATE django_migrations SET name = '9999_future'", "SQLite database is of a newer Alongside"),
    ],
)
def test_a_sqlite_database_that_does_not_hold_stays(
    moved: Installation, installation: Installation, statement: str, said: str
) -> None:
    in_sqlite(installation, statement)

    words = refused(moved)

    assert said in words
    assert "kkk" not in words
    assert people(moved) == 0
    assert installation.count() == (3, 3)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "DELETE FROM django_migrations WHERE app = 'people'",
            "PostgreSQL database is of an older Alongside",
        ),
        ("UPDATE django_migrations SET name = '9999_future'", "PostgreSQL database is of a newer Alongside"),
        ("INSERT INTO home_lease VALUES ('worker', 'x', now())", "not empty: it has rows in home_lease"),
        ("DROP TABLE django_migrations", "tables of another program"),
    ],
)
def test_a_postgresql_database_that_is_not_new_stays(
    moved: Installation, installation: Installation, statement: str, said: str
) -> None:
    in_postgresql(moved, statement)

    assert said in refused(moved)
    assert people(moved) == 0
    assert installation.count() == (3, 3)


def test_a_second_move_over_people_is_refused(moved: Installation, installation: Installation) -> None:
    assert moved.run("move_to_postgresql").returncode == 0
    aside = next(installation.folder.glob("alongside-before-*.sqlite3"))
    aside.rename(installation.folder / "alongside.sqlite3")

    assert "not empty" in refused(moved)
    assert people(moved) == 3


def test_a_server_that_runs_is_not_moved(moved: Installation, installation: Installation) -> None:
    with closing(sqlite3.connect(installation.folder / "alongside.sqlite3")) as server:
        server.execute("SELECT count(*) FROM people_person").fetchone()
        used = refused(moved)
    installation.python(
        "from alongside.home import actions, rules\n"
        "actions.take_lease(name=rules.WORKER, holder='x', now=now())"
    )
    at_work = refused(moved)

    assert "Stop the server" in used
    assert "The server is running" in at_work
    assert people(moved) == 0


def test_without_an_address_or_with_a_wrong_one_nothing_moves(
    moved: Installation, installation: Installation
) -> None:
    server, name = moved.environment["DATABASE_URL"].rsplit("/", 1)
    elsewhere = Installation(moved.folder, {"DATABASE_URL": f"{server}/{name}_is_not_there"})

    assert "DATABASE_URL" in refused(installation)
    assert "cannot be reached" in refused(elsewhere)
    assert installation.count() == (3, 3)
