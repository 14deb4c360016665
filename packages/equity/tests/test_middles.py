"""Medians from the values near a middle are those of all values, whatever the sample says."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from alongside_equity.cells import Bools, Cells, Floats, Ints
from alongside_equity.engines import arrays
from alongside_equity.engines.arrays import Coded
from alongside_equity.middles import EVERY, encoded, hulls, kept, medians_of_arrays, near
from alongside_equity.question import Kind

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
    "disjoint groups": lambda rng, g: rng.random(len(g)) + 100 * g,
    "the period of the sample": lambda rng, g: np.arange(len(g)) % EVERY + rng.random(len(g)),
    "the sample alone is high": lambda rng, g: rng.random(len(g)) + 9.0 * (np.arange(len(g)) % EVERY == 0),
}


class Company:
    """People by two attributes, some groups tiny, and every group that the two can make, one of nobody."""

    def __init__(self, shape: str, size: int, seed: int, missing: float = 0.0) -> None:
        rng = np.random.default_rng(seed)
        a, b = rng.choice(3, size, p=[0.9, 0.09, 0.01]), rng.choice(4, size)
        self.by = {"a": _coded(a, "xyz"), "b": _coded(b, "stuv")}
        self.pay = SHAPES[shape](rng, a)
        if missing:
            self.pay = np.where(rng.random(size) < missing, np.nan, self.pay.astype(float))
        self.cells = arrays.cells(self.by, self.pay, Kind.PAY)
        self.masks = _masks(self.cells)
        names = [
            tuple(axis.levels[c].label for axis, c in zip(self.cells.axes, code, strict=True))
            for code in self.cells.codes
        ]
        place = {name: i for i, name in enumerate(names)}
        self.cell = np.array([place["xyz"[i], "stuv"[j]] for i, j in zip(a, b, strict=True)])

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
    "missing": st.sampled_from([0.0, 0.1, 0.95]),
}


@settings(max_examples=150, deadline=None)
@given(**ANYBODY)
def test_medians_are_those_of_all_values(shape: str, size: int, seed: int, missing: float) -> None:
    data = Company(shape, size, seed, missing)
    found = medians_of_arrays(data.cells, data.by, data.pay, data.masks)
    assert np.array_equal(found, data.medians(), equal_nan=True)
    again = medians_of_arrays(data.cells, data.by, data.pay, data.masks)
    assert again.tobytes() == found.tobytes()


@settings(max_examples=150, deadline=None)
@given(is_open=st.floats(0, 1), **ANYBODY)
def test_a_median_that_is_sure_is_exact_whatever_was_kept(
    is_open: float, shape: str, size: int, seed: int, missing: float
) -> None:
    """Limits drawn for each cell from the values themselves, so that they cut through ties; some are open."""
    data = Company(shape, size, seed, missing)
    rng, cells = np.random.default_rng(seed + 1), len(data.cells)
    pay = data.pay.astype(float)
    limits = rng.choice(np.append(pay[np.isfinite(pay)], 0.0), (2, cells))
    lo = np.where(rng.random(cells) < is_open, -np.inf, limits.min(axis=0))
    hi = np.where(rng.random(cells) < is_open, np.inf, limits.max(axis=0))
    columns = encoded(data.cells, data.by, data.pay)
    found, is_sure = near(columns, data.cells.known, data.masks, lo, hi)
    assert np.array_equal(found[is_sure], data.medians()[is_sure], equal_nan=True)


@pytest.mark.parametrize("shape", ["the period of the sample", "the sample alone is high"])
def test_groups_whose_sample_misleads_are_gathered_whole(shape: str) -> None:
    data = Company(shape, 20_000, 1)
    columns = encoded(data.cells, data.by, data.pay)
    _, is_sure = near(columns, data.cells.known, data.masks, *hulls(columns.thin(), data.masks))
    people = data.masks.astype(int) @ data.cells.known
    assert (people > 1000).sum() >= 9
    assert not is_sure[people > 1000].any()
    assert is_sure[people < 200].all(), "small groups are kept whole at once"
    found = medians_of_arrays(data.cells, data.by, data.pay, data.masks)
    assert np.array_equal(found, data.medians(), equal_nan=True)


@pytest.mark.parametrize("shape", ["heavy tails", "disjoint groups", "rising"])
def test_few_values_are_kept_and_every_median_is_sure(shape: str) -> None:
    data = Company(shape, 200_000, 2)
    columns = encoded(data.cells, data.by, data.pay)
    lo, hi = hulls(columns.thin(), data.masks)
    runs, below = kept(columns, lo, hi)
    assert len(runs.values) < 0.25 * len(data.pay)
    assert (below + runs.people <= data.cells.known).all()
    assert near(columns, data.cells.known, data.masks, lo, hi)[1].all()
