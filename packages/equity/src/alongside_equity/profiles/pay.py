"""Pay of women and men: the United Kingdom's six figures and the European Union's seven, from values.

Gaps are taken from men's pay, in per cent, positive when women get less, and rounded to two decimals. A gap
is told where the numbers of both sides could be told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from alongside_equity.cells import Bools, Floats, Ints
from alongside_equity.data import Data
from alongside_equity.engines.coded import Amounts, Coded
from alongside_equity.identities import Reading
from alongside_equity.measures import amounts, quarters
from alongside_equity.profiles import Profile, tables
from alongside_equity.release.law import Figure, ProfileResult, Unit
from alongside_equity.release.row import Interval, Why
from alongside_equity.rows import Told

BANDS = ("lower", "lower_middle", "upper_middle", "upper")
WOMEN, MEN = 0, 1
Middle = Callable[[Floats, Ints], float]


@dataclass(frozen=True, eq=False)
class Paid:
    """Amounts (R,) with people (R,), by sex (0 women, 1 men) and category (an index)."""

    sex: Ints
    category: Ints
    value: Floats
    people: Ints

    def of(self, chosen: Bools) -> Paid:
        return Paid(self.sex[chosen], self.category[chosen], self.value[chosen], self.people[chosen])

    def side(self, sex: int) -> tuple[Floats, Ints]:
        """Values in ascending order, and the people of each."""
        mine = np.flatnonzero(self.sex == sex)
        mine = mine[np.argsort(self.value[mine], kind="stable")]
        return self.value[mine], self.people[mine]

    def table(self, categories: int, weights: Floats | Ints) -> Floats:
        """(2, K) sums of `weights` (R,) by sex and category."""
        found = np.zeros((2, categories))
        np.add.at(found, (self.sex, self.category), weights)
        return found

    def top(self, categories: int) -> Floats:
        """(2, K) the largest amount of each cell."""
        found = np.zeros((2, categories))
        np.maximum.at(found, (self.sex, self.category), self.value)
        return found


def result_of(told: Told, data: Data, profile: Profile) -> ProfileResult:
    """All figures of the text that the given columns allow."""
    work = _Work(told, data, profile)
    figures = work.union() if profile.id.startswith("eu") else work.kingdom()
    notes = {
        "ties_split": True,
        "some_withheld": any(figure.why is Why.WITHHELD for figure in figures),
        "others_not_counted": work.others > 0,
    }
    return ProfileResult(
        profile.id, profile.version, profile.title, profile.source, tuple(figures),
        reference=(data.settings.roles["men"],),
        notes=(*profile.notes, *(n for n, holds in notes.items() if holds)),
    )  # fmt: skip


class _Work:
    def __init__(self, told: Told, data: Data, profile: Profile) -> None:
        self.told, self.profile, self.rules = told, profile, told.counted.settings.rules
        self.roles, self.others = data.settings.roles, 0
        reading = data.settings.question.reading
        self.names = _names(data.paid["pay"], reading)
        self.paid = {role: self._paid(rows, reading) for role, rows in data.paid.items()}

    def kingdom(self) -> list[Figure]:
        pay, bonus = self.paid["pay"], self._received()
        found = [
            self._gap("uk.mean_gap", pay, _mean, with_interval=True),
            self._gap("uk.median_gap", pay, _median),
        ]
        if bonus is not None:
            found += [
                self._gap("uk.bonus_mean_gap", bonus, _mean),
                self._gap("uk.bonus_median_gap", bonus, _median),
            ]
            found += self._shares("uk.bonus_share")
        return [*found, *self._quarters("uk.quarter_share")]

    def union(self) -> list[Figure]:
        pay, variable = self.paid["pay"], self._received()
        found = [
            self._gap("eu.mean_gap", pay, _mean, with_interval=True),
            self._gap("eu.median_gap", pay, _median),
        ]
        if variable is not None:
            found += [
                self._gap("eu.variable_mean_gap", variable, _mean),
                self._gap("eu.variable_median_gap", variable, _median),
                *self._shares("eu.variable_share"),
            ]
        found += self._quarters("eu.quartile_share")
        for key, role in (
            ("category", "pay"),
            ("category_basic", "basic"),
            ("category_variable", "variable"),
        ):
            found += self._categories(
                f"eu.{key}_gap", self._received() if role == "variable" else self.paid.get(role)
            )
        return found

    def _paid(self, amounts: Amounts, reading: Reading) -> Paid:
        """Amounts of women and men; people of another or no answer are not in the text's figures."""
        sides = {self.roles["women"]: WOMEN, self.roles["men"]: MEN}
        place = {name: i for i, name in enumerate(self.names)}
        value = amounts.amount.astype(float)
        people = np.ones(len(value), np.int64) if amounts.people is None else amounts.people
        sex, *category = (
            _read(column, where, reading) for column, where in zip(amounts.by, (sides, place), strict=False)
        )
        known = ~np.isnan(value)
        self.others += int(people[known & (sex < 0)].sum())
        found = Paid(sex, category[0] if category else np.zeros_like(sex), value, people)
        return found.of(known & (sex >= 0))

    def _received(self) -> Paid | None:
        """Variable pay of those who got any."""
        variable = self.paid.get("variable")
        return None if variable is None else variable.of(variable.value != 0)

    def _gap(self, key: str, paid: Paid, middle: Middle, *, with_interval: bool = False) -> Figure:
        if not all((paid.sex == sex).any() for sex in (WOMEN, MEN)):
            return self._figure(key, (), None, Why.NOBODY)
        flat = Paid(paid.sex, np.zeros_like(paid.category), paid.value, paid.people)
        n, y = flat.table(1, flat.people), flat.table(1, flat.people * flat.value)
        if not tables.sums(n.astype(np.int64), y, flat.top(1), self.rules, np.zeros((2, 1), bool)).all():
            return self._figure(key, (), None, Why.WITHHELD)
        interval = _compared(flat).gap_interval if with_interval else None
        return self._figure(key, (), _gap(flat, middle), Why.SHOWN, _people(flat), interval)

    def _shares(self, key: str) -> list[Figure]:
        """Share of each sex who got variable pay, of everybody of that sex whose pay is known."""
        n = np.array([[side[1].sum()] for side in map(self.paid["pay"].side, (WOMEN, MEN))], np.int64)
        got = self.paid["variable"].of(self.paid["variable"].value != 0)
        k = np.array([[min(int(got.side(s)[1].sum()), int(n[s, 0]))] for s in (WOMEN, MEN)], np.int64)
        shown = tables.rates(n, k, self.rules)
        return [
            self._figure(
                key, (self.roles[name],), 100 * k[s, 0] / n[s, 0] if shown[s, 0] else None,
                Why.SHOWN if shown[s, 0] else Why.WITHHELD, (int(n[s, 0]),),
            )
            for s, name in ((WOMEN, "women"), (MEN, "men"))
        ]  # fmt: skip

    def _quarters(self, key: str) -> list[Figure]:
        pay = self.paid["pay"]
        values, at = np.unique(pay.value, return_inverse=True)
        people = np.zeros((len(values), 2), np.int64)
        np.add.at(people, (at.reshape(-1), pay.sex), pay.people)
        found = quarters.shares(values, people)
        shown = tables.counts(np.rint(found.T).astype(np.int64), self.rules)
        each = found.sum(axis=1)
        return [
            self._figure(
                key, (band, self.roles[name]),
                100 * found[q, s] / each[q] if shown[:, q].all() and each[q] else None,
                Why.SHOWN if shown[:, q].all() and each[q] else Why.WITHHELD,
            )
            for q, band in enumerate(BANDS)
            for s, name in ((WOMEN, "women"), (MEN, "men"))
        ]  # fmt: skip

    def _categories(self, key: str, paid: Paid | None) -> list[Figure]:
        if paid is None or "category" not in self.roles:
            return []
        size = len(self.names)
        n, y = paid.table(size, paid.people), paid.table(size, paid.people * paid.value)
        cells = tables.sums(n.astype(np.int64), y, paid.top(size), self.rules, self._withheld())
        shown = [bool(cells[:, i].all()) for i in range(size)]
        found = []
        for i, name in enumerate(self.names):
            here = paid.of(paid.category == i)
            if not shown[i]:
                found.append(self._figure(key, (name,), None, Why.WITHHELD))
                continue
            gap = _gap(here, _mean)
            interval, limit = _compared(here).gap_interval, self.profile.numbers["trigger"]
            is_large = key == "eu.category_gap" and abs(gap) >= limit
            found.append(self._figure(key, (name,), gap, Why.SHOWN, _people(here), interval, flag=is_large))
        return found

    def _withheld(self) -> Bools:
        """(2, K) cells of sex and category that the rest of the report withholds."""
        found = np.zeros((2, len(self.names)), bool)
        axes = (self.roles["sex"], self.roles["category"])
        sides = {self.roles["women"]: WOMEN, self.roles["men"]: MEN}
        for group in self.told.counted.groups:
            if group.axes == axes and group.view == "exact" and group.labels[0] in sides:
                at = sides[group.labels[0]], self.names.index(group.labels[1])
                found[at] = not self.told.is_shown(group.at)
        return found

    def _figure(
        self, key: str, labels: tuple[str, ...], value: float | None, why: Why, n: tuple[int, ...] = (),
        interval: Interval | None = None, *, flag: bool = False,
    ) -> Figure:  # fmt: skip
        near = None if interval is None else (round(interval[0], 2), round(interval[1], 2))
        told = None if value is None else round(float(value), 2)
        return Figure(
            key, self.profile.articles[key], labels, told, Unit.PERCENT, n if value is not None else (), near,
            flag, why,
        )  # fmt: skip


def _read(column: Coded, where: Mapping[str, int], reading: Reading) -> Ints:
    """(R,) the number that each row's answer has; -1 for answers that have none."""
    numbers = [where.get(reading.answer(label).label, -1) for label in column.labels]
    return np.asarray(np.array(numbers or [0], np.int64)[column.codes])


def _names(pay: Amounts, reading: Reading) -> list[str]:
    """The categories in which somebody's pay is known."""
    if len(pay.by) < 2:
        return []
    there = np.unique(pay.by[1].codes[~np.isnan(pay.amount.astype(float))])
    return sorted({reading.answer(pay.by[1].labels[code]).label for code in there.tolist()})


def _people(paid: Paid) -> tuple[int, int]:
    return int(paid.side(WOMEN)[1].sum()), int(paid.side(MEN)[1].sum())


def _gap(paid: Paid, middle: Middle) -> float:
    women, men = middle(*paid.side(WOMEN)), middle(*paid.side(MEN))
    return 100 * (men - women) / men if men else float("nan")


def _mean(values: Floats, people: Ints) -> float:
    return float((values * people).sum() / people.sum())


def _median(values: Floats, people: Ints) -> float:
    """The middle value, or the mean of the two middle ones. Values ascend."""
    ends, total = np.cumsum(people), int(people.sum())
    low, high = (values[np.searchsorted(ends, rank, side="right")] for rank in ((total - 1) // 2, total // 2))
    return float(low + high) / 2


def _compared(paid: Paid) -> amounts.Compared:
    women, men = (_amount(*paid.side(sex)) for sex in (WOMEN, MEN))
    return amounts.compare(women, men)


def _amount(values: Floats, people: Ints) -> amounts.Amount:
    mean = _mean(values, people)
    return amounts.amount(
        int(people.sum()), mean * int(people.sum()), float((people * (values - mean) ** 2).sum())
    )
