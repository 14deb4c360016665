"""The extra `[ibis]`: PostgreSQL, Spark, ClickHouse, BigQuery and others group where the rows live.

Only grouped sums leave the engine, which is also the boundary of privacy.
"""

from __future__ import annotations

from typing import Any

import ibis
import numpy as np

from alongside_equity.cells import Cells
from alongside_equity.engines.coded import Amounts, coded
from alongside_equity.engines.grouped import Centre, Grouped, gather
from alongside_equity.engines.listed import BLANK, require
from alongside_equity.identities import is_missing
from alongside_equity.question import Question
from alongside_equity.refused import NOWHERE, Refused


def cells(table: Any, question: Question) -> Cells:
    """Cells of an Ibis table expression, by one average and one GROUP BY in its engine."""
    _check(table, question)
    names = [question.amount, *question.covariates] if question.amount else []
    centre = _centre(table, names) if names else Centre()
    sums = _sums(table, question, names, centre)
    keys = [table[name].name(f"key{i}") for i, name in enumerate(question.keys)]
    frame = table.group_by(keys).aggregate(**sums).to_pyarrow().to_pylist()
    rows = [tuple(row.values()) for row in frame]
    width = len(keys)
    full = [row[width:] if names else (row[width], row[width], 0.0, 0.0, 0.0) for row in rows]
    return gather(question, Grouped([row[:width] for row in rows], full), centre)


def values(table: Any, question: Question) -> Amounts:
    """The amounts for exact medians with the people who have each; worth it when amounts are coarse."""
    _check(table, question)
    names = [question.amount or "", *question.covariates]
    kept = table.filter(_whole(table, names))
    keys = [kept[name].name(f"key{i}") for i, name in enumerate(question.keys)]
    value = kept[names[0]].cast("float64").name("value")
    people = _people(kept, question)
    rows = kept.group_by([*keys, value]).aggregate(people=people).to_pyarrow().to_pylist()
    *by, amount, heads = zip(*(row.values() for row in rows), strict=True) if rows else [()] * (len(keys) + 2)
    return Amounts([coded(column) for column in by], np.array(amount, float), np.array(heads, np.int64))


def _check(table: Any, question: Question) -> None:
    require(question, list(table.columns))
    for name in (question.amount, *question.covariates, question.weight):
        if name and not table[name].type().is_numeric():
            raise Refused("not_a_number", column=name, value=str(table[name].type()), line=NOWHERE)
        if name and table[name].type().is_floating():
            for raw in _first(table, name, table[name].isinf()):
                raise Refused("not_a_number", column=name, value=raw, line=NOWHERE)
    if question.weight:
        heads = table[question.weight].cast("float64")
        for raw in _first(table, question.weight, heads.isnull() | (heads < 0) | (heads != heads.floor())):
            value = BLANK if is_missing(raw) else raw
            raise Refused("not_a_count", column=question.weight, value=value, line=NOWHERE)


def _first(table: Any, name: str, where: Any) -> list[Any]:
    found: list[Any] = table.filter(where).limit(1)[name].to_pyarrow().to_pylist()
    return found


def _whole(table: Any, names: list[str]) -> Any:
    known = ibis.literal(True)
    for name in names:
        known &= table[name].notnull()
        if table[name].type().is_floating():
            known &= ~table[name].isnan()
    return known


def _weight(table: Any, question: Question) -> Any:
    return table[question.weight].cast("float64").fill_null(0.0)


def _people(table: Any, question: Question, where: Any = None) -> Any:
    """How many people the rows stand for."""
    return table.count(where=where) if question.weight is None else _weight(table, question).sum(where=where)


def _centre(table: Any, names: list[str]) -> Centre:
    whole = _whole(table, names)
    averages = {f"m{i}": table[name].cast("float64").mean(where=whole) for i, name in enumerate(names)}
    row = table.aggregate(**averages).to_pyarrow().to_pylist()[0]
    y, *x = [float(value or 0.0) for value in row.values()]
    return Centre(y, tuple(x))


def _sums(table: Any, question: Question, names: list[str], centre: Centre) -> dict[str, Any]:
    """Named aggregates in the order of `grouped.Grouped`."""
    if not names:
        return {"s0": _people(table, question)}
    whole = _whole(table, names)
    numbers = zip(names, (centre.y, *centre.x), strict=True)
    y, *xs = [table[name].cast("float64") - constant for name, constant in numbers]
    terms = [y, y * y, *xs, *(a * b for a in xs for b in xs), *(x * y for x in xs)]
    if question.weight is not None:
        terms = [_weight(table, question) * term for term in terms]
    sums = [_people(table, question), _people(table, question, whole), *(t.sum(where=whole) for t in terms)]
    found = [*sums[:4], table[names[0]].cast("float64").max(where=whole), *sums[4:]]
    return {f"s{i}": term for i, term in enumerate(found)}
