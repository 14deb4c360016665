"""A month in which the worker is killed again and again: nothing is sent twice, and nothing is lost, mails included."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from alongside.home.tests.installation import PATIENCE, Installation
from tests.letterbox import listening

KILLS = int(os.environ.get("ALONGSIDE_MONTH_KILLS", "100"))
OF_THE_PLAN = frozenset({"ask.fits", "ask.urgent"})
"""Whom a round asks may be somebody else when it goes on two minutes later."""
pytestmark = pytest.mark.sqlite


@dataclass
class Letterbox:
    """A mail server that takes whatever comes, and knows each mail by its name."""

    names: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        name = str(message_from_bytes(bytes(envelope.content or b""))["Message-ID"])
        self.names.append(name.strip("<>").partition("@")[0])
        return "250 OK"


@contextmanager
def letterbox_of(installation: Installation) -> Iterator[Letterbox]:
    box = Letterbox()
    with listening(box) as port:
        installation.environment["ALONGSIDE_MAIL_URL"] = f"smtp://127.0.0.1:{port}"
        yield box


def lived(installation: Installation, *, days: int, kills: int) -> dict[str, Any]:
    script = Path(__file__).with_name("month.py")
    with letterbox_of(installation) as box:
        done = subprocess.run(
            [sys.executable, str(script), str(days), str(kills)],
            env=installation.variables,
            capture_output=True,
            text=True,
            timeout=PATIENCE * 6,
        )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {**found, "arrived": box.names}


def check(found: dict[str, Any]) -> None:
    """A mail that a killed worker had in its hand may come once more for each such time, under the same name."""
    assert not found["wrong"]
    assert not found["twice"]
    assert found["told"].get("offer.expired", 0) == found["expired"]
    arrived, mails = Counter(found["arrived"]), found["mails"]
    assert not mails["missing"]
    assert not mails["late"]
    assert set(mails["sent"]) == {*arrived} - ({*mails["dropped"]} & {*mails["held"]})
    assert {name for name, times in arrived.items() if times > 1} <= {*mails["held"]}


def of_the_chain(found: dict[str, Any]) -> Counter[str]:
    return Counter({kind: count for kind, count in found["told"].items() if kind not in OF_THE_PLAN})


def test_worker_that_is_killed_sends_nothing_twice_and_loses_nothing(installation: Installation) -> None:
    """The first days of the month, in which the first offers end."""
    found = lived(installation, days=6, kills=6)
    check(found)
    assert found["killed"] == 6
    assert found["expired"]
    assert found["arrived"]
    assert installation.run("verify_ledger").returncode == 0


@pytest.mark.long
def test_month_with_kills_tells_what_a_quiet_month_tells(
    installation: Installation, migrated: Path, tmp_path: Path
) -> None:
    quiet = Installation(Path(shutil.copytree(migrated, tmp_path / "quiet")))
    found, expected = lived(installation, days=28, kills=KILLS), lived(quiet, days=28, kills=0)
    check(found)
    assert found["killed"] == KILLS
    assert of_the_chain(found) == of_the_chain(expected)
    assert installation.run("verify_ledger").returncode == 0


@pytest.mark.parametrize(
    "broken",
    [
        {"wrong": ["an offer is older than its limit"]},
        {"twice": ["a notice"]},
        {"expired": 2},
        {"arrived": []},
        {"arrived": ["a", "a"]},
        {"arrived": ["a", "b"]},
        {"mails": {"sent": ["a"], "dropped": [], "late": [], "missing": ["offer.expired"], "held": []}},
        {"mails": {"sent": ["a"], "dropped": [], "late": ["b"], "missing": [], "held": []}},
    ],
)
def test_what_was_lost_or_sent_twice_is_seen(broken: dict[str, Any]) -> None:
    mails = {"sent": ["a"], "dropped": [], "late": [], "missing": [], "held": []}
    told = {"offer.expired": 1}
    whole = {"wrong": [], "twice": [], "expired": 1, "told": told, "mails": mails, "arrived": ["a"]}
    check(whole)
    with pytest.raises(AssertionError):
        check({**whole, **broken})
