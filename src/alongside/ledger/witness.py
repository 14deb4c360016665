"""The ledger's head outside the database: signed, so that a cut or rewritten ledger shows."""

import base64
import fcntl
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings


class WitnessBroken(Exception):
    """The head outside the database cannot be trusted; the message says why."""


@dataclass(frozen=True, slots=True)
class Seen:
    count: int
    hash: str

    def signed_part(self) -> bytes:
        return f"{self.count}:{self.hash}".encode()


def path() -> Path:
    return Path(settings.ALONGSIDE_DATA_DIR) / f"{settings.ALONGSIDE_MODE}-ledger-head.json"


@lru_cache(maxsize=2)
def signing_key(seed: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(seed))


def read() -> Seen | None:
    """What was last signed, or nothing before the first entry. Raises `WitnessBroken`."""
    try:
        kept = json.loads(path().read_text(encoding="utf-8"))
        seen = Seen(int(kept["count"]), str(kept["hash"]))
        signature = base64.b64decode(kept["signature"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise WitnessBroken("The signed head outside the database cannot be read.") from error
    try:
        signing_key(settings.ALONGSIDE_LEDGER_KEY).public_key().verify(signature, seen.signed_part())
    except InvalidSignature as error:
        raise WitnessBroken("The head outside the database is not signed by this server's key.") from error
    return seen


def write(seen: Seen) -> None:
    """Signs and keeps a head, unless a later one is kept already: two processes may finish in either order."""
    path().parent.mkdir(parents=True, exist_ok=True)
    with path().with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if known_count() >= seen.count:
            return
        signature = signing_key(settings.ALONGSIDE_LEDGER_KEY).sign(seen.signed_part())
        kept = {
            "count": seen.count,
            "hash": seen.hash,
            "signature": base64.b64encode(signature).decode(),
        }
        fresh = path().with_suffix(".new")
        fresh.write_text(json.dumps(kept), encoding="utf-8")
        fresh.replace(path())


def known_count() -> int:
    try:
        return int(json.loads(path().read_text(encoding="utf-8"))["count"])
    except (FileNotFoundError, ValueError, KeyError):
        return -1
