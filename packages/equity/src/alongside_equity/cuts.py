"""Cells cut at a few values: what lies below, on and between them is counted, and chosen gaps are kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alongside_equity.cells import Bools, Floats, Ints
from alongside_equity.runs import Runs
from alongside_equity.values import Places, Values


@dataclass(frozen=True, slots=True, eq=False)
class Cuts:
    """The values of each cell in segments: below its first edge, on it, between it and the next, and so on.

    Segments are numbered through all cells, those of a cell from `zero` (C,) on. `table` (C, W) holds the
    edges of each cell after a first place that no value equals; is_kept (S,) marks the gaps to be kept.
    """

    zero: Ints
    table: Floats
    is_kept: Bools

    def of(self, cell: Ints | Places, y: Floats) -> Ints:
        """The segment of each value, by bisection; the lowest of its cell for NaN."""
        width = self.table.shape[1]
        edges, begin = self.table.reshape(-1), np.arange(len(self.zero)) * width
        at, step = begin[cell], width // 2
        while step:
            at += (edges[at + step] <= y) * step
            step //= 2
        is_on = edges[at] == y
        at *= 2
        at += (self.zero - 2 * begin)[cell]
        return np.asarray(at - is_on)

    def is_edge(self, cell: Ints, segment: Ints) -> Bools:
        """Whether a segment is the people on an edge."""
        return np.asarray((segment - self.zero[cell]) % 2 == 1)


def cuts_at(cell: Ints, low: Floats, high: Floats, cells: int) -> Cuts:
    """Cuts that keep, of each of `cells` cells, every value between one of its pairs of `low` and `high`.

    Intervals that overlap become one. The ends are edges unless they lie within another interval of the cell:
    people paid exactly that much are counted there, so that a value that many share is never kept.
    """
    levels, code = np.unique(np.concatenate([low, high]), return_inverse=True)
    left, right = (cell * len(levels) + part for part in np.split(code.reshape(-1), 2))
    order = np.lexsort((right, left))
    left, reach = left[order], np.maximum.accumulate(right[order])
    begins = np.flatnonzero(left >= np.concatenate([[-1], reach[:-1]])[: len(left)])
    left, right = left[begins], reach[np.append(begins[1:], len(reach))[: len(begins)] - 1]
    keys = np.unique(np.concatenate([left, right]))
    owner, edges = np.divmod(keys, max(len(levels), 1))
    first = np.searchsorted(owner, np.arange(cells + 1))
    zero = 2 * first[:-1] + np.arange(cells)
    nth = np.arange(len(keys)) - first[owner]
    table = np.full((cells, 1 << int(nth.max(initial=0) + 1).bit_length()), np.nan)
    table[owner, nth + 1] = levels[edges]
    is_kept = np.zeros(2 * len(keys) + cells, bool)
    at = np.searchsorted(keys, left[left < right])
    is_kept[zero[owner[at]] + 2 * nth[at] + 2] = True
    return Cuts(zero, table, is_kept)


def gathered(values: Values, cuts: Cuts) -> tuple[Ints, Runs]:
    """People (S,) in each segment, and the sorted values of those that are kept; a row is one person.

    All rows are looked at once; those that are kept are marked, and then go straight to their place, so that
    nothing is held twice. Segments of a part are sorted by numpy's radix sort of small whole numbers.
    """
    size, marks = len(cuts.is_kept), []
    people = np.zeros(size, np.int64)
    for part, cell, y in values.parts():
        segment = cuts.of(cell, y)
        marks.append((part.start, np.packbits(cuts.is_kept[segment])))
        known = y == y
        people += np.bincount(segment if known.all() else segment[known], minlength=size)
    inside = np.where(cuts.is_kept, people, 0)
    starts = np.concatenate([[0], np.cumsum(inside)])
    found, end = np.empty(int(starts[-1])), starts[:-1].copy()
    for start, mark in marks:
        cell, y = values.some(start + np.flatnonzero(np.unpackbits(mark)))
        segment = cuts.of(cell, y)
        count = np.bincount(segment, minlength=size)
        first = end - (np.cumsum(count) - count)
        order = np.argsort(segment.astype(np.min_scalar_type(size)), kind="stable")
        found[np.arange(len(y)) + np.repeat(first, count)] = y[order]
        end += count
    for at in np.flatnonzero(inside > 1).tolist():
        found[starts[at] : starts[at + 1]].sort()
    return people, Runs(starts, found)
