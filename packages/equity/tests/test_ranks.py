"""The rank sum is counted exactly: against SciPy, against every draw by hand, and where one side is many."""

import itertools

import numpy as np
import pytest
from scipy import stats

from alongside_equity.cells import Floats, Ints
from alongside_equity.measures.ranks import SMALL, rank_sum, rounded_up


def in_steps(group: Floats, reference: Floats) -> tuple[Ints, Ints]:
    steps = np.unique(np.concatenate([group, reference]))
    own, other = (
        np.bincount(np.searchsorted(steps, side), minlength=len(steps)) for side in (group, reference)
    )
    return own, other


@pytest.mark.parametrize(("n", "m"), [(1, 1), (3, 30), (10, 10), (12, 9), (20, 35), (SMALL - 1, SMALL - 1)])
def test_without_ties_it_is_that_of_scipy(n: int, m: int) -> None:
    rng = np.random.default_rng(n)
    group, reference = rng.lognormal(10, 0.4, n), rng.lognormal(9.8, 0.4, m)
    found = rank_sum(*in_steps(group, reference))
    expected = stats.mannwhitneyu(group, reference, method="exact")
    assert found.p == pytest.approx(min(expected.pvalue, 1.0), rel=1e-9)
    assert found.direction == np.sign(expected.statistic - n * m / 2)


@pytest.mark.parametrize("seed", range(6))
def test_with_ties_it_is_that_of_every_draw(seed: int) -> None:
    rng = np.random.default_rng(seed)
    group, reference = rng.integers(0, 4, 5).astype(float), rng.integers(0, 3, 8).astype(float)
    every = stats.PermutationMethod(n_resamples=10**9)
    expected = stats.mannwhitneyu(group, reference, method=every)
    assert rank_sum(*in_steps(group, reference)).p == pytest.approx(expected.pvalue, rel=1e-9)


def test_equal_amounts_tell_nothing() -> None:
    found = rank_sum(np.array([0, 12]), np.array([0, 30]))
    assert (found.p, found.direction) == (1.0, 0)


@pytest.mark.parametrize("reference", [20, 5_000])
def test_sides_and_signs_may_be_exchanged(reference: int) -> None:
    rng = np.random.default_rng(3)
    own, other = in_steps(rng.normal(0.6, 1, 15), np.round(rng.normal(0, 1, reference), 1))
    found = rank_sum(own, other)
    assert found.direction == 1
    for mirrored in (rank_sum(other, own), rank_sum(own[::-1], other[::-1])):
        assert mirrored.p == pytest.approx(found.p, rel=1e-9)
        assert mirrored.direction == -1


@pytest.mark.parametrize("most", [500, 2_000, 10**6])
def test_coarser_ranks_are_no_less_exact(most: int) -> None:
    """Of all ways to draw four of twelve people, at most a share of alpha has a p up to alpha."""
    amounts = np.array([1, 2, 2, 3, 5, 8, 8, 8, 9, 11, 12, 40.0])
    found = []
    for drawn in itertools.combinations(range(12), 4):
        others = np.setdiff1d(np.arange(12), drawn)
        found.append(rank_sum(*in_steps(amounts[list(drawn)], amounts[others]), most).p)
    for alpha in np.unique(found):
        assert np.mean(np.array(found) <= alpha * (1 + 1e-9)) <= alpha * (1 + 1e-9)
    assert min(found) < 0.05, "and it finds what is as far out as can be"


@pytest.mark.parametrize(("n", "m"), [(10, 5_000), (25, 5_000), (39, 20_000)])
def test_few_beside_many_are_judged_nearly_as_by_all_ranks(n: int, m: int) -> None:
    rng = np.random.default_rng(m + n)
    group, reference = rng.normal(0.5, 1, n), rng.normal(0, 1, m)
    found = stats.norm.isf(rank_sum(*in_steps(group, reference)).p / 2)
    whole = stats.norm.isf(stats.mannwhitneyu(group, reference, method="asymptotic").pvalue / 2)
    assert found == pytest.approx(whole, abs=0.15)


def test_the_normal_distribution_would_cry_wolf_on_a_scale() -> None:
    """Two of ten are not on the step where nearly everybody is: a chance of about 1 in 100, by hand."""
    own, other = np.array([2, 8]), np.array([148, 9_842])
    by_hand = stats.hypergeom(10_000, 150, 10).sf(1)
    assert rank_sum(own, other).p == pytest.approx(2 * by_hand, rel=1e-9)
    group, reference = (np.repeat([0.0, 1.0], side) for side in (own, other))
    assert stats.mannwhitneyu(group, reference, method="asymptotic").pvalue < by_hand / 50


def test_no_number_of_people_is_too_large() -> None:
    rng = np.random.default_rng(1)
    own = np.bincount(rng.integers(0, 300, 39), minlength=300)
    assert 0.001 < rank_sum(own, np.full(300, 10**9)).p < 1


@pytest.mark.parametrize(("p", "told"), [(1.0, 1.0), (0.05, 0.05), (0.012301, 0.0124), (2e-9, 2e-9), (0, 0)])
def test_a_p_value_is_told_to_three_digits_and_never_smaller(p: float, told: float) -> None:
    assert rounded_up(p) == told
