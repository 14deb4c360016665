"""Figures about parts of pay of groups, each beside everyone else, told as far as disclosure control allows.

Gaps are taken from everyone else's level, in per cent, positive when the group gets less, and rounded to two
decimals. A gap is told where the numbers of both sides could be told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from alongside_equity.cells import Bools, Floats, Ints
from alongside_equity.disclosure.rules import Rules
from alongside_equity.measures import amounts
from alongside_equity.pay import tables
from alongside_equity.pay.paid import Paid
from alongside_equity.pay.quartered import BANDS
from alongside_equity.pay.tables import Known, Shown, Sides, by_column, over
from alongside_equity.release.row import Interval, Why

Middle = Callable[[Floats, Ints], float]


@dataclass(frozen=True, slots=True)
class Found:
    """One figure of the group numbered `side`, and `of` what: a quarter, a category. `n` are the people
    behind it: (group,) or (group, everyone else). `exact` is before rounding."""

    key: str
    side: int
    of: str
    exact: float | None
    why: Why
    n: tuple[int, ...] = ()
    interval: Interval | None = None

    @property
    def value(self) -> float | None:
        return None if self.exact is None else round(float(self.exact), 2)


@dataclass(frozen=True, eq=False)
class Figures:
    """`paid` has the rows of each role: pay, variable, basic. `people` (A,) counts those whose pay is known.

    `known` (M, A) are people whom the report counts, `of_category` what it tells of the categories, and
    `hidden` (S, K) what it withholds of them. `decided` gathers every table that was decided.
    """

    sides: Sides
    paid: Mapping[str, Paid]
    categories: tuple[str, ...]
    people: Ints
    rules: Rules
    known: Bools
    of_category: Known
    hidden: Bools
    decided: list[Shown] = field(default_factory=list)

    def gaps(self, key: str, role: str, middle: Middle, *, with_interval: bool = False) -> list[Found]:
        """The gap of each group in the mean or the median of a role."""
        rows = self._rows(role).whole
        shown = self._overall[role].gap[:, 0]
        may_count = self._counted(role)
        found = []
        for at in range(len(self.sides.masks)):
            mine, rest = self._pair(rows, at)
            if not (len(mine.value) and len(rest.value)):
                found.append(Found(key, at, "", None, Why.NOBODY))
            elif not shown[at]:
                found.append(Found(key, at, "", None, Why.WITHHELD))
            else:
                interval = _compared(mine, rest).gap_interval if with_interval else None
                n = _people(mine, rest) if may_count[at] else ()
                found.append(_found(key, at, "", gap(mine, rest, middle), n, interval))
        return found

    def shares(self, key: str) -> list[Found]:
        """Share of each group who got variable pay, of everybody in it whose pay is known."""
        shown, k = self._received
        found = []
        for at, mask in enumerate(self.sides.masks):
            n = int(self.people[mask].sum())
            if n == 0:
                found.append(Found(key, at, "", None, Why.NOBODY))
            elif not shown.group[at, 0]:
                found.append(Found(key, at, "", None, Why.WITHHELD))
            else:
                found.append(_found(key, at, "", 100 * int(k[mask].sum()) / n, (n,)))
        return found

    def quarters(self, key: str, people: Floats) -> list[Found]:
        """Share of each group in each quarter, of everybody in the quarter; people (A, 4)."""
        everybody = np.ones((1, len(people)), bool)
        told = np.vstack([over(self.known, len(BANDS)), by_column(everybody, len(BANDS))])
        known = Known(told, np.zeros((0, told.shape[1]), bool))
        shown, each = self._keep(tables.counts(self.sides, people, self.rules, known)), people.sum(axis=0)
        return [
            _found(key, at, band, 100 * float(people[mask, q].sum()) / float(each[q]))
            if shown.group[at, q] and each[q]
            else Found(key, at, band, None, Why.WITHHELD)
            for q, band in enumerate(BANDS)
            for at, mask in enumerate(self.sides.masks)
        ]

    def by_category(self, key: str, role: str) -> list[Found]:
        """The gap of each group in each category."""
        rows, columns = self._rows(role), len(self.categories)
        shape = (len(self.people), columns)
        if role == "pay":
            people = np.vstack([over(self.known, columns), self.of_category.people])
            sums = np.vstack([over(self._told(role), columns), self.of_category.sums])
        else:
            counted = self.sides.masks[self._received[0].group[:, 0]] if role == "variable" else self._none
            people, sums = over(counted, columns), over(self._told(role), columns)
        counts, y = rows.table(shape, rows.people), rows.table(shape, rows.people * rows.value)
        known = Known(people, sums)
        shown = self._keep(
            tables.sums(self.sides, counts, y, rows.top(shape), self.rules, known, self.hidden)
        )
        found, may_count = [], self._counted(role)
        for k, name in enumerate(self.categories):
            here = rows.of(rows.category == k)
            for at in range(len(self.sides.masks)):
                if not shown.gap[at, k]:
                    found.append(Found(key, at, name, None, Why.WITHHELD))
                    continue
                mine, rest = self._pair(here, at)
                n = _people(mine, rest) if may_count[at] else ()
                interval = _compared(mine, rest).gap_interval
                found.append(_found(key, at, name, gap(mine, rest, mean), n, interval))
        return found

    def _keep(self, shown: Shown) -> Shown:
        self.decided.append(shown)
        return shown

    def _rows(self, role: str) -> Paid:
        """Of a variable part, those who got any."""
        return self.paid[role].received if role == "variable" else self.paid[role]

    def _pair(self, rows: Paid, at: int) -> tuple[Paid, Paid]:
        return rows.those(self.sides.masks[at]), rows.those(self.sides.rest(at))

    @property
    def _none(self) -> Bools:
        return np.zeros((0, len(self.people)), bool)

    @cached_property
    def _received(self) -> tuple[Shown, Ints]:
        """Whether the share of each group who got variable pay may be told, and how many did (A,)."""
        shape = (len(self.people), 1)
        got = self.paid["variable"].received.whole
        k = np.minimum(np.rint(got.table(shape, got.people)[:, 0]).astype(np.int64), self.people)
        known = Known(self.known, self._none)
        return self._keep(tables.rates(self.sides, self.people, k, self.rules, known)), k

    @cached_property
    def _overall(self) -> dict[str, Shown]:
        """Which means of each role may be told, all categories together."""
        return {role: self._means(role) for role in self.paid}

    def _means(self, role: str) -> Shown:
        rows, shape = self._rows(role).whole, (len(self.people), 1)
        n, y = rows.table(shape, rows.people), rows.table(shape, rows.people * rows.value)
        counted = self.known if role == "pay" else self._none
        if role == "variable":
            counted = self.sides.masks[self._received[0].group[:, 0]]
        known = Known(counted, self._none)
        return self._keep(tables.sums(self.sides, n, y, rows.top(shape), self.rules, known))

    def _told(self, role: str) -> Bools:
        """(M, A) people whose mean of a role is told, or follows."""
        shown = self._overall[role]
        return np.vstack([self.sides.masks[shown.group[:, 0]], self.sides.wholes[shown.whole[:, 0]]])

    def _counted(self, role: str) -> Bools:
        """(S,) where it may be said how many people a gap is about: of variable pay this tells the share."""
        if role != "variable":
            return np.ones(len(self.sides.masks), bool)
        shown = self._received[0]
        return np.asarray(shown.gap[:, 0])


def gap(mine: Paid, rest: Paid, middle: Middle) -> float:
    """100 (rest - mine) / rest, as the laws write it; NaN when the rest gets nothing."""
    ours, theirs = middle(*mine.ascending), middle(*rest.ascending)
    return 100 * (theirs - ours) / theirs if theirs else float("nan")


def mean(values: Floats, people: Ints) -> float:
    return float((values * people).sum() / people.sum())


def median(values: Floats, people: Ints) -> float:
    """The middle value, or the mean of the two middle ones. Values ascend."""
    ends, total = np.cumsum(people), int(people.sum())
    low, high = (values[np.searchsorted(ends, rank, side="right")] for rank in ((total - 1) // 2, total // 2))
    return float(low + high) / 2


def _found(
    key: str, side: int, of: str, value: float, n: tuple[int, ...] = (), interval: Interval | None = None
) -> Found:
    near = None if interval is None else (round(interval[0], 2), round(interval[1], 2))
    return Found(key, side, of, value, Why.SHOWN, n, near)


def _people(mine: Paid, rest: Paid) -> tuple[int, int]:
    return int(mine.people.sum()), int(rest.people.sum())


def _compared(mine: Paid, rest: Paid) -> amounts.Compared:
    return amounts.compare(_amount(*mine.ascending), _amount(*rest.ascending))


def _amount(values: Floats, people: Ints) -> amounts.Amount:
    of, total = mean(values, people), int(people.sum())
    return amounts.amount(total, of * total, float((people * (values - of) ** 2).sum()))
