"""A report as data: JSON that fits its published schema, and a table that a spreadsheet may open."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from releases import EVERY, berkeley

import alongside_equity
from alongside_equity.release import Release
from alongside_equity.report.data import COLUMNS, as_csv, as_json
from alongside_equity.report.schema import as_text, schema

Make = Callable[[], Release]
each = pytest.mark.parametrize("make", EVERY, ids=lambda make: make.__name__)


@each
def test_json_fits_its_schema(make: Make) -> None:
    jsonschema.validate(json.loads(as_json(make())), schema(), cls=jsonschema.Draft202012Validator)


def test_schema_refuses_what_is_no_report() -> None:
    document = json.loads(as_json(berkeley()))
    document["rows"][0]["name"] = "Ana"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema(), cls=jsonschema.Draft202012Validator)


def test_published_schema_is_that_of_the_code() -> None:
    published = Path(alongside_equity.__file__).parent / "report" / "release.schema.json"
    assert published.read_text(encoding="utf-8") == as_text()


@each
def test_csv_has_a_line_a_row(make: Make) -> None:
    lines = list(csv.DictReader(io.StringIO(as_csv(make()))))
    assert len(lines) == len(make().rows)
    assert tuple(lines[0]) == COLUMNS
    for line, row in zip(lines, make().rows, strict=True):
        assert line["n"] == ("" if row.n is None else str(row.n))
        assert line["verdict"] == (row.comparison.verdict if row.comparison else "")


@pytest.mark.parametrize("label", ["=1+1", "+1", "-2+3", "@sum", "\tx"])
def test_csv_runs_no_formula(label: str) -> None:
    release = berkeley()
    row = replace(release.rows[1], labels=(label,))
    written = list(csv.DictReader(io.StringIO(as_csv(replace(release, rows=(row,))))))
    assert written[0]["group"] == "'" + label
