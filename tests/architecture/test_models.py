"""Every field says whose it is; names tell times from dates; the arrow between tables is visible."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connections, models
from django.db.models.signals import post_init, pre_init

from alongside.core.declaring import Declaration, Erasure, Whose
from alongside.core.fields import SealedTextField
from alongside.core.rows import rows
from alongside.core.storing import held
from alongside.people.models import Person
from tests.architecture.source import SOURCE, files, none, place, tree
from tests.architecture.test_exports import world  # noqa: F401 - a fixture
from tests.world import World


def ours() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if model.__module__.startswith("alongside."):
            yield model


def where(model: type[models.Model]) -> str:
    line = inspect.getsourcelines(model)[1]
    return f"{place(Path(inspect.getfile(model)), line)}: {model.__name__}"


NAMED_BY_DJANGO = {"last_login", "expire_date"}


def stored(model: type[models.Model]) -> list[Any]:
    return [*model._meta.local_fields, *model._meta.local_many_to_many]


def undeclared(model: type[models.Model]) -> list[str]:
    declared = getattr(model, "declared", {})
    named = {field.name for field in stored(model)}
    found = [f"{where(model)}.{name} is not declared" for name in sorted(named - declared.keys())]
    found += [
        f"{where(model)} declares {name}, which it does not have" for name in sorted(declared.keys() - named)
    ]
    return found + [
        f"{where(model)}.{name} is declared by something else"
        for name, said in declared.items()
        if not isinstance(said, Declaration)
    ]


def test_every_field_is_declared() -> None:
    none(problem for model in ours() for problem in undeclared(model))


def test_an_undeclared_field_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Person, "declared", {**Person.declared, "shoe_size": Person.declared["display_name"]})
    monkeypatch.delitem(Person.declared, "display_name")
    assert len(undeclared(Person)) == 2


SEALED_BY_THEIR_OWN = {"people.Session.session_data"}
"""What is sealed before it comes to its field: Django's session engine writes a text."""


def is_sealed(model: type[models.Model], field: Any) -> bool:
    return isinstance(field, SealedTextField) or f"{model._meta.label}.{field.name}" in SEALED_BY_THEIR_OWN


def test_sealed_texts_are_declared_as_sealed() -> None:
    none(
        f"{where(model)}.{field.name}: sealed and declared differ"
        for model in ours()
        for field in model._meta.local_fields
        if is_sealed(model, field) != model.declared[field.name].encrypted
    )


def test_what_is_of_a_person_goes_with_the_person() -> None:
    none(
        f"{where(model)}.{name} is a person's and outlives the person"
        for model in ours()
        for name, said in model.declared.items()
        if said.whose is Whose.PERSON and said.erasure is Erasure.NOTHING
    )


def test_names_tell_times_from_dates() -> None:
    for model in ours():
        for field in model._meta.local_fields:
            last = field.name.rsplit("_", 1)[-1]
            is_time = isinstance(field, models.DateTimeField)
            is_date = isinstance(field, models.DateField) and not is_time
            fits = (last in {"at", "since", "until"} or not is_time) and (
                last in {"on", "until"} or not is_date
            )
            none(
                []
                if fits or field.name in NAMED_BY_DJANGO
                else [f"{where(model)}.{field.name}: `_at` or `_on`"]
            )


def arrows(path: Path) -> list[str]:
    """Foreign keys that name their class in a string, where nobody's editor follows."""
    found = []
    for node in ast.walk(tree(path)):
        if (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).endswith(("ForeignKey", "OneToOneField"))
            and node.args
        ):
            target = node.args[0]
            if not isinstance(target, ast.Name | ast.Attribute) and ast.unparse(target) != "'self'":
                found.append(f"{place(path, node.lineno)}: a foreign key to {ast.unparse(target)}")
    return found


def test_foreign_keys_name_the_class() -> None:
    for path in files(".py"):
        if "migrations" not in path.parts:
            none(arrows(path))


def test_a_hidden_arrow_is_seen(tmp_path: Path) -> None:
    fault = tmp_path / "models.py"
    fault.write_text("ask = models.ForeignKey('asks.Ask', on_delete=models.CASCADE)\n")
    assert len(arrows(fault)) == 1


def test_nothing_offers_an_admin() -> None:
    """Whoever runs the server writes through actions too."""
    none(place(path) for path in SOURCE.rglob("admin.py"))
    assert not apps.is_installed("django.contrib.admin")


def read(row: models.Model) -> dict[str, Any]:
    """Everything that an object of a model holds, and how it stands to the database."""
    state = row._state
    return {**vars(row), "_state": (state.db, state.adding, dict(state.fields_cache))}


def test_plain_rows_are_what_django_reads(world: World) -> None:  # noqa: F811 - the fixture
    """Field for field: a plain read makes each object without its class's own way of being made."""
    compared = 0
    for model in ours():
        for row in model._default_manager.order_by("pk"):
            key = {model._meta.pk.column: row.pk}
            assert [read(one) for one in rows(model, **key)] == [read(row)]
            compared += 1
    assert compared > 100
    made = [model for model in ours() if {"__init__", "from_db"} & vars(model).keys()]
    heard = [signal for signal in (pre_init, post_init) for model in ours() if signal.has_listeners(model)]
    assert (made, heard) == ([], [])


def test_a_new_row_is_written_as_django_writes_it(world: World) -> None:  # noqa: F811 - the fixture
    """A sealed text is another one each time; it is enough that it is there."""
    line = connections["default"]
    for model in ours():
        for row in model._default_manager.all():
            for field, value in zip(model._meta.concrete_fields, held(row, line), strict=True):
                django = field.get_db_prep_save(field.pre_save(row, add=True), connection=line)
                if isinstance(field, SealedTextField):
                    assert bool(value) == bool(django)
                else:
                    assert unwrapped(value) == unwrapped(django)


def unwrapped(value: object) -> object:
    """PostgreSQL's driver takes JSON in a wrapper, which is equal to no other."""
    return getattr(value, "obj", value)
