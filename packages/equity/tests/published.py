"""Data with published answers, read through the package's own engines."""

from __future__ import annotations

import csv
from pathlib import Path

from alongside_equity.cells import Cells
from alongside_equity.engines import read
from alongside_equity.question import Kind, Question

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def berkeley() -> Cells:
    """Admissions of 1973, six departments (Bickel, Hammel and O'Connell 1975)."""
    question = Question(
        by=("Gender",), within=("Dept",), outcome="Admit", weight="Freq",
        yes=frozenset({"admitted"}), no=frozenset({"rejected"}),
    )  # fmt: skip
    return read(DATA / "ucb_admissions_1973.csv", question)


def dyestuff() -> Cells:
    return read(DATA / "dyestuff.csv", Question(by=("Batch",), outcome="Yield", kind=Kind.SCORE))
