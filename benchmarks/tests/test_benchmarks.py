"""The benchmark works and its table says what its README explains. Its figures mean nothing here."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import sizes, table
from benchmarks.measures import Measure, done

ROOT = Path(__file__).resolve().parents[2]
SMALL_MACHINE = 256
"""Megabytes that the whole server may hold, so that one small machine is enough."""


@pytest.mark.sqlite
def test_benchmark_runs_and_explains_each_row() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick"], cwd=ROOT, capture_output=True, text=True, timeout=600
    )

    assert ran.returncode == 0, ran.stderr
    many = f"{sizes.QUICK.commitments:,} commitments there"
    printed = re.findall(
        r"^(\S.*?)  +[\d,.]+  ", ran.stdout.replace(many, "N commitments there"), re.MULTILINE
    )
    explained = re.findall(
        r"^\| (\S.*?) \| [^|-]", (ROOT / "benchmarks" / "README.md").read_text(), re.MULTILINE
    )
    assert printed == explained[1:]
    memory = re.search(r"Memory of the server and its worker: (\d+) MB", ran.stdout)
    assert memory
    assert int(memory[1]) < SMALL_MACHINE
    assert re.search(rf"^One pass, {many}: [\d.]+ CPU seconds", ran.stdout, re.MULTILINE)


def test_ratio_is_taken_within_its_round() -> None:
    bare, ours = Measure("Bare", float), Measure("Ours", float, against="Bare", unit="acts")
    rounds = {"Bare": [100.0, 10.0, 200.0], "Ours": [50.0, 5.0, 20.0]}

    assert table.rows([bare, ours], rounds) == [
        ("Bare", "100", "requests", "", ""),
        ("Ours", "20.0", "acts", "0.500 (0.100 to 0.500)", "Bare"),
    ]


def test_every_size_is_an_option_with_its_meaning() -> None:
    assert sizes.chosen(["--rows", "7"]).rows == 7
    assert sizes.chosen(["--quick", "--lines", "9"]).lines == 9
    assert set(sizes.MEANINGS) == set(sizes.Sizes.__slots__)


def test_what_an_act_does_counts() -> None:
    did: list[int] = []
    assert done([lambda: did.append(sum(range(200_000)))] * 2, each=10) > 0
    assert len(did) == 2
