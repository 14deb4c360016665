"""Medians from the values near a middle are those of all values, whatever the sample says."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from alongside_equity.cells import Bools, Cells, Floats, Ints
from alongside_equity.cuts import cuts_at, gathered
from alongside_equity.engines import opened, read, read_values
from alongside_equity.engines.coded import Coded
from alongside_equity.middles import EVERY, brackets, by_lot, halfway, medians, near, samples
from alongside_equity.question import Kind, Question
from alongside_equity.values import Values, placed

Numbers = NDArray[np.generic]
Draw = Callable[[np.random.Generator, Ints], Numbers]
"""Outcomes of people whose group is given."""

SHAPES: dict[str, Draw] = {
    "all equal": lambda rng, g: np.full(len(g), 7.0),
    "two values": lambda rng, g: rng.choice([1.0, 2.0], len(g)),
    "many ties": lambda rng, g: np.round(rng.normal(0, 2, len(g))),
    "whole numbers": lambda rng, g: rng.integers(-9, 10**6, len(g)),
    "single precision": lambda rng, g: rng.lognormal(10, 0.4, len(g)).astype(np.float32),
    "rising": lambda rng, g: np.sort(rng.normal(0, 1, len(g))),
    "falling": lambda rng, g: -np.arange(len(g), dtype=float),
    "heavy tails": lambda rng, g: rng.standard_cauchy(len(g)) ** 3,
    "far apart": lambda rng, g: rng.lognormal(10, 0.1, len(g)) * 3.0**g,
    "the largest numbers": lambda rng, g: rng.choice([-1e150, -1e-308, 0.0, 1e-308, 1e150], len(g)),
    "disjoint groups": lambda rng, g: rng.random(len(g)) + 100 * g,
    "the period of the sample": lambda rng, g: np.arange(len(g)) % EVERY + rng.random(len(g)),
    "the sample alone is high": lambda rng, g: rng.random(len(g)) + 9.0 * (np.arange(len(g)) % EVERY == 0),
    "every sample is high": lambda rng, g: (
        rng.random(len(g))
        + 9.0 * ((np.arange(len(g)) % EVERY == 0) | np.isin(np.arange(len(g)), by_lot(len(g))))
    ),
}


class Company:
    """People by two attributes, some groups tiny, and every group that the two can make, one of nobody."""

    def __init__(self, shape: str, size: int, seed: int, missing: float = 0.0) -> None:
        rng = np.random.default_rng(seed)
        a, b = rng.choice(3, size, p=[0.9, 0.09, 0.01]), rng.choice(4, size)
        self.pay = SHAPES[shape](rng, a)
        if missing:
            self.pay = np.where(rng.random(size) < missing, np.nan, self.pay.astype(float))
        source = opened({"a": _coded(a, "xyz"), "b": _coded(b, "stuv"), "pay": self.pay})
        question = Question(by=("a", "b"), outcome="pay", kind=Kind.PAY)
        self.cells = read(source, question)
        self.values = placed(self.cells, question.reading, read_values(source, question))
        self.masks = _masks(self.cells)
        names = [
            tuple(axis.levels[c].label for axis, c in zip(self.cells.axes, code, strict=True))
            for code in self.cells.codes
        ]
        place = {name: i for i, name in enumerate(names)}
        self.cell = np.array([place["xyz"[i], "stuv"[j]] for i, j in zip(a, b, strict=True)])

    def middle(self) -> Ints:
        """(2, G) the ranks of the middle values."""
        n = self.masks.astype(np.int64) @ self.values.known
        return np.stack([(n - 1) // 2, n // 2])

    def medians(self) -> Floats:
        """By numpy, from all values of each group."""
        pay = self.pay.astype(float)
        values = [pay[mask[self.cell] & np.isfinite(pay)] for mask in self.masks]
        return np.array([np.median(own) if len(own) else np.nan for own in values])


def _coded(codes: Ints, labels: str) -> Coded:
    return Coded(codes.astype(np.uint8), list(labels))


def _masks(cells: Cells) -> Bools:
    alone = [cells.codes[:, axis] == code for axis in (0, 1) for code in range(len(cells.axes[axis].levels))]
    nobody = np.zeros((1, len(cells)), bool)
    return np.vstack([~nobody, nobody, *(mask[None] for mask in alone), np.eye(len(cells), dtype=bool)])


ANYBODY = {
    "shape": st.sampled_from(sorted(SHAPES)),
    "size": st.integers(1, 4000),
    "seed": st.integers(0, 2**32 - 1),
    "missing": st.sampled_from([0.0, 0.1, 0.95, 1.0]),
}


@settings(max_examples=150, deadline=None)
@given(**ANYBODY)
def test_medians_are_those_of_all_values(shape: str, size: int, seed: int, missing: float) -> None:
    data = Company(shape, size, seed, missing)
    found = medians(data.values, data.masks, 0.95)
    assert np.array_equal(found.median, data.medians(), equal_nan=True)
    again = medians(data.values, data.masks, 0.95)
    assert again.median.tobytes() == found.median.tobytes()


@settings(max_examples=150, deadline=None)
@given(is_open=st.floats(0, 1), **ANYBODY)
def test_a_median_that_is_sure_is_exact_whatever_was_kept(
    is_open: float, shape: str, size: int, seed: int, missing: float
) -> None:
    """Limits drawn for each group from the values themselves, so that they cut through ties; some are open,
    and some are no wider than one value."""
    data = Company(shape, size, seed, missing)
    rng, groups = np.random.default_rng(seed + 1), len(data.masks)
    pay = data.pay.astype(float)
    limits = rng.choice(np.append(pay[np.isfinite(pay)], 0.0), (2, groups))
    low = np.where(rng.random(groups) < is_open, -np.inf, limits.min(axis=0))
    high = np.where(rng.random(groups) < is_open, np.inf, limits.max(axis=0))
    found, is_sure = near(data.values, data.masks, data.middle(), low, high)
    for rank, values in zip(data.middle(), found, strict=True):
        for at in np.flatnonzero(is_sure):
            own = np.sort(pay[data.masks[at][data.cell] & np.isfinite(pay)])
            assert values[at] == own[rank[at]] if len(own) else np.isnan(values[at])


@pytest.mark.parametrize("shape", ["the period of the sample", "the sample alone is high"])
def test_groups_whose_sample_misleads_are_asked_of_another(shape: str) -> None:
    data = Company(shape, 40_000, 1)
    people = data.masks.astype(int) @ data.cells.known
    sure = []
    for sample in samples(data.values):
        ends = brackets(data.values, data.masks, data.middle(), sample)
        sure.append(near(data.values, data.masks, data.middle(), *ends)[1])
    assert (people > 1000).sum() >= 9
    assert not sure[0][people > 1000].any()
    assert sure[0][people < 200].all(), "small groups are kept whole at once"
    assert sure[1].all()


def test_groups_that_every_sample_misleads_about_are_kept_whole() -> None:
    data = Company("every sample is high", 40_000, 1)
    *sampled, _ = samples(data.values)
    for sample in sampled:
        ends = brackets(data.values, data.masks, data.middle(), sample)
        assert not near(data.values, data.masks, data.middle(), *ends)[1].all()
    found = medians(data.values, data.masks, 0.95).median
    assert np.array_equal(found, data.medians(), equal_nan=True)


SELDOM = ["heavy tails", "disjoint groups", "far apart", "rising", "all equal", "two values", "many ties"]


@pytest.mark.parametrize("shape", SELDOM)
def test_few_values_are_kept_and_every_median_is_sure(shape: str) -> None:
    data = Company(shape, 200_000, 2)
    sample = next(samples(data.values))
    low, high = brackets(data.values, data.masks, data.middle(), sample)
    group, cell = np.nonzero(data.masks)
    people, runs = gathered(data.values, cuts_at(cell, low[group], high[group], len(data.cells)))
    assert people.sum() == data.values.known.sum()
    assert len(runs.values) < 0.25 * len(data.pay)
    assert near(data.values, data.masks, data.middle(), low, high)[1].all()


def test_groups_far_apart_keep_nothing_of_the_gaps_between_them() -> None:
    """Both halves of a cell that two groups ask about, and not what lies between them."""
    cuts = cuts_at(np.array([0, 0, 1]), np.array([1.0, 8.0, 2.0]), np.array([3.0, 9.0, 2.0]), 3)
    y = np.array([0.0, 1.0, 2.0, 3.0, 5.0, 8.0, 8.5, 9.0, 10.0, np.nan])
    assert cuts.is_kept[cuts.of(np.zeros(10, int), y)].tolist() == [y in (2.0, 8.5) for y in y.tolist()]
    assert cuts.of(np.zeros(10, int), y).tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 0]
    assert cuts.of(np.ones(4, int), np.array([1.0, 2.0, 3.0, np.nan])).tolist() == [9, 10, 11, 9]
    assert cuts.of(np.full(2, 2), np.array([1.0, np.nan])).tolist() == [12, 12]
    assert not cuts.is_kept[9:].any()


def test_the_largest_number_is_the_median_of_itself() -> None:
    assert halfway(np.array([1.7e308]), np.array([1.7e308])).tolist() == [1.7e308]


def _limits(amounts: Floats) -> tuple[float, float]:
    """Of the median of people who all said the same."""
    alike = np.zeros(len(amounts), np.uint8)
    values = Values([Coded(alike, ["a"])], amounts, np.zeros(1, np.uint8), np.array([len(amounts)]))
    found = medians(values, np.ones((1, 1), bool), 0.95)
    return float(found.low[0]), float(found.high[0])


def test_the_interval_of_a_median_covers_it() -> None:
    rng, inside = np.random.default_rng(8), 0
    for _ in range(300):
        low, high = _limits(rng.lognormal(3, 1, 45))
        inside += low <= np.exp(3) <= high
    assert inside >= 0.93 * 300
    assert np.isnan(_limits(np.arange(5.0))).all(), "five people are too few"
