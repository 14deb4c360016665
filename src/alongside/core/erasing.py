"""Making sure that what was erased is gone from the disk, not only from the tables."""

import os
from pathlib import Path

from django.db import connection, transaction

PATIENCE_MS = 500
ZEROS = bytes(1 << 20)


def wipe_after_commit() -> None:
    """Once the erasure is committed, empties SQLite's write-ahead log, which still holds the old pages.

    `secure_delete` overwrites them in the database itself. A reader that is busy for longer than half a second keeps
    the log: the worker wipes it in its next round. PostgreSQL vacuums by itself.
    """
    if connection.vendor == "sqlite" and not any(waiting[1] is wipe for waiting in connection.run_on_commit):
        transaction.on_commit(wipe, robust=True)


def wipe(patience_ms: int = PATIENCE_MS) -> None:
    """Does nothing inside a transaction, nor on PostgreSQL. Without patience it holds up nobody who writes.

    An empty log is left as it is: emptying it once more would end what all processes keep (`core.written`).
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        _busy, frames, _copied = cursor.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        if frames < 1:
            return
        patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {int(patience_ms)}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")


def overwrite(file: Path) -> None:
    """Writes zeros over a file that is about to be deleted, down to the disk.

    A disk that keeps old blocks by itself (flash, snapshots) may still hold them: only an encrypted disk helps there.
    A file with a second name is left as it is, because it is still in use under that name.
    """
    if file.stat().st_nlink > 1:
        return
    left = file.stat().st_size
    with file.open("r+b") as written:
        while left > 0:
            left -= written.write(ZEROS[: min(left, len(ZEROS))])
        written.flush()
        os.fsync(written.fileno())
