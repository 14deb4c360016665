"""Parts of pay of every group of one question, where no law is asked for.

Tables that cross questions have too few people in a quarter to tell: they stay with averages and medians.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from alongside_equity.cells import Bools, Cells, Floats, Ints
from alongside_equity.data import Data
from alongside_equity.engines.coded import Amounts
from alongside_equity.identities import Reading
from alongside_equity.pay.figures import Figures, Found, mean, median
from alongside_equity.pay.paid import categories_of, paid
from alongside_equity.pay.quartered import quartered
from alongside_equity.pay.tables import Known, Shown, Sides
from alongside_equity.question import Kind
from alongside_equity.release import Release
from alongside_equity.release.pay import PayPart
from alongside_equity.release.row import Why
from alongside_equity.rows import Told
from alongside_equity.values import placed
from alongside_equity.views import Group

PARTS = (("category", "pay"), ("category_basic", "basic"), ("category_variable", "variable"))
"""What is told by category. Of pay only where no table of groups inside each category does."""


def with_parts(release: Release, told: Told, data: Data) -> Release:
    """The release with quarters of any pay, and what the columns that were named add, which is withheld and
    attacked like the rest; as it is with a law, which has its own."""
    if told.counted.question.kind is not Kind.PAY or data.profile is not None or not told.is_shown(0):
        return release
    work = _Work(told, data)
    parts, was = work.parts(), release.protection
    withheld = sum(part.why is Why.WITHHELD for part in parts)
    protection = replace(
        was,
        shown=was.shown + sum(part.value is not None for part in parts),
        withheld=was.withheld + withheld,
        attacked=was.attacked + sum(shown.attacked for shown in work.decided),
    )
    return replace(release, pay=parts, protection=protection)


@dataclass(frozen=True, eq=False)
class _Work:
    told: Told
    data: Data
    decided: list[Shown] = field(default_factory=list)

    def parts(self) -> tuple[PayPart, ...]:
        reading, cells = self.data.settings.question.reading, self.told.counted.cells
        by, given = self.told.counted.question.by, self.data.paid
        stands = cells.roll_up(by)
        at = _stands(cells, stands)
        names = self._categories(reading)
        rows = {
            role: paid(found, _standing(found, stands, reading), names, reading)
            for role, found in given.items()
        }
        groups = [group for group in self.told.counted.groups if self._is_one(group)]
        shown = [group for group in groups if not group.silence]
        known = _over(self._masks(self._told_people()), at, len(stands))
        people = np.bincount(at, cells.known, len(stands)).astype(np.int64)

        def figures(sides: Sides, seen: Sequence[Group]) -> Figures:
            return Figures(
                sides, rows, tuple(names), people, self.told.counted.settings.rules, known,
                self._of_category(names, at, len(stands)), self._hidden(names, seen), self.decided,
            )  # fmt: skip

        masks = _over(self._masks(groups), at, len(stands))
        everybody = Sides(masks, np.ones_like(masks))
        found = _named(
            figures(everybody, groups).quarters("quarter", self._quartered(at, len(stands))), groups
        )
        wholes = np.stack([self.told.counted.seen.masks[group.whole] for group in shown])
        answered = Sides(_over(self._masks(shown), at, len(stands)), _over(wholes, at, len(stands)))
        of_parts = figures(answered, shown)
        if "variable" in rows:
            found += _named(of_parts.shares("variable_share"), shown)
            found += _named(of_parts.gaps("variable_mean", "variable", mean), shown)
            found += _named(of_parts.gaps("variable_median", "variable", median), shown)
        for part, role in PARTS:
            if names and role in rows and not (role == "pay" and self._inside(names)):
                found += _named(of_parts.by_category(part, role), shown)
        return tuple(found)

    def _is_one(self, group: Group) -> bool:
        return len(group.axes) == 1 and not group.strata

    def _categories(self, reading: Reading) -> Mapping[str, int]:
        pay: Amounts | None = self.data.paid.get("pay")
        return {} if pay is None else categories_of(pay, reading)

    def _masks(self, groups: Sequence[Group]) -> Bools:
        """(M, C)"""
        masks = self.told.counted.seen.masks
        return np.asarray(masks[[group.at for group in groups]])

    def _told_people(self) -> list[Group]:
        """Groups whose number of people is told, by questions alone."""
        count = self.told.decision.count
        return [group for group in self.told.counted.groups if count[group.at] and not group.strata]

    def _quartered(self, at: Ints, stands: int) -> Floats:
        """(A, 4)"""
        values = self.told.counted.values
        if values is None:
            raise ValueError("quarters need values")
        found = np.zeros((stands, 4))
        np.add.at(found, at, quartered(values))
        return found

    def _inside(self, names: Mapping[str, int]) -> list[tuple[Group, int]]:
        """Groups of the report that are seen inside a category, and which one."""
        name = self.data.settings.roles.get("category", "")
        return [
            (group, names[group.labels[-1]])
            for group in self.told.counted.groups
            if group.strata and group.axes[-1] == name and group.labels[-1] in names
        ]

    def _of_category(self, names: Mapping[str, int], at: Ints, stands: int) -> Known:
        """What the report tells of the categories: people, and sums of pay."""
        inside, columns = self._inside(names), max(len(names), 1)
        masks = _over(self._masks([group for group, _ in inside]), at, stands)
        placed_at = np.eye(columns, dtype=bool)[[k for _, k in inside]]
        cells = (masks[:, :, None] & placed_at[:, None, :]).reshape(len(inside), stands * columns)
        count = np.array([bool(self.told.decision.count[group.at]) for group, _ in inside], bool)
        shown = np.array([self.told.is_shown(group.at) for group, _ in inside], bool)
        return Known(cells[count], cells[shown])

    def _hidden(self, names: Mapping[str, int], seen: Sequence[Group]) -> Bools:
        """(S, K) what the report withholds of the same groups inside categories."""
        place = {(group.view, group.axes, group.labels): at for at, group in enumerate(seen)}
        found = np.zeros((len(seen), len(names)), bool)
        for group, k in self._inside(names):
            at = place.get((group.view, group.axes[:-1], group.labels[:-1]))
            if at is not None and not self.told.is_shown(group.at):
                found[at, k] = True
        return found


def _named(found: Iterable[Found], groups: Sequence[Group]) -> list[PayPart]:
    """With the names of their groups; silences are protected and not told."""
    return [
        PayPart(
            one.key, group.view, group.axes[0], group.labels[0], one.of, one.value, one.why, one.n,
            one.interval,
        )
        for one in found
        if not (group := groups[one.side]).silence
    ]  # fmt: skip


def _stands(cells: Cells, stands: Cells) -> Ints:
    """(C,) which stand the people of each cell have."""
    place = {tuple(code): at for at, code in enumerate(stands.codes.tolist())}
    columns = [cells.axis(axis.name) for axis in stands.axes]
    return np.array([place[tuple(code)] for code in cells.codes[:, columns].tolist()], np.int64)


def _over(masks: Bools, at: Ints, stands: int) -> Bools:
    """(M, A) the stands of sets of cells (M, C)."""
    found = np.zeros((len(masks), stands), bool)
    group, cell = np.nonzero(masks)
    found[group, at[cell]] = True
    return found


def _standing(amounts: Amounts, stands: Cells, reading: Reading) -> Ints:
    """(R,) the stand of each row."""
    by = Amounts(amounts.by[: len(stands.axes)], amounts.amount, amounts.people)
    return np.concatenate([cell for _, cell, _ in placed(stands, reading, by).parts()]).astype(np.int64)
