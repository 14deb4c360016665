"""What was read stays right until somebody writes: it is kept in the memory of this process until then.

Every commit, of whichever process, changes the stamp. So a suspension, a block or an erasure holds for whatever is
asked after it, and nothing has to know what it makes wrong. A page that is only read asks for the stamp once: it is of
one moment, and PostgreSQL would be asked fifty times.
"""

import datetime as dt
import sqlite3
import threading
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from django.core.signals import request_finished, request_started
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.dispatch import receiver

Made = TypeVar("Made")
AT_MOST = 500
"""How much is kept at once. Nothing has to choose what goes: the next write ends all of it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """`making` holds a lock for each thing: what several wait for is made once."""

    stamp: Hashable = None
    made: dict[Hashable, Any] = field(default_factory=dict)
    making: dict[Hashable, threading.RLock] = field(default_factory=dict)


class Moment(threading.local):
    """Of the page that this thread is making, if it is one that is only read."""

    is_held = False
    stamp: Hashable = None


_latest = [Kept()]
_moment = Moment()


@receiver(request_started)
def hold(environ: Mapping[str, Any] | None = None, **_request: object) -> None:
    """What writes must see its own writes, so it asks each time."""
    _moment.is_held = (environ or {}).get("REQUEST_METHOD") in {"GET", "HEAD"}
    _moment.stamp = None


@receiver(request_finished)
def let_go(**_request: object) -> None:
    _moment.is_held = False


def until_written(what: Hashable, make: Callable[[], Made]) -> Made:
    """What `make` reads; `what` names everything that decides it beside the database. Nobody may change it.

    The stamp is older than what is made with it, so what somebody commits meanwhile ends it too. In a transaction
    nothing is kept, because what it sees may still be taken back.
    """
    database = connections[DEFAULT_DB_ALIAS]
    if is_in_transaction(database):
        return make()
    kept = _latest[0]
    current = stamp_of_the_moment(database, kept)
    if current != kept.stamp or len(kept.made) >= AT_MOST:
        kept = _latest[0] = Kept(current)
    if what not in kept.made:
        with kept.making.setdefault(what, threading.RLock()):
            if what not in kept.made:
                kept.made[what] = make()
    found: Made = kept.made[what]
    return found


def for_a_minute(what: Hashable, make: Callable[[], Made], *, now: dt.datetime) -> Made:
    """The same for what depends on the clock too, which alone may be a minute late."""
    return until_written((what, int(now.timestamp()) // 60), make)


def for_a_minute_of(source: object, what: Hashable, make: Callable[[], Made], *, now: dt.datetime) -> Made:
    """The same for what is made of something that was read before, which somebody may have changed since: what is kept
    is taken only if it was made of this very thing.
    """
    made_of, made = for_a_minute(what, lambda: (source, make()), now=now)
    return made if made_of is source else make()


def is_in_transaction(database: BaseDatabaseWrapper) -> bool:
    """Also in one that `core.snapshots` began, which goes on showing what was."""
    line = database.connection
    return database.in_atomic_block or (database.vendor == "sqlite" and line and line.in_transaction)


def stamp_of_the_moment(database: BaseDatabaseWrapper, kept: Kept) -> Hashable:
    """The one that this page asked for, as long as what is kept has it too; otherwise the newest."""
    if not _moment.is_held or _moment.stamp is None or _moment.stamp != kept.stamp:
        _moment.stamp = stamp(database)
    return _moment.stamp


def stamp(database: BaseDatabaseWrapper) -> Hashable:
    """Equal to an earlier one if nobody committed anything in between.

    SQLite counts the commits of all other lines, so it is asked on one that never writes. PostgreSQL says which
    transactions can be seen, and any that writes is another one.
    """
    if database.vendor == "sqlite":
        return listener(str(database.settings_dict["NAME"])).heard()
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        seen: str = cursor.fetchone()[0]
    return seen


class Listener:
    def __init__(self, path: str) -> None:
        self.lock = threading.Lock()
        self.line = sqlite3.connect(path, check_same_thread=False, isolation_level=None)

    def heard(self) -> Hashable:
        with self.lock:
            return self, self.line.execute("PRAGMA data_version").fetchone()[0]


@cache
def listener(path: str) -> Listener:
    return Listener(path)
