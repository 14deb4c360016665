"""The three secrets of a server: taken from the settings, or made on the first run outside production."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from alongside.config import environment
from alongside.core import keys as new_keys


@dataclass(frozen=True, slots=True)
class Secrets:
    """`data_keys` are Fernet keys, newest first; `ledger_key` is a raw Ed25519 seed in URL-safe base64."""

    secret_key: str
    data_keys: list[str]
    ledger_key: str


def secrets(mode: str, folder: Path) -> Secrets:
    """Production names its secrets; a trial or a demo may keep them in `keys.json`, readable by its owner only."""
    given = [
        environment.read(name)
        for name in ("ALONGSIDE_SECRET_KEY", "ALONGSIDE_DATA_KEYS", "ALONGSIDE_LEDGER_KEY")
    ]
    if all(given):
        return Secrets(given[0], given[1].split(","), given[2])
    if mode == "production":
        raise environment.SettingMissing(
            "In production set ALONGSIDE_SECRET_KEY, ALONGSIDE_DATA_KEYS and ALONGSIDE_LEDGER_KEY, "
            "or their _FILE twins. `alongside make_keys` prints new ones."
        )
    made = kept(folder / "keys.json")
    return Secrets(made["secret_key"], [made["data_key"]], made["ledger_key"])


def kept(path: Path) -> dict[str, str]:
    """The keys in `path`, made there when missing. Two servers that start at once end with the same keys."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(descriptor, "w") as file:
            json.dump(new_keys.new(), file)
    keys: dict[str, str] = json.loads(path.read_text())
    return keys
