"""The one shape inside: a row per finest cell. Tables, tests, models and charts are computed from it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from alongside_equity.identities import Axis

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

DENSE = 1 << 16
"""Up to this many possible cells, those that occur are ticked off; above it they are sorted."""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Sums over the people of each finest cell; C cells, A axes, P covariates.

    codes  (C, A)     index of the cell's answer in each axis
    n      (C,)       people; known (C,): people whose outcome (and covariates) is known
    k      (C,)       people with a yes, for a rate; 0 for amounts
    y      (C,)       sum of the outcome, in its own unit (equals k for a rate)
    ss     (C,)       sum of squared deviations from the cell's mean (unit squared)
    top    (C,)       largest single outcome, for the dominance rule; 0 in a cell without outcome
    x, xx, xy         (C, P) sums of covariates; (C, P, P), (C, P) products of deviations in the cell

    Squares are kept about the cell's mean because a sum of raw squares loses the variance when the mean
    is large against the spread. Pooling uses the exact update of Chan, Golub and LeVeque (1983).
    """

    axes: tuple[Axis, ...]
    codes: Ints
    n: Ints
    known: Ints
    k: Ints
    y: Floats
    ss: Floats
    top: Floats
    covariates: tuple[str, ...]
    x: Floats
    xx: Floats
    xy: Floats

    def __len__(self) -> int:
        return len(self.n)

    @property
    def mean(self) -> Floats:
        """Mean outcome of each cell; 0 where nobody's outcome is known."""
        return self.y / np.maximum(self.known, 1)

    def axis(self, name: str) -> int:
        """Position of the axis called `name`; ValueError when there is none."""
        return [axis.name for axis in self.axes].index(name)

    def roll_up(self, names: Sequence[str]) -> Cells:
        """The same people in the coarser cells of `names` only."""
        keep = [self.axis(name) for name in names]
        codes, index = _distinct(
            [self.codes[:, i] for i in keep], [len(self.axes[i].levels) for i in keep], len(self)
        )
        return self._pooled(index, codes, tuple(self.axes[i] for i in keep))

    def where(self, mask: Bools) -> Cells:
        """Only the cells that `mask` (C,) selects."""
        rows = {name: getattr(self, name)[mask] for name in _ROWS}
        return replace(self, **rows)

    def pool(self, index: Ints, size: int) -> Cells:
        """Merge cell i into row `index[i]` of `size` rows. The codes of the result are those of a member."""
        codes = np.zeros((size, self.codes.shape[1]), np.int64)
        codes[index] = self.codes
        return self._pooled(index, codes, self.axes)

    def _pooled(self, index: Ints, codes: Ints, axes: tuple[Axis, ...]) -> Cells:
        size = len(codes)
        n, k = _add(self.n, index, size), _add(self.k, index, size)
        known = (
            n if self.known is self.n or np.array_equal(self.n, self.known) else _add(self.known, index, size)
        )
        y, weight = _sum(self.y, index, size), self.known.astype(float)
        dy = self.mean - (y / np.maximum(known, 1))[index]
        top = np.full(size, -np.inf)
        np.maximum.at(top, index, np.where(self.known > 0, self.top, -np.inf))
        ss = _sum(self.ss + weight * dy**2, index, size)
        x, xx, xy = self._pooled_products(index, known, weight, dy)
        return Cells(
            axes, codes, n, known, k, y, ss, np.where(known > 0, top, 0.0), self.covariates, x, xx, xy
        )

    def _pooled_products(
        self, index: Ints, known: Ints, weight: Floats, dy: Floats
    ) -> tuple[Floats, Floats, Floats]:
        size, p = len(known), len(self.covariates)
        if not p:
            return np.zeros((size, 0)), np.zeros((size, 0, 0)), np.zeros((size, 0))
        x = _sum(self.x, index, size)
        dx = self.x / np.maximum(self.known, 1)[:, None] - (x / np.maximum(known, 1)[:, None])[index]
        xx = self.xx + weight[:, None, None] * dx[:, :, None] * dx[:, None, :]
        return x, _sum(xx, index, size), _sum(self.xy + (weight * dy)[:, None] * dx, index, size)


_ROWS = ("codes", "n", "known", "k", "y", "ss", "top", "x", "xx", "xy")


def _add(values: Ints, index: Ints, size: int) -> Ints:
    """Whole numbers are added as such, and stay exact."""
    out = np.zeros(size, np.int64)
    np.add.at(out, index, values)
    return out


def _sum(values: Floats, index: Ints, size: int) -> Floats:
    if values.ndim == 1:
        return np.bincount(index, values, size).astype(float, copy=False)
    out = np.zeros((size, *values.shape[1:]))
    np.add.at(out, index, values)
    return out


def _distinct(columns: Sequence[Ints], sizes: Sequence[int], length: int) -> tuple[Ints, Ints]:
    """Distinct rows of `columns` in sorted order and the row that each of `length` rows belongs to."""
    if not columns:
        return np.zeros((1, 0), np.int64), np.zeros(length, np.int64)
    possible = math.prod(sizes)
    if possible >= 2**62:
        distinct, index = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
        return distinct, index.reshape(-1)
    flat = columns[0]
    for column, size in zip(columns[1:], sizes[1:], strict=True):
        flat = flat * size + column
    if possible <= DENSE:
        there = np.zeros(possible, bool)
        there[flat] = True
        keys = np.flatnonzero(there)
        index = flat if len(keys) == possible else (np.cumsum(there) - 1)[flat]
    else:
        keys, index = np.unique(flat, return_inverse=True)
    codes = np.empty((len(keys), len(sizes)), np.int64)
    codes.T[:] = np.unravel_index(keys, tuple(sizes))
    return codes, index.reshape(-1)
