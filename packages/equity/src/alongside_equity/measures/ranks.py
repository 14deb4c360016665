"""The rank sum of two groups and its exact test, for amounts of few people.

Exact because it counts: of all ways to draw as many people from both groups together, in how many is the
rank sum as far out? Nothing is assumed of how amounts spread. Wilcoxon (1945) and Mann and Whitney (1947);
equal amounts share their mean rank, and the distribution is counted with these ties as they are (Streitberg
and Röhmel 1986, which R's wilcox.test does too). Ranks and not amounts, because one very large amount may
not decide about a group, because a scale has an order and often no unit, and because ranks can be counted
where amounts in cents cannot; a p value of ranks also says nothing about how much anybody gets.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10, sqrt

import numpy as np

from alongside_equity.cells import Ints

SMALL = 40
"""With fewer people on one side ranks decide. From here on averages may be trusted even where amounts are
clearly skewed (the rule of Moore and McCabe's textbook, and of Boschloo's test in this package)."""

COUNTED = (2 * SMALL - 2) * (SMALL - 1) ** 2 * (2 * SMALL - 3)
"""Additions that one test may take: what two groups take of which both are just small. Milliseconds."""

DIGITS = 3
"""Of a p value, rounded up: so that nobody adds up ranks from it."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Two-sided p, and which way the group lies: -1 lower, 1 higher, 0 neither."""

    p: float
    direction: int


def rank_sum(group: Ints, reference: Ints, most: int = COUNTED) -> Ranked:
    """From the people of both sides (S,) in each step of an ascending order. Needs people on both.

    p is twice the smaller tail, at most 1, as for Boschloo's test. Where counting all ranks would take more
    than `most` additions, because one side is many, they are kept to a coarser unit, the same for every draw.
    That means more ties, and is no less exact, since any score that does not look at who is in which group
    may be counted (Lehmann and Romano 2005, 15.2). The normal distribution would not do: with ten people
    beside thousands, most of them on one step of a scale, it is wrong by powers of ten.
    """
    is_fewer = group.sum() <= reference.sum()
    counted, people = (group if is_fewer else reference), group + reference
    counted, people = counted[people > 0], people[people > 0]
    n, total = int(counted.sum()), int(people.sum())
    middle = 2 * np.cumsum(people) - people - total
    out = int(middle @ counted)
    direction = int(np.sign(out)) * (1 if is_fewer else -1)
    scores, people, counted = _scored(-middle if out > 0 else middle, people, counted, most)
    at_most, exactly = _tail(scores, people, n, int(scores @ counted))
    return Ranked(min(2 * min(at_most, 1 - at_most + exactly), 1.0), direction)


def rounded_up(p: float) -> float:
    """A p value to `DIGITS` digits, never smaller than it is."""
    unit = 10.0 ** (floor(log10(p)) - DIGITS + 1) if p > 0 else 1.0
    return min(float(f"{ceil(p / unit * (1 - 1e-12)) * unit:.{DIGITS}g}"), 1.0)


def _scored(middle: Ints, people: Ints, counted: Ints, most: int) -> tuple[Ints, Ints, Ints]:
    """Ascending scores from 0, with all people and the counted ones of each, few enough to be counted.

    `middle` are twice the mean ranks about their centre, so that rounding treats low and high alike.
    """
    n, unit = int(counted.sum()), max(int(np.gcd.reduce(middle - middle[0])), 1)
    scores = (middle - middle.min()) // unit
    parts = float(scores.max())
    while True:
        there, at = np.unique(scores, return_inverse=True)
        each, own = (np.rint(np.bincount(at, part)).astype(np.int64) for part in (people, counted))
        dear = float(np.minimum(each, n).sum()) * n * n * float(there[-1]) / most
        if dear <= 1:
            return there, each, own
        parts /= max(sqrt(dear), 1.05)
        coarse = np.rint(middle * (parts / float(np.ptp(middle)))).astype(np.int64)
        scores = coarse - coarse.min()


def _tail(scores: Ints, people: Ints, n: int, seen: int) -> tuple[float, float]:
    """P(sum <= seen), P(sum = seen) of the scores of `n` people drawn from all.

    ways[j, s] counts draws of j people with sum s, each person weighed by n of all, so that no number is
    too large to be held.
    """
    total, most = int(people.sum()), 0
    share = n / total
    ways = np.zeros((n + 1, seen + 1))
    ways[0, 0] = 1.0
    for score, there in zip(scores.tolist(), people.tolist(), strict=True):
        most = min(most + there, n)
        end, weight = min(seen, most * score) + 1, 1.0
        before = ways[:, :end].copy()
        for drawn in range(1, min(most, there) + 1):
            weight *= (there - drawn + 1) / drawn * share
            if drawn * score >= end:
                break
            part = before[: most + 1 - drawn, : end - drawn * score]
            ways[drawn : most + 1, drawn * score : end] += weight * part
    draws = np.arange(n)
    every = float(np.prod((total - draws) / (draws + 1) * share))
    return float(ways[n].sum() / every), float(ways[n, seen] / every)
