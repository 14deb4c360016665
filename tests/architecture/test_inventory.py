"""What the inventory says of each field is what a scan of the disk finds, with the server's keys and without."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.db import connection, models

from alongside.core.declaring import OnDisk
from alongside.core.fields import SealBroken, SealedTextField
from alongside.home.cast import Cast
from alongside.home.queries.holdings import declarations
from alongside.people.models import Person, Session
from alongside.people.sessions import SessionStore
from tests.architecture.source import none
from tests.architecture.test_exports import world  # noqa: F401 - a fixture
from tests.architecture.test_models import SEALED_BY_THEIR_OWN
from tests.world import World

TABLES = list(apps.get_models(include_auto_created=True))
MARK = re.compile(r"[0-9a-f]{32}|[0-9a-f]{64}|scrypt\$.+")
"""A token of the ledger, a SHA-256 digest, and a hashed passphrase."""
THEN = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def label(model: type[models.Model], field: Any) -> str:
    return f"{model._meta.label}.{field.name}"


def canary(model: type[models.Model], field: Any) -> str:
    return f"canary:{label(model, field)}:"


def is_text(field: Any) -> bool:
    return isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.is_relation


def texts() -> Iterator[tuple[type[models.Model], Any]]:
    for model in TABLES:
        for field in model._meta.concrete_fields:
            if is_text(field):
                yield model, field


def value(model: type[models.Model], field: Any) -> Any:
    """Something that the field can hold; a text is its own canary."""
    if isinstance(field, models.JSONField):
        return {"said": canary(model, field)}
    if is_text(field):
        return canary(model, field)
    target = field.target_field if field.is_relation else field
    examples = {
        models.DateTimeField: THEN,
        models.DateField: THEN.date(),
        models.TimeField: THEN.time(),
        models.CharField: "nowhere",
    }
    return next((one for kind, one in examples.items() if isinstance(target, kind)), 1)


def fill_every_table() -> None:
    """One row in each, past every rule of the database, so that no field is left without its canary."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys=OFF")
        cursor.execute("PRAGMA ignore_check_constraints=ON")
        empty_every_table()
        for model in TABLES:
            row = model(**{one.attname: value(model, one) for one in model._meta.concrete_fields})
            model._base_manager.bulk_create([row])


def empty_every_table() -> None:
    for model in TABLES:
        model._base_manager.all()._raw_delete("default")


@pytest.fixture
def filled(transactional_db: None) -> Iterator[None]:
    fill_every_table()
    yield
    empty_every_table()
    connection.close()


def found(content: bytes, model: type[models.Model], field: Any) -> bool:
    return canary(model, field).encode() in content


def scanned() -> list[tuple[type[models.Model], Any]]:
    """What is a mark, or sealed by its own code, is made before it comes to its field: the next tests look at it."""
    return [
        (model, field)
        for model, field in texts()
        if declarations(model)[field.name].on_disk is not OnDisk.MARK
        and label(model, field) not in SEALED_BY_THEIR_OWN
    ]


def wrong_words(content: bytes) -> list[str]:
    return [
        f"{label(model, field)}: not {declarations(model)[field.name].on_disk} on the disk"
        for model, field in scanned()
        if found(content, model, field) != (declarations(model)[field.name].on_disk is OnDisk.OPEN)
    ]


@pytest.mark.sqlite
def test_scan_of_the_disk_finds_what_the_inventory_calls_open_and_nothing_else(
    filled: None, on_disk: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = on_disk()
    assert len(scanned()) > 100
    none(wrong_words(content))

    monkeypatch.setitem(Person.declared, "display_name", Person.declared["display_name"].but(encrypted=True))
    assert wrong_words(content) == ["people.Person.display_name: not sealed on the disk"]


@pytest.mark.sqlite
def test_sealed_is_what_the_data_keys_open_and_no_others(filled: None, settings: Any) -> None:
    sealed = [(model, field) for model, field in texts() if isinstance(field, SealedTextField)]
    assert len(sealed) >= 8
    for model, field in sealed:
        rows = model._base_manager.values_list(field.name, flat=True)
        assert list(rows) == [canary(model, field)]
    settings.ALONGSIDE_DATA_KEYS = [Fernet.generate_key().decode()]
    for model, field in sealed:
        with pytest.raises(SealBroken):
            list(model._base_manager.values_list(field.name, flat=True))


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_what_is_kept_of_a_session_is_sealed(on_disk: Callable[[], bytes]) -> None:
    store = SessionStore()
    store["said"] = "canary:session:"
    store.save()

    content = on_disk()
    assert b"canary:session:" not in content
    assert str(store.session_key).encode() not in content
    assert SessionStore(store.session_key)["said"] == "canary:session:"
    assert Session.declared["session_data"].on_disk is OnDisk.SEALED


def texts_of(model: type[models.Model], field: Any) -> list[str]:
    return [
        said
        for said in model._base_manager.values_list(field.name, flat=True)
        if isinstance(said, str) and said
    ]


def test_marks_are_marks_and_nothing_else_is(world: World, cast: Cast) -> None:  # noqa: F811 - the fixture
    """In the world of all pages, where each of them was made as the program makes it."""
    undeclared = []
    assert cast.amal.password
    for model, field in texts():
        is_mark, said = declarations(model)[field.name].is_mark, texts_of(model, field)
        if is_mark:
            none(f"{label(model, field)} is no mark" for one in said if one and not MARK.fullmatch(one))
        elif said and all(MARK.fullmatch(one) for one in said):
            undeclared.append(label(model, field))
    assert undeclared == []
