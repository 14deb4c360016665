"""What a group takes along when it leaves: files that any program reads, made from the tables' own declarations."""

import csv
import datetime as dt
import hashlib
import json
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO, StringIO
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Field, Model
from django.db.models.functions import Collate

from alongside.communities.models import Community
from alongside.core.snapshots import snapshot
from alongside.home import rules
from alongside.home.queries.holdings import declarations
from alongside.people.models import Person

FORMAT = "alongside-community/1"
MANIFEST, SCHEMA = "manifest.json", "schema.json"
STAYS: dict[str, str] = {
    "communities.Vouch": "the word of others for the group, which a new server asks for anew",
    "asks.Shift.one_more": "counted anew each day",
    "asks.Shift.places_taken": "counted from promises, which stay",
}
"""What is the group's, and does not leave with it all the same."""
MADE_ON = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP file can name, so that two of the same group are the same."""
Table = type[Model]


@cache
def tables() -> list[Table]:
    """In the order of their names."""
    every = [model for model in apps.get_models() if model._meta.label not in STAYS and leaves(model)]
    return sorted(every, key=lambda one: one._meta.label)


def leaves(model: Table) -> bool:
    """A table leaves when its key does, when it leads to the group, and when a row can be without all that stays."""
    key = model._meta.pk
    stay = [one for one in model._meta.concrete_fields if not field_leaves(model, one)]
    return key not in stay and all(map(may_be_missing, stay)) and bool(way(model))


def field_leaves(model: Table, field: "Field[Any, Any]") -> bool:
    said = declarations(model).get(field.name)
    if said is None or field.related_model is Person or f"{model._meta.label}.{field.name}" in STAYS:
        return False
    return rules.leaves_with_group(said)


def may_be_missing(field: "Field[Any, Any]") -> bool:
    return field.null or field.has_default() or (field.empty_strings_allowed and not field.is_relation)


def fields(model: Table) -> "list[Field[Any, Any]]":
    return [one for one in model._meta.concrete_fields if field_leaves(model, one)]


def way(model: Table) -> str:
    """The names that lead from a row to its group, as a filter takes them; nothing where none does."""
    if model is Community:
        return "pk"
    pointing = [one for one in fields(model) if isinstance(one.related_model, type)]
    for one in pointing:
        if one.related_model is Community:
            return one.attname
    for one in pointing:
        if one.related_model is not model and (on := way(one.related_model)):  # type: ignore[arg-type]  # a class, asked above
            return f"{one.name}__{on}"
    return ""


def rows(model: Table, community: str) -> Iterator[dict[str, Any]]:
    """In the order of their keys, byte by byte on both databases."""
    every, key = fields(model), model._meta.pk.attname
    found = model._base_manager.filter(**{way(model): community}).order_by(key)
    if connection.vendor == "postgresql":
        found = found.order_by(Collate(key, "C"))
    for values in found.values_list(*[one.attname for one in every]):
        yield {one.attname: value for one, value in zip(every, values, strict=True)}


def schema() -> dict[str, Any]:
    return {
        "format": FORMAT,
        "tables": {
            model._meta.label: {one.attname: described(model, one) for one in fields(model)}
            for model in tables()
        },
        "stays": STAYS,
    }


def described(model: Table, field: "Field[Any, Any]") -> dict[str, Any]:
    target = field.related_model
    return {
        "type": field.get_internal_type(),
        "may_be_empty": field.null,
        "points_to": target._meta.label if isinstance(target, type) else "",
        "whose": declarations(model)[field.name].whose.value,
    }


def files(community: str, now: dt.datetime) -> dict[str, bytes]:
    """By their names, all of one moment."""
    made: dict[str, bytes] = {}
    counts: dict[str, int] = {}
    with snapshot():
        for model in tables():
            found = list(rows(model, community))
            counts[model._meta.label] = len(found)
            made[f"{model._meta.label}.jsonl"] = "".join(rules.line(one) + "\n" for one in found).encode()
            made[f"{model._meta.label}.csv"] = sheet([one.attname for one in fields(model)], found)
    made[SCHEMA] = in_lines(schema())
    manifest = {
        "format": FORMAT,
        "made_at": now.isoformat(timespec="seconds"),
        "rows": counts,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(made.items())},
    }
    return {**made, MANIFEST: in_lines(manifest)}


def in_lines(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def sheet(names: list[str], found: list[dict[str, Any]]) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([rules.cell(one[name]) for name in names] for one in found)
    return text.getvalue().encode()


def zipped(community: str, now: dt.datetime) -> bytes:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files(community, now).items()):
            archive.writestr(zipfile.ZipInfo(name, MADE_ON), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def lines_described() -> list[str]:
    """The lines of the table in docs/use/leaving.md."""
    return [
        f"| `{model._meta.label}` | {', '.join(f'`{one.attname}`' for one in fields(model))} |"
        for model in tables()
    ]
