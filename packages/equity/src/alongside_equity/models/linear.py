"""Linear MAIHDA from sufficient statistics: one search in one dimension, whatever the number of rows.

y_ij = x_ij'b + u_j + e_ij with u_j ~ N(0, su2) and e_ij ~ N(0, se2), strata j. Per stratum the number of
people, means and sums of products about the means are sufficient. With l = su2 / se2, w_j = n_j/(1 + n_j l):

    A = S_xx + sum w_j xbar_j xbar_j'      c = S_xy + sum w_j xbar_j ybar_j
    q = S_yy + sum w_j ybar_j^2 - c'A^-1 c  (computed from residuals)
    -2 log REML = sum log(1 + n_j l) + (N-p)(1 + log(2 pi q/(N-p))) + log|A|

where S are pooled within strata (Patterson and Thompson 1971; profiled as in Bates et al. 2015).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from alongside_equity.cells import Cells, Floats
from alongside_equity.measures.intervals import normal_quantile
from alongside_equity.measures.regression import Design


@dataclass(frozen=True, slots=True, eq=False)
class LinearFit:
    """criterion is -2 log (restricted) likelihood; u and u_error (S,) in the order of the cells."""

    names: tuple[str, ...]
    b: Floats
    covariance: Floats
    between: float
    within: float
    criterion: float
    u: Floats
    u_error: Floats
    fitted: Floats

    @property
    def vpc(self) -> float:
        """Share of the variance that lies between strata, 0 to 1."""
        total = self.between + self.within
        return self.between / total if total else 0.0

    def u_interval(self, level: float = 0.95) -> tuple[Floats, Floats]:
        """Interval of every stratum effect; it counts what is unknown of b, not of the variances."""
        half = normal_quantile(level) * self.u_error
        return self.u - half, self.u + half


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
    names: tuple[str, ...]
    n: Floats
    x: Floats
    y: Floats
    sxx: Floats
    sxy: Floats
    syy: float
    freedom: int


def fit_linear(cells: Cells, design: Design, *, restricted: bool = True) -> LinearFit:
    """Fit by REML (or by maximum likelihood). Every cell is one stratum; cells without outcome are kept,
    their effect is 0 with the full spread. ValueError when there are not more people than coefficients."""
    sums = _sums(cells, design, restricted)
    ratio = _search(sums)
    return _fit(sums, ratio)


def _sums(cells: Cells, design: Design, restricted: bool) -> _Sums:
    n = cells.known.astype(float)
    x = np.column_stack([design.values, cells.x / np.maximum(n, 1)[:, None]])
    p, d = x.shape[1], design.values.shape[1]
    sxx, sxy = np.zeros((p, p)), np.zeros(p)
    sxx[d:, d:], sxy[d:] = cells.xx.sum(axis=0), cells.xy.sum(axis=0)
    freedom = int(n.sum()) - (p if restricted else 0)
    if int(n.sum()) <= p:
        raise ValueError("not more people than coefficients")
    names = (*design.names, *cells.covariates)
    return _Sums(names, n, x, cells.mean, sxx, sxy, float(cells.ss.sum()), freedom)


def _solve(s: _Sums, ratio: float) -> tuple[Floats, Floats, Floats, float]:
    """w, A, b and q at one ratio of variances."""
    w = s.n / (1 + s.n * ratio)
    a = s.sxx + (s.x.T * w) @ s.x
    b = np.asarray(np.linalg.solve(a, s.sxy + s.x.T @ (w * s.y)), float)
    inside = float(s.syy - 2 * b @ s.sxy + b @ s.sxx @ b)
    q = inside + float((w * (s.y - s.x @ b) ** 2).sum())
    return w, a, b, max(q, 1e-300)


def criterion(s: _Sums, ratio: float) -> float:
    """-2 log (restricted) likelihood profiled over b and the variance within."""
    _, a, _, q = _solve(s, ratio)
    restricted = s.freedom < int(s.n.sum())
    logdet = float(np.linalg.slogdet(a)[1]) if restricted else 0.0
    inside = s.freedom * (1 + float(np.log(2 * np.pi * q / s.freedom)))
    return float(np.log1p(s.n * ratio).sum()) + inside + logdet


def _slope(log_ratio: float, s: _Sums) -> float:
    """Derivative of the criterion in the ratio, times the ratio."""
    ratio = float(np.exp(log_ratio))
    w, a, b, q = _solve(s, ratio)
    down = -(w**2)
    residual = float((down * (s.y - s.x @ b) ** 2).sum())
    trace = float(np.trace(np.linalg.solve(a, (s.x.T * down) @ s.x))) if s.freedom < int(s.n.sum()) else 0.0
    return ratio * (float(w.sum()) + s.freedom * residual / q + trace)


def _search(s: _Sums) -> float:
    """The ratio su2/se2 with the smallest criterion, 0 included: a grid for the basin, then a root."""
    grid = np.linspace(-25, 12, 75)
    values = [criterion(s, float(np.exp(t))) for t in grid]
    best = int(np.argmin(values))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)]
    zero = criterion(s, 0.0)
    if _slope(low, s) >= 0 or _slope(high, s) <= 0:
        return 0.0 if zero <= values[best] else float(np.exp(grid[best]))
    root = float(np.exp(scipy.optimize.brentq(_slope, low, high, args=(s,), xtol=1e-13, rtol=1e-14)))
    return root if criterion(s, root) < zero else 0.0


def _fit(s: _Sums, ratio: float) -> LinearFit:
    w, a, b, q = _solve(s, ratio)
    within = q / s.freedom
    between = ratio * within
    covariance = np.asarray(within * np.linalg.inv(a), float)
    shrink = ratio * w
    fitted = s.x @ b
    spread = np.einsum("ij,jk,ik->i", s.x, covariance, s.x)
    error = np.sqrt(np.maximum(between * (1 - shrink) + shrink**2 * spread, 0))
    return LinearFit(
        s.names, b, covariance, between, within, criterion(s, ratio), shrink * (s.y - fitted), error, fitted
    )
