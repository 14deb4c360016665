"""From an engine's grouped rows to cells: the only place that reads a raw label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from alongside_equity.cells import Cells, Floats, Ints
from alongside_equity.identities import Answer, Axis, axis_of
from alongside_equity.question import Question
from alongside_equity.refused import NOWHERE, Refused

MOST_ANSWERS = 500
"""More distinct answers than this on one axis is free text or an identifier, not a grouping."""


@dataclass(frozen=True, slots=True)
class Centre:
    """Constants taken off before squaring, so that sums of squares keep their digits."""

    y: float = 0.0
    x: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Grouped:
    """What an engine returns: raw keys in the order of `question.keys`, and sums of centred values.

    sums (R, 5 + 2P + P*P): n, known, sum y, sum y^2, max y, sum x, sum x x', sum x y; y and x centred,
    the maximum not. A sum over nothing may be None or NaN and counts as 0.
    """

    keys: list[tuple[object, ...]]
    sums: Sequence[Sequence[Any]]


def gather(question: Question, grouped: Grouped, centre: Centre) -> Cells:
    """Cells from grouped rows. Refused: no rows, a word that is neither yes nor no, too many answers."""
    if not grouped.keys:
        raise Refused("no_rows")
    answers = [_read(question, key) for key in grouped.keys]
    axes = [few_answers(name, {row[i] for row in answers}) for i, name in enumerate(question.columns)]
    places = [{level: i for i, level in enumerate(axis.levels)} for axis in axes]
    codes = np.array([[place[a] for place, a in zip(places, row, strict=True)] for row in answers], np.int64)
    raw = _rows(question, grouped, codes.reshape(len(answers), len(axes)), centre, tuple(axes))
    return raw.roll_up(question.columns)


def _read(question: Question, key: tuple[object, ...]) -> tuple[Answer, ...]:
    return tuple(question.reading.answer(raw) for raw in key[: len(question.columns)])


def few_answers(name: str, answers: Iterable[Answer]) -> Axis:
    """The axis of these answers. Refused when they are too many to be a grouping."""
    axis = axis_of(name, answers)
    if len(axis.levels) > MOST_ANSWERS:
        raise Refused("too_many_answers", column=name, count=len(axis.levels), most=MOST_ANSWERS)
    return axis


def _rows(question: Question, grouped: Grouped, codes: Ints, centre: Centre, axes: tuple[Axis, ...]) -> Cells:
    p = len(question.covariates)
    sums = np.nan_to_num(np.array([[0.0 if v is None else float(v) for v in row] for row in grouped.sums]))
    n = np.rint(sums[:, 0]).astype(np.int64)
    if question.outcome is not None and not question.kind.is_amount:
        return _counted(question, grouped, codes, n, axes)
    known = np.rint(sums[:, 1]).astype(np.int64)
    weight = np.maximum(known, 1).astype(float)
    sy, syy, top = sums[:, 2], sums[:, 3], np.where(known > 0, sums[:, 4], 0.0)
    sx = sums[:, 5 : 5 + p]
    sxx = sums[:, 5 + p : 5 + p + p * p].reshape(len(sums), p, p)
    sxy = sums[:, 5 + p + p * p :]
    return Cells(
        axes=axes, codes=codes, n=n, known=known, k=np.zeros_like(n), top=top,
        y=sy + known * centre.y,
        ss=np.maximum(syy - sy**2 / weight, 0.0),
        covariates=question.covariates,
        x=sx + known[:, None] * np.array(centre.x).reshape(1, p),
        xx=sxx - sx[:, :, None] * sx[:, None, :] / weight[:, None, None],
        xy=sxy - sx * (sy / weight)[:, None],
    )  # fmt: skip


def _counted(question: Question, grouped: Grouped, codes: Ints, n: Ints, axes: tuple[Axis, ...]) -> Cells:
    success = [outcome_of(question, key[-1]) for key in grouped.keys]
    known = np.where([s is not None for s in success], n, 0)
    k = np.where([bool(s) for s in success], n, 0)
    return rate_cells(axes, codes, n, known, k)


def rate_cells(axes: tuple[Axis, ...], codes: Ints, n: Ints, known: Ints, k: Ints) -> Cells:
    """Cells of a yes-or-no outcome: y is k, and the deviations follow from k and n."""
    y: Floats = k.astype(float)
    ss = y * (known - k) / np.maximum(known, 1)
    empty = np.zeros((len(n), 0))
    return Cells(
        axes=axes, codes=codes, n=n, known=known, k=k, y=y, ss=ss, top=(k > 0).astype(float),
        covariates=(), x=empty, xx=np.zeros((len(n), 0, 0)), xy=empty,
    )  # fmt: skip


def outcome_of(question: Question, raw: object) -> bool | None:
    """Yes, no, or None when it is not known. Refused for any other word."""
    if question.kind == "level":
        return None
    try:
        return question.success(raw)
    except ValueError:
        raise Refused("outcome_word", column=question.outcome, value=raw, line=NOWHERE) from None
