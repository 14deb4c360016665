"""A worker that is killed, with a real mail server in front of it: nothing is lost, and nothing happens twice."""

import os
import signal
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from email import message_from_bytes

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from tests.letterbox import listening

from alongside.home.tests.installation import Installation, wait_until

pytestmark = pytest.mark.sqlite
ALLIES = 12
PREPARE = f"""
from django.db import transaction
from allauth.account.models import EmailAddress
from alongside.asks.models import Ask
from alongside.commitments import actions
from alongside.home import cast as the_cast
day, midnight = dt.timedelta(days=1), dt.time(0)
with transaction.atomic():
    cast = the_cast.make(now() - 6 * day)
    Ask.objects.update(open_to="anyone")
    for number in range({ALLIES}):
        ally = the_cast.person(f"ally-{{number}}", now(), quiet_from=midnight, quiet_until=midnight)
        EmailAddress.objects.create(user=ally, email=f"ally-{{number}}@mail.example", verified=True, primary=True)
        actions.offer(shift=cast.shift, by=ally, now=now() - 5 * day)
"""
LONG_AGO = "2020-01-01 00:00:00"
"""Where a lease ends and a claim began, once enough time has gone by."""


@dataclass
class Letterbox:
    """Kills the worker at its third letter, which it does not take, and at its sixth, which it does."""

    worker: subprocess.Popen[str] | None = None
    tried: int = 0
    taken: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        self.tried += 1
        if self.tried != 3:
            self.taken.append(str(message_from_bytes(bytes(envelope.content or b""))["Message-ID"]))
        if self.tried in (3, 6) and self.worker:
            os.kill(self.worker.pid, signal.SIGKILL)
        return "250 OK"


@pytest.fixture
def letterbox(installation: Installation) -> Iterator[Letterbox]:
    box = Letterbox()
    with listening(box) as port:
        installation.environment["ALONGSIDE_MAIL_URL"] = f"smtp://127.0.0.1:{port}"
        yield box


def count(installation: Installation, table: str) -> int:
    with closing(sqlite3.connect(installation.folder / "alongside.sqlite3")) as database:
        found: int = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - fixed words
        return found


def test_killed_worker_loses_nothing_and_does_nothing_twice(
    installation: Installation, letterbox: Letterbox
) -> None:
    installation.python(PREPARE)

    work(installation, letterbox, until=lambda: count(installation, "commitments_expiry"))
    for _killed_by_the_letterbox in range(2):
        work(installation, letterbox, until=lambda: False)
    work(
        installation,
        letterbox,
        until=lambda: count(installation, "notices_mail WHERE sent_at IS NOT NULL") == ALLIES,
    )

    assert count(installation, "commitments_expiry") == ALLIES
    assert count(installation, "notices_notice WHERE kind = 'offer.expired'") == ALLIES
    assert Counter(Counter(letterbox.taken).values()) == {1: ALLIES - 1, 2: 1}
    assert installation.run("verify_ledger").returncode == 0


def work(installation: Installation, letterbox: Letterbox, *, until: Callable[[], object]) -> None:
    """A worker that is killed, by the letterbox or as soon as `until` holds; then its lease and its claims end."""
    worker = letterbox.worker = installation.start("run_worker", "--pause", "0.1")
    assert wait_until(lambda: worker.poll() is not None or until())
    worker.kill()
    worker.communicate()
    with closing(sqlite3.connect(installation.folder / "alongside.sqlite3")) as database, database:
        database.execute("UPDATE home_lease SET until = ?", [LONG_AGO])
        database.execute("UPDATE notices_mail SET taken_at = ? WHERE taken_at IS NOT NULL", [LONG_AGO])
