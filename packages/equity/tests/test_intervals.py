"""Intervals hold what they promise: their exact coverage, added up over all outcomes, not simulated."""

from itertools import product

import numpy as np
import pytest
from scipy.stats import binom

from alongside_equity.cells import Floats
from alongside_equity.measures import intervals

RATES = np.array([0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98])
SIZES = (5, 8, 10, 15, 20, 30, 50, 100, 200)
PAIRS = ((5, 5), (10, 10), (20, 20), (50, 50), (5, 50), (10, 100), (20, 50), (30, 100))
ALL_PAIRS = tuple((n, m) for n in (5, 10, 20, 50, 100, 200) for m in (5, 10, 20, 50, 100, 200))


def coverage_of_rate(n: int) -> Floats:
    """(R,) the chance that the interval holds the rate, for each true rate."""
    k = np.arange(n + 1)
    low, high = intervals.rate(k, np.full(n + 1, n))
    inside = (low[:, None] <= RATES) & (high[:, None] >= RATES)
    return np.asarray((binom.pmf(k[:, None], n, RATES) * inside).sum(axis=0))


def coverage_of_pair(n: int, m: int, kind: str) -> Floats:
    """(R, R) the same for a difference or a ratio of two true rates."""
    a, b = (grid.reshape(-1) for grid in np.meshgrid(np.arange(n + 1), np.arange(m + 1), indexing="ij"))
    interval = intervals.difference if kind == "difference" else intervals.ratio
    low, high = interval(a, np.full(a.shape, n), b, np.full(b.shape, m))
    one, two = (np.asarray(binom.pmf(np.arange(size + 1)[:, None], size, RATES)) for size in (n, m))
    found = np.empty((len(RATES), len(RATES)))
    for (i, p), (j, q) in product(enumerate(RATES), enumerate(RATES)):
        true = p - q if kind == "difference" else p / q
        inside = ((low <= true + 1e-12) & (true - 1e-12 <= high)).reshape(n + 1, m + 1)
        found[i, j] = one[:, i] @ inside @ two[:, j]
    return found


def test_interval_of_a_rate_covers_95_per_cent_on_average_and_90_at_least() -> None:
    found = np.stack([coverage_of_rate(n) for n in SIZES])
    assert found.mean() >= 0.94
    assert found.min() >= 0.90


def test_wilson_alone_would_not() -> None:
    """The reason for the edges: Wilson's own limits miss near 0 and 1."""
    k = np.arange(51)
    low, high = intervals.wilson(k, np.full(51, 50))
    inside = (low[:, None] <= RATES) & (high[:, None] >= RATES)
    assert (binom.pmf(k[:, None], 50, RATES) * inside).sum(axis=0).min() < 0.93


def assert_covers(pairs: tuple[tuple[int, int], ...], kind: str) -> None:
    found = np.concatenate([coverage_of_pair(n, m, kind).reshape(-1) for n, m in pairs])
    assert found.mean() >= 0.94
    assert found.min() >= 0.90


@pytest.mark.parametrize("kind", ["difference", "ratio"])
def test_interval_of_two_rates_covers_too(kind: str) -> None:
    assert_covers(PAIRS, kind)


@pytest.mark.long
@pytest.mark.parametrize("kind", ["difference", "ratio"])
def test_interval_of_two_rates_covers_over_the_whole_grid(kind: str) -> None:
    assert_covers(ALL_PAIRS, kind)


def test_intervals_stand_at_the_edges() -> None:
    low, high = intervals.rate([0, 3], [3, 3])
    assert (low[0], high[1]) == (0.0, 1.0)
    assert high[0] > 0.5
    low, high = intervals.ratio([0], [20], [5], [20])
    assert low[0] == 0.0
    assert 0 < high[0] < 1.5
    low, high = intervals.ratio([5], [20], [0], [20])
    assert high[0] == np.inf


def test_katz_by_hand() -> None:
    low, high = intervals.katz([10], [50], [20], [50])
    half = 1.959963984540054 * np.sqrt(1 / 10 - 1 / 50 + 1 / 20 - 1 / 50)
    assert (low[0], high[0]) == pytest.approx((0.5 * np.exp(-half), 0.5 * np.exp(half)))
