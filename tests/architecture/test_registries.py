"""What home runs over every area exists, takes what home gives it, and misses nobody."""

import ast
import inspect
from collections.abc import Iterator

import pytest
from django.apps import AppConfig, apps
from django.utils.module_loading import import_string

from alongside.people.models import Person
from tests.architecture.source import SOURCE, files, none, place, tree


def areas() -> Iterator[AppConfig]:
    for config in apps.get_app_configs():
        if config.name.startswith("alongside."):
            yield config


def where(config: AppConfig) -> str:
    return place(SOURCE / config.label / "apps.py")


def registered(config: AppConfig, kind: str) -> str:
    return str(getattr(config, kind, ""))


def knows_people(config: AppConfig) -> bool:
    return any(
        field.related_model is Person for model in config.get_models() for field in model._meta.get_fields()
    )


def test_areas_that_know_people_export_and_erase_them() -> None:
    none(
        f"{where(config)}: no {kind}, and its tables know people"
        for config in areas()
        for kind in ("export_of", "erase_of")
        if knows_people(config) and not registered(config, kind)
    )


@pytest.mark.parametrize(("kind", "told"), [("export_of", {"person"}), ("erase_of", {"person", "now"})])
def test_registered_functions_take_what_home_gives(kind: str, told: set[str]) -> None:
    for config in areas():
        if registered(config, kind):
            function = import_string(registered(config, kind).replace(":", "."))
            parameters = inspect.signature(function).parameters.values()
            assert {one.name for one in parameters} == told, f"{where(config)}: {kind}"
            assert all(one.kind is inspect.Parameter.KEYWORD_ONLY for one in parameters), (
                f"{where(config)}: {kind}"
            )


def written_jobs(label: str) -> set[str]:
    """Functions of an area's jobs that look like one: `(now) -> int`, and not only a step of another."""
    folder = SOURCE / label
    paths = [
        path
        for path in files(".py", under=folder)
        if path.relative_to(folder).parts[0].removesuffix(".py") == "jobs"
    ]
    return {
        node.name
        for path in paths
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        and [one.arg for one in node.args.args] == ["now"]
        and returns_int(node)
    }


def returns_int(node: ast.FunctionDef) -> bool:
    return node.returns is not None and ast.unparse(node.returns) == "int"


def test_jobs_exist_and_are_all_run() -> None:
    for config in areas():
        listed = list(getattr(config, "jobs", []))
        assert len(listed) == len(set(listed)), f"{where(config)}: a job twice"
        none(f"{where(config)}: no job {name}" for name in set(listed) - written_jobs(config.label))
        none(f"{where(config)}: nothing runs {name}" for name in written_jobs(config.label) - set(listed))
