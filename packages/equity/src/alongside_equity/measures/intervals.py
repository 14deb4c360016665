"""Intervals for one rate, a difference and a ratio of two rates. Counts in, arrays out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import scipy
from numpy.typing import ArrayLike

from alongside_equity.cells import Bools, Floats

Pair = tuple[Floats, Floats]


def normal_quantile(level: float) -> float:
    """z with `level` of the normal distribution between -z and z."""
    return float(scipy.special.ndtri(0.5 + level / 2))


def wilson(k: ArrayLike, n: ArrayLike, level: float = 0.95) -> Pair:
    """Wilson's score interval of a rate k/n (Wilson 1927). Needs n >= 1."""
    k, n = np.asarray(k, float), np.asarray(n, float)
    z2 = normal_quantile(level) ** 2
    middle = (k + z2 / 2) / (n + z2)
    half = np.sqrt(z2) / (n + z2) * np.sqrt(np.maximum(k * (n - k) / n + z2 / 4, 0))
    return np.where(k == 0, 0.0, middle - half), np.where(k == n, 1.0, middle + half)


def rate(k: ArrayLike, n: ArrayLike, level: float = 0.95) -> Pair:
    """Wilson's interval with the edges of Brown, Cai and DasGupta (2001), the default for a rate.

    Wilson covers badly just beyond the limits at one to three successes (or failures); there the limit
    is that of the Poisson distribution, chi2(2x; alpha)/2n one-sided, as they propose.
    """
    k, n = np.asarray(k, float), np.asarray(n, float)
    low, high = wilson(k, n, level)
    edge = np.where(n <= 50, 2, 3)
    near, far = (k >= 1) & (k <= edge), (n - k >= 1) & (n - k <= edge)
    low = np.where(near, np.minimum(low, _poisson_limit(k, level) / n), low)
    high = np.where(far, np.maximum(high, 1 - _poisson_limit(n - k, level) / n), high)
    return low, high


def _poisson_limit(x: Floats, level: float) -> Floats:
    """Lower limit of a Poisson mean after x events: half the alpha quantile of chi-square with 2x."""
    return np.asarray(scipy.special.chdtri(2 * np.maximum(x, 1), level) / 2)


def difference(k1: ArrayLike, n1: ArrayLike, k2: ArrayLike, n2: ArrayLike, level: float = 0.95) -> Pair:
    """Score interval of k1/n1 - k2/n2 (Miettinen and Nurminen 1985), by bisection of the score test."""
    a, n, b, m = (np.asarray(v, float) for v in np.broadcast_arrays(k1, n1, k2, n2))
    found = a / n - b / m

    def statistic(delta: Floats) -> Floats:
        p1, p2 = _restricted_difference(a, n, b, m, delta)
        total = n + m
        variance = (p1 * (1 - p1) / n + p2 * (1 - p2) / m) * total / np.maximum(total - 1, 1)
        return _z(found - delta, variance)

    z = normal_quantile(level)
    low = _bisect(lambda d: statistic(d) > z, np.full(found.shape, -1.0), found)
    high = _bisect(lambda d: statistic(d) >= -z, found, np.full(found.shape, 1.0))
    return low, high


def ratio(k1: ArrayLike, n1: ArrayLike, k2: ArrayLike, n2: ArrayLike, level: float = 0.95) -> Pair:
    """Score interval of (k1/n1)/(k2/n2) (Koopman 1984; Miettinen and Nurminen's variance).

    It stands where Katz's logarithm fails: with no success the lower limit is 0, and with none in the
    reference the upper limit is infinite.
    """
    a, n, b, m = (np.asarray(v, float) for v in np.broadcast_arrays(k1, n1, k2, n2))

    def statistic(log_ratio: Floats) -> Floats:
        phi = np.exp(log_ratio)
        p1, p2 = _restricted_ratio(a, n, b, m, phi)
        total = n + m
        variance = (p1 * (1 - p1) / n + phi**2 * p2 * (1 - p2) / m) * total / np.maximum(total - 1, 1)
        return _z(a / n - phi * b / m, variance)

    z, far = normal_quantile(level), 40.0
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.clip(np.log(a / n) - np.log(np.where(b > 0, b / m, 0.0)), -far, far)
    found = np.where((a == 0) & (b == 0), 0.0, found)
    low = _bisect(lambda t: statistic(t) > z, np.full(found.shape, -far), found)
    high = _bisect(lambda t: statistic(t) >= -z, found, np.full(found.shape, far))
    return np.where(a == 0, 0.0, np.exp(low)), np.where(b == 0, np.inf, np.exp(high))


def katz(k1: ArrayLike, n1: ArrayLike, k2: ArrayLike, n2: ArrayLike, level: float = 0.95) -> Pair:
    """Katz's interval on the logarithm of the ratio (1978); NaN where a count of successes is 0."""
    a, n, b, m = (np.asarray(v, float) for v in np.broadcast_arrays(k1, n1, k2, n2))
    with np.errstate(divide="ignore", invalid="ignore"):
        half = normal_quantile(level) * np.sqrt(1 / a - 1 / n + 1 / b - 1 / m)
        middle = np.log((a / n) / (b / m))
        low, high = np.exp(middle - half), np.exp(middle + half)
    some = (a > 0) & (b > 0)
    return np.where(some, low, np.nan), np.where(some, high, np.nan)


def _z(distance: Floats, variance: Floats) -> Floats:
    """distance / sd, where no spread leaves 0 for no distance and infinity for any other."""
    with np.errstate(divide="ignore", invalid="ignore"):
        z = distance / np.sqrt(np.maximum(variance, 0))
    return np.where(np.abs(distance) < 1e-14, 0.0, z)


def _bisect(left: Callable[[Floats], Bools], low: Floats, high: Floats) -> Floats:
    """The point where `left(x)` turns false, between low and high, to 1e-15 of the first width."""
    low, high = low.copy(), high.copy()
    for _ in range(60):
        middle = (low + high) / 2
        goes_right = left(middle)
        low, high = np.where(goes_right, middle, low), np.where(goes_right, high, middle)
    return (low + high) / 2


def _restricted_difference(a: Floats, n: Floats, b: Floats, m: Floats, delta: Floats) -> Pair:
    """Most likely rates under p1 - p2 = delta: the root of Miettinen and Nurminen's cubic in p2."""
    total, successes = n + m, a + b
    third = ((n + 2 * m) * delta - total - successes) / (3 * total)
    l1 = (m * delta - total - 2 * b) * delta + successes
    l0 = b * delta * (1 - delta)
    q = third**3 - l1 * third / (2 * total) + l0 / (2 * total)
    p = np.where(q < 0, -1.0, 1.0) * np.sqrt(np.maximum(third**2 - l1 / (3 * total), 0))
    cosine = np.where(p == 0, 0.0, q / np.where(p == 0, 1.0, p) ** 3)
    angle = (np.pi + np.arccos(np.clip(cosine, -1, 1))) / 3
    p2 = np.clip(2 * p * np.cos(angle) - third, np.maximum(0, -delta), np.minimum(1, 1 - delta))
    return p2 + delta, p2


def _restricted_ratio(a: Floats, n: Floats, b: Floats, m: Floats, phi: Floats) -> Pair:
    """Most likely rates under p1 = phi p2: the smaller root of a quadratic in p2."""
    square, line = (n + m) * phi, n * phi + a + m + b * phi
    root = np.sqrt(np.maximum(line**2 - 4 * square * (a + b), 0))
    p2 = 2 * (a + b) / (line + root)
    return np.clip(phi * p2, 0, 1), np.clip(p2, 0, 1)
