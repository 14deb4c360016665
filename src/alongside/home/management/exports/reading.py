"""Taking an export into an empty server: all of it or nothing."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from alongside.home.management import backups
from alongside.home.management.exports import schema
from alongside.home.management.exports.values import UNFIT, coming_in
from alongside.home.management.exports.writing import MANIFEST, ROWS_AT_ONCE, SCHEMA
from alongside.home.management.restores import known_migrations
from alongside.home.queries.registry import promises
from alongside.ledger import witness
from alongside.ledger.models import Head
from alongside.ledger.queries import breaks_inside


class CannotImport(Exception):
    """Nothing was taken in; the message says why, without a word of anybody's."""


def take_in(folder: Path) -> int:
    """Answers how many rows came in. Raises `CannotImport`; then the database is as empty as before."""
    manifest = checked(folder)
    try:
        with transaction.atomic():
            refuse_what_is_there()
            for model in schema.tables():
                read_table(folder, model, manifest["rows"])
            connection.check_constraints()
            refuse_what_does_not_hold(manifest)
            set_sequences()
    except UNFIT as error:
        raise CannotImport(f"A row does not fit: {type(error).__name__}.") from error
    if end := manifest["ledger_head"]:
        witness.write(witness.Seen(end["count"], end["hash"]))
    return sum(manifest["rows"].values())


def checked(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != schema.FORMAT:
            raise CannotImport(f"This is no {schema.FORMAT}.")
        for name, expected in manifest["files"].items():
            if backups.hashed(folder / name) != expected:
                raise CannotImport(f"The file {name} was changed: its hash differs.")
        theirs = json.loads((folder / SCHEMA).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CannotImport(f"{folder} holds no whole export.") from error
    if theirs != schema.schema() or set(manifest["migrations"]) != known_migrations():
        raise CannotImport(
            "This export is of another version of Alongside. Import it with the version that made it."
        )
    return manifest


def refuse_what_is_there() -> None:
    if witness.path().exists():
        raise CannotImport(f"This server is not empty: {witness.path().name} is of another ledger.")
    for model in schema.tables():
        if model._base_manager.exists():
            raise CannotImport(f"This server is not empty: it has rows in {model._meta.label}.")


def read_table(folder: Path, model: type[Model], counts: dict[str, int]) -> None:
    count, coming = 0, lines(folder, model)
    while few := list(islice(coming, ROWS_AT_ONCE)):
        count += len(model._base_manager.bulk_create(few))
    if count != counts[model._meta.label]:
        raise CannotImport(
            f"{model._meta.label} has {count} rows, and should have {counts[model._meta.label]}."
        )


def lines(folder: Path, model: type[Model]) -> Iterator[Model]:
    fields = schema.fields(model)
    with (folder / f"{model._meta.label}.jsonl").open(encoding="utf-8", newline="\n") as file:
        for text in file:
            row = json.loads(text)
            yield model(**{field.attname: coming_in(row[field.attname], field) for field in fields})


def refuse_what_does_not_hold(manifest: dict[str, Any]) -> None:
    """The chain, its end as the export says it, and every promise of every area."""
    broken = [*breaks_inside(), *promises()]
    if Head.objects.filter(id=1).values("count", "hash").first() != manifest["ledger_head"]:
        broken.append("The ledger does not end where the export says.")
    if broken:
        raise CannotImport(f"{len(broken)} promises do not hold. The first: {broken[0]}")


def set_sequences() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), schema.tables()):
            cursor.execute(statement)
