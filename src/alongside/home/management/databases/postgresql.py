import datetime as dt
import os
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from alongside.home.management.databases.refusals import CannotSwap, CopyBroken

COPY = "database.dump"
STAGED = "_restoring"


class PostgreSQL:
    """Copied by pg_dump from one snapshot; put back into a new database that then takes the name.

    To put back, the role needs the right to make databases, and may not be the only connection's owner elsewhere.
    """

    name = "postgresql"

    def __init__(self) -> None:
        self.settings: dict[str, Any] = connection.settings_dict
        self.database = str(self.settings["NAME"])

    def copy_out(self, folder: Path) -> None:
        self.run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={folder / COPY}")

    def stage(self, folder: Path, staging: Path) -> dict[str, str]:
        self.discard(staging)
        self.in_maintenance(f'CREATE DATABASE "{self.database}{STAGED}"')
        restored = ["--no-owner", "--no-privileges", "--exit-on-error", f"--dbname={self.database}{STAGED}"]
        self.run("pg_restore", *restored, str(folder / COPY))
        return {"DATABASE_URL": self.address(self.database + STAGED)}

    def swap(self, staging: Path, now: dt.datetime) -> str:
        """Two renames in one transaction. PostgreSQL refuses them while anybody is connected."""
        connection.close()
        aside = f"{self.database}_before_{now:%Y%m%dT%H%M%SZ}".lower()
        try:
            self.in_maintenance(
                f'ALTER DATABASE "{self.database}" RENAME TO "{aside}"',
                f'ALTER DATABASE "{self.database}{STAGED}" RENAME TO "{self.database}"',
                at_once=True,
            )
        except OperationalError as error:
            raise CannotSwap(
                "Something still uses the database. Stop the server and its worker first."
            ) from error
        return aside

    def discard(self, staging: Path) -> None:
        self.in_maintenance(f'DROP DATABASE IF EXISTS "{self.database}{STAGED}"')

    def in_maintenance(self, *statements: str, at_once: bool = False) -> None:
        """Runs statements from outside the database in use, which cannot rename itself."""
        outside: BaseDatabaseWrapper = connection.copy()
        outside.settings_dict = {**self.settings, "NAME": "postgres"}
        try:
            with outside.cursor() as cursor:
                if at_once:
                    cursor.execute("BEGIN")
                for statement in statements:
                    cursor.execute(statement)
                if at_once:
                    cursor.execute("COMMIT")
        finally:
            outside.close()

    def run(self, *command: str) -> None:
        """The passphrase goes by the environment: arguments can be read by everybody on the machine."""
        given = {
            "PGDATABASE": self.database,
            "PGHOST": self.settings["HOST"],
            "PGPORT": str(self.settings["PORT"] or ""),
            "PGUSER": self.settings["USER"],
            "PGPASSWORD": self.settings["PASSWORD"],
        }
        environment = {**os.environ, **{name: value for name, value in given.items() if value}}
        done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603 - a list of our own words, no shell
        if done.returncode != 0:
            raise CopyBroken(f"{command[0]} failed: {done.stderr.strip().splitlines()[-1:]}")

    def address(self, database: str) -> str:
        """A DATABASE_URL for another database on the same server."""
        who = quote(self.settings["USER"] or "", safe="")
        if self.settings["PASSWORD"]:
            who += ":" + quote(self.settings["PASSWORD"], safe="")
        place = quote(self.settings["HOST"] or "", safe="")
        if self.settings["PORT"]:
            place += f":{self.settings['PORT']}"
        options = {name: value for name, value in self.settings["OPTIONS"].items() if isinstance(value, str)}
        return f"postgres://{who}@{place}/{quote(database)}" + (f"?{urlencode(options)}" if options else "")
