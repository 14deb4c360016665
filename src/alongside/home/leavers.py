"""Who left, outside of the database, so that a backup that is put back can be told whom to forget again.

Each line is a day and a mark: HMAC-SHA256, under the server's ledger key, of what the ledger keeps of whoever left.
Without that key and without a backup that still holds the person it leads to nobody. It tells how many left, and when.
The first line says up to which entry of the ledger the list was read, and when it was written.
"""

import datetime as dt
import fcntl
import hashlib
import hmac
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from alongside.core import ids
from alongside.home import copies
from alongside.ledger import queries as ledger

LEFT = "person.left"
BEHIND = 1000
"""Entries after which the place is written down anew though nobody left, so that few are read twice."""
SLACK = dt.timedelta(days=2)
"""A line outlives the oldest backup."""


class ListBroken(Exception):
    """The list cannot be read, so nobody knows whom to forget again."""


@dataclass(frozen=True, slots=True)
class Leavers:
    read_to: int = 0
    written_at: dt.datetime | None = None  # Nothing where there is no list yet.
    marks: dict[str, dt.date] = field(default_factory=dict)

    def since(self, day: dt.date) -> dict[str, dt.date]:
        return {mark: on for mark, on in self.marks.items() if on >= day}


def path() -> Path:
    return Path(settings.ALONGSIDE_DATA_DIR) / f"{settings.ALONGSIDE_MODE}-leavers.txt"


def mark(subject: str) -> str:
    """`subject` is the digest of a person's id, as the entry of an erasure keeps it."""
    return hmac.new(
        settings.ALONGSIDE_LEDGER_KEY.encode(), f"left:{subject}".encode(), hashlib.sha256
    ).hexdigest()


def mark_of(person_id: str) -> str:
    return mark(ids.digest(person_id))


def read(file: Path) -> Leavers:
    """Raises `ListBroken`."""
    try:
        first, *lines = file.read_text(encoding="ascii").splitlines()
        number, at = first.split()
        marks = {sign: dt.date.fromisoformat(day) for day, sign in (line.split() for line in lines)}
        return Leavers(int(number), dt.datetime.fromisoformat(at), marks)
    except FileNotFoundError:
        return Leavers()
    except ValueError as error:
        raise ListBroken(f"The list of those who left, {file}, cannot be read.") from error


def keep(*, now: dt.datetime) -> int:
    """Brings the list up to the ledger, and lets go of whoever stands in no backup any more. Answers how many are new.

    Called when an erasure is committed, and by the worker, so that a kill in between loses nobody.
    """
    with locked():
        known = read(path())
        head = ledger.length()
        read_to = known.read_to if known.read_to <= head else 0
        found = {mark(subject): at.date() for subject, at in ledger.of_kind(kind=LEFT, after=read_to)}
        kept = Leavers(head, now, {**known.marks, **found}).since(earliest(now))
        fresh = len(found.keys() - known.marks.keys())
        if kept != known.marks or head - read_to > BEHIND or known.written_at is None:
            write(path(), Leavers(head, now, kept))
    return fresh


def earliest(now: dt.datetime) -> dt.date:
    return (now - copies.lifetime() - SLACK).date()


def merged(*lists: Leavers) -> Leavers:
    """All of them as one. Nothing of it was read from the ledger that it is for."""
    written = [one.written_at for one in lists if one.written_at]
    return Leavers(
        0, max(written, default=None), {mark: on for one in lists for mark, on in one.marks.items()}
    )


def write(file: Path, leavers: Leavers) -> None:
    at = leavers.written_at.isoformat(timespec="seconds") if leavers.written_at else ""
    lines = sorted(f"{on.isoformat()} {mark}" for mark, on in leavers.marks.items())
    fresh = file.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as written:
        written.write("\n".join([f"{leavers.read_to} {at}", *lines]) + "\n")
        written.flush()
        os.fsync(written.fileno())
    fresh.replace(file)


@contextmanager
def locked() -> Iterator[None]:
    path().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path().with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
