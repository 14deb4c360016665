"""Rows as plain Python lists, for workbooks and the local page: exact sums, and the line of every fault."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from alongside_equity.cells import Cells
from alongside_equity.engines.coded import Amounts, coded, hashable
from alongside_equity.engines.grouped import Centre, Grouped, gather
from alongside_equity.identities import is_missing
from alongside_equity.question import Question
from alongside_equity.refused import Refused

BLANK = "–"
"""What a message says for a head count that is missing: nobody knows how many people that row is."""

Columns = Mapping[str, Sequence[object]]


def cells(columns: Columns, question: Question, first_line: int = 2) -> Cells:
    """Cells of in-memory columns; sums are correctly rounded (`math.fsum`).

    `first_line` is the line of the first row in the file the columns came from, for messages.
    """
    require(question, list(columns))
    _same_length(columns, question)
    numbers = _numbers(columns, question, first_line)
    centre = (
        Centre(_mean(numbers[0]), tuple(_mean(column) for column in numbers[1:])) if numbers else Centre()
    )
    members: dict[tuple[object, ...], list[int]] = defaultdict(list)
    keys = [hashable(columns[name]) for name in question.keys]
    weights = _weights(columns, question, first_line)
    for row in range(len(keys[0])):
        members[tuple(column[row] for column in keys)].append(row)
    sums = [_sums(rows, weights, numbers, centre) for rows in members.values()]
    try:
        return gather(question, Grouped(list(members), sums), centre)
    except Refused as refused:
        raise with_line(refused, columns, question, first_line) from None


def values(columns: Columns, question: Question, first_line: int = 2) -> Amounts:
    """The amounts for exact medians."""
    amount = np.array(_numbers(columns, question, first_line)[0], float)
    weights = _weights(columns, question, first_line)
    by = [coded(columns[name]) for name in question.columns]
    return Amounts(by, amount, np.array(weights, np.int64) if weights else None)


def require(question: Question, found: Sequence[str]) -> None:
    """Refused when a column that the question names is not there, or is named twice."""
    asked = [*question.columns, *question.covariates]
    asked += [name for name in (question.outcome, question.weight) if name]
    for name in asked:
        if name not in found:
            raise Refused("no_column", column=name, found=", ".join(map(str, found)))
        if list(found).count(name) > 1 or asked.count(name) > 1:
            raise Refused("column_twice", column=name)


def _same_length(columns: Columns, question: Question) -> None:
    first, *others = [name for name in (*question.keys, question.amount, question.weight) if name]
    for name in (*others, *question.covariates):
        found, expected = len(columns[name]), len(columns[first])
        if found != expected:
            raise Refused("unequal_columns", column=name, found=found, expected=expected)


def with_line(refused: Refused, columns: Columns, question: Question, first_line: int) -> Refused:
    """The same refusal with the line on which the word stands."""
    if refused.code != "outcome_word" or question.outcome is None:
        return refused
    at = next(i for i, raw in enumerate(columns[question.outcome]) if raw == refused.facts["value"])
    return Refused("outcome_word", **{**refused.facts, "line": at + first_line})


def number(raw: object, column: str, line: int | str) -> float:
    """A finite number, NaN for blank; Refused for anything else. Commas are never guessed at.

    Text is read as the database reads it: neither "nan" nor digits of other scripts are numbers.
    """
    if is_missing(raw) or (isinstance(raw, str) and not raw.strip()):
        return math.nan
    try:
        value = float(raw if isinstance(raw, int | float) else str(raw).strip().encode("ascii"))
    except (TypeError, ValueError):
        value = math.nan
    if not math.isfinite(value):
        raise Refused("not_a_number", column=column, value=raw, line=line)
    return value


def _numbers(columns: Columns, question: Question, first_line: int) -> list[list[float]]:
    if question.amount is None:
        return []
    names = (question.amount, *question.covariates)
    found = [[number(v, name, i + first_line) for i, v in enumerate(columns[name])] for name in names]
    whole = [all(not math.isnan(column[i]) for column in found) for i in range(len(found[0]))]
    return [[v if ok else math.nan for v, ok in zip(column, whole, strict=True)] for column in found]


def _weights(columns: Columns, question: Question, first_line: int) -> list[float]:
    if question.weight is None:
        return []
    found = [number(v, question.weight, i + first_line) for i, v in enumerate(columns[question.weight])]
    for i, value in enumerate(found):
        if not (value >= 0 and value == int(value)):
            raw = BLANK if math.isnan(value) else value
            raise Refused("not_a_count", column=question.weight, value=raw, line=i + first_line)
    return found


def _mean(column: Sequence[float]) -> float:
    known = [v for v in column if not math.isnan(v)]
    return math.fsum(known) / len(known) if known else 0.0


def _sums(rows: list[int], weights: list[float], numbers: list[list[float]], centre: Centre) -> list[float]:
    w = [weights[i] if weights else 1.0 for i in rows]
    n = math.fsum(w)
    if not numbers:
        return [n, n, 0.0, 0.0, 0.0]
    y, *xs = [
        [column[i] - c for i in rows] for column, c in zip(numbers, (centre.y, *centre.x), strict=True)
    ]  # fmt: skip
    ok = [i for i, value in enumerate(y) if not math.isnan(value)]
    known = math.fsum(w[i] for i in ok)
    top = max((y[i] + centre.y for i in ok), default=0.0)
    first = [known, math.fsum(w[i] * y[i] for i in ok), math.fsum(w[i] * y[i] ** 2 for i in ok), top]
    sx = [math.fsum(w[i] * x[i] for i in ok) for x in xs]
    sxx = [math.fsum(w[i] * a[i] * b[i] for i in ok) for a in xs for b in xs]
    sxy = [math.fsum(w[i] * x[i] * y[i] for i in ok) for x in xs]
    return [n, *first, *sx, *sxx, *sxy]
