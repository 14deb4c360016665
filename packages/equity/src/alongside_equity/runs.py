"""Sorted values per finest cell: exact medians and quarters of any union of cells, without sorting again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alongside_equity.cells import Floats, Ints
from alongside_equity.values import Values


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


def weighted_runs(values: Values) -> Runs:
    """Runs of all values of rows that stand for several people."""
    if values.people is None:
        raise ValueError("a row is one person")
    parts = list(values.parts())
    cell = np.concatenate([cell for _, cell, _ in parts])
    value = np.concatenate([y for _, _, y in parts])
    order = np.lexsort((value, cell))
    order = order[~np.isnan(value[order])]
    before = np.concatenate([[0], np.cumsum(values.people[order])])
    return Runs(np.searchsorted(cell[order], np.arange(len(values.known) + 1)), value[order], before)


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


def placed_in(runs: Runs, cell: Ints, value: Floats, *, strict: bool) -> Ints:
    """People (M,) of each cell's run with less than `value` (M,); not strict: with as much, too."""
    begin = runs.starts[cell]
    end = _place(runs.values, begin, runs.starts[cell + 1], value, strict=strict)
    return runs.ahead(end) - runs.ahead(begin)
