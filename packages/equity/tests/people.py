"""One population in every form that an engine reads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import xlsxwriter

from alongside_equity.question import Kind, Question

Columns = dict[str, Sequence[object]]
RATE = Question(by=("gender", "race"), outcome="hired", within=("dept",))
PAY = Question(
    by=("gender", "race"), outcome="pay", kind=Kind.PAY, within=("dept",), covariates=("years", "age")
)


@cache
def everybody(size: int = 400) -> Columns:
    """Several terms a person, three silences, unknown outcomes and covariates, large amounts."""
    rng = np.random.default_rng(11)
    terms = ["woman", "man", "nonbinary;woman", " Woman  trans ;woman", "", "prefer not to say", "not asked"]
    pay = np.round(rng.lognormal(10.5, 0.4, size), 2)
    return {
        "gender": rng.choice(terms, size).tolist(),
        "race": rng.choice(["A", "B", "é, ö", 'say "C"'], size).tolist(),
        "dept": rng.choice(["x", "y"], size).tolist(),
        "hired": rng.choice(["yes", "No", "1", "0", ""], size).tolist(),
        "pay": [None if i % 17 == 0 else float(v) for i, v in enumerate(pay)],
        "years": [None if i % 23 == 0 else float(v) for i, v in enumerate(rng.integers(0, 40, size))],
        "age": rng.integers(20, 66, size).astype(float).tolist(),
    }


def frame() -> pd.DataFrame:
    return pd.DataFrame({name: list(values) for name, values in everybody().items()})


def csv_file(folder: Path) -> Path:
    path = folder / "people.csv"
    frame().to_csv(path, index=False)
    return path


def parquet_file(folder: Path) -> Path:
    path = folder / "people.parquet"
    frame().to_parquet(path, index=False)
    return path


def workbook(folder: Path) -> Path:
    path = folder / "people.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("people")
        for column, (name, values) in enumerate(everybody().items()):
            sheet.write_string(0, column, name)
            for row, value in enumerate(values, start=1):
                if isinstance(value, float):
                    sheet.write_number(row, column, value)
                elif value:
                    sheet.write_string(row, column, str(value))
    return path
