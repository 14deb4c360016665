"""Exact medians of coded columns that hold only the values near a middle: most lie far from all of them.

A thin sample says between which two values the median of each group lies, almost surely. One look at all
rows counts what lies below, a second keeps what lies between. Where the counts show that a median is not
among what was kept, its group is gathered whole: a sample that misleads costs memory and time, never truth.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from alongside_equity.cells import Bools, Cells, Floats, Ints
from alongside_equity.engines.arrays import Coded, numbered
from alongside_equity.runs import Runs, halfway, medians, middles, order_statistics

EVERY = 17
"""One row in so many is the sample: a prime, because lists tend to repeat after 2, 5, 7, 10 or 12 rows."""

REACH = 5.0
"""A bracket reaches so many standard deviations of the sample's middle rank to each side."""

Places = NDArray[np.unsignedinteger]


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """Coded columns and an outcome (N,), with the place in the cells of every possible cell number."""

    by: Sequence[Coded]
    outcome: NDArray[np.generic]
    places: Places

    def thin(self) -> Encoded:
        """The sample: the same rows of the same columns, always."""
        by = [Coded(column.codes[::EVERY], column.labels) for column in self.by]
        return Encoded(by, self.outcome[::EVERY], self.places)

    def parts(self) -> Iterator[tuple[Places, Floats]]:
        """Part by part the cell and the amount of each row; NaN for an amount that is not known."""
        sizes = [len(column.labels) for column in self.by]
        for part, flat in numbered(self.by, sizes, len(self.outcome)):
            yield self.places[flat], self.outcome[part].astype(float, copy=False)


def encoded(cells: Cells, by: Mapping[str, Coded], outcome: NDArray[np.generic]) -> Encoded:
    """The columns that `cells` was made from; labels must be read one to one."""
    sizes = [len(column.labels) for column in by.values()]
    places = np.zeros(int(np.prod(sizes)), np.min_scalar_type(len(cells)))
    labels = [{str(label): i for i, label in enumerate(column.labels)} for column in by.values()]
    flat = np.zeros(len(cells), np.int64)
    for i, axis in enumerate(cells.axes):
        code = np.array(
            [labels[i].get(level.label, labels[i].get("")) for level in axis.levels], dtype=object
        )
        flat = flat * sizes[i] + code[cells.codes[:, i]].astype(np.int64)
    places[flat] = np.arange(len(cells), dtype=places.dtype)
    return Encoded(list(by.values()), outcome, places)


def medians_of_arrays(
    cells: Cells, by: Mapping[str, Coded], outcome: NDArray[np.generic], masks: Bools
) -> Floats:
    """`runs.medians` of the groups of `masks` (G, C), from the columns that `cells` was made from."""
    columns = encoded(cells, by, outcome)
    found, is_sure = near(columns, cells.known, masks, *hulls(columns.thin(), masks))
    if not is_sure.all():
        lost = masks[~is_sure]
        whole = np.where(lost.any(axis=0), np.inf, -np.inf)
        found[~is_sure] = medians(kept(columns, -whole, whole)[0], lost)
    return found


def hulls(sample: Encoded, masks: Bools) -> tuple[Floats, Floats]:
    """Lowest and highest value (C,) between which the medians of all groups that hold a cell should lie.

    The rank of a median in a sample of m people is binomial with a half. A bracket that reaches beyond the
    sample is open, so that small groups are kept whole. Groups whose medians lie far apart make wide hulls:
    half of all values where pay differs threefold from grade to grade, a tenth where it hardly differs.
    """
    lo, hi = np.full(masks.shape[1], np.inf), np.full(masks.shape[1], -np.inf)
    runs, _ = kept(sample, hi, lo)
    group, cell = np.nonzero(masks)
    people = masks.astype(np.int64) @ runs.people
    first = np.floor((people - 1 - REACH * np.sqrt(people)) / 2).astype(np.int64)
    low = order_statistics(runs, group, cell, first)
    high = order_statistics(runs, group, cell, people - 1 - first)
    np.minimum.at(lo, cell, np.where(np.isnan(low), -np.inf, low)[group])
    np.maximum.at(hi, cell, np.where(np.isnan(high), np.inf, high)[group])
    return lo, hi


def near(columns: Encoded, known: Ints, masks: Bools, lo: Floats, hi: Floats) -> tuple[Floats, Bools]:
    """Medians (G,) from the values between `lo` and `hi` (C,) alone, and which of them are sure.

    A value is the group's only if it lies between the limits of every cell of the group: then everybody who
    was counted as below is below it, and whoever was left out beyond them is above it.
    """
    runs, below = kept(columns, lo, hi)
    low, high = middles(runs, masks, known, below)
    group, cell = np.nonzero(masks)
    begin, end = np.full(len(masks), -np.inf), np.full(len(masks), np.inf)
    np.maximum.at(begin, group, lo[cell])
    np.minimum.at(end, group, hi[cell])
    is_empty = ~(masks & (known > 0)).any(axis=1)
    return halfway(low, high), is_empty | ((begin <= low) & (high <= end))


def kept(columns: Encoded, lo: Floats, hi: Floats) -> tuple[Runs, Ints]:
    """Runs of the values from `lo` to `hi` (C,) of each cell, and the people (C,) below them.

    All rows are looked at twice, part by part: values that were counted first go straight to their place, so
    that nothing is held twice. Cells of a part are sorted by numpy's radix sort of small whole numbers.
    """
    below, inside = np.zeros(len(lo), np.int64), np.zeros(len(lo), np.int64)
    for cell, y in columns.parts():
        below += np.bincount(cell[y < lo[cell]], minlength=len(lo))
        inside += np.bincount(cell[(lo[cell] <= y) & (y <= hi[cell])], minlength=len(lo))
    starts = np.concatenate([[0], np.cumsum(inside)]).astype(np.int64)
    values, end = np.empty(int(starts[-1])), starts[:-1].copy()
    for cell, y in columns.parts():
        there = (lo[cell] <= y) & (y <= hi[cell])
        cell, y = cell[there], y[there]
        count = np.bincount(cell, minlength=len(lo))
        first = end - (np.cumsum(count) - count)
        values[np.arange(len(y)) + np.repeat(first, count)] = y[np.argsort(cell, kind="stable")]
        end += count
    for start, stop in pairwise(starts.tolist()):
        values[start:stop].sort()
    return Runs(starts, values), below
