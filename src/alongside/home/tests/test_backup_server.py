import json
import stat

import pytest

from alongside.home.tests.installation import WRITE_ON, Installation

MAKE_CANARY = """
person = Person.objects.create(sign_in_name="canary", display_name="canary", joined_at=now())
ledger.record(kind="test.written", subject=person.pk, by=person, now=now())
"""

pytestmark = pytest.mark.sqlite


def backup(installation: Installation, *options: str):
    done = installation.run("backup_server", *options)
    assert done.returncode == 0, done.stderr
    return max((installation.folder / "backups").glob("alongside-*Z"))


def test_backup_while_others_write_holds_everything_acknowledged_before(installation, tmp_path):
    writer = installation.start_python(["-c", WRITE_ON])
    acknowledged = [writer.stdout.readline() for _number in range(20)]
    copy = backup(installation)
    after = [writer.stdout.readline() for _number in range(5)]
    writer.kill()
    writer.communicate()

    restored = Installation(tmp_path / "elsewhere", keys_of(installation))
    assert restored.run("restore_server", str(copy)).returncode == 0

    people, entries = restored.count()
    assert people == entries
    assert people >= int(acknowledged[-1])
    assert int(after[-1]) > int(acknowledged[-1])
    assert restored.run("verify_ledger").returncode == 0


def keys_of(installation: Installation) -> dict[str, str]:
    kept = json.loads((installation.folder / "keys.json").read_text())
    return {
        "ALONGSIDE_SECRET_KEY": kept["secret_key"],
        "ALONGSIDE_DATA_KEYS": kept["data_key"],
        "ALONGSIDE_LEDGER_KEY": kept["ledger_key"],
    }


def test_backup_is_readable_by_its_owner_only(installation):
    copy = backup(installation)

    assert stat.S_IMODE(copy.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in copy.iterdir()} == {0o600}


def test_backup_says_what_it_is(installation):
    manifest = json.loads((backup(installation) / "manifest.json").read_text())

    assert manifest["engine"] == "sqlite"
    assert manifest["mode"] == "trial"
    assert "django" in manifest["versions"]
    assert "people.0001_initial" in manifest["migrations"]
    assert "database.sqlite3" in manifest["files"]


def test_backups_end_after_thirty_days(installation):
    old = backup(installation)
    old.rename(old.with_name("alongside-20200101T000000Z"))

    fresh = backup(installation)

    assert list((installation.folder / "backups").glob("alongside-*")) == [fresh]


def test_backup_holds_no_keys(installation):
    copy = backup(installation)

    secrets = keys_of(installation).values()
    for file in copy.iterdir():
        assert not any(secret.encode() in file.read_bytes() for secret in secrets)


@pytest.fixture
def sealing(installation, tmp_path):
    """The installation with a public key in its settings, and the file with the private one."""
    private = tmp_path / "private.txt"
    private.write_text(installation.run("make_keys", "--backup").stdout)
    public = next(word for word in private.read_text().split("=") if word.startswith("age1")).split()[0]
    installation.environment["ALONGSIDE_BACKUP_KEY"] = public
    return installation, private


def sealed_backup(installation: Installation, *options: str):
    done = installation.run("backup_server", *options)
    assert done.returncode == 0, done.stderr
    return max((installation.folder / "backups").glob("alongside-*.tar.age"))


def test_sealed_backup_is_one_file_that_shows_nothing(sealing):
    installation, private = sealing
    installation.python(MAKE_CANARY)

    copy = sealed_backup(installation)

    content = copy.read_bytes()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert content.startswith(b"age-encryption.org/v1\n")
    for inside in (b"canary", b"manifest", b"SQLite format", private.read_bytes().split()[-1]):
        assert inside not in content
    assert not list(installation.folder.glob(".backing-up*"))
    assert sorted(file.name for file in copy.parent.iterdir()) == [copy.name, "trial-leavers.txt"]


def test_sealed_backup_opens_with_the_private_key_alone(sealing, tmp_path):
    installation, private = sealing
    installation.python(MAKE_CANARY)
    copy = sealed_backup(installation)
    elsewhere = Installation(tmp_path / "elsewhere", keys_of(installation))
    other = tmp_path / "other.txt"
    other.write_text(installation.run("make_keys", "--backup").stdout)

    without = elsewhere.run("restore_server", str(copy))
    wrong = elsewhere.run("restore_server", str(copy), "--key", str(other))
    right = elsewhere.run("restore_server", str(copy), "--key", str(private))

    assert "--key FILE" in without.stderr
    assert "does not open this backup" in wrong.stderr
    assert right.returncode == 0, right.stderr
    assert elsewhere.count() == (1, 1)
    assert not list(elsewhere.folder.glob(".restoring-*"))


def test_private_key_is_refused_in_the_settings_of_a_server(sealing):
    installation, private = sealing

    done = installation.run("backup_server", "--for", str(private))
    installation.environment["ALONGSIDE_BACKUP_KEY"] = "age1nonsense"
    nonsense = installation.run("backup_server")

    assert "This is a private key" in done.stderr
    assert private.read_text().split()[-1] not in done.stderr
    assert "No backup was made" in nonsense.stderr
    assert not list((installation.folder / "backups").glob("alongside-*"))


def test_file_of_keys_that_is_no_text_is_refused(sealing, tmp_path):
    """Whoever names the envelope instead of the key reads which of the two is wrong."""
    installation, _private = sealing
    copy = sealed_backup(installation)

    made = installation.run("backup_server", "--for", str(copy))
    restored = installation.run("restore_server", str(copy), "--key", str(copy), "--replace")

    assert "it is no text" in made.stderr
    assert "Nothing was changed" in restored.stderr
    assert "it is no text" in restored.stderr


def test_backup_without_a_key_says_so(installation):
    assert "not encrypted" in installation.run("backup_server").stderr


@pytest.mark.parametrize(
    "damage", [lambda whole: whole[:-20], lambda whole: whole[:5000] + b"x" + whole[5001:]]
)
def test_cut_or_changed_envelope_is_refused(sealing, damage):
    installation, private = sealing
    copy = sealed_backup(installation)
    copy.write_bytes(damage(copy.read_bytes()))

    done = installation.run("restore_server", str(copy), "--key", str(private), "--replace")

    assert "Nothing was changed" in done.stderr
    assert "Traceback" not in done.stderr


def test_backup_to_a_full_or_missing_place_leaves_nothing_half(installation):
    done = installation.run("backup_server", "--to", "/proc/nowhere")

    assert done.returncode != 0
    assert "No backup was made" in done.stderr
