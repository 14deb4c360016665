"""Arrays in numpy: one pass in chunks that fit the processor's cache, no copy of a whole column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from alongside_equity.cells import Bools, Cells, Floats, Ints
from alongside_equity.engines.coded import CHUNK, Coded, coded, distinct, is_dense, numbered, sizes_of
from alongside_equity.engines.grouped import few_answers, rate_cells
from alongside_equity.identities import Answer, Reading
from alongside_equity.question import Kind
from alongside_equity.refused import Refused

HIGHER = 12
SEEN = 2048
"""Maxima are sought among so many people of each cell; so many values say how high those begin."""

Complexes = NDArray[np.complex128]


def cells(
    by: Mapping[str, Coded], outcome: NDArray[np.generic] | Coded | None, kind: Kind,
    reading: Reading | None = None,
) -> Cells:  # fmt: skip
    """Cells of coded columns and an outcome (N,): 0 and 1 for a rate, finite or NaN for an amount.

    A rate's outcome may be coded too, with labels True, False and None where it is not known; without an
    outcome people are counted alone. Refused: columns of different lengths, a code without a label, no rows,
    an outcome that is not 0 or 1, too many answers.
    """
    answers = None if kind.is_amount else _answers(outcome)
    _check(by, answers.codes if answers else outcome)
    columns, codes = list(by.values()), None
    if not is_dense(columns):
        codes, one = distinct(columns)
        columns = [one]
    flat, sums = _amount(columns, np.asarray(outcome)) if kind.is_amount else _rate(columns, answers)
    sizes = sizes_of(columns)
    found = np.stack(np.unravel_index(flat, sizes), axis=1).astype(np.int64) if codes is None else codes[flat]
    return _cells(by, found, sums, kind, reading or Reading())


def _check(by: Mapping[str, Coded], outcome: NDArray[np.generic] | Coded | None) -> None:
    length = len(outcome) if isinstance(outcome, np.ndarray) else len(next(iter(by.values())).codes)
    if not by or length == 0:
        raise Refused("no_rows")
    for name, column in by.items():
        if len(column.codes) != length:
            raise Refused("unequal_columns", column=name, found=len(column.codes), expected=length)
        is_signed = column.codes.dtype.kind != "u"
        if (is_signed and column.codes.min() < 0) or column.codes.max() >= len(column.labels):
            raise Refused("code_without_label", column=name)


def _answers(outcome: NDArray[np.generic] | Coded | None) -> Coded | None:
    """Yes and no as labels."""
    if outcome is None or isinstance(outcome, Coded):
        return outcome
    if outcome.dtype.kind not in "bui":
        raise Refused("not_zero_or_one")
    if outcome.dtype.kind != "b" and len(outcome) and (outcome.max() > 1 or outcome.min() < 0):
        raise Refused("not_zero_or_one")
    return Coded(coded(outcome).codes, (False, True))


def _rate(columns: Sequence[Coded], answers: Coded | None) -> tuple[Ints, Floats]:
    """Every answer counted together with the rest: it is the last digit of the cell number."""
    counted = columns if answers is None else (*columns, answers)
    labels = (False,) if answers is None else answers.labels
    size = int(np.prod(sizes_of(counted)))
    total = np.zeros(size, np.int64)
    for _, flat in numbered(counted, len(columns[0].codes)):
        total += np.bincount(flat, minlength=size)
    table = total.reshape(-1, len(labels))
    where = np.flatnonzero(table.any(axis=1))
    n = table[where].sum(axis=1)
    known = table[where] @ np.array([label is not None for label in labels])
    yes = table[where] @ np.array([label is True for label in labels])
    zero = np.zeros(len(where))
    return where, np.stack([n, known, yes, zero, zero], axis=1).astype(float)


def _amount(columns: Sequence[Coded], outcome: NDArray[np.generic]) -> tuple[Ints, Floats]:
    """n, known, sum, squares about the mean and maximum of every cell that occurs."""
    size = int(np.prod(sizes_of(columns)))
    n, unknown = np.zeros(size, np.int64), np.zeros(size, np.int64)
    total, top = np.zeros(size, complex), np.full(size, -np.inf)
    centre, high, room = _first_known(outcome), _high(outcome, size), np.empty(CHUNK, complex)
    for part, flat in numbered(columns, len(outcome)):
        y = outcome[part].astype(float, copy=False)
        n += np.bincount(flat, minlength=size)
        sums = _sums(flat, y, centre, size, room)
        if not np.isfinite(sums.sum()):
            ok = np.isfinite(y)
            if np.isinf(y).any():
                raise Refused("not_finite")
            unknown += np.bincount(flat[~ok], minlength=size)
            flat, y = flat[ok], y[ok]
            sums = _sums(flat, y, centre, size, room)
        total += sums
        _raise(top, flat, y, np.flatnonzero(y > high))
    where, known = np.flatnonzero(n), n - unknown
    _raise_low(top, (known > 0) & ~(top > high), columns, outcome)
    sy, syy, weight = total.real[where], total.imag[where], np.maximum(known[where], 1)
    columns_of = [
        n[where],
        known[where],
        sy + known[where] * centre,
        np.maximum(syy - sy**2 / weight, 0.0),
        np.where(known[where] > 0, top[where], 0.0),
    ]
    return where, np.stack(columns_of, axis=1).astype(float)


def _sums(flat: Ints, y: Floats, centre: float, size: int, room: Complexes) -> Complexes:
    """Sums of y - centre and of its squares, as the two parts of one number: they are added in one pass."""
    apart = room[: len(y)]
    np.subtract(y, centre, out=apart.real)
    np.multiply(apart.real, apart.real, out=apart.imag)
    sums = np.zeros(size, complex)
    np.add.at(sums, flat, apart)
    return sums


def _high(outcome: NDArray[np.generic], size: int) -> float:
    """A value over which about `HIGHER` people of every cell should lie, so that few rows are looked at one
    by one; below everybody when that would not spare much."""
    share = HIGHER * size / len(outcome)
    seen = outcome[:: max(len(outcome) // SEEN, 1)].astype(float)
    seen = np.sort(seen[np.isfinite(seen)])
    return float(seen[int(len(seen) * (1 - share))]) if share < 0.1 and len(seen) else -np.inf


def _raise(top: Floats, flat: Ints, y: Floats, rows: Ints) -> None:
    """Lift `top` to the maxima of some rows of a chunk."""
    np.maximum.at(top, flat[rows], y[rows])


def _raise_low(top: Floats, low: Bools, columns: Sequence[Coded], outcome: NDArray[np.generic]) -> None:
    """The maxima of the cells in which nobody lies high, from all of their people."""
    for part, flat in numbered(columns, len(outcome) if low.any() else 0):
        y = outcome[part].astype(float, copy=False)
        _raise(top, flat, y, np.flatnonzero(low[flat] & np.isfinite(y)))


def _first_known(outcome: NDArray[np.generic]) -> float:
    """A centre near the middle of the values: the mean of the first thousand that hold a known one."""
    for start in range(0, len(outcome), 1000):
        y = outcome[start : start + 1000].astype(float)
        if np.isfinite(y).any():
            return float(np.mean(y[np.isfinite(y)]))
    return 0.0


def _cells(by: Mapping[str, Coded], codes: Ints, sums: Floats, kind: Kind, reading: Reading) -> Cells:
    """Labels are read once per distinct label; two labels that read alike become one level."""
    axes, read = [], np.empty_like(codes)
    for i, (name, column) in enumerate(by.items()):
        answers: list[Answer] = [reading.answer(label) for label in column.labels]
        axis = few_answers(name, {answers[code] for code in np.flatnonzero(np.bincount(codes[:, i]))})
        place = {answer: at for at, answer in enumerate(axis.levels)}
        read[:, i] = np.array([place.get(answer, 0) for answer in answers])[codes[:, i]]
        axes.append(axis)
    n, known = sums[:, 0].astype(np.int64), sums[:, 1].astype(np.int64)
    if kind is Kind.RATE:
        found = rate_cells(tuple(axes), read, n, known, sums[:, 2].astype(np.int64))
    else:
        empty = np.zeros((len(n), 0))
        found = Cells(
            axes=tuple(axes), codes=read, n=n, known=known, k=np.zeros_like(n), y=sums[:, 2], ss=sums[:, 3],
            top=sums[:, 4], covariates=(), x=empty, xx=np.zeros((len(n), 0, 0)), xy=empty,
        )  # fmt: skip
    return found if np.array_equal(read, codes) else found.roll_up(list(by))
