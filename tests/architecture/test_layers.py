"""The order of the areas is the same everywhere, and import-linter refuses what it should refuse."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.architecture.source import ROOT, SOURCE, files, layers, none, place, tree

ORDER = (
    *(
        "config",
        "home",
        "federation",
        "impact",
        "coalitions",
        "institutions",
        "learning",
        "reflection",
        "voices",
    ),
    *("campaigns", "gatherings", "directory", "funds", "accountability", "matching", "commitments", "asks"),
    *("communities", "notices", "people", "ledger", "ui", "guards", "core"),
)
DOORS = {"models", "rules", "queries", "actions", "signals"}
OPEN_AREAS = {"ui", "guards", "core"}
MORE_DOORS = {"home": {"jobs", "witness"}, "config": {"urls"}}
"""home runs the jobs, and backs up and restores the ledger's witness with the tables that it vouches for."""


def test_layers_stand_in_the_order_of_the_house() -> None:
    assert layers() == [name for name in ORDER if name in layers()]


def test_layers_are_the_folders() -> None:
    folders = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert folders == set(layers())


def test_settings_install_areas_in_order() -> None:
    without_tables = {"config", "guards"}
    assert [name for name in layers() if name not in without_tables] == settings.AREAS


def wrong_doors(path: Path, importer: str) -> list[str]:
    """Imports of another area by anything but its doors."""
    found = []
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("alongside"):
            continue
        for name in node.names:
            parts = f"{node.module}.{name.name}".split(".")[1:]
            other, door = parts[0], [*parts, ""][1]
            if other not in {importer, *OPEN_AREAS, "config"} and door not in DOORS | MORE_DOORS.get(
                importer, set()
            ):
                found.append(f"{place(path, node.lineno)}: {importer} reaches into {other}.{door}")
    return found


def test_areas_use_each_others_doors() -> None:
    for path in files(".py"):
        none(wrong_doors(path, path.relative_to(SOURCE).parts[0]))


def borrowed_tests(path: Path, borrower: str) -> list[str]:
    """Imports of another area's tests. What two areas need stands in `tests/` or in the root's conftest.py."""
    return [
        f"{place(path, node.lineno)}: {borrower} borrows from {node.module}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and (parts := (node.module or "").split("."))[0] == "alongside"
        and "tests" in parts
        and parts[1] != borrower
    ]


def test_no_area_borrows_from_the_tests_of_another() -> None:
    for path in files(".py", tests=True):
        none(borrowed_tests(path, path.relative_to(SOURCE).parts[0]))


def test_a_borrowed_test_is_seen(tmp_path: Path) -> None:
    fault = tmp_path / "test_mail.py"
    fault.write_text("from alongside.notices.tests.conftest import letterbox\n")
    assert len(borrowed_tests(fault, "communities")) == 1
    assert not borrowed_tests(fault, "notices")


def test_a_wrong_door_is_seen(tmp_path: Path) -> None:
    fault = tmp_path / "actions.py"
    fault.write_text("from alongside.asks import views\nfrom alongside.asks.forms import AskForm\n")
    assert len(wrong_doors(fault, "commitments")) == 2


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("ledger/rules.py", "from alongside.people import rules as people", "areas below it BROKEN"),
        ("asks/queries/upward.py", "from alongside.asks import actions", "the lower BROKEN"),
        ("asks/services.py", "", "the lower BROKEN"),
        ("guards/capacity.py", "from django.utils import timezone", "no Django BROKEN"),
    ],
)
def test_a_broken_contract_is_seen(tmp_path: Path, file: str, line: str, contract: str) -> None:
    shutil.copytree(SOURCE, tmp_path / "alongside", ignore=shutil.ignore_patterns("*.po", "*.mo", "static"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    faulty = tmp_path / "alongside" / file
    before = faulty.read_text(encoding="utf-8") if faulty.exists() else ""
    faulty.write_text(f"{before}\n{line}\n", encoding="utf-8")
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache", "--config", tmp_path / ".importlinter"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert contract in done.stdout.replace("\n", " ")
