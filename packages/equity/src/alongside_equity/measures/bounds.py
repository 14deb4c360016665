"""Best and worst case of a gap over people who did not say who they are, or whose outcome is unknown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alongside_equity.cells import Floats, Ints


@dataclass(frozen=True, slots=True)
class Side:
    """Successes k among n people; fractions of a success are allowed for scales mapped to 0..1."""

    k: float
    n: float


def unanswered(group: Side, rest: Side, unknown: Side) -> tuple[float, float]:
    """Smallest and largest rate(group) - rate(rest) however the unknown people belong (Manski 1989).

    The gap rises with every successful and falls with every unsuccessful unknown person put into the
    group, so the extremes put all of one kind in the group and all of the other in the rest.
    """
    lost = unknown.n - unknown.k
    least = _gap(group.k, group.n + lost, rest.k + unknown.k, rest.n + unknown.k)
    most = _gap(group.k + unknown.k, group.n + unknown.k, rest.k, rest.n + lost)
    return least, most


def unknown_outcome(
    group: Side, rest: Side, group_unknown: float, rest_unknown: float
) -> tuple[float, float]:
    """Smallest and largest gap over the outcomes of people whose identity is known."""
    n, m = group.n + group_unknown, rest.n + rest_unknown
    return _gap(group.k, n, rest.k + rest_unknown, m), _gap(group.k + group_unknown, n, rest.k, m)


@dataclass(frozen=True, slots=True)
class Sum:
    """n people, the sum of their amounts, and the largest of them (0 where it does not matter)."""

    n: int
    y: float
    top: float = 0.0


@dataclass(frozen=True, slots=True)
class Extreme:
    """A gap of means, and the unknown people who must be in the group and in the rest to reach it."""

    gap: float
    group: Sum
    rest: Sum


def unanswered_amounts(group: Sum, rest: Sum, people: Ints, amount: Floats) -> tuple[Extreme, Extreme]:
    """Smallest and largest mean(group) - mean(rest) however the unknown people belong (after Manski 1989).

    people (S,) have the ascending amounts (S,). With j of the s in the group the gap is the sum x of what
    these get times 1/(n + j) + 1/(m + s - j), plus what does not depend on x. So it is largest when they are
    the j highest paid, and smallest when they are the j lowest paid, and what remains is to look at every j.
    Along equal amounts the gap changes by c/(n + j)^2 + d/(m + s - j)^2, c and d being the same for all of
    them: besides both ends only the one place where that is 0 can be largest.
    """
    lowest = _most(Sum(group.n, -group.y), Sum(rest.n, -rest.y), people, -amount)
    highest = _most(group, rest, people[::-1], amount[::-1])
    low, high = _first(people, lowest), _first(people[::-1], highest)[::-1]
    return _extreme(group, rest, people, amount, low), _extreme(group, rest, people, amount, high)


def _most(group: Sum, rest: Sum, people: Ints, amount: Floats) -> int:
    """How many of the unknown people, by descending amount, belong to the group when the gap is largest."""
    before = np.cumsum(people) - people
    given = np.cumsum(people * amount) - people * amount
    n, y = group.n + before, group.y + given
    m, z = rest.n + people.sum() - before, rest.y + (people * amount).sum() - given
    c, d = amount * n - y, amount * m - z
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        slope = np.sqrt(-d / c)
        level = np.nan_to_num(np.where((c > 0) & (d < 0), (m - slope * n) / (1 + slope), 0.0))
    taken = np.clip([np.zeros(len(people)), people, np.floor(level), np.ceil(level)], 0, people)
    gaps = (y + taken * amount) / (n + taken) - (z - taken * amount) / (m - taken)
    which, at = np.unravel_index(int(gaps.argmax()), gaps.shape)
    return int(before[at] + taken[which, at])


def _first(people: Ints, taken: int) -> Ints:
    """The first `taken` people, by amount."""
    return np.asarray(np.clip(taken - (np.cumsum(people) - people), 0, people))


def _extreme(group: Sum, rest: Sum, people: Ints, amount: Floats, taken: Ints) -> Extreme:
    own, other = _sum(taken, amount), _sum(people - taken, amount)
    gap = (group.y + own.y) / (group.n + own.n) - (rest.y + other.y) / (rest.n + other.n)
    return Extreme(gap, own, other)


def _sum(people: Ints, amount: Floats) -> Sum:
    there = np.flatnonzero(people)
    top = float(amount[there[-1]]) if len(there) else 0.0
    return Sum(int(people.sum()), float((people * amount).sum()), top)


def _gap(k1: float, n1: float, k2: float, n2: float) -> float:
    """Difference of rates; an empty side could have any rate, which the caller sees as NaN."""
    return k1 / n1 - k2 / n2 if n1 and n2 else float("nan")
