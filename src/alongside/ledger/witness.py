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

LONGEST_LINE, LONGEST_FILE = 512, 64 * 1024
UNREADABLE = (ValueError, KeyError, TypeError, OverflowError, RecursionError)
"""The last two: a number without an end, and brackets without one. A torn disk writes anything."""


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
        kept = json.loads(last_line(path().read_bytes()))
        seen = Seen(int(kept["count"]), str(kept["hash"]))
        signature = base64.b64decode(kept["signature"])
    except FileNotFoundError:
        return None
    except UNREADABLE as error:
        raise WitnessBroken("The signed head outside the database cannot be read.") from error
    try:
        signing_key(settings.ALONGSIDE_LEDGER_KEY).public_key().verify(signature, seen.signed_part())
    except InvalidSignature as error:
        raise WitnessBroken("The head outside the database is not signed by this server's key.") from error
    return seen


def last_line(content: bytes) -> bytes:
    """The last whole one. What stands behind it was being written when the machine stopped."""
    whole, _end, _torn = content.rpartition(b"\n")
    return whole.rpartition(b"\n")[2] or content


def write(seen: Seen) -> None:
    """Signs and keeps a head, unless a later one is kept already: two processes may finish in either order.

    A line at the end costs a quarter of a new file. A new one is begun where there is none, and where the old one is
    long or does not end well: it is there as a whole, or not at all.
    """
    there = path()
    there.parent.mkdir(parents=True, exist_ok=True)
    with there.with_suffix(".lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if there.exists() and is_added(seen, there):
            return
        fresh = there.with_suffix(".new")
        fresh.write_bytes(signed(seen))
        fresh.replace(there)


def is_added(seen: Seen, there: Path) -> bool:
    """Whether a file ends with this head now, or with a later one; if not, a new file is to be begun."""
    with there.open("r+b") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - LONGEST_LINE))
        end = file.read()
        if count_in(end) >= seen.count:
            return True
        if not end.endswith(b"\n") or size >= LONGEST_FILE:
            return False
        file.write(signed(seen))
        return True


def signed(seen: Seen) -> bytes:
    signature = signing_key(settings.ALONGSIDE_LEDGER_KEY).sign(seen.signed_part())
    kept = {"count": seen.count, "hash": seen.hash, "signature": base64.b64encode(signature).decode()}
    return json.dumps(kept).encode() + b"\n"


def count_in(end: bytes) -> int:
    try:
        return int(json.loads(last_line(end))["count"])
    except UNREADABLE:
        return -1
