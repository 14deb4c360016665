import json
import stat

import pytest

from alongside.home.tests.installation import WRITE_ON, Installation

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


def test_backups_end_after_thirty_days_and_the_newest_stays(installation):
    old = backup(installation)
    old.rename(old.with_name("alongside-20200101T000000Z"))

    fresh = backup(installation)

    assert [folder.name for folder in (installation.folder / "backups").iterdir()] == [fresh.name]


def test_backup_holds_no_keys(installation):
    copy = backup(installation)

    secrets = keys_of(installation).values()
    for file in copy.iterdir():
        assert not any(secret.encode() in file.read_bytes() for secret in secrets)


def test_backup_to_a_full_or_missing_place_leaves_nothing_half(installation):
    done = installation.run("backup_server", "--to", "/proc/nowhere")

    assert done.returncode != 0
    assert "No backup was made" in done.stderr
