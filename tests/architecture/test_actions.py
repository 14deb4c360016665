"""Every write is an action: keyword-only, told `by` and `now`, atomic, and in the ledger unless declared private."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.calls import Function, called, called_from_outside, doors, functions, records
from tests.architecture.source import SOURCE, files, module, none, place, tree

RUN_BY_HOME = {"erase_person"}
"""Called by home over its registry, inside one act of the person who leaves; home writes its entry."""


def declared(name: str, kind: str) -> dict[str, str]:
    found: dict[str, str] = getattr(apps.get_app_config(name), kind, {})
    return found


def area_of(function: Function) -> str:
    return function.path.relative_to(SOURCE).parts[0]


def public() -> dict[str, Function]:
    """What an area offers: what its package names, what is called from outside, what opens a transaction."""
    offered = {written for short, written in doors().items() if short != written}
    atomic = {name for name, one in functions().items() if one.is_atomic and one.path.name == "actions.py"}
    return {
        name: functions()[name]
        for name in sorted(offered | atomic | called_from_outside())
        if name in functions()
    }


def faults(function: Function, *, is_recorded: bool, private: set[str], inner: set[str]) -> list[str]:
    short = function.node.name
    where = place(function.path, function.node.lineno)
    found = [f"{where}: {short} takes {function.positional} by position"] if function.positional else []
    if short in inner:
        return found
    # A private act writes no entry, so nothing needs to be told who did it.
    wanted = {"now"} if short in private | RUN_BY_HOME else {"by", "now"}
    found += [f"{where}: {short} is not told `{missing}`" for missing in sorted(wanted - function.keywords)]
    if not function.is_atomic:
        found.append(f"{where}: {short} is not atomic")
    if not is_recorded and short not in private | RUN_BY_HOME:
        found.append(f"{where}: {short} writes no ledger entry, and private_acts does not say why")
    return found


def test_actions_are_atomic_named_and_recorded() -> None:
    none(
        problem
        for name, function in public().items()
        for problem in faults(
            function,
            is_recorded=records(name),
            private={*declared(area_of(function), "private_acts")},
            inner={*declared(area_of(function), "inner_steps")},
        )
    )


def test_some_actions_were_found() -> None:
    assert len(public()) > 40
    assert records("alongside.commitments.actions.accept")


def test_declared_exceptions_exist_and_are_needed() -> None:
    for config in apps.get_app_configs():
        if not config.name.startswith("alongside."):
            continue
        private, inner = declared(config.label, "private_acts"), declared(config.label, "inner_steps")
        for short, reason in {**private, **inner}.items():
            written = doors().get(f"{config.name}.actions.{short}", "") or f"{config.name}.actions.{short}"
            where = f"{place(SOURCE / config.label / 'apps.py')}: {short}"
            none([f"{where} has no reason"] if len(reason) < 15 else [])
            none([f"{where} is no action"] if written not in functions() else [])
            none([f"{where} does write an entry"] if short in private and records(written) else [])
        assert not private.keys() & inner.keys()


def function_of(text: str) -> Function:
    path = SOURCE / "asks" / "actions" / "__init__.py"
    node = ast.parse(text).body[0]
    assert isinstance(node, ast.FunctionDef)
    return Function("x", path, node, called(path, node))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("def close(ask, by, now): ...", "by position"),
        ("@transaction.atomic\ndef close(*, ask, now): ...", "not told `by`"),
        ("def close(*, ask, by, now): ...", "not atomic"),
        ("@transaction.atomic\ndef close(*, ask, by, now): ask.save()", "no ledger entry"),
    ],
)
def test_a_faulty_action_is_seen(text: str, problem: str) -> None:
    assert problem in "\n".join(faults(function_of(text), is_recorded=False, private=set(), inner=set()))


def writes(path: Path) -> list[str]:
    """Calls that change rows, outside the files that may."""
    verbs = {
        "save",
        "create",
        "bulk_create",
        "get_or_create",
        "update_or_create",
        "bulk_update",
        "delete",
        "update",
    }
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in verbs:
            shown = ast.unparse(node.func)
            if ".objects" in shown or node.func.attr in {"save", "bulk_create"}:
                found.append(f"{place(path, node.lineno)}: {shown} writes outside actions")
    return found


MAY_WRITE = {"actions", "tests", "management", "cast", "sessions", "adapters", "signals", "receivers"}
"""Beside actions: commands and the cast make whole worlds; sessions and adapters are the libraries' own ends."""
ALSO = {SOURCE / "core" / "once.py", SOURCE / "people" / "models.py"}
"""Remembers the key of each form around whatever action the view calls; makes the account that allauth asks for."""


def test_only_actions_write() -> None:
    for path in files(".py"):
        second = path.relative_to(SOURCE).parts[-1 if path.parent == SOURCE else 1].removesuffix(".py")
        if second not in MAY_WRITE and path not in ALSO and "migrations" not in path.parts:
            none(writes(path))


def test_a_write_in_a_view_is_seen(tmp_path: Path) -> None:
    fault = tmp_path / "views.py"
    fault.write_text("def ask(request):\n    Ask.objects.filter(pk=1).update(x=2)\n    form.save()\n")
    assert len(writes(fault)) == 2


def test_a_date_is_called_off_by_commitments_alone() -> None:
    """Whoever promised it is let go in the same act."""
    callers = {
        module(path)
        for path in files(".py")
        if "alongside.asks.actions.cancel_shift" in called(path, tree(path)) and "tests" not in path.parts
    }
    assert callers == {"alongside.commitments.actions.promising"}
