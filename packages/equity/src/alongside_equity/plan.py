"""Before anybody is asked: what head counts alone say could be seen, and what is too small to ask."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite, prod, sqrt

import scipy

from alongside_equity.cells import Cells
from alongside_equity.comparison import detectable_rate
from alongside_equity.disclosure.rules import Rules
from alongside_equity.refused import Refused
from alongside_equity.settings import Family

Counts = Mapping[str, Mapping[str, float]]


class Fate(StrEnum):
    """What would become of a group's answers."""

    SEEN = "seen"
    TOO_SMALL = "too_small"
    """Fewer people than the threshold: their answers would have to be withheld. Do not ask this apart."""
    OTHERS_TOO_SMALL = "others_too_small"
    """So few others that the group's answers would tell about them."""
    NO_SHARE = "no_share"
    """Enough people to count, but at the rate assumed too few on one side to show a share."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is not known yet. rate: share of people with the outcome; spread: standard deviation of an
    amount as a share of its mean (pay within one workplace often has 0.2 to 0.5)."""

    is_amount: bool = False
    rate: float = 0.5
    spread: float = 0.3
    family: Family = field(default_factory=Family)
    rules: Rules = field(default_factory=Rules)

    def __post_init__(self) -> None:
        for name, value, high in (("rate", self.rate, 1.0), ("spread", self.spread, 10.0)):
            if not 0 < value < high:
                raise Refused("setting", name=name, value=value, expected=f"0 < {name} < {high:g}")


@dataclass(frozen=True, slots=True)
class Planned:
    """One group: people in it and beside it, what would become of its answers, and the smallest gap that
    would show: in points of 1 for a rate, as a share of everyone else's mean for an amount; 1: none."""

    axes: tuple[str, ...]
    labels: tuple[str, ...]
    n: int
    others: int
    fate: Fate
    detectable: float


@dataclass(frozen=True, slots=True)
class Plan:
    """`guessed` when crossed counts were not known and taken as if the questions had nothing to do with
    each other; `family` counts the comparisons that could be judged."""

    groups: tuple[Planned, ...]
    people: int
    family: int
    guessed: bool
    assumed: Assumed


def plan_of_counts(counts: Counts, assumed: Assumed) -> Plan:
    """A plan from the head counts of each question alone. Refused: totals that differ, no counts."""
    totals = {axis: sum(groups.values()) for axis, groups in counts.items()}
    if not totals or min(totals.values()) <= 0:
        raise Refused("no_rows")
    if len(set(totals.values())) > 1:
        few, many = min(totals, key=lambda axis: totals[axis]), max(totals, key=lambda axis: totals[axis])
        raise Refused("totals_differ", left=few, left_sum=totals[few], right=many, right_sum=totals[many])
    people = next(iter(totals.values()))
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], float] = {}
    for axes in _crossings(list(counts), assumed.family.depth):
        for labels in itertools.product(*(counts[axis] for axis in axes)):
            shares = (counts[axis][label] / people for axis, label in zip(axes, labels, strict=True))
            found[axes, labels] = people * prod(shares)
    return _plan(found, round(people), assumed, guessed=len(counts) > 1 and assumed.family.depth > 1)


def plan_of_cells(cells: Cells, assumed: Assumed) -> Plan:
    """A plan from crossed head counts; people who did not say are counted in no group."""
    names = [axis.name for axis in cells.axes]
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], float] = {}
    for axes in _crossings(names, assumed.family.depth):
        table = cells.roll_up(axes)
        for code, n in zip(table.codes, table.n, strict=True):
            answers = [axis.levels[at] for axis, at in zip(table.axes, code, strict=True)]
            if all(answer.terms for answer in answers):
                found[axes, tuple(answer.label for answer in answers)] = float(n)
    return _plan(found, int(cells.n.sum()), assumed, guessed=False)


def _crossings(names: list[str], depth: int) -> list[tuple[str, ...]]:
    sizes = range(1, min(depth, len(names)) + 1)
    return [axes for size in sizes for axes in itertools.combinations(names, size)]


def _plan(
    found: Mapping[tuple[tuple[str, ...], tuple[str, ...]], float],
    people: int,
    assumed: Assumed,
    *,
    guessed: bool,
) -> Plan:
    """Everyone else are the people who answer the same questions."""
    answered: dict[tuple[str, ...], float] = {}
    for (axes, _), n in found.items():
        answered[axes] = answered.get(axes, 0.0) + n
    sides = {key: (round(n), round(answered[key[0]] - n)) for key, n in found.items()}
    few = assumed.rules.threshold
    family = sum(min(pair) >= few for pair in sides.values())
    groups = [
        Planned(*key, n, others, _fate(n, others, assumed), _detectable(n, others, assumed, family))
        for key, (n, others) in sides.items()
    ]
    return Plan(tuple(groups), people, family, guessed, assumed)


def _fate(n: int, others: int, assumed: Assumed) -> Fate:
    if n < assumed.rules.threshold:
        return Fate.TOO_SMALL
    if others < assumed.rules.threshold:
        return Fate.OTHERS_TOO_SMALL
    fewest = n * min(assumed.rate, 1 - assumed.rate)
    return Fate.NO_SHARE if not assumed.is_amount and fewest < assumed.rules.side else Fate.SEEN


def _detectable(n: int, others: int, assumed: Assumed, family: int) -> float:
    """As in a report: with the family's power, at its alpha shared by all comparisons; 1 when too few."""
    if min(n, others) < assumed.rules.threshold:
        return 1.0
    if not assumed.is_amount:
        return detectable_rate(n, others, assumed.rate, assumed.family, family)
    z = float(
        scipy.special.ndtri(1 - assumed.family.alpha / family / 2) + scipy.special.ndtri(assumed.family.power)
    )
    found = z * assumed.spread * sqrt(1 / n + 1 / others)
    return found if isfinite(found) else 1.0
