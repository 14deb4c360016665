"""Exact medians that hold only the values near a middle: most lie far from all of them.

A thin sample says between which two values the middle of each group lies, almost surely. One look at all rows
counts what lies below, on and between these, and the values between them are kept. Where the counts show that
a middle lies elsewhere, another sample is asked for its group, and in the end all its rows: a sample that
misleads costs time and memory, never truth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy

from alongside_equity.cells import Bools, Floats, Ints
from alongside_equity.cuts import cuts_at, gathered
from alongside_equity.runs import order_statistics, placed_in, weighted_runs
from alongside_equity.values import Values

EVERY = 17
"""One row in so many is the sample: a prime, because lists tend to repeat after 2, 5, 7, 10 or 12 rows."""

REACH = 5.0
"""A bracket reaches so many standard deviations of the sample's rank to each side."""


@dataclass(frozen=True, slots=True, eq=False)
class Medians:
    """Of each group (G,) the median and its limits; NaN where people are too few for any."""

    median: Floats
    low: Floats
    high: Floats


def medians(values: Values, masks: Bools, level: float) -> Medians:
    """Exact medians of the groups of `masks` (G, C), the mean of the two middle values when even.

    The limits come from ranks alone, so that no shape of the distribution is assumed: they are the values of
    rank l + 1 and n - l with the largest l for which the binomial distribution with a half leaves at most
    (1 - level)/2 up to l.
    """
    n = masks.astype(np.int64) @ values.known
    rank = limit_ranks(n, level)
    ranks = np.stack([(n - 1) // 2, n // 2, rank, np.where(rank < 0, -1, n - 1 - rank)])
    low, high, first, last = ranked(values, masks, ranks)
    return Medians(halfway(low, high), first, last)


def limit_ranks(n: Ints, level: float) -> Ints:
    """The 0-based rank (G,) of the lower limit of a median among n people; -1 when they are too few."""
    below = np.floor(scipy.special.bdtrik((1 - level) / 2, np.maximum(n, 1), 0.5))
    enough = (n > 0) & (scipy.special.bdtr(np.maximum(below, 0), np.maximum(n, 1), 0.5) <= (1 - level) / 2)
    return np.asarray(np.where(enough, below, -1).astype(np.int64))


def halfway(low: Floats, high: Floats) -> Floats:
    """The mean of two middle values; equal ones are not added, so that the largest stay finite."""
    with np.errstate(over="ignore"):
        return np.asarray(np.where(low == high, low, (low + high) / 2))


def ranked(values: Values, masks: Bools, ranks: Ints) -> Floats:
    """The values (R, G) of 0-based `ranks` (R, G) in each group, all near one another; NaN for ranks that
    are not there."""
    if values.people is not None:
        group, cell = np.nonzero(masks)
        runs = weighted_runs(values)
        return np.stack([order_statistics(runs, group, cell, rank) for rank in ranks])
    found, left = np.full(ranks.shape, np.nan), np.arange(len(masks))
    for sample in samples(values):
        low, high = brackets(values, masks[left], ranks[:, left], sample)
        found[:, left], is_sure = near(values, masks[left], ranks[:, left], low, high)
        left = left[~is_sure]
        if not len(left):
            break
    return found


def samples(values: Values) -> Iterator[Values | None]:
    """One row in `EVERY`; then as many by lot, where those were not like the others; then none."""
    yield values.only(slice(None, None, EVERY))
    yield values.only(by_lot(len(values.amount)))
    yield None


def by_lot(rows: int) -> Ints:
    """Some rows in their order: always the same ones."""
    return np.sort(np.random.default_rng(EVERY).integers(0, rows, rows // EVERY))


def brackets(values: Values, masks: Bools, ranks: Ints, sample: Values | None) -> tuple[Floats, Floats]:
    """Values (G,) between which all ranks of a group should lie, by a sample.

    The rank of a person among those of m who were drawn is binomial: its standard deviation is at most half
    of the root of m. A bracket that reaches beyond the sample is open, so that small groups are kept whole;
    without a sample all are.
    """
    if sample is None:
        return np.full(len(masks), -np.inf), np.full(len(masks), np.inf)
    n = masks.astype(np.int64) @ values.known
    group, cell = np.nonzero(masks)
    cells = np.arange(masks.shape[1])
    whole = cuts_at(cells, np.full(len(cells), -np.inf), np.full(len(cells), np.inf), len(cells))
    people, runs = gathered(sample, whole)
    inside = whole.zero + 2
    drawn = masks.astype(np.int64) @ people[inside]
    middle = np.where(ranks < 0, (n - 1) // 2, ranks)
    share, reach = (2 * middle + 1) / np.maximum(2 * n, 1) * drawn - 0.5, REACH / 2 * np.sqrt(drawn)
    first = np.floor(share.min(axis=0) - reach).astype(np.int64)
    last = np.ceil(share.max(axis=0) + reach).astype(np.int64)
    low = order_statistics(runs, group, inside[cell], first)
    high = order_statistics(runs, group, inside[cell], last)
    return np.where(np.isnan(low), -np.inf, low), np.where(np.isnan(high), np.inf, high)


def near(values: Values, masks: Bools, ranks: Ints, low: Floats, high: Floats) -> tuple[Floats, Bools]:
    """Values (R, G) of `ranks` from those between `low` and `high` (G,) alone, and which groups are sure.

    Everybody below, on and between the two ends is counted exactly, so it is known on which side of them
    each rank lies.
    """
    group, cell = np.nonzero(masks)
    cuts = cuts_at(cell, low[group], high[group], masks.shape[1])
    people, runs = gathered(values, cuts)
    before = np.concatenate([[0], np.cumsum(people)])

    def summed(part: Ints) -> Ints:
        total = np.zeros(len(masks), np.int64)
        np.add.at(total, group, part)
        return total

    def counted(end: Floats) -> tuple[Ints, Ints, Ints]:
        """People below an end, up to it, and ahead of the segment of each cell that begins there."""
        segment = cuts.of(cell, end[group])
        ahead, is_edge = before[segment] - before[cuts.zero[cell]], cuts.is_edge(cell, segment)
        under, upto = (placed_in(runs, segment, end[group], strict=strict) for strict in (True, False))
        upto = np.where(is_edge, people[segment], upto)
        return summed(ahead + under), summed(ahead + upto), segment + is_edge

    below_low, upto_low, segment = counted(low)
    below_high, upto_high, _ = counted(high)
    ahead = summed(before[segment] - before[cuts.zero[cell]])
    on_low = (below_low <= ranks) & (ranks < upto_low)
    on_high = (below_high <= ranks) & (ranks < upto_high)
    within = (upto_low <= ranks) & (ranks < below_high)
    kept = [
        order_statistics(runs, group, segment, np.where(is_there, rank - ahead, -1))
        for rank, is_there in zip(ranks, within, strict=True)
    ]
    is_absent = (ranks < 0) | (ranks >= masks.astype(np.int64) @ values.known)
    found = np.where(on_low, low, np.where(on_high, high, np.stack(kept)))
    return np.asarray(found), np.asarray((on_low | on_high | within | is_absent).all(axis=0))
