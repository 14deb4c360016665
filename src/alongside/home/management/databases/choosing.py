import datetime as dt
from pathlib import Path
from typing import Protocol

from django.db import connection

from alongside.home.management.databases.postgresql import PostgreSQL
from alongside.home.management.databases.sqlite import SQLite


class Engine(Protocol):
    name: str

    def copy_out(self, folder: Path) -> None:
        """Writes a copy of the database in use into `folder`, while others write to it."""

    def stage(self, folder: Path, staging: Path) -> dict[str, str]:
        """Puts a backup's database beside the one in use; answers the settings under which it can be opened."""

    def swap(self, staging: Path, now: dt.datetime) -> str:
        """Puts the staged database in the place of the one in use, at once; answers where that one is now."""

    def discard(self, staging: Path) -> None:
        """Removes what was staged and is not wanted."""


def engine() -> Engine:
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()
