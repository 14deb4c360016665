"""Exact tests of two rates: Fisher, its mid-p, and Boschloo where people are few."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import scipy

from alongside_equity.cells import Floats, Ints

EXACT_UP_TO = 200_000
"""Beyond this many values of the hypergeometric distribution the score test is used, and said so."""

NEAR = 1 + 1e-7
"""Two tables whose probabilities differ by less than this factor are equally likely."""


def fisher(k1: int, n1: int, k2: int, n2: int) -> tuple[float, float]:
    """(two-sided p, two-sided mid-p) of Fisher's exact test: all tables no likelier than the one seen.

    The mid-p counts tables exactly as likely as the one seen by half (Lancaster 1961).
    """
    low, high = max(0, k1 + k2 - n2), min(n1, k1 + k2)
    if high == low:
        return 1.0, 1.0
    if high - low > EXACT_UP_TO:
        p = score_p(k1, n1, k2, n2)
        return p, p
    odds = _log_hypergeometric(np.arange(low, high + 1, dtype=np.int64), n1, n2, k1 + k2)
    seen = odds[k1 - low]
    likelihood = np.exp(odds - odds.max())
    total = likelihood.sum()
    under, ties = odds < seen - np.log(NEAR), np.abs(odds - seen) <= np.log(NEAR)
    tail, tied = float(likelihood[under].sum() / total), float(likelihood[ties].sum() / total)
    return min(tail + tied, 1.0), min(tail + tied / 2, 1.0)


def score_p(k1: int, n1: int, k2: int, n2: int) -> float:
    """Two-sided p of the pooled score test (the square root of Pearson's chi-square)."""
    return float(2 * scipy.special.ndtr(-abs(standard_deviations(k1, n1, k2, n2))))


def standard_deviations(k1: int, n1: int, k2: int, n2: int) -> float:
    """How many standard deviations k1 lies from what pooled rates would give; negative is fewer."""
    pooled = (k1 + k2) / (n1 + n2)
    spread = pooled * (1 - pooled) * (1 / n1 + 1 / n2)
    return 0.0 if spread == 0 else (k1 / n1 - k2 / n2) / spread**0.5


@lru_cache(maxsize=4096)
def boschloo(k1: int, n1: int, k2: int, n2: int) -> float:
    """Two-sided unconditional p of Boschloo (1970): twice the smaller one-sided p, at most 1.

    Fisher's one-sided p orders the tables; the probability of the tail is maximised over the common
    rate on a grid of 2001 and then refined. Meant for n1 + n2 under a few hundred.
    """
    tables = _one_sided_tables(n1, n2)
    seen = tables[k1, k2]
    less = _worst(tables <= seen * NEAR, n1, n2)
    other = _one_sided_tables(n1, n2, greater=True)
    more = _worst(other <= other[k1, k2] * NEAR, n1, n2)
    return min(2 * min(less, more), 1.0)


@lru_cache(maxsize=64)
def _one_sided_tables(n1: int, n2: int, greater: bool = False) -> Floats:
    """(n1+1, n2+1) Fisher p of "at most k1" (or at least) given the sum of successes."""
    found = np.ones((n1 + 1, n2 + 1))
    for total in range(n1 + n2 + 1):
        k1 = np.arange(max(0, total - n2), min(n1, total) + 1)
        p = np.exp(_log_hypergeometric(k1, n1, n2, total))
        tail = np.cumsum(p[::-1])[::-1] if greater else np.cumsum(p)
        found[k1, total - k1] = np.minimum(tail, 1.0)
    return found


def _worst(tail: Floats, n1: int, n2: int) -> float:
    """The largest probability of the tail (boolean tables) over a common rate in (0, 1)."""
    grid = np.linspace(0, 1, 2001)[1:-1]
    found = _tail_probability(tail, n1, n2, grid)
    best = int(found.argmax())
    fine = np.linspace(grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)], 401)
    return float(max(found.max(), _tail_probability(tail, n1, n2, fine).max()))


def _tail_probability(tail: Floats, n1: int, n2: int, rates: Floats) -> Floats:
    return np.asarray(((tail.T.astype(float) @ _binomial(n1, rates)) * _binomial(n2, rates)).sum(axis=0))


def _binomial(n: int, rates: Floats) -> Floats:
    """(n+1, R) binomial probabilities."""
    k = np.arange(n + 1)[:, None]
    logs = (
        scipy.special.gammaln(n + 1)
        - scipy.special.gammaln(k + 1)
        - scipy.special.gammaln(n - k + 1)
        + k * np.log(rates)
        + (n - k) * np.log1p(-rates)
    )
    return np.asarray(np.exp(logs))


def _log_hypergeometric(k1: Ints, n1: int, n2: int, total: int) -> Floats:
    """log P(k1 | n1, n2, total successes)."""
    k2 = total - k1
    return np.asarray(_log_choose(n1, k1) + _log_choose(n2, k2) - _log_choose(n1 + n2, np.array([total])))


def _log_choose(n: int, k: Ints) -> Floats:
    return np.asarray(
        scipy.special.gammaln(n + 1) - scipy.special.gammaln(k + 1) - scipy.special.gammaln(n - k + 1)
    )
