"""A server of its own in a folder of its own, driven by the `alongside` command as an operator does."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path

PATIENCE = 600
"""Seconds after which a command counts as hanging: the demo takes half a minute on an idle machine."""


@dataclass
class Installation:
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def variables(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("ALONGSIDE")}
        return {
            **inherited,
            "DATABASE_URL": "",
            "ALONGSIDE_MODE": "trial",
            "ALONGSIDE_DATA_DIR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
            **self.environment,
        }

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "alongside.home.management", *command],
            env=self.variables,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    def start(self, *command: str) -> subprocess.Popen[str]:
        return self.start_python(["-m", "alongside.home.management", *command])

    def start_python(self, arguments: list[str]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments],
            env=self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def count(self) -> tuple[int, int]:
        """People and entries of the ledger in the SQLite file, as they are on disk."""
        with closing(sqlite3.connect(self.folder / "alongside.sqlite3")) as database:
            people = database.execute("SELECT count(*) FROM people_person").fetchone()[0]
            return people, database.execute("SELECT count(*) FROM ledger_entry").fetchone()[0]

    def python(self, code: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", SETUP + code],
            env=self.variables,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def wait_until(true: Callable[[], object], seconds: float = 120) -> bool:
    """Whether something outside this program came true in time; it asks ten times a second."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        os.sched_yield()
        signal.sigtimedwait([], 0.1)
    return False


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def fetched(port: int, path: str, **headers: str) -> tuple[Message, bytes] | None:
    """The headers and the body of a page; nothing while no server answers there."""
    line = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        return answer.headers, answer.read()
    except OSError:
        return None
    finally:
        line.close()


SETUP = """
import datetime as dt, django
django.setup()
from alongside.ledger import actions as ledger
from alongside.ledger.models import Entry
from alongside.people.models import Person
from alongside.core.clock import now
"""

WRITE_ON = (
    SETUP
    + """
from django.db import transaction
number = Person.objects.count()
while True:
    with transaction.atomic():
        person = Person.objects.create(sign_in_name=f"writer-{number}", display_name="W", joined_at=now())
        ledger.record(kind="test.written", subject=person.pk, by=person, now=now())
    number += 1
    print(number, flush=True)
"""
)

MAKE_THREE = """
for number in range(3):
    person = Person.objects.create(sign_in_name=f"{now().timestamp()}", joined_at=now())
    ledger.record(kind="test.written", subject=person.pk, by=person, now=now())
"""
