"""Pay of women and men: the United Kingdom's six figures and the European Union's seven, from values.

They are the figures that any audit of pay has, of two groups and with the text's names and places.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from alongside_equity.cells import Bools, Floats, Ints
from alongside_equity.data import Data
from alongside_equity.engines.coded import Coded
from alongside_equity.pay.figures import Figures, Found, mean, median
from alongside_equity.pay.paid import Paid, categories_of, numbers, paid
from alongside_equity.pay.quartered import quartered
from alongside_equity.pay.tables import Known, Sides
from alongside_equity.profiles import Profile
from alongside_equity.release.law import Figure, ProfileResult, Unit
from alongside_equity.release.row import Why
from alongside_equity.rows import Told
from alongside_equity.values import Values

WOMEN, MEN = 0, 1


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
    """Two stands, women and men, each the other's everyone else; people of another or no answer are not in
    the text's figures."""

    def __init__(self, told: Told, data: Data, profile: Profile) -> None:
        self.told, self.profile, self.rules = told, profile, told.counted.settings.rules
        self.roles, self.others = data.settings.roles, 0
        self.sexes = (self.roles["women"], self.roles["men"])
        reading, pay = data.settings.question.reading, data.paid["pay"]
        self.names = categories_of(pay, reading) if len(pay.by) > 1 else {}
        rows = {}
        for role, found in data.paid.items():
            sex = numbers(found.by[0], {self.sexes[WOMEN]: WOMEN, self.sexes[MEN]: MEN}, reading)
            rows[role] = paid(found, sex, self.names, reading)
            self.others += _others(found.amount.astype(float), found.people, sex)
        masks = np.eye(2, dtype=bool)
        sides = Sides(masks, np.ones((2, 2), bool))
        self.people = _people(rows["pay"])
        nothing = np.zeros((0, 2 * max(len(self.names), 1)), bool)
        self.figures = Figures(
            sides, rows, tuple(self.names), self.people, self.rules, masks[self._counted()],
            Known(nothing, nothing), self._withheld(),
        )  # fmt: skip

    def kingdom(self) -> list[Figure]:
        found = self._middles("uk.mean_gap", "uk.median_gap", "pay")
        if "variable" in self.figures.paid:
            found += self._middles("uk.bonus_mean_gap", "uk.bonus_median_gap", "variable")
            found += self._of_each(self.figures.shares("uk.bonus_share"))
        return [*found, *self._quarters("uk.quarter_share")]

    def union(self) -> list[Figure]:
        found = self._middles("eu.mean_gap", "eu.median_gap", "pay")
        if "variable" in self.figures.paid:
            found += self._middles("eu.variable_mean_gap", "eu.variable_median_gap", "variable")
            found += self._of_each(self.figures.shares("eu.variable_share"))
        found += self._quarters("eu.quartile_share")
        for key, role in (
            ("category", "pay"),
            ("category_basic", "basic"),
            ("category_variable", "variable"),
        ):
            if role in self.figures.paid and self.names:
                found += self._of_women(self.figures.by_category(f"eu.{key}_gap", role))
        return found

    def _middles(self, of_mean: str, of_median: str, role: str) -> list[Figure]:
        found = self.figures.gaps(of_mean, role, mean, with_interval=role == "pay")
        return self._of_women([*found, *self.figures.gaps(of_median, role, median)])

    def _quarters(self, key: str) -> list[Figure]:
        pay = self.figures.paid["pay"]
        by = [Coded(pay.stand.astype(np.uint8), self.sexes)]
        people = quartered(Values(by, pay.value, np.arange(2, dtype=np.uint8), self.people, pay.people))
        return self._of_each(self.figures.quarters(key, people))

    def _of_women(self, found: Iterable[Found]) -> list[Figure]:
        """Gaps of women from men: a figure has no other label than its category."""
        return [self._figure(one, (one.of,) if one.of else ()) for one in found if one.side == WOMEN]

    def _of_each(self, found: Iterable[Found]) -> list[Figure]:
        return [
            self._figure(one, (one.of, self.sexes[one.side]) if one.of else (self.sexes[one.side],))
            for one in found
        ]

    def _figure(self, found: Found, labels: tuple[str, ...]) -> Figure:
        is_large = (
            found.key == "eu.category_gap"
            and found.exact is not None
            and abs(found.exact) >= self.profile.numbers["trigger"]
        )
        return Figure(
            found.key, self.profile.articles[found.key], labels, found.value, Unit.PERCENT, found.n,
            found.interval, is_large, found.why,
        )  # fmt: skip

    def _counted(self) -> Bools:
        """(2,) whether the report tells how many women and men there are; where sex is no question of it,
        the people beside the gaps tell."""
        found = self.people >= self.rules.threshold
        for group in self.told.counted.groups:
            if group.axes == (self.roles["sex"],) and group.view == "exact" and group.labels[0] in self.sexes:
                found[self.sexes.index(group.labels[0])] = bool(self.told.decision.count[group.at])
        return found

    def _withheld(self) -> Bools:
        """(2, K) cells of sex and category that the rest of the report withholds."""
        found = np.zeros((2, len(self.names)), bool)
        axes = (self.roles["sex"], self.roles.get("category", ""))
        for group in self.told.counted.groups:
            is_there = group.axes == axes and group.labels[1] in self.names
            if is_there and group.view == "exact" and group.labels[0] in self.sexes:
                at = self.sexes.index(group.labels[0]), self.names[group.labels[1]]
                found[at] = not self.told.is_shown(group.at)
        return found


def _people(pay: Paid) -> Ints:
    """(2,) women and men whose pay is known."""
    return np.rint(np.bincount(pay.stand, pay.people, 2)).astype(np.int64)


def _others(value: Floats, people: Ints | None, sex: Ints) -> int:
    neither = ~np.isnan(value) & (sex < 0)
    return int(neither.sum() if people is None else people[neither].sum())
