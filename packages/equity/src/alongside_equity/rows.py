"""The groups of a report as rows: what may be told of each, and its comparison judged in one family."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isnan
from typing import Any

import numpy as np
import scipy

from alongside_equity.cells import Ints
from alongside_equity.comparison import Sides, compare_amounts, compare_rates, judge
from alongside_equity.counted import Counted, labels_of
from alongside_equity.disclosure import cell_key
from alongside_equity.disclosure.decide import Decision
from alongside_equity.measures.amounts import Amount
from alongside_equity.measures.intervals import rate as rate_interval
from alongside_equity.release.compared import Comparison
from alongside_equity.release.row import Interval, Row, Why
from alongside_equity.settings import Family
from alongside_equity.views import Group

MANY = 2
"""The interval of a median needs this many times the threshold of people."""

Pair = tuple[int, int, bool, int]
"""Place of the group, place of what it is compared with, whether that is everyone else in it, and level."""


@dataclass(frozen=True, eq=False)
class Told:
    """What was counted, what may be told of it, and with which numbers: n (G,), k (V, G), noise included."""

    counted: Counted
    decision: Decision
    n: Ints
    k: Ints

    def is_shown(self, at: int, level: int = 0) -> bool:
        """Whether the outcome of a distinct group may be told; never without its number of people."""
        return bool(self.decision.count[at] and self.decision.value[level, at])

    def rows(self) -> tuple[tuple[Row, ...], int]:
        """Every group at every level, and the size of the family."""
        paired = self._paired()
        family = {pair for pair in paired.values() if self._is_judged(pair)}
        found = self._compared(sorted(family), max(len(family), 1))
        levels = range(len(self.counted.levels))
        rows = [
            self._row(group, v, found.get(paired.get((i, v), (-1, -1, False, v))))
            for v in levels
            for i, group in enumerate(self.counted.groups)
        ]
        return tuple(rows), len(family)

    def _paired(self) -> dict[tuple[int, int], Pair]:
        """(group, level) to whom it is compared with: everyone else, or a reference that was asked for when
        nobody is in both.

        Silences and tables of strata alone are never compared.
        """
        groups, levels = self.counted.groups, range(len(self.counted.levels))
        place = {(group.view, group.axes, group.labels): group.at for group in groups}
        masks = self.counted.seen.masks
        asked = self.counted.settings.reference
        found = {}
        for i, group in enumerate(groups):
            at = place.get((group.view, group.axes, _referred(group, asked)))
            is_reference = at == group.at and any(axis in asked for axis in group.axes)
            apart = at is not None and not bool((masks[at] & masks[group.at]).any())
            other = (at, False) if at is not None and apart else (group.whole, True)
            if group.silence or group.at == group.whole or len(group.axes) == group.strata or is_reference:
                continue
            found.update({(i, v): (group.at, *other, v) for v in levels})
        return found

    def _is_judged(self, pair: Pair) -> bool:
        """Decided by head counts alone: enough people in the group and beside it."""
        n, n_reference = self._people(pair)
        return min(n, n_reference) >= self.counted.settings.rules.threshold

    def _people(self, pair: Pair) -> tuple[int, int]:
        at, other, is_whole, _ = pair
        return int(self.n[at]), max(int(self.n[other] - (self.n[at] if is_whole else 0)), 0)

    def _compared(self, family: list[Pair], size: int) -> dict[Pair, Comparison]:
        told = [
            pair for pair in family if self.is_shown(pair[0], pair[3]) and self.is_shown(pair[1], pair[3])
        ]
        settings = self.counted.settings
        if settings.question.kind.is_amount:
            amounts = [(self.counted.amounts[pair[0]], self._reference_amount(pair)) for pair in told]
            found = [compare_amounts(a, b, settings.family, size) for a, b in amounts if a and b]
            judged = judge(found, settings.family, size, is_rate=False)
        else:
            found = compare_rates([self._sides(pair) for pair in told], settings.family, size)
            judged = judge(found, settings.family, size, is_rate=True)
        return dict(zip(told, judged, strict=True))

    def _sides(self, pair: Pair) -> Sides:
        """Noise may let a difference of two counts slip out of its range; it is put back."""
        (at, other, is_whole, v), (n, n_reference) = pair, self._people(pair)
        k = int(self.k[v, at])
        rest = int(self.k[v, other]) - (k if is_whole else 0)
        return Sides(k, n, min(max(rest, 0), n_reference), n_reference, self._silent(pair))

    def _silent(self, pair: Pair) -> tuple[int, int] | None:
        """(yes, people) who did not answer all of the group's axes; None when that may not be told."""
        _, whole, is_whole, v = pair
        if not is_whole or not self.is_shown(0, v) or whole in self._strata:
            return None
        n = int(self.n[0] - self.n[whole])
        return (min(max(int(self.k[v, 0] - self.k[v, whole]), 0), n), n) if n > 0 else None

    @property
    def _strata(self) -> set[int]:
        return {group.whole for group in self.counted.groups if group.strata}

    def _reference_amount(self, pair: Pair) -> Amount | None:
        at, other, is_whole, _ = pair
        masks = self.counted.seen.masks
        return self.counted.amount_of(masks[other] & ~masks[at]) if is_whole else self.counted.amounts[other]

    def _row(self, group: Group, v: int, comparison: Comparison | None) -> Row:
        at, counted = group.at, self.counted
        n = int(self.n[at]) if self.decision.count[at] else None
        row = Row(
            group.view, group.axes, group.labels, group.silence, at, n,
            why=self._why(at, v), level=counted.levels[v], comparison=comparison,
        )  # fmt: skip
        if row.withheld or n is None:
            return row
        mine = counted.amounts[at] if counted.question.kind.is_amount else None
        if mine is not None:
            row = replace(row, **_mean(mine, counted.settings.family))
            return replace(row, median=self._median(at), median_interval=self._median_interval(at, n))
        k = min(int(self.k[v, at]), n)
        low, high = rate_interval(k, n, counted.settings.family.level)
        return replace(row, k=k, rate=k / n, rate_interval=(float(low), float(high)))

    def _median(self, at: int) -> float | None:
        return None if self.counted.medians is None else float(self.counted.medians.median[at])

    def _median_interval(self, at: int, n: int) -> Interval | None:
        """Its limits are what single people get: only where there are many, and rounded."""
        found = self.counted.medians
        if found is None or n < MANY * self.counted.settings.rules.threshold:
            return None
        low, high = (float(f"{side[at]:.3g}") for side in (found.low, found.high))
        return None if isnan(low) or isnan(high) else (low, high)

    def _why(self, at: int, v: int) -> Why:
        if self.is_shown(at, v):
            return Why.SHOWN
        dropped = self.decision.dropped
        return Why.DROPPED if 0 < dropped <= self.counted.seen.order[at] else Why.WITHHELD


def _referred(group: Group, asked: Mapping[str, str]) -> tuple[str, ...]:
    """The labels of the group that this one is compared with when references are asked for."""
    return tuple(asked.get(axis, label) for axis, label in zip(group.axes, group.labels, strict=True))


def _mean(mine: Amount, family: Family) -> dict[str, Any]:
    half = float(scipy.special.stdtrit(mine.n - 1, 0.5 + family.level / 2)) * mine.error**0.5
    return {"mean": mine.mean, "mean_interval": (mine.mean - half, mine.mean + half)}


def exact(counted: Counted, decision: Decision) -> Told:
    """Numbers as they are, where they may be told."""
    return Told(counted, decision, counted.n, counted.k)


def noisy(counted: Counted, secret: bytes) -> Told:
    """Every count with the noise that its people's cells carry."""
    n, k = noisy_counts(counted, secret)
    decision = cell_key.decide_noisy(counted.problem, n, k, counted.seen.order, counted.settings.rules)
    return Told(counted, decision, n, k)


def noisy_counts(counted: Counted, secret: bytes) -> tuple[Ints, Ints]:
    """n (G,) and k (V, G): the same people have the same noise in every report with this secret."""
    rules, masks = counted.settings.rules, counted.seen.masks
    names = ["\x1e".join(labels_of(counted.cells, code)) for code in counted.cells.codes]

    def told(counts: Ints, part: str) -> Ints:
        keys = cell_key.cell_keys(secret, names, part)
        return cell_key.perturbed(masks, counts, keys, rules.noise, secret)

    n = told(counted.cells.known, "people")
    k = np.stack([told(counted.parts[:, v], level or "yes") for v, level in enumerate(counted.levels)])
    return n, np.minimum(k, n)
