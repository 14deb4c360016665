"""PostgreSQL tells of the writes of all its databases, and tests that run beside these have some of their own."""

from collections.abc import Callable
from typing import TypeVar

from django.db import connection

from alongside.core.written import stamp

Found = TypeVar("Found")
TRIES = 200


def undisturbed(act: Callable[[], Found]) -> Found:
    """What `act`, which writes nothing, finds in a moment in which nobody else wrote either."""
    for _one in range(TRIES):
        before = stamp(connection)
        found = act()
        if stamp(connection) == before:
            return found
    raise AssertionError("It writes, or somebody else does all the time.")
