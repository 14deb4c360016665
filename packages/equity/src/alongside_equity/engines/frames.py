"""Frames a caller already has (pandas, Polars, Arrow, DuckDB relations) through narwhals."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import numpy as np

from alongside_equity.cells import Cells
from alongside_equity.engines import listed
from alongside_equity.engines.coded import Amounts, coded
from alongside_equity.engines.grouped import Centre, Grouped, gather
from alongside_equity.identities import is_missing
from alongside_equity.question import Question
from alongside_equity.refused import NOWHERE, Refused

NESTED = (nw.List, nw.Array, nw.Object)
"""Answers of these types are lists of terms, by which not every library can group."""


def cells(frame: Any, question: Question) -> Cells:
    """Cells of a frame; the grouping runs in the frame's own library."""
    data = _lazy(frame, question)
    schema = data.collect_schema()
    if any(isinstance(schema[name], NESTED) for name in question.keys):
        return listed.cells(_plain(data, question), question)
    averages = _averages(data, question)
    centre = Centre(averages[0], averages[1:]) if question.amount else Centre()
    shaped, columns = _shaped(data, question, centre)
    rows = _group(shaped, question, [nw.col(name).sum() for name in columns])
    width = len(question.keys)
    return gather(question, Grouped([row[:width] for row in rows], [row[width:] for row in rows]), centre)


def values(frame: Any, question: Question) -> Amounts:
    """The amounts for exact medians."""
    names = [question.amount or "", *question.covariates]
    wanted = [nw.col(name).alias(f"?{i}") for i, name in enumerate(question.columns)]
    wanted += [nw.col(names[0]).alias("?y"), _weight(question).alias("?w")]
    data = _lazy(frame, question).filter(_whole(names)).select(*wanted).collect()
    by = [coded(data.get_column(f"?{i}").to_list()) for i in range(len(question.columns))]
    weights = data.get_column("?w").to_numpy().astype(np.int64) if question.weight else None
    return Amounts(by, data.get_column("?y").to_numpy(), weights)


def _plain(data: nw.LazyFrame[Any], question: Question) -> dict[str, list[Any]]:
    names = [*question.keys, question.amount, question.weight, *question.covariates]
    found = data.select(*(name for name in names if name)).collect()
    return {name: found.get_column(name).to_list() for name in found.columns}


def _lazy(frame: Any, question: Question) -> nw.LazyFrame[Any]:
    try:
        data = nw.from_native(frame).lazy()
        schema = data.collect_schema()
    except TypeError as fault:
        raise Refused("not_a_frame", kind=type(frame).__name__) from fault
    except nw.exceptions.DuplicateError:
        names = list(map(str, frame.columns))
        raise Refused("column_twice", column=max(names, key=names.count)) from None
    listed.require(question, list(schema.names()))
    numeric = [n for n in (question.amount, *question.covariates, question.weight) if n]
    for name in numeric:
        if not schema[name].is_numeric():
            column = data.select(name).collect().get_column(name).to_list()
            for line, raw in enumerate(column, start=1):
                listed.number(raw, name, line)
    read: nw.LazyFrame[Any] = data
    for name in numeric:
        value = nw.col(name)
        read = read.with_columns(value.cast(nw.Float64))
        for raw in _first(read, name, ~value.is_finite() & ~value.is_nan()):
            raise Refused("not_a_number", column=name, value=raw, line=NOWHERE)
    if question.weight:
        heads = nw.col(question.weight)
        for raw in _first(read, question.weight, heads.is_null() | (heads < 0) | (heads != heads.round(0))):
            said = listed.BLANK if is_missing(raw) else raw
            raise Refused("not_a_count", column=question.weight, value=said, line=NOWHERE)
    return read


def _first(data: nw.LazyFrame[Any], name: str, where: nw.Expr) -> list[Any]:
    return data.filter(where).select(name).head(1).collect().get_column(name).to_list()


def _whole(names: list[str]) -> nw.Expr:
    return nw.all_horizontal(*(nw.col(name).is_finite() for name in names), ignore_nulls=False).fill_null(
        False
    )


def _weight(question: Question) -> nw.Expr:
    return nw.col(question.weight).fill_null(0.0) if question.weight else nw.lit(1.0)


def _averages(data: nw.LazyFrame[Any], question: Question) -> tuple[float, ...]:
    names = [question.amount, *question.covariates] if question.amount else []
    if not names:
        return (0.0,)
    row = (
        data.filter(_whole([str(n) for n in names])).select(*(nw.col(str(n)).mean() for n in names)).collect()
    )
    return tuple(0.0 if value is None or value != value else float(value) for value in row.row(0))


def _shaped(
    data: nw.LazyFrame[Any], question: Question, centre: Centre
) -> tuple[nw.LazyFrame[Any], list[str]]:
    """Columns ?0.. holding what each sum of `grouped.Grouped` adds up; the maximum is found apart."""
    weight = _weight(question)
    if question.amount is None:
        return data.with_columns(weight.alias("?0"), weight.alias("?1")), ["?0", "?1"]
    names = [question.amount, *question.covariates]
    centred = zip(names, (centre.y, *centre.x), strict=True)
    whole = _whole(names)
    y, *xs = [nw.when(whole).then(nw.col(name) - constant).otherwise(0.0) for name, constant in centred]
    known = nw.when(whole).then(weight).otherwise(0.0)
    top = nw.when(whole).then(nw.col(names[0])).otherwise(None).alias("?top")
    terms = [weight, known, weight * y, weight * y * y]
    terms += (
        [weight * x for x in xs] + [weight * a * b for a in xs for b in xs] + [weight * x * y for x in xs]
    )
    columns = [f"?{i}" for i in range(len(terms))]
    return data.with_columns(top, *(t.alias(c) for t, c in zip(terms, columns, strict=True))), columns


def _group(data: nw.LazyFrame[Any], question: Question, sums: list[nw.Expr]) -> list[tuple[Any, ...]]:
    """Rows of keys, then the sums with the maximum in its place (fifth)."""
    maximum = [nw.col("?top").max()] if question.amount else []
    keys = list(question.keys)
    grouped = data.group_by(keys, drop_null_keys=False).agg(*sums, *maximum).collect()
    width = len(keys)
    found = []
    for row in grouped.rows():
        first, rest = list(row[: width + 4]), list(row[width + 4 :])
        if question.amount is None:
            found.append((*row, 0.0, 0.0, 0.0))
        else:
            found.append((*first, rest[-1], *rest[:-1]))
    return found
