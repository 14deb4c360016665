"""A server in production starts only with lines that nobody reads along, whatever the operator typed."""

import os
import secrets
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
import pytest

from alongside.config.lines import LineOpen, refuse_open_ones
from tests.production.test_production import key

SAFE_MAIL = [
    "",
    "smtp://localhost:25",
    "smtp://127.0.0.1",
    "smtp://[::1]:25",
    "smtps://a:b@mail.example:465",
    "smtp://a:b@mail.example:587?tls=1",
]
SAFE_DATABASES = [
    "sqlite:///x",
    "postgresql:///alongside",
    "postgresql://%2Fvar%2Frun%2Fpostgresql/alongside",
    "postgresql:///alongside?host=/var/run/postgresql",
    "postgresql://a:b@localhost/alongside",
    "postgresql://a:b@127.0.0.2/alongside",
    "postgresql://a:b@db.example/alongside?sslmode=verify-full",
]


def check(mail: str = "", database: str = "sqlite:///x") -> None:
    refuse_open_ones(mail=urlsplit(mail), database=dj_database_url.parse(database))


@pytest.mark.parametrize("mail", SAFE_MAIL)
def test_mail_over_tls_or_on_this_machine_is_taken(mail: str) -> None:
    check(mail=mail)


@pytest.mark.parametrize(
    "mail",
    [
        "smtp://mail.example",
        "smtp://a:b@10.0.0.2:25",
        "smtp://localhost.evil.example",
        "smtp://mail.example?ssl=1",
    ],
)
def test_mail_in_the_clear_to_another_machine_is_refused(mail: str) -> None:
    with pytest.raises(LineOpen, match="ALONGSIDE_MAIL_URL"):
        check(mail=mail)


@pytest.mark.parametrize("database", SAFE_DATABASES)
def test_database_that_proves_itself_or_is_on_this_machine_is_taken(database: str) -> None:
    check(database=database)


@pytest.mark.parametrize(
    "asked", ["", "?sslmode=disable", "?sslmode=prefer", "?sslmode=require", "?sslmode=verify-ca"]
)
@pytest.mark.parametrize("host", ["db.example", "10.0.0.2", "localhost.evil.example"])
def test_database_elsewhere_that_need_not_prove_itself_is_refused(host: str, asked: str) -> None:
    with pytest.raises(LineOpen, match="sslmode=verify-full"):
        check(database=f"postgresql://a:b@{host}/alongside{asked}")


def test_database_elsewhere_is_refused_when_only_its_options_name_it() -> None:
    with pytest.raises(LineOpen, match="sslmode=verify-full"):
        check(database="postgresql://localhost/alongside?hostaddr=10.0.0.2")


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("ALONGSIDE_MAIL_URL", "smtp://a:b@mail.example:25"),
        ("DATABASE_URL", "postgresql://a:secret@db.example/x"),
    ],
)
def test_production_does_not_start_with_an_open_line(setting: str, value: str, tmp_path: Path) -> None:
    """It says which setting, and nothing that stands in it. On trial it starts."""
    settings = {
        "ALONGSIDE_MODE": "production",
        "ALONGSIDE_ORIGIN": "https://calendar.example",
        "ALONGSIDE_DATA_DIR": str(tmp_path),
        "ALONGSIDE_SECRET_KEY": secrets.token_urlsafe(64),
        "ALONGSIDE_DATA_KEYS": key(),
        "ALONGSIDE_LEDGER_KEY": key(),
        setting: value,
    }
    done = started({"DATABASE_URL": "", **settings})
    assert done.returncode == 1
    assert setting in done.stderr
    assert "example" not in done.stderr
    assert started({"DATABASE_URL": "", **settings, "ALONGSIDE_MODE": "trial"}).returncode == 0


def started(settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ALONGSIDE")}
    command = [sys.executable, "-m", "alongside.home.management", "help"]
    return subprocess.run(command, env={**inherited, **settings}, capture_output=True, text=True, timeout=120)
