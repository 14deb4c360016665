"""The driver sends what it says, and counts what comes back. Its figures mean nothing here."""

import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.load.visits import MIX, Reader, Town, drawn

ROOT = Path(__file__).resolve().parents[2]
SMALL = ["--minutes", "0.1", "--rate", "10", "--groups", "3", "--people", "30", "--asks", "60"]


@pytest.mark.sqlite
def test_load_answers_every_request_and_says_how_long_it_took() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.load", *SMALL],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.startswith("60 requests, 10 a second.")
    counts = [
        int(count) for count in re.findall(r"^\S.*?  +(\d+)  +\d+  +\d+  +\d+$", ran.stdout, re.MULTILINE)
    ]
    assert counts[0] == sum(counts[1:]) == 60
    assert "Memory, MB: " in ran.stdout


def test_every_kind_of_visit_is_drawn_as_often_as_it_says() -> None:
    town = Town([Reader("s", ["a"], [("a", "d")], "g")], ["p"], "/static/x.css")
    draw = random.Random(1)  # noqa: S311 - which page somebody opens
    found = Counter(drawn(town, draw).kind for _visit in range(10_000))
    assert len(found) == len(MIX)
    assert 0.07 < sum(found[kind] for kind in ("an offer", "a choice kept")) / 10_000 < 0.09
