"""Two means from their sums: Welch's test, the gap in per cent with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite, nan, sqrt

import scipy


@dataclass(frozen=True, slots=True)
class Amount:
    """n people, their mean, and the variance of one person (n - 1 in the denominator)."""

    n: int
    mean: float
    variance: float

    @property
    def error(self) -> float:
        """Squared standard error of the mean; infinite for one person, whose spread is unknown."""
        return self.variance / self.n if self.n > 1 else inf


def amount(n: int, y: float, ss: float) -> Amount:
    """From a sum and a sum of squared deviations. Needs n >= 1."""
    return Amount(n, y / n, ss / (n - 1) if n > 1 else nan)


@dataclass(frozen=True, slots=True)
class Compared:
    """group - reference: difference, t, degrees of freedom, p, interval; and the gap in per cent.

    gap = 100 (reference - group) / reference, as the laws write it: positive when the group gets less.
    Its interval is Fieller's, and (-inf, inf) when the reference mean could be 0.
    """

    difference: float
    t: float
    freedom: float
    p: float
    interval: tuple[float, float]
    gap: float
    gap_interval: tuple[float, float]


def compare(group: Amount, reference: Amount, level: float = 0.95) -> Compared:
    """Welch's comparison (1947). With one person on a side nothing is known of the spread: p is 1."""
    difference = group.mean - reference.mean
    gap = 100 * (reference.mean - group.mean) / reference.mean if reference.mean else nan
    error = group.error + reference.error
    whole = (-inf, inf)
    if not isfinite(error):
        return Compared(difference, 0.0, 0.0, 1.0, whole, gap, whole)
    if error == 0:
        p = 1.0 if difference == 0 else 0.0
        t = 0.0 if difference == 0 else inf if difference > 0 else -inf
        return Compared(difference, t, inf, p, (difference, difference), gap, (gap, gap))
    parts = group.error**2 / (group.n - 1) + reference.error**2 / (reference.n - 1)
    freedom = error**2 / parts
    t = difference / sqrt(error)
    critical = float(scipy.special.stdtrit(freedom, 0.5 + level / 2))
    half = critical * sqrt(error)
    p = float(2 * scipy.special.stdtr(freedom, -abs(t)))
    low, high = fieller(group, reference, critical)
    gap_interval = (100 * (1 - high), 100 * (1 - low))
    return Compared(difference, t, freedom, p, (difference - half, difference + half), gap, gap_interval)


def fieller(group: Amount, reference: Amount, critical: float) -> tuple[float, float]:
    """Interval of group.mean / reference.mean for independent means (Fieller 1954)."""
    g = critical**2 * reference.error / reference.mean**2 if reference.mean else inf
    if g >= 1:
        return -inf, inf
    found = group.mean / reference.mean
    spread = group.error * (1 - g) + found**2 * reference.error
    half = critical / abs(reference.mean) * sqrt(spread)
    return (found - half) / (1 - g), (found + half) / (1 - g)
