"""Sorted values per finest cell: exact medians and quarters of any union of cells, without sorting again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr, bdtrik

from alongside_equity.cells import Cells, Floats, Ints
from alongside_equity.question import Question

Rows = Sequence[tuple[tuple[object, ...], float, int]]


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """values[starts[c]:starts[c+1]] are the sorted values of cell c, in the order of `Cells`.

    before (V+1,) counts the people ahead of each value over the whole array; None when every value is
    one person, so that ten million values need no second array.
    """

    starts: Ints
    values: Floats
    before: Ints | None = None

    @property
    def people(self) -> Ints:
        """(C,) people with a value in each cell."""
        return self.ahead(self.starts[1:]) - self.ahead(self.starts[:-1])

    def ahead(self, at: Ints) -> Ints:
        """People before position `at`, over the whole array."""
        return at if self.before is None else self.before[at]


def runs_of_rows(cells: Cells, question: Question, rows: Rows) -> Runs:
    """Runs from an engine's (keys, value, people) rows, cells in the order of `cells`."""
    places = [{level: i for i, level in enumerate(axis.levels)} for axis in cells.axes]
    cell_of = {tuple(code): i for i, code in enumerate(cells.codes.tolist())}
    read = question.reading.answer
    where = [cell_of[tuple(p[read(raw)] for p, raw in zip(places, key, strict=True))] for key, _, _ in rows]
    cell = np.array(where, np.int64)
    value = np.array([row[1] for row in rows], float)
    people = np.array([row[2] for row in rows], np.int64)
    order = np.lexsort((value, cell))
    before = np.concatenate([[0], np.cumsum(people[order])])
    starts = np.searchsorted(cell[order], np.arange(len(cells) + 1))
    return Runs(starts.astype(np.int64), value[order], before)


def order_statistics(runs: Runs, group: Ints, cell: Ints, rank: Ints) -> Floats:
    """The value of 0-based `rank[g]` among the people of each group; NaN for a group without people.

    `group` and `cell` (M,) pair each group with the cells it is made of; `rank` (G,). Every group is
    bisected at once: a pivot from its longest remaining run is placed in all its runs by binary search.
    """
    lo, hi = runs.starts[cell].copy(), runs.starts[cell + 1].copy()
    floor = runs.ahead(runs.starts[cell])
    groups = len(rank)
    found = np.full(groups, np.nan)
    total = np.zeros(groups, np.int64)
    np.add.at(total, group, runs.ahead(hi) - floor)
    live = ((rank >= 0) & (total > rank))[group]
    while live.any():
        g, c = group[live], np.flatnonzero(live)
        pivot = _pivots(runs, g, lo[c], hi[c], groups)[g]
        under = _place(runs.values, lo[c], hi[c], pivot, strict=True)
        upto = _place(runs.values, under, hi[c], pivot, strict=False)
        less, most = np.zeros(groups, np.int64), np.zeros(groups, np.int64)
        np.add.at(less, g, runs.ahead(under) - floor[c])
        np.add.at(most, g, runs.ahead(upto) - floor[c])
        left, right = (less > rank)[g], (most <= rank)[g]
        hi[c] = np.where(left, under, hi[c])
        lo[c] = np.where(right, upto, lo[c])
        found[g[~left & ~right]] = pivot[~left & ~right]
        live[c] = left | right
    return found


def _pivots(runs: Runs, group: Ints, lo: Ints, hi: Ints, groups: int) -> Floats:
    """The middle value of the longest remaining run of each group."""
    length = hi - lo
    order = np.argsort(length, kind="stable")
    longest = np.zeros(groups, np.int64)
    longest[group[order]] = order
    middle = (lo[longest] + hi[longest]) // 2
    return np.asarray(runs.values[np.minimum(middle, len(runs.values) - 1)])


def _place(values: Floats, lo: Ints, hi: Ints, pivot: Floats, *, strict: bool) -> Ints:
    """First position in [lo, hi) whose value is not before the pivot (strict: < only; else <=)."""
    lo, hi = lo.copy(), hi.copy()
    while True:
        open_ = lo < hi
        if not open_.any():
            return lo
        middle = (lo + hi) // 2
        at = values[np.minimum(middle, len(values) - 1)]
        before = open_ & ((at < pivot) if strict else (at <= pivot))
        lo = np.where(before, middle + 1, lo)
        hi = np.where(open_ & ~before, middle, hi)


def medians(runs: Runs, masks: NDArray[np.bool_]) -> Floats:
    """Exact medians of the groups of `masks` (G, C); the mean of the two middle values when even."""
    return halfway(*middles(runs, masks, runs.people, np.zeros(masks.shape[1], np.int64)))


def middles(runs: Runs, masks: NDArray[np.bool_], people: Ints, below: Ints) -> tuple[Floats, Floats]:
    """The two middle values (G,) of each group, the same one twice when odd.

    people (C,) counts everybody with a value, below (C,) those of them who lie before the run of their cell.
    NaN where a middle is not in the runs.
    """
    group, cell = np.nonzero(masks)
    n, before = (masks.astype(np.int64) @ count for count in (people, below))
    low = order_statistics(runs, group, cell, (n - 1) // 2 - before)
    if (n % 2 == 1).all():
        return low, low
    return low, order_statistics(runs, group, cell, n // 2 - before)


def halfway(low: Floats, high: Floats) -> Floats:
    """The mean of two middle values; equal ones are not added, so that the largest stay finite."""
    return np.asarray(np.where(low == high, low, (low + high) / 2))


def median_intervals(runs: Runs, masks: NDArray[np.bool_], level: float) -> tuple[Floats, Floats]:
    """Lower and upper limits (G,) of the medians, from ranks alone: no shape of the distribution is assumed.

    The limits are the values of rank l + 1 and n - l with the largest l for which the binomial distribution
    with a half leaves at most (1 - level)/2 up to l; NaN where people are too few for any.
    """
    group, cell = np.nonzero(masks)
    people = masks.astype(np.int64) @ runs.people
    below = np.floor(bdtrik((1 - level) / 2, np.maximum(people, 1), 0.5))
    enough = (people > 0) & (bdtr(np.maximum(below, 0), np.maximum(people, 1), 0.5) <= (1 - level) / 2)
    rank = np.where(enough, below, -1).astype(np.int64)
    last = np.where(enough, people - 1 - rank, -1)
    return order_statistics(runs, group, cell, rank), order_statistics(runs, group, cell, last)


def above(runs: Runs, value: float) -> Ints:
    """(C,) people of each cell whose own value is larger than `value`."""
    ends = [
        stop - int(np.searchsorted(runs.values[start:stop], value, side="right"))
        for start, stop in pairwise(runs.starts.tolist())
    ]
    first = runs.starts[1:] - np.array(ends, np.int64)
    return runs.ahead(runs.starts[1:]) - runs.ahead(first)
