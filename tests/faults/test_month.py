"""A month in which the worker is killed again and again: nothing is sent twice, and nothing is lost."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from alongside.home.tests.installation import PATIENCE, Installation

KILLS = int(os.environ.get("ALONGSIDE_MONTH_KILLS", "100"))
OF_THE_PLAN = frozenset({"ask.fits", "ask.urgent"})
"""Whom a round asks may be somebody else when it goes on two minutes later."""
pytestmark = pytest.mark.sqlite


def lived(installation: Installation, *, days: int, kills: int) -> dict[str, Any]:
    script = Path(__file__).with_name("month.py")
    done = subprocess.run(
        [sys.executable, str(script), str(days), str(kills)],
        env=installation.variables,
        capture_output=True,
        text=True,
        timeout=PATIENCE * 6,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def check(found: dict[str, Any]) -> None:
    assert not found["wrong"]
    assert not found["twice"]
    assert found["told"].get("offer.expired", 0) == found["expired"]


def of_the_chain(found: dict[str, Any]) -> Counter[str]:
    return Counter({kind: count for kind, count in found["told"].items() if kind not in OF_THE_PLAN})


def test_worker_that_is_killed_sends_nothing_twice_and_loses_nothing(installation: Installation) -> None:
    """The first days of the month, in which the first offers end."""
    found = lived(installation, days=6, kills=6)
    check(found)
    assert found["killed"] == 6
    assert found["expired"]
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
    "broken", [{"wrong": ["an offer is older than its limit"]}, {"twice": ["a notice"]}, {"expired": 2}]
)
def test_what_was_lost_or_sent_twice_is_seen(broken: dict[str, Any]) -> None:
    whole = {"wrong": [], "twice": [], "expired": 1, "told": {"offer.expired": 1}}
    check(whole)
    with pytest.raises(AssertionError):
        check({**whole, **broken})
