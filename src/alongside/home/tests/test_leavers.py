"""Who left stays away: the list outside of the database, and what a restore does with it."""

import datetime as dt

import pytest

from alongside.home import actions, leavers
from alongside.home import cast as the_cast
from alongside.home.tests.installation import Installation
from alongside.home.tests.test_backup_server import keys_of
from alongside.ledger import actions as ledger

DAY = dt.timedelta(days=1)
MAKE_TWO = """
from alongside.home.cast import person
person("Canary", now()), person("Stays", now())
"""
CANARY_LEAVES = """
from alongside.home import actions
actions.erase(by=Person.objects.get(display_name="Canary"), now=now())
"""
NAMES = 'print(*sorted(Person.objects.values_list("display_name", flat=True)))'


@pytest.mark.django_db(transaction=True)
def test_list_says_how_many_left_and_when_and_nobody_s_name(data_folder, now):
    cast = the_cast.make(now)
    key = cast.gita.pk
    actions.erase(by=cast.gita, now=now)

    text = leavers.path().read_text()
    assert leavers.path().stat().st_mode & 0o077 == 0
    assert list(leavers.read(leavers.path()).marks.values()) == [now.date()]
    assert leavers.mark_of(key) in text
    for telling in (key, cast.gita.sign_in_name, leavers.ids.digest(key)):
        assert telling not in text


@pytest.mark.django_db(transaction=True)
def test_list_cannot_be_read_without_the_server_s_key(data_folder, now, settings):
    cast = the_cast.make(now)
    key = cast.gita.pk
    actions.erase(by=cast.gita, now=now)
    settings.ALONGSIDE_LEDGER_KEY = settings.ALONGSIDE_LEDGER_KEY[::-1]

    assert leavers.mark_of(key) not in leavers.path().read_text()


@pytest.mark.django_db(transaction=True)
def test_worker_makes_up_for_what_a_killed_erasure_did_not_write(data_folder, now):
    cast = the_cast.make(now)
    key = cast.gita.pk
    actions.erase(by=cast.gita, now=now)
    leavers.path().unlink()

    assert actions.keep_leavers(now=now) == 1
    assert leavers.mark_of(key) in leavers.read(leavers.path()).marks
    assert actions.keep_leavers(now=now) == 0


def test_an_erasure_that_is_taken_back_puts_nobody_on_the_list(data_folder, cast, now):
    """The test's own transaction never ends, so nobody has left."""
    actions.erase(by=cast.gita, now=now)

    assert leavers.read(leavers.path()).marks == {}


def test_list_lets_go_of_whoever_stands_in_no_backup_any_more(data_folder, db, now):
    ledger.record(kind=leavers.LEFT, subject="x" * 64, by=None, now=now)
    actions.keep_leavers(now=now)
    assert len(leavers.read(leavers.path()).marks) == 1

    actions.keep_leavers(now=now + 33 * DAY)

    assert leavers.read(leavers.path()).marks == {}


def test_list_is_read_from_the_ledger_once(data_folder, db, now, django_assert_max_num_queries):
    for _one in range(leavers.BEHIND + 2):
        ledger.record(kind="test.written", subject="x", by=None, now=now)
    actions.keep_leavers(now=now)

    assert leavers.read(leavers.path()).read_to == leavers.BEHIND + 2
    with django_assert_max_num_queries(3):
        actions.keep_leavers(now=now)


def test_list_that_cannot_be_read_is_not_written_over(data_folder, db, now):
    leavers.path().write_text("nonsense")

    with pytest.raises(leavers.ListBroken):
        actions.keep_leavers(now=now)
    assert leavers.path().read_text() == "nonsense"


def backed_up(server: Installation):
    assert server.run("backup_server").returncode == 0
    return max((server.folder / "backups").glob("alongside-*Z"))


def test_restore_does_not_bring_back_whoever_left(server):
    server.python(MAKE_TWO)
    copy = backed_up(server)
    server.python(CANARY_LEAVES)

    done = server.run("restore_server", str(copy), "--replace")

    assert done.returncode == 0, done.stderr
    assert "1 people had left since" in done.stdout
    assert server.python(NAMES) == "Stays"
    assert server.run("verify_ledger").returncode == 0


@pytest.mark.sqlite
def test_restored_file_holds_no_byte_of_whoever_left(installation):
    installation.python(MAKE_TWO)
    copy = backed_up(installation)
    installation.python(CANARY_LEAVES)

    installation.run("restore_server", str(copy), "--replace")

    assert b"Canary" in (copy / "database.sqlite3").read_bytes()
    for file in installation.folder.glob("*"):
        assert file.is_dir() or b"Canary" not in file.read_bytes(), file.name


@pytest.mark.sqlite
def test_list_beside_the_backups_is_enough_on_a_new_machine(installation, tmp_path):
    installation.python(MAKE_TWO)
    old = backed_up(installation)
    old = old.rename(old.with_name("alongside-20261101T000000Z"))
    installation.python(CANARY_LEAVES)
    backed_up(installation)
    elsewhere = Installation(tmp_path / "elsewhere", keys_of(installation))

    done = elsewhere.run("restore_server", str(old))

    assert done.returncode == 0, done.stderr
    assert elsewhere.python(NAMES) == "Stays"
    assert "No list" not in done.stdout


@pytest.mark.sqlite
def test_restore_says_when_nothing_is_known_of_who_left(installation, tmp_path):
    installation.python(MAKE_TWO)
    copy = backed_up(installation)
    (copy.parent / "trial-leavers.txt").unlink()
    elsewhere = Installation(tmp_path / "elsewhere", keys_of(installation))

    assert "No list of those who left" in elsewhere.run("restore_server", str(copy)).stdout


@pytest.mark.sqlite
def test_restore_refuses_what_is_older_than_the_list(installation):
    installation.python(MAKE_TWO)
    copy = backed_up(installation)
    installation.environment["ALONGSIDE_BACKUP_DAYS"] = "1"
    manifest = (copy / "manifest.json").read_text()
    made = next(line for line in manifest.splitlines() if "made_at" in line)
    (copy / "manifest.json").write_text(manifest.replace(made, '  "made_at": "2026-01-01T00:00:00+00:00",'))

    refused = installation.run("restore_server", str(copy), "--replace")
    done = installation.run("restore_server", str(copy), "--replace", "--although-old")

    assert "older than 1 days" in refused.stderr
    assert done.returncode == 0, done.stderr
