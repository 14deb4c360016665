"""Logistic MAIHDA from counts: adaptive Gauss-Hermite quadrature on (n, k), never on rows.

k_i ~ Binomial(n_i, logistic(x_i'b + sd z_j)), z_j ~ N(0, 1). The integral over z_j is taken about its mode
with 15 nodes (Pinheiro and Bates 1995); one node is Laplace's approximation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from alongside_equity.cells import Floats, Ints
from alongside_equity.measures.intervals import normal_quantile
from alongside_equity.measures.regression import Design

ENOUGH_NODES = 9
"""From here on the quadrature is so exact that where its nodes lie does not matter."""


@dataclass(frozen=True, slots=True, eq=False)
class LogisticFit:
    """Coefficients in log odds; u and u_error (J,) posterior mean and spread of each stratum's effect."""

    names: tuple[str, ...]
    b: Floats
    covariance: Floats
    sd: float
    deviance: float
    u: Floats
    u_error: Floats
    fitted: Floats

    @property
    def between(self) -> float:
        """Variance between strata, in log odds squared."""
        return self.sd**2

    @property
    def vpc(self) -> float:
        """Share of the latent variance between strata: su2 / (su2 + pi^2/3)."""
        return self.between / (self.between + np.pi**2 / 3)

    @property
    def median_odds_ratio(self) -> float:
        """exp(0.6745 sqrt(2 su2)): the odds of two people alike but for their strata (Larsen 2000)."""
        return float(np.exp(0.6744897501960817 * np.sqrt(2 * self.between)))

    def u_interval(self, level: float = 0.95) -> tuple[Floats, Floats]:
        """Interval of every stratum effect, given the coefficients and the variance."""
        half = normal_quantile(level) * self.u_error
        return self.u - half, self.u + half


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    k: Floats
    n: Floats
    x: Floats
    stratum: Ints
    strata: int
    points: Floats
    log_weights: Floats
    constant: float

    def pooled(self, values: Floats) -> Floats:
        """Sum rows (R, ...) into strata (J, ...)."""
        found = np.zeros((self.strata, *values.shape[1:]))
        np.add.at(found, self.stratum, values)
        return found


def fit_logistic(k: Ints, n: Ints, design: Design, stratum: Ints, nodes: int = 15) -> LogisticFit:
    """Fit from successes k of n people in each row (R,), rows of one `stratum` sharing an effect.

    ValueError when nobody or everybody succeeded, where the odds have no finite estimate.
    """
    if not 0 < k.sum() < n.sum():
        raise ValueError("the outcome does not vary")
    c = _counts(k, n, design, stratum, nodes)
    start = np.append(_plain(c), 0.5)
    found = scipy.optimize.minimize(
        _deviance, start, args=(c,), jac=_slope, method="BFGS", options={"gtol": 1e-7, "maxiter": 500}
    )
    at = found.x
    flat = np.append(_plain(c), 0.0)
    if _deviance(flat, c) <= _deviance(at, c):
        at = flat
    return _fit(at, c, design.names)


def area_under_curve(k: Floats, n: Floats, score: Floats) -> float:
    """Chance that a person with a yes scores above one without, ties by half, from cells (C,)."""
    order = np.argsort(score)
    levels, index = np.unique(score[order], return_inverse=True)
    yes, no = np.zeros(len(levels)), np.zeros(len(levels))
    np.add.at(yes, index, k[order])
    np.add.at(no, index, (n - k)[order])
    below = np.cumsum(no) - no
    return float((yes * (below + no / 2)).sum() / (yes.sum() * no.sum()))


def _counts(k: Ints, n: Ints, design: Design, stratum: Ints, nodes: int) -> _Counts:
    points, weights = np.polynomial.hermite.hermgauss(nodes)
    choose = float(
        (scipy.special.gammaln(n + 1) - scipy.special.gammaln(k + 1) - scipy.special.gammaln(n - k + 1)).sum()
    )
    _, index = np.unique(stratum, return_inverse=True)
    strata = int(index.max()) + 1
    logs = np.log(weights) + points**2 - 0.5 * np.log(np.pi)
    return _Counts(
        k.astype(float), n.astype(float), design.values, index.reshape(-1), strata, points, logs, choose
    )


def _plain(c: _Counts) -> Floats:
    """Coefficients without strata, by iterated weighted least squares with a little ridge for safety."""
    b = np.zeros(c.x.shape[1])
    for _ in range(50):
        mean = scipy.special.expit(c.x @ b)
        weight = c.n * mean * (1 - mean)
        hessian = (c.x.T * weight) @ c.x + 1e-8 * np.eye(len(b))
        step = np.linalg.solve(hessian, c.x.T @ (c.k - c.n * mean))
        b = b + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-12:
            break
    return b


def _mode(at: Floats, c: _Counts) -> tuple[Floats, Floats]:
    """Mode of each z_j and the spread h = (-g'')^-1/2 of the integrand about it, by Newton."""
    linear, sd = c.x @ at[:-1], at[-1]
    z = np.zeros(c.strata)
    for _ in range(100):
        mean = scipy.special.expit(linear + sd * z[c.stratum])
        slope = sd * c.pooled(c.k - c.n * mean) - z
        curve = 1 + sd**2 * c.pooled(c.n * mean * (1 - mean))
        step = slope / curve
        z = z + np.clip(step, -3, 3)
        if np.abs(step).max() < 1e-13:
            break
    mean = scipy.special.expit(linear + sd * z[c.stratum])
    return z, 1 / np.sqrt(1 + sd**2 * c.pooled(c.n * mean * (1 - mean)))


def _integrand(at: Floats, c: _Counts) -> tuple[Floats, Floats]:
    """(J, Q) nodes z and the logarithm of node weight times integrand."""
    mode, spread = _mode(at, c)
    z = mode[:, None] + np.sqrt(2) * spread[:, None] * c.points
    eta = (c.x @ at[:-1])[:, None] + at[-1] * z[c.stratum]
    likelihood = c.pooled(c.k[:, None] * eta - c.n[:, None] * np.logaddexp(0, eta))
    return z, likelihood - z**2 / 2 + c.log_weights + np.log(spread)[:, None]


def _deviance(at: Floats, c: _Counts) -> float:
    """-2 log likelihood, binomial constants included."""
    return float(-2 * (scipy.special.logsumexp(_integrand(at, c)[1], axis=1).sum() + c.constant))


def _slope(at: Floats, c: _Counts) -> Floats:
    """Gradient of the deviance: the mean of the complete data's score over each effect's posterior (Louis
    1982). With few nodes the moving nodes count too, and differences of order four are taken instead."""
    if len(c.points) < ENOUGH_NODES:
        return np.array([_derivative(at, i, c) for i in range(len(at))])
    z, logs = _integrand(at, c)
    share = np.exp(logs - scipy.special.logsumexp(logs, axis=1, keepdims=True))[c.stratum]
    effect = z[c.stratum]
    rest = c.k[:, None] - c.n[:, None] * scipy.special.expit((c.x @ at[:-1])[:, None] + at[-1] * effect)
    return np.asarray(-2 * np.append(c.x.T @ (share * rest).sum(axis=1), (share * rest * effect).sum()))


def _moved(at: Floats, i: int, step: float) -> Floats:
    moved = at.copy()
    moved[i] += step
    return moved


def _derivative(at: Floats, i: int, c: _Counts, h: float = 1e-3) -> float:
    far, near = ([_deviance(_moved(at, i, sign * step), c) for sign in (1, -1)] for step in (2 * h, h))
    return (8 * (near[0] - near[1]) - (far[0] - far[1])) / (12 * h)


def _fit(at: Floats, c: _Counts, names: tuple[str, ...]) -> LogisticFit:
    z, logs = _integrand(at, c)
    share = np.exp(logs - scipy.special.logsumexp(logs, axis=1, keepdims=True))
    mean = (share * z).sum(axis=1)
    spread = np.sqrt(np.maximum((share * (z - mean[:, None]) ** 2).sum(axis=1), 0))
    if len(c.points) == 1:
        mean, spread = _mode(at, c)
    sd = abs(float(at[-1]))
    columns = [
        (_slope(_moved(at, i, 1e-4), c) - _slope(_moved(at, i, -1e-4), c)) / 2e-4 for i in range(len(at))
    ]
    hessian = np.stack(columns) / 2
    size = len(at) - 1
    covariance = np.asarray(np.linalg.pinv((hessian[:size, :size] + hessian[:size, :size].T) / 2), float)
    return LogisticFit(
        names, at[:-1], covariance, sd, _deviance(at, c), at[-1] * mean, sd * spread, c.x @ at[:-1]
    )
