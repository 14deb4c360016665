import os
import subprocess
import sys

from cryptography.fernet import Fernet

from alongside.home.management import envelopes


def run(*options: str, **given: str) -> subprocess.CompletedProcess[str]:
    rest = {name: value for name, value in os.environ.items() if not name.startswith("ALONGSIDE")}
    return subprocess.run(
        [sys.executable, "-m", "alongside.home.management", "make_keys", *options],
        env={**rest, **given},
        capture_output=True,
        text=True,
    )


def test_keys_are_made_before_production_has_any(tmp_path):
    done = run(ALONGSIDE_MODE="production", ALONGSIDE_DATA_DIR=str(tmp_path / "data"))

    made = dict(line.split("=", 1) for line in done.stdout.splitlines())
    assert done.returncode == 0
    assert set(made) == {"ALONGSIDE_SECRET_KEY", "ALONGSIDE_DATA_KEYS", "ALONGSIDE_LEDGER_KEY"}
    assert Fernet(made["ALONGSIDE_DATA_KEYS"])
    assert not (tmp_path / "data").exists()


def test_keys_differ_each_time():
    assert run().stdout != run().stdout


def test_pair_for_backups_is_one_that_age_reads_too(tmp_path):
    done = run("--backup", ALONGSIDE_MODE="production", ALONGSIDE_DATA_DIR=str(tmp_path / "data"))

    (identity,) = envelopes.identities(done.stdout)
    assert f"ALONGSIDE_BACKUP_KEY={identity.to_public()}\n" in done.stdout
    assert envelopes.recipients(str(identity.to_public()))
    assert not (tmp_path / "data").exists()
