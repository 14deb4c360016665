"""Reads the server's settings from the environment. A secret may also stand in a file named by its `_FILE` twin.

`DECLARED` lists every setting with what it means; docs/operate/settings.md is held against it by a test.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


class SettingMissing(ImproperlyConfigured):
    """A setting that this mode cannot run without."""


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    meaning: str
    default: str = ""
    secret: bool = False


DECLARED: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("ALONGSIDE_MODE", "production, trial or demo. Demo has its own database.", "trial"),
        Setting("ALONGSIDE_DATA_DIR", "Folder for the database, the ledger's head and the backups.", "var"),
        Setting("ALONGSIDE_SECRET_KEY", "Signs sessions and links.", secret=True),
        Setting(
            "ALONGSIDE_DATA_KEYS", "Keys that encrypt stored texts, newest first, with commas.", secret=True
        ),
        Setting("ALONGSIDE_LEDGER_KEY", "Ed25519 private key that signs the ledger's head.", secret=True),
        Setting("ALONGSIDE_ORIGIN", "The address people type, with https://.", "http://localhost:8000"),
        Setting("ALONGSIDE_NAME", "The neutral name in titles and senders.", "Calendar"),
        Setting(
            "ALONGSIDE_LANGUAGES",
            "Codes of the languages of the pages, in the order of the list.",
            "en es ar",
        ),
        Setting("ALONGSIDE_TIME_ZONE", "The time zone of a new community.", "Europe/Madrid"),
        Setting("ALONGSIDE_EXIT_URL", "Where the quick exit leads.", "https://en.wikipedia.org/wiki/Weather"),
        Setting(
            "ALONGSIDE_RETURN_DAYS",
            "Days in which somebody can refuse to be helped back in: 3 to 30.",
            "7",
        ),
        Setting(
            "ALONGSIDE_BACKUP_KEY",
            "Public keys (age1...) of those who can open backups, with spaces. Never a private one.",
        ),
        Setting("ALONGSIDE_BACKUP_DAYS", "Days after which a backup is deleted: 1 to 365.", "30"),
        Setting("ALONGSIDE_METRICS_KEY", "Lets a monitor that brings it read /metrics/.", secret=True),
        Setting("ALONGSIDE_MAIL_URL", "Outgoing mail: smtp://name:passphrase@host:587?tls=1.", secret=True),
        Setting("ALONGSIDE_MAIL_FROM", "The sender's address of every mail.", "calendar@localhost"),
        Setting("ALONGSIDE_CONTACT", "How people reach whoever runs this server."),
        Setting(
            "DATABASE_URL",
            "PostgreSQL address, or empty for SQLite in the data folder.",
            secret=True,
        ),
    )
}


def read(name: str, environment: Mapping[str, str] = os.environ) -> str:
    """The value of a declared setting; its `_FILE` twin wins nothing: naming both is refused."""
    setting = DECLARED[name]
    value, file = environment.get(name, ""), environment.get(f"{name}_FILE", "")
    if value and file:
        raise SettingMissing(f"Set {name} or {name}_FILE, not both.")
    if file:
        return Path(file).read_text(encoding="utf-8").strip()
    return value or setting.default


def read_number(name: str, *, least: int, most: int) -> int:
    """A setting that is a whole number. One that makes no sense stops the server instead of being bent."""
    value = read(name)
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise SettingMissing(f"{name} is a whole number from {least} to {most}.")
    return int(value)
