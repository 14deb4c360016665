"""Three ways to see people who say several things about themselves; none of them replaces the others."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from alongside_equity.cells import Bools, Cells, Ints
from alongside_equity.identities import Axis, Silence
from alongside_equity.refused import Refused
from alongside_equity.settings import Settings

EVERY_COMBINATION = 4096
"""Up to this many finest cells, combinations that nobody has are kept: an attacker does not know which."""

SEVERAL = "several_groups"
EVERYONE = ("everyone", (), ())

MOST_GROUPS = {"suppression": 320, "cell_key": 2000}
"""More groups than this cannot be protected together in the time that somebody waits."""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Some people: where they are shown (`view`, `axes`, `labels`) and which cells they are (`at`, an index
    into the masks); `whole` is the index of the people they are compared within.

    `order` counts the columns crossed, `strata` how many of them (the last ones) are no identities; `silence`
    marks people who did not say.
    """

    view: str
    axes: tuple[str, ...]
    labels: tuple[str, ...]
    at: int
    whole: int
    order: int
    silence: bool = False
    strata: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """All groups of a report and the distinct sets of cells behind them: masks (G, C), order (G,).

    `depth` is how many axes are crossed: what was asked for, or less when that would be too many groups.
    """

    cells: Cells
    groups: tuple[Group, ...]
    masks: Bools
    order: Ints
    depth: int

    @property
    def within(self) -> Ints:
        """(P, 2) every distinct pair of a group and the people it is compared within."""
        pairs = sorted({(group.at, group.whole) for group in self.groups if group.at != group.whole})
        return np.array(pairs, np.int64).reshape(-1, 2)


def complete(cells: Cells) -> Cells:
    """The cells of every combination of answers, those of nobody with n = 0, when they are not too many."""
    sizes = [len(axis.levels) for axis in cells.axes]
    if np.prod(sizes, dtype=float) > EVERY_COMBINATION:
        return cells
    index = np.ravel_multi_index(tuple(cells.codes.T), tuple(sizes)).astype(np.int64)
    size = int(np.prod(sizes))
    full = cells.pool(index, size)
    codes = np.stack(np.unravel_index(np.arange(size), tuple(sizes)), axis=1).astype(np.int64)
    full.codes[:] = codes
    return full


def see(cells: Cells, settings: Settings) -> Seen:
    """Every group that the settings ask for, over cells that `complete` has filled up."""
    return _Seer(cells, settings).seen()


class _Seer:
    def __init__(self, cells: Cells, settings: Settings) -> None:
        self.cells, self.settings = cells, settings
        self.known: dict[bytes, int] = {}
        self.masks: list[Bools] = []
        self.orders: list[int] = []
        self.groups: list[Group] = []

    def seen(self) -> Seen:
        everyone = self._index(np.ones(len(self.cells), bool), 0)
        self.groups.append(Group(*EVERYONE, everyone, everyone, 0))
        by = [self._axis(name) for name in self.settings.question.by]
        for axis in by:
            self._silences(axis, everyone)
        depth = self._depth(by)
        for size in range(1, depth + 1):
            for axes in itertools.combinations(by, size):
                for view in self._views(axes):
                    self._table(view, axes, ())
        for name in self.settings.question.within:
            stratum = self._axis(name)
            self._table("exact", (), (stratum,))
            for axis in by:
                for view in self._views((axis,)):
                    self._table(view, (axis,), (stratum,))
        orders = np.array(self.orders, np.int64)
        return Seen(self.cells, tuple(self.groups), np.stack(self.masks), orders, depth)

    def _depth(self, by: Sequence[Axis]) -> int:
        """The deepest crossing that is asked for and can be protected. Refused when one axis is too many."""
        most = MOST_GROUPS[self.settings.rules.method]
        asked = min(self.settings.family.depth, len(by))
        depths = [depth for depth in range(1, asked + 1) if self._expected(by, depth) <= most]
        if not depths:
            raise Refused("too_many_groups", count=self._expected(by, 1), most=most)
        return depths[-1]

    def _expected(self, by: Sequence[Axis], depth: int) -> int:
        """How many groups a depth asks for, at most."""
        found = 1 + len(Silence) * len(by)
        for size in range(1, depth + 1):
            for axes in itertools.combinations(by, size):
                found += sum(self._size(view, axes) for view in self._views(axes))
        for name in self.settings.question.within:
            strata = len(self._choices("exact", self._axis(name)))
            found += strata * (
                1 + sum(self._size(view, (axis,)) for axis in by for view in self._views((axis,)))
            )
        return found

    def _size(self, view: str, axes: Sequence[Axis]) -> int:
        return math.prod(len(self._choices(view, axis)) for axis in axes)

    def _axis(self, name: str) -> Axis:
        return self.cells.axes[self.cells.axis(name)]

    def _views(self, axes: Sequence[Axis]) -> list[str]:
        several = any(len(level.terms) > 1 for axis in axes for level in axis.levels)
        rolled = any(axis.name in self.settings.rollup for axis in axes)
        there = {"exact": True, "alone": several, "rollup": rolled}
        found = [view for view in self.settings.views if there[view]]
        return found or ["exact"]

    def _silences(self, axis: Axis, everyone: int) -> None:
        for silence in Silence:
            mask = self._of(axis, [level.silence == silence for level in axis.levels])
            if mask.any():
                at = self._index(mask, 1)
                self.groups.append(Group("silence", (axis.name,), (silence.value,), at, everyone, 1, True))

    def _table(self, view: str, axes: Sequence[Axis], strata: Sequence[Axis]) -> None:
        """All combinations of the axes' groups; compared within people who answered all of the axes, and
        within the same stratum when there is one."""
        answered = np.ones(len(self.cells), bool)
        for axis in (*axes, *strata):
            answered &= self._of(axis, [bool(level.terms) for level in axis.levels])
        choices = [self._choices(view, axis) for axis in axes] + [
            self._choices("exact", axis) for axis in strata
        ]
        names = tuple(axis.name for axis in (*axes, *strata))
        order = len(names)
        for combination in itertools.product(*choices):
            mask = answered.copy()
            for _, part in combination:
                mask &= part
            within = answered.copy()
            for _, part in combination[len(axes) :]:
                within &= part
            whole = self._index(within, order - 1)
            at = self._index(mask, order)
            labels = tuple(label for label, _ in combination)
            self.groups.append(Group(view, names, labels, at, whole, order, strata=len(strata)))

    def _choices(self, view: str, axis: Axis) -> list[tuple[str, Bools]]:
        if view == "alone":
            return [
                (term, self._of(axis, [term in level.terms for level in axis.levels])) for term in axis.terms
            ]
        if view == "rollup" and axis.name in self.settings.rollup:
            rolled = [_rolled(level.terms, self.settings.rollup[axis.name]) for level in axis.levels]
            return [
                (label, self._of(axis, [r == label for r in rolled])) for label in sorted(set(rolled) - {""})
            ]
        return [
            (level.label, self._of(axis, [level == other for other in axis.levels]))
            for level in axis.levels
            if level.terms
        ]

    def _of(self, axis: Axis, chosen: Iterable[bool]) -> Bools:
        codes = self.cells.codes[:, self.cells.axis(axis.name)]
        return np.asarray(np.fromiter(chosen, bool)[codes])

    def _index(self, mask: Bools, order: int) -> int:
        """The place of a set of cells among the distinct ones; its order is the lowest it is asked with."""
        key = np.packbits(mask).tobytes()
        if key not in self.known:
            self.known[key] = len(self.masks)
            self.masks.append(mask)
            self.orders.append(order)
        at = self.known[key]
        self.orders[at] = min(order, self.orders[at])
        return at


def _rolled(terms: Sequence[str], groups: Mapping[str, str]) -> str:
    """The community's group of these terms; people whose terms fall into several groups are one row."""
    found = {groups.get(term, term) for term in terms}
    return "" if not found else found.pop() if len(found) == 1 else SEVERAL
