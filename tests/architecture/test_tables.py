"""docs/operate/asvs.md and docs/use/wcag.md: every row once, every named test there, every count right.

A row is met only by a test that exists. That of the accessibility page may also be met by a look, with its day.
"""

import ast
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, SOURCE, none

STANDARDS = Path(__file__).with_name("standards")
ASVS, WCAG = ROOT / "docs" / "operate" / "asvs.md", ROOT / "docs" / "use" / "wcag.md"
BY_HAND = re.compile(r"by hand on 20\d\d-\d\d-\d\d: \S.{20,}", re.IGNORECASE)
NAMED = re.compile(r"`([\w/]+\.py)::([\w:]+)`")
SHORTEST_REASON = 7
"""Letters: what is shorter says nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    level: str
    asks: str
    state: str
    shown: str


def rows(page: Path, kind: str) -> list[Row]:
    """Every line of a table that begins with an id; `kind` is the form of the ids."""
    found = []
    for line in page.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if re.fullmatch(kind, cells[0]):
            assert len(cells) == 5, f"{page.name}: {cells[0]} has {len(cells)} cells"
            found.append(Row(*cells))
    return found


def listed(name: str) -> list[list[str]]:
    lines = (STANDARDS / name).read_text(encoding="utf-8").splitlines()
    return [line.split(" ", 2) for line in lines if line and not line.startswith("#")]


@cache
def names_in(path: Path) -> frozenset[str]:
    """`test_x`, and `TestOfClass::test_y`, as a run of pytest would name them."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{one.name}" for one in node.body if isinstance(one, ast.FunctionDef)}
    return frozenset(one for one in found if one.rpartition("::")[2].startswith("test_"))


def is_there(path: str, name: str) -> bool:
    """A path begins at the top of the repository, or at `src/alongside` for what belongs to an area."""
    file = next((folder / path for folder in (ROOT, SOURCE) if (folder / path).is_file()), None)
    return file is not None and name in names_in(file)


def missing_tests(row: Row) -> list[str]:
    return [
        f"{row.id}: {path}::{name} is not there"
        for path, name in NAMED.findall(row.shown)
        if not is_there(path, name)
    ]


def faults(row: Row, states: set[str], by_hand: bool = False) -> list[str]:
    found = missing_tests(row)
    if row.state not in states:
        found.append(f"{row.id}: {row.state!r} is no state")
    if row.state == "met" and not NAMED.search(row.shown) and not (by_hand and BY_HAND.search(row.shown)):
        found.append(f"{row.id}: met, and nothing shows it")
    if row.state != "met" and len(NAMED.sub("", row.shown)) < SHORTEST_REASON:
        found.append(f"{row.id}: {row.state}, and no reason")
    if len(row.asks) < SHORTEST_REASON:
        found.append(f"{row.id}: does not say what it asks")
    return found


def counts(page: Path) -> list[tuple[str, int, int, int, int]]:
    """The lines of the table that counts: which rows, how many, met, not applicable, and neither."""
    lines = re.findall(
        r"^\| \*\*(.+?)\*\* \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", page.read_text("utf-8"), re.MULTILINE
    )
    return [(name, *map(int, numbers)) for name, *numbers in lines]


def counted(name: str, chosen: list[Row]) -> tuple[str, int, int, int, int]:
    states = Counter(row.state for row in chosen)
    neither = len(chosen) - states["met"] - states["not applicable"]
    return name, len(chosen), states["met"], states["not applicable"], neither


class TestAsvs:
    rows = rows(ASVS, r"V\d+\.\d+\.\d+")

    def test_every_requirement_stands_once_in_its_order_with_its_level(self) -> None:
        assert [[row.id, row.level] for row in self.rows] == listed("asvs.txt")

    def test_every_row_is_shown_or_says_why_not(self) -> None:
        none(fault for row in self.rows for fault in faults(row, {"met", "not applicable", "open"}))

    def test_nothing_of_level_1_is_open(self) -> None:
        none(row.id for row in self.rows if row.level == "1" and row.state == "open")

    def test_page_says_how_many_are_met_by_absence(self) -> None:
        said = re.search(r"(\d+) are met because what they are about is absent", ASVS.read_text("utf-8"))
        absent = [row.id for row in self.rows if row.state == "met" and row.shown.startswith("absent: ")]
        assert said is not None
        assert int(said[1]) == len(absent)

    def test_counts_are_right(self) -> None:
        first, second, third = ([row for row in self.rows if row.level == level] for level in "123")
        assert counts(ASVS) == [
            counted("Level 1", first),
            counted("Level 2", second),
            counted("Both", first + second),
            counted("Level 3, chosen", third),
        ]


class TestWcag:
    rows = rows(WCAG, r"\d\.\d\.\d+ .+")

    def test_every_criterion_stands_once_with_its_level_and_name(self) -> None:
        found = sorted([*row.id.split(" ", 1), row.level] for row in self.rows)
        assert found == sorted([number, name, level] for number, level, name in listed("wcag.txt"))

    def test_every_row_is_shown_or_says_why_not(self) -> None:
        none(
            fault
            for row in self.rows
            for fault in faults(row, {"met", "not applicable", "failed"}, by_hand=True)
        )

    def test_nothing_of_level_a_or_aa_fails(self) -> None:
        none(row.id for row in self.rows if row.level in {"A", "AA"} and row.state == "failed")

    def test_counts_are_right(self) -> None:
        levels = [
            counted(level, [row for row in self.rows if row.level == level]) for level in ("A", "AA", "AAA")
        ]
        assert counts(WCAG) == [*levels, counted("All", self.rows)]

    def test_what_fails_is_said_in_words_before_the_tables(self) -> None:
        text = WCAG.read_text(encoding="utf-8")
        said = text[text.index("## What does not work yet") : text.index("## What we looked at")]
        failed = {row.id.split(" ")[0] for row in self.rows if row.state == "failed"}
        assert {*re.findall(r"\((\d\.\d\.\d+)\)", said)} == failed


HERE = "tests/architecture/test_tables.py"


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("met", "we are careful"),
        ("met", f"`{HERE}::test_of_nothing`"),
        ("met", f"`{HERE}::TestAsvs::test_of_nothing`"),
        ("met", "`tests/nowhere.py::test_a_wrong_row_is_seen`"),
        ("open", ""),
        ("not applicable", "no"),
        ("nearly", f"`{HERE}::test_a_wrong_row_is_seen`"),
    ],
)
def test_a_wrong_row_is_seen(state: str, shown: str) -> None:
    assert faults(Row("V1.1.1", "1", "what it asks for", state, shown), {"met", "not applicable", "open"})


def test_a_right_row_is_taken() -> None:
    shown = f"`{HERE}::test_a_right_row_is_taken`, `{HERE}::TestAsvs::test_counts_are_right`"
    assert not faults(Row("V1.1.1", "1", "what it asks for", "met", shown), {"met"})
    look = "By hand on 2026-11-26: opened the page of an ask and read it aloud."
    assert not faults(Row("1.1.1 X", "A", "what it asks for", "met", look), {"met"}, by_hand=True)
    assert faults(Row("1.1.1 X", "A", "what it asks for", "met", look), {"met"})
