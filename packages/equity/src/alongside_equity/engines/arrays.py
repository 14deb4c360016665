"""Arrays in numpy: one pass in chunks that fit the processor's cache, no copy of a whole column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alongside_equity.cells import Bools, Cells, Floats, Ints
from alongside_equity.engines.grouped import rate_cells
from alongside_equity.identities import Answer, Axis, Reading
from alongside_equity.question import Kind
from alongside_equity.refused import Refused

CHUNK = 1 << 17

HIGHER = 12
SEEN = 2048
"""Maxima are sought among so many people of each cell; so many values say how high those begin."""

DENSE = 1 << 22
"""Up to this many possible cells a table of all of them is kept; above it, only those that occur."""

Complexes = NDArray[np.complex128]


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """One column as small whole numbers: `codes` (N,) index `labels`."""

    codes: NDArray[np.integer]
    labels: Sequence[object]


def coded(values: Sequence[object]) -> Coded:
    """A plain column as codes, in order of first appearance."""
    places: dict[object, int] = {}
    codes = np.fromiter((places.setdefault(value, len(places)) for value in values), np.int64, len(values))
    return Coded(codes.astype(np.min_scalar_type(max(len(places) - 1, 0))), list(places))


def cells(
    by: Mapping[str, Coded], outcome: NDArray[np.generic], kind: Kind, reading: Reading | None = None
) -> Cells:
    """Cells of coded columns and an outcome array (N,): 0 and 1 for a rate, finite or NaN for an amount.

    Refused: columns of different lengths, a code without a label, no rows, an outcome that is not 0 or 1.
    """
    columns = list(by.values())
    _check(by, outcome)
    sizes = [max(len(column.labels), 1) for column in columns]
    if np.prod(sizes, dtype=float) > DENSE:
        return _sparse(by, outcome, kind, reading)
    flat, sums = _rate(columns, sizes, outcome) if kind is Kind.RATE else _amount(columns, sizes, outcome)
    codes = np.stack(np.unravel_index(flat, sizes), axis=1).astype(np.int64)
    return _cells(by, codes, sums, kind, reading or Reading())


def _check(by: Mapping[str, Coded], outcome: NDArray[np.generic]) -> None:
    if not by or len(outcome) == 0:
        raise Refused("no_rows")
    for name, column in by.items():
        if len(column.codes) != len(outcome):
            raise Refused("unequal_columns", column=name, found=len(column.codes), expected=len(outcome))
        is_signed = column.codes.dtype.kind != "u"
        if (is_signed and column.codes.min() < 0) or column.codes.max() >= len(column.labels):
            raise Refused("code_without_label", column=name)


def numbered(columns: Sequence[Coded], sizes: Sequence[int], length: int) -> Iterator[tuple[slice, Ints]]:
    """Part by part the mixed-radix cell number of each row, at every step in the smallest type for it."""
    types = [np.min_scalar_type(total) for total in np.cumprod(sizes).tolist()]
    steps = [(column.codes, t, t.type(size)) for column, t, size in zip(columns, types, sizes, strict=True)]
    for start in range(0, length, CHUNK):
        part = slice(start, start + CHUNK)
        flat = columns[0].codes[part].astype(types[0])
        for codes, wide, size in steps[1:]:
            flat = flat.astype(wide, copy=False)
            flat *= size
            np.add(flat, codes[part], out=flat, casting="unsafe")
        yield part, flat.astype(np.intp)


def _rate(
    columns: Sequence[Coded], sizes: Sequence[int], outcome: NDArray[np.generic]
) -> tuple[Ints, Floats]:
    """Yes and no counted together: the outcome is the last digit of the cell number."""
    if outcome.dtype.kind not in "bui":
        raise Refused("not_zero_or_one")
    yes = outcome.view(np.uint8) if outcome.dtype.kind == "b" else np.asarray(outcome, np.int64)
    if outcome.dtype.kind != "b" and (yes.max() > 1 or yes.min() < 0):
        raise Refused("not_zero_or_one")
    size, both = int(np.prod(sizes)), (*columns, Coded(yes, (False, True)))
    total = np.zeros(2 * size, np.int64)
    for _, flat in numbered(both, (*sizes, 2), len(outcome)):
        total += np.bincount(flat, minlength=2 * size)
    pairs = total.reshape(size, 2)
    n = pairs.sum(axis=1)
    where = np.flatnonzero(n)
    zero = np.zeros(len(where))
    return where, np.stack([n[where], n[where], pairs[where, 1], zero, zero], axis=1).astype(float)


def _amount(
    columns: Sequence[Coded], sizes: Sequence[int], outcome: NDArray[np.generic]
) -> tuple[Ints, Floats]:
    """n, known, sum, squares about the mean and maximum of every cell that occurs."""
    size = int(np.prod(sizes))
    n, unknown = np.zeros(size, np.int64), np.zeros(size, np.int64)
    total, top = np.zeros(size, complex), np.full(size, -np.inf)
    centre, high, room = _first_known(outcome), _high(outcome, size), np.empty(CHUNK, complex)
    for part, flat in numbered(columns, sizes, len(outcome)):
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
    _raise_low(top, (known > 0) & ~(top > high), columns, sizes, outcome)
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


def _raise_low(
    top: Floats, low: Bools, columns: Sequence[Coded], sizes: Sequence[int], outcome: NDArray[np.generic]
) -> None:
    """The maxima of the cells in which nobody lies high, from all of their people."""
    for part, flat in numbered(columns, sizes, len(outcome) if low.any() else 0):
        y = outcome[part].astype(float, copy=False)
        _raise(top, flat, y, np.flatnonzero(low[flat] & np.isfinite(y)))


def _first_known(outcome: NDArray[np.generic]) -> float:
    """A centre near the middle of the values: the mean of the first thousand that hold a known one."""
    for start in range(0, len(outcome), 1000):
        y = outcome[start : start + 1000].astype(float)
        if np.isfinite(y).any():
            return float(np.mean(y[np.isfinite(y)]))
    return 0.0


def _sparse(
    by: Mapping[str, Coded], outcome: NDArray[np.generic], kind: Kind, reading: Reading | None
) -> Cells:
    """Beyond `DENSE` possible cells: number the distinct rows, then proceed with one coded column."""
    stacked = np.stack([column.codes.astype(np.int64) for column in by.values()], axis=1)
    distinct, index = np.unique(stacked, axis=0, return_inverse=True)
    one = [Coded(index.reshape(-1), range(len(distinct)))]
    sizes = [len(distinct)]
    flat, sums = _rate(one, sizes, outcome) if kind is Kind.RATE else _amount(one, sizes, outcome)
    return _cells(by, distinct[flat], sums, kind, reading or Reading())


def _cells(by: Mapping[str, Coded], codes: Ints, sums: Floats, kind: Kind, reading: Reading) -> Cells:
    """Labels are read once per distinct label; two labels that read alike become one level."""
    axes, read = [], np.empty_like(codes)
    for i, (name, column) in enumerate(by.items()):
        answers: list[Answer] = [reading.answer(label) for label in column.labels]
        used = sorted({answers[code] for code in np.flatnonzero(np.bincount(codes[:, i]))})
        place = {answer: at for at, answer in enumerate(used)}
        read[:, i] = np.array([place.get(answer, 0) for answer in answers])[codes[:, i]]
        axes.append(Axis(name, tuple(used)))
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
