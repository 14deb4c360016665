"""The same file names in every area, small files, no name that says nothing, nothing left for later."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, SOURCE, files, layers, none, place, tree

NAMES = {
    *("__init__", "urls", "views", "forms", "api", "feeds", "jobs", "actions", "queries", "models", "rules"),
    *(
        "templates",
        "migrations",
        "tests",
        "apps",
        "signals",
        "receivers",
        "adapters",
        "static",
        "locale",
        "README",
    ),
}
ALSO = {
    "config": {"settings", "environment", "keys", "languages", "lines", "logs", "wsgi"},
    "home": {"management", "middleware", "cast", "copies", "leavers", "meters"},
    "ui": {"templatetags", "components", "middleware", "context", "kept"},
    "people": {"middleware", "sessions", "passphrases", "common_passphrases"},
    "ledger": {"witness"},
}
"""Why each: config and home are the ends that know everybody. ui holds what pages share,
and keeps it in memory. people has Django's session
engine, its passphrase rules with the list of common ones, and the middleware that sets the reader's language and zone.
The ledger's witness is a file outside the tables, as are the copies of the data and the list of those who left."""
FREE = {"core", "guards"}
"""Base types and pure functions are named for what they are, not for their height in an area."""

FORBIDDEN = re.compile(
    r"(?:^|_)(?:utils?|helpers?|common|misc|managers?|services?|handlers?|process(?:or|es)?)(?:_|$)"
)
SAID_BY_OTHERS = {
    "process_exception",
    "common_passphrases",
    "management",
    "process_view",
    "process_response",
    "process_request",
}
"""A list of common passphrases, and names that Django looks for."""
LINES = 400
LATER = re.compile("TO" r"DO|FIX" r"ME|X" r"XX\b")
OURS = (".py", ".html", ".txt", ".css", ".js", ".md", ".toml", ".yaml", ".sh")
WRITTEN_BY_PROGRAMS = {"migrations", "locale", "vendor", "data"}


def inside(folder: Path) -> Iterator[str]:
    for path in folder.iterdir():
        if path.name != "__pycache__" and not path.name.startswith("."):
            yield path.stem


@pytest.mark.parametrize("name", layers())
def test_area_has_the_files_of_the_house(name: str) -> None:
    if name not in FREE:
        none(
            f"{name}/{found}: not a file name of the house"
            for found in {*inside(SOURCE / name)} - allowed(name)
        )


def allowed(name: str) -> set[str]:
    return NAMES | ALSO.get(name, set())


@pytest.mark.parametrize("name", [name for name in layers() if name != "config"])
def test_area_says_what_it_is_for(name: str) -> None:
    assert (SOURCE / name / "README.md").exists(), f"src/alongside/{name}/README.md is missing"


def says_nothing(name: str) -> bool:
    return name not in SAID_BY_OTHERS and bool(FORBIDDEN.search(name))


def test_names_say_something() -> None:
    for path in files(*OURS, under=ROOT, tests=True):
        if says_nothing(path.stem):
            none([f"{place(path)}: a name that says nothing"])
    for path in files(".py"):
        none(
            f"{place(path, node.lineno)}: {node.name} says nothing"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and says_nothing(snake(node.name))
        )


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


@pytest.mark.parametrize(
    "name", ["utils", "form_helpers", "MailService", "LinkHandler", "Manager", "process"]
)
def test_an_empty_name_is_seen(name: str) -> None:
    assert says_nothing(snake(name))
    assert not says_nothing("processed_on")


def test_files_are_small() -> None:
    for path in files(".py", ".html", ".css", ".js", under=ROOT / "src", tests=True):
        if not WRITTEN_BY_PROGRAMS & set(path.parts):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            none([f"{place(path)}: {lines} lines, at most {LINES}"] if lines > LINES else [])


def left_for_later(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        f"{place(path, number)}: left for later" for number, line in enumerate(lines, 1) if LATER.search(line)
    ]


def test_nothing_is_left_for_later() -> None:
    for path in files(*OURS, under=ROOT, tests=True):
        if "packages" not in path.parts and not path.name.startswith("common_"):
            none(left_for_later(path))


def test_something_left_for_later_is_seen(tmp_path: Path) -> None:
    fault = tmp_path / "views.py"
    fault.write_text("x = 1  # TO" + "DO: do it\n")
    assert left_for_later(fault) == [f"{place(fault, 1)}: left for later"]


def test_nothing_hangs_on_save_signals() -> None:
    """What happens on a write stands in the action, where a reader looks for it."""
    for path in files(".py"):
        none(
            f"{place(path, number)}: a save signal"
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if re.search(r"(?<!field\.)\b(pre|post)_(save|delete)\b", line)
        )
