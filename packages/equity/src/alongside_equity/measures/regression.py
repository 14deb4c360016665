"""Ordinary least squares from cells: rows are not needed once each cell has its sums of products."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alongside_equity.cells import Cells, Floats


@dataclass(frozen=True, slots=True)
class Design:
    """names of the columns; D (C, P) values that are constant in a cell; then the cells' covariates."""

    names: tuple[str, ...]
    values: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """X'X (P, P), X'y (P,), y'y about 0 and the number of people with a known outcome."""

    names: tuple[str, ...]
    xx: Floats
    xy: Floats
    yy: float
    n: int

    @property
    def means(self) -> Floats:
        """Mean of every column; the first column is the constant."""
        return np.asarray(self.xx[0] / self.n)


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Coefficients, their covariance, residual degrees of freedom and R squared."""

    names: tuple[str, ...]
    b: Floats
    covariance: Floats
    freedom: int
    r2: float

    def error(self, name: str) -> float:
        """Standard error of one coefficient."""
        i = self.names.index(name)
        return float(np.sqrt(self.covariance[i, i]))

    def coefficient(self, name: str) -> float:
        return float(self.b[self.names.index(name)])


def dummies(cells: Cells, axes: Sequence[str]) -> Design:
    """A constant and treatment dummies of each axis; the first level that occurs is left out."""
    names, columns = ["constant"], [np.ones(len(cells))]
    for axis in axes:
        i = cells.axis(axis)
        for code in np.unique(cells.codes[:, i])[1:]:
            names.append(f"{axis}={cells.axes[i].levels[code].label}")
            columns.append((cells.codes[:, i] == code).astype(float))
    return Design(tuple(names), np.stack(columns, axis=1))


def moments(cells: Cells, design: Design) -> Moments:
    """Pool the cells' sums into the normal equations of [design, covariates] on the outcome."""
    d, n = design.values, cells.known.astype(float)
    weight = np.maximum(n, 1)
    dx = d.T @ cells.x
    xx = np.block([[(d.T * n) @ d, dx], [dx.T, _products(cells.xx, cells.x, cells.x, weight)]])
    cross = (cells.xy + cells.x * (cells.y / weight)[:, None]).sum(axis=0)
    xy = np.concatenate([d.T @ cells.y, cross])
    yy = float((cells.ss + cells.y**2 / weight).sum())
    return Moments((*design.names, *cells.covariates), xx, xy, yy, int(n.sum()))


def _products(xx: Floats, a: Floats, b: Floats, weight: Floats) -> Floats:
    return np.asarray((xx + a[:, :, None] * b[:, None, :] / weight[:, None, None]).sum(axis=0))


def least_squares(m: Moments) -> Fit:
    """Solve X'X b = X'y about the means, so that a large constant costs no digits.

    A column that the others determine gets the smallest coefficients (pseudo-inverse), and the degrees
    of freedom count the rank. ValueError without people.
    """
    if m.n == 0:
        raise ValueError("no people")
    mean, ybar = m.means, m.xy[0] / m.n
    sxx = m.xx[1:, 1:] - m.n * np.outer(mean[1:], mean[1:])
    sxy = m.xy[1:] - m.n * mean[1:] * ybar
    syy = max(m.yy - m.n * ybar**2, 0.0)
    scale = np.sqrt(np.maximum(np.diag(sxx), 0))
    unit = np.where(scale > 1e-7 * np.sqrt(np.maximum(np.diag(m.xx)[1:], 1e-300)), scale, np.inf)
    correlation = sxx / np.outer(unit, unit)
    inverse = np.linalg.pinv(correlation, rcond=1e-11, hermitian=True) / np.outer(unit, unit)
    slopes = inverse @ sxy
    rank = 1 + int(np.linalg.matrix_rank(correlation, rtol=1e-11, hermitian=True)) if len(slopes) else 1
    rss = max(syy - float(slopes @ sxy), 0.0)
    b = np.concatenate([[ybar - mean[1:] @ slopes], slopes])
    top = 1 / m.n + mean[1:] @ inverse @ mean[1:]
    side = -inverse @ mean[1:]
    shape = np.block([[np.array([[top]]), side[None, :]], [side[:, None], inverse]])
    freedom = m.n - rank
    covariance = shape * (rss / freedom if freedom > 0 else np.nan)
    return Fit(m.names, b, covariance, freedom, 1 - rss / syy if syy else 0.0)
