"""When nothing can be kept: the disk is full or only to be read, or the database is out of reach.

A fault of the program looks much the same to Django (`OperationalError` is also a table that is not there). Only what
the database or the system says in its own codes tells them apart.
"""

import errno
import sqlite3

from django.db import InterfaceError, OperationalError

OF_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
OF_DISK = frozenset({errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EFBIG, errno.EIO})
READ_ONLY_TRANSACTION = "25006"
"""PostgreSQL says so of a standby, and of a database that was made read-only."""
PRIMARY = 0xFF
"""SQLite's longer codes say in their last byte which of the short ones they detail."""


def is_outage(error: BaseException | None) -> bool:
    """Whether this error came of it that nothing can be kept, however many others were raised on the way."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if says_so(error):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False


def says_so(error: BaseException) -> bool:
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & PRIMARY in OF_SQLITE
    if isinstance(error, OSError):
        return error.errno in OF_DISK
    if getattr(error, "sqlstate", None) == READ_ONLY_TRANSACTION:
        return True
    is_lost_line = isinstance(error, OperationalError | InterfaceError)
    return is_lost_line and not isinstance(error.__cause__, sqlite3.Error)
