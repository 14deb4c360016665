"""People counted and not yet judged: the finest cells, the groups seen in them, and what belongs to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from alongside_equity.cells import Bools, Cells, Ints
from alongside_equity.disclosure.problem import Masses, Problem, problem_of
from alongside_equity.measures.amounts import Amount, amount
from alongside_equity.middles import Medians, medians
from alongside_equity.question import Kind, Question
from alongside_equity.refused import Refused
from alongside_equity.settings import Settings, with_question
from alongside_equity.values import Values
from alongside_equity.views import Group, Seen, complete, see


@dataclass(frozen=True, eq=False)
class Counted:
    """Cells of every combination, and the groups of the report over them.

    `levels` are the outcomes that are counted: one, without a name, for a rate; each level of a LEVEL.
    parts (C, V): people of each cell with each of them. `values` are those for medians.
    """

    settings: Settings
    cells: Cells
    seen: Seen
    levels: tuple[str, ...]
    parts: Ints
    values: Values | None = None

    @property
    def question(self) -> Question:
        return self.settings.question

    @property
    def groups(self) -> tuple[Group, ...]:
        return self.seen.groups

    @cached_property
    def n(self) -> Ints:
        """(G,) people with a known outcome in each distinct group."""
        return self.seen.masks.astype(np.int64) @ self.cells.known

    @cached_property
    def k(self) -> Ints:
        """(V, G) of them with each outcome."""
        return self.parts.T @ self.seen.masks.astype(np.int64).T

    @cached_property
    def amounts(self) -> tuple[Amount | None, ...]:
        """Mean and spread of each distinct group; None where nobody's amount is known."""
        return tuple(self.amount_of(mask) for mask in self.seen.masks)

    @cached_property
    def medians(self) -> Medians | None:
        """Exact medians with limits at the family's level; None when there are no values."""
        level = self.settings.family.level
        return None if self.values is None else medians(self.values, self.seen.masks, level)

    def amount_of(self, mask: Bools) -> Amount | None:
        """Mean and spread of the people of some cells."""
        pooled = self.cells.where(mask).pool(np.zeros(int(mask.sum()), np.int64), 1)
        known = int(pooled.known[0])
        return amount(known, float(pooled.y[0]), float(pooled.ss[0])) if known else None

    def rest(self, group: Group) -> Bools:
        """The cells of everyone else among the people whom the group is compared within."""
        return np.asarray(self.seen.masks[group.whole] & ~self.seen.masks[group.at])

    @property
    def masses(self) -> Masses:
        """What disclosure control weighs."""
        if self.question.kind.is_amount:
            return Masses(self.cells.known, y=self.cells.y, top=self.cells.top)
        if self.question.kind is Kind.RATE:
            return Masses.of_rate(self.cells.known, self.cells.k)
        return Masses(self.cells.n, self.parts, tuple(range(len(self.levels))))

    @property
    def problem(self) -> Problem:
        return problem_of(self.seen.masks, self.seen.within, self.masses, self.settings.rules)


def count(cells: Cells, settings: Settings, values: Values | None = None) -> Counted:
    """Fill the cells up and see the groups. `values` must be placed in `cells`.

    Refused when nobody's outcome is known.
    """
    if settings.question.kind is Kind.LEVEL:
        return _by_level(cells, settings)
    if int(cells.known.sum()) == 0:
        raise Refused("no_outcome_known", column=settings.question.outcome)
    full = complete(cells)
    seen = see(full, settings)
    return Counted(settings, full, seen, ("",), full.k[:, None], _filled(values, cells, full))


def _by_level(cells: Cells, settings: Settings) -> Counted:
    """The level is read as one more axis; its levels become the outcomes, and it leaves the axes."""
    outcome = str(settings.question.outcome)
    at = cells.axis(outcome)
    axis = cells.axes[at]
    levels = [i for i, level in enumerate(axis.levels) if level.terms]
    answered = cells.where(np.isin(cells.codes[:, at], levels))
    if not len(answered):
        raise Refused("no_outcome_known", column=outcome)
    names = [a.name for a in cells.axes if a.name != outcome]
    full = complete(answered.roll_up(names))
    full = replace(full, known=full.n)
    parts = np.zeros((len(full), len(levels)), np.int64)
    rows = _places(answered.codes[:, [cells.axis(name) for name in names]], full)
    np.add.at(parts, (rows, np.searchsorted(levels, answered.codes[:, at])), answered.n)
    within = tuple(name for name in settings.question.within if name != outcome)
    seen = see(full, with_question(settings, within=within))
    return Counted(settings, full, seen, tuple(axis.levels[i].label for i in levels), parts)


def _places(codes: Ints, full: Cells) -> Ints:
    place = {tuple(code): i for i, code in enumerate(full.codes.tolist())}
    return np.array([place[tuple(code)] for code in codes.tolist()], np.int64)


def _filled(values: Values | None, cells: Cells, full: Cells) -> Values | None:
    """The values in the completed cells."""
    if values is None or len(cells) == len(full):
        return values
    return values.over(full, _places(cells.codes, full))


def labels_of(cells: Cells, row: Sequence[int]) -> tuple[str, ...]:
    """The answers of one cell in words."""
    return tuple(axis.levels[code].label for axis, code in zip(cells.axes, row, strict=True))
