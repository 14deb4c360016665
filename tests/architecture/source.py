"""The tree as the architecture tests read it. A checker answers with problems, each `file:line: what is wrong`."""

import ast
import configparser
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "alongside"
NOT_OURS = {".venv", ".tools", ".git", "var", "build", "dist", "staticfiles", "screenshots", "node_modules"}


def layers() -> list[str]:
    """The areas from top to bottom, as .importlinter has them."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    return contracts["importlinter:contract:areas"]["layers"].split()


def files(*suffixes: str, under: Path = SOURCE, tests: bool = False) -> Iterator[Path]:
    for path in sorted(under.rglob("*")):
        if path.suffix not in suffixes or not path.is_file() or NOT_OURS & set(path.relative_to(under).parts):
            continue
        if tests or "tests" not in path.relative_to(under).parts:
            yield path


def area(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0]


def module(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def place(path: Path, line: int = 1) -> str:
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    return f"{shown}:{line}"


def none(problems: Iterable[str]) -> None:
    found = list(problems)
    assert not found, "\n".join(["", *found])
