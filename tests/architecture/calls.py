"""Which function of any `actions` module calls which: enough to see who writes to the ledger."""

import ast
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.architecture.source import SOURCE, files, module, tree

RECORD = "alongside.ledger.actions.record_all"


@dataclass(frozen=True)
class Function:
    name: str
    path: Path
    node: ast.FunctionDef
    calls: frozenset[str] = field(default_factory=frozenset)

    @property
    def keywords(self) -> set[str]:
        return {argument.arg for argument in self.node.args.kwonlyargs}

    @property
    def positional(self) -> list[str]:
        return [argument.arg for argument in (*self.node.args.posonlyargs, *self.node.args.args)]

    @property
    def is_atomic(self) -> bool:
        return any("atomic" in ast.dump(decorator) for decorator in self.node.decorator_list)


def named(path: Path) -> dict[str, str]:
    """What each imported name of a file stands for, dotted."""
    return {
        name.asname or name.name: f"{node.module}.{name.name}"
        for node in tree(path).body
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }


def dotted(node: ast.expr, names: dict[str, str], own: str) -> str:
    if isinstance(node, ast.Name):
        return names.get(node.id, f"{own}.{node.id}")
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value, names, own)}.{node.attr}"
    return ""


def called(path: Path, node: ast.AST) -> frozenset[str]:
    names, own = named(path), module(path)
    calls = [one.func for one in ast.walk(node) if isinstance(one, ast.Call)]
    return frozenset(dotted(func, names, own) for func in calls)


def is_action(path: Path) -> bool:
    parts = path.relative_to(SOURCE).parts
    return len(parts) > 1 and parts[1].removesuffix(".py") == "actions"


@cache
def functions() -> dict[str, Function]:
    """Every top-level function of every area's actions, by its dotted name."""
    return {
        f"{module(path)}.{node.name}": Function(f"{module(path)}.{node.name}", path, node, called(path, node))
        for path in files(".py")
        if is_action(path)
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
    }


@cache
def doors() -> dict[str, str]:
    """The short name of an action (`alongside.asks.actions.close`) to where it is written."""
    opened = {name: name for name in functions()}
    for path in files(".py"):
        if is_action(path) and path.name == "__init__.py":
            opened |= {f"{module(path)}.{short}": written for short, written in named(path).items()}
    return opened


def records(name: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether a function writes a ledger entry itself or through what it calls."""
    name = doors().get(name, name)
    if name == RECORD:
        return True
    if name in known or name not in functions():
        return False
    return any(records(call, known | {name}) for call in functions()[name].calls)


def called_from_outside() -> set[str]:
    """Actions that something outside their area's actions calls or names."""
    found = set()
    for path in files(".py"):
        names, own = named(path), module(path)
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute):
                action = doors().get(dotted(node, names, own), "")
                if not is_action(path) or action.split(".")[1:2] != own.split(".")[1:2]:
                    found.add(action)
    return found - {""}
