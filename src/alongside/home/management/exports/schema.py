"""Which tables leave with a server, and what each of their fields is, from the tables' own declarations."""

from typing import Any

from django.apps import apps
from django.db.models import Field, Model

from alongside.home.queries.holdings import declarations

FORMAT = "alongside-export/1"
STAYS: dict[str, str] = {
    "home.Lease": "whose turn it is on this machine",
    "core.SentForm": "forms of the last two days, so that none counts twice",
    "people.Session": "signed-in browsers; people sign in again",
    "account.EmailConfirmation": "links of an hour",
    "contenttypes.ContentType": "made by `alongside migrate`",
    "auth.Permission": "made by `alongside migrate`",
    "auth.Group": "always empty",
    "auth.Group_permissions": "always empty",
}
"""Tables that do not leave, and why."""


def tables() -> list[type[Model]]:
    """In the order of their names, so that two exports of the same data are the same."""
    every = [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
    return sorted((one for one in every if one._meta.label not in STAYS), key=lambda one: one._meta.label)


def fields(model: type[Model]) -> "list[Field[Any, Any]]":
    return list(model._meta.concrete_fields)


def schema() -> dict[str, Any]:
    return {
        "format": FORMAT,
        "tables": {
            model._meta.label: {one.attname: field(model, one) for one in fields(model)} for model in tables()
        },
        "stays": STAYS,
    }


def field(model: type[Model], one: "Field[Any, Any]") -> dict[str, Any]:
    said = declarations(model)[one.name]
    target = one.related_model
    return {
        "type": one.get_internal_type(),
        "may_be_empty": one.null,
        "points_to": target._meta.label if isinstance(target, type) else "",
        "whose": said.whose.value,
        "kept": said.kept.value,
        "when_its_person_leaves": said.erasure.value,
        "on_the_disk": said.on_disk.value,
    }


def described() -> list[str]:
    """The lines of the table in docs/operate/export.md."""
    return [
        f"| `{model._meta.label}` | {', '.join(f'`{one.attname}`' for one in fields(model))} |"
        for model in tables()
    ]
