"""Writing every table into a folder: one line a row, as JSON and as CSV, with a schema and a hash of each file."""

import csv
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model
from django.db.models.functions import Collate

from alongside.core.snapshots import snapshot
from alongside.home.management import backups
from alongside.home.management.exports import schema
from alongside.home.management.exports.values import going_out
from alongside.home.rules import cell, line
from alongside.ledger.models import Head

MANIFEST, SCHEMA = "manifest.json", "schema.json"
ROWS_AT_ONCE = 2000


def write_out(folder: Path, *, now: dt.datetime) -> int:
    """Everything at one moment, while others write. Answers how many rows that are."""
    with snapshot():
        counts = {model._meta.label: write_table(folder, model) for model in schema.tables()}
        head = Head.objects.filter(id=1).values("count", "hash").first()
        applied = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
    write_json(folder / SCHEMA, schema.schema())
    files = {file.name: backups.hashed(file) for file in sorted(folder.iterdir())}
    manifest = {
        "format": schema.FORMAT,
        "made_at": now.isoformat(timespec="seconds"),
        "migrations": applied,
        "ledger_head": head,
        "rows": counts,
        "files": files,
    }
    write_json(folder / MANIFEST, manifest)
    return sum(counts.values())


def write_json(file: Path, content: Any) -> None:
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def write_table(folder: Path, model: type[Model]) -> int:
    count, names = 0, [field.attname for field in schema.fields(model)]
    lines, sheet = folder / f"{model._meta.label}.jsonl", folder / f"{model._meta.label}.csv"
    with (
        lines.open("w", encoding="utf-8", newline="\n") as jsonl,
        sheet.open("w", encoding="utf-8", newline="") as table,
    ):
        writer = csv.writer(table)
        writer.writerow(names)
        for row in rows(model):
            jsonl.write(line(row) + "\n")
            writer.writerow([cell(row[name]) for name in names])
            count += 1
    return count


def rows(model: type[Model]) -> Iterator[dict[str, Any]]:
    """In the order of their keys, byte by byte on both databases, few of them in memory at a time."""
    fields = schema.fields(model)
    found = model._base_manager.order_by("pk")
    key = model._meta.pk
    if connection.vendor == "postgresql" and (key.db_type(connection) or "").startswith(("varchar", "text")):
        found = model._base_manager.order_by(Collate(key.attname, "C"))
    for values in found.values_list(*[field.attname for field in fields]).iterator(chunk_size=ROWS_AT_ONCE):
        yield {field.attname: going_out(value, field) for field, value in zip(fields, values, strict=True)}
