"""Two releases judged as one: the second may not undo the first, nor tell who joined or left in between.

Nobody has to be recognised from one wave to the next. Finest numbers of both waves are linked by who joined
and who left, as little of either as explains the difference, because the less has changed, the more an
attacker knows. The attacker is also told how many joined and left in all, unless both happened and one of
the two is so few that the least explanation is hardly the true one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from alongside_equity.cells import Bools, Floats, Ints
from alongside_equity.disclosure.problem import Masses, Problem, problem_of, units
from alongside_equity.disclosure.rules import Rules
from alongside_equity.refused import Refused


@dataclass(frozen=True, eq=False)
class TwoWaves:
    """Both waves of the same groups; hidden (I,) is what the first release withheld.

    Waves are linked by outcome as long as rows were only added (or only taken away), and by people alone
    when the outcomes of those who stayed have changed as well.
    """

    masks: Bools
    within: Ints
    first: Masses
    second: Masses
    hidden: Bools
    rules: Rules

    @cached_property
    def problems(self) -> tuple[Problem, Problem]:
        """Each wave for itself, in one scale of amounts."""
        scale = _scale(self.first, self.second)
        one, two = (
            problem_of(self.masks, self.within, m, self.rules, scale) for m in (self.first, self.second)
        )
        return one, two

    @cached_property
    def by_outcome(self) -> bool:
        """Whether outcomes, not only people, were added or taken away alone."""
        if self.first.parts is None or self.second.parts is None:
            return False
        step = self.second.parts - self.first.parts
        return bool((step >= 0).all() or (step <= 0).all())

    @cached_property
    def moved(self) -> tuple[Masses, Masses]:
        """Who joined, and who left."""
        if self.by_outcome and self.first.parts is not None and self.second.parts is not None:
            step = self.second.parts - self.first.parts
            parts = (np.maximum(step, 0), np.maximum(-step, 0))
            joined, left = (Masses(p.sum(axis=1), p, self.first.values) for p in parts)
            return joined, left
        step = self.second.n - self.first.n
        return Masses(np.maximum(step, 0)), Masses(np.maximum(-step, 0))

    @cached_property
    def is_one_way(self) -> bool:
        """Whether people only joined, or only left: then every difference tells."""
        joined, left = self.moved
        return int(joined.n.sum()) == 0 or int(left.n.sum()) == 0

    def check(self) -> None:
        """Refused when so few joined or left that the two releases together would be about them."""
        moved = sum(int(moved.n.sum()) for moved in self.moved)
        if self.is_one_way and 0 < moved < self.rules.threshold:
            raise Refused("too_little_changed", count=moved, threshold=self.rules.threshold)

    def searched(self) -> list[Problem]:
        """What the second release has to obey.

        When people went both ways an outsider cannot tell how many did in any group, and the second wave
        keeps the rules by itself. When they only joined, or only left, every difference tells: what the first
        wave withheld stays withheld, and those who moved are a secret of their own. In both cases the two
        together may recover nothing, as the attack will ask.
        """
        two, joint = self.problems[1], self.joint()
        together = replace(joint, width=units(joint), masks=None)
        if not self.is_one_way:
            return [two, together]
        return [replace(two, hidden=two.hidden | self.hidden), *map(self._movers, self.moved), together]

    def _movers(self, moved: Masses) -> Problem:
        """Those who moved, seen through the same items; a value that is not linked says nothing of them."""
        two, few = self.problems[1], problem_of(self.masks, self.within, moved, self.rules)
        silent = np.zeros((len(two.hidden) - len(few.hidden), len(few.truth)))
        rows, width = self._few(moved)
        return replace(
            few, rows=np.vstack([few.rows, silent]), hidden=two.hidden, pairs=two.pairs, weight=two.weight,
            targets=rows, width=np.minimum(width, few.truth.sum()), when=np.full(len(rows), -1), masks=None,
        )  # fmt: skip

    def joint(self) -> Problem:
        """Atoms of the first wave, of the second, and who joined and left, linked: first + joined = second
        + left. Items are those of the second wave; what the first showed is fixed."""
        one, two = self.problems
        joined, left = (_atoms(m) for m in self.moved)
        size, link = len(one.truth), self._link()
        blocks = (size, size, len(joined), len(left))
        early = (one.when < 0) | self.hidden[one.when]
        targets = [
            (_at(blocks, {1: two.targets}), two.width, two.when),
            _always(_at(blocks, {0: one.targets[early]}), one.width[early]),
        ]
        told = [
            (_at(blocks, {0: one.rows[~self.hidden]}), one.values[~self.hidden]),
            (
                _at(blocks, {0: -link, 1: link, 2: -np.eye(len(joined)), 3: np.eye(len(left))}),
                np.zeros(len(link)),
            ),
        ]
        for block, moved, atoms in zip((2, 3), self.moved, (joined, left), strict=True):
            if self.is_one_way or int(moved.n.sum()) >= self.rules.threshold:
                few, width = self._few(moved)
                targets.append(_always(_at(blocks, {block: few}), np.minimum(width, atoms.sum())))
                told.append((_at(blocks, {block: np.ones((1, len(atoms)))}), atoms.sum(keepdims=True)))
        return replace(
            two,
            rows=_at(blocks, {1: two.rows}),
            truth=np.concatenate([one.truth, two.truth, joined, left]),
            targets=np.vstack([rows for rows, _, _ in targets]),
            width=np.concatenate([width for _, width, _ in targets]),
            when=np.concatenate([when for _, _, when in targets]),
            fixed=np.vstack([rows for rows, _ in told]),
            fixed_values=np.concatenate([values for _, values in told]),
            lowest=np.concatenate([one.lowest, two.lowest, np.zeros(len(joined) + len(left))]),
        )  # fmt: skip

    def joint_noisy(self, told: Floats, noise: int) -> tuple[Problem, Floats]:
        """The same when the first wave's numbers `told` (I,) carry noise, and how far each fixed number may
        be off: how many joined and left in all is known without noise."""
        joint, shown = self.joint(), ~self.hidden
        first = np.arange(len(joint.fixed_values)) < shown.sum()
        values = joint.fixed_values.copy()
        values[first] = told[shown]
        return replace(joint, fixed_values=values), np.where(first, float(noise), 0.0)

    def _link(self) -> Floats:
        """Rows over the atoms of a wave that are linked: each outcome of a cell, or its people."""
        cells, size = len(self.first.n), len(self.problems[0].truth)
        if self.by_outcome:
            return np.eye(size)
        parts = 1 if self.first.parts is None else self.first.parts.shape[1]
        people = np.tile(np.eye(cells), parts)
        return np.hstack([people, np.zeros((cells, size - people.shape[1]))])

    def _few(self, moved: Masses) -> tuple[Floats, Floats]:
        """(rows, widths) of groups with so few who moved that they may not be told."""
        found = problem_of(self.masks, self.within, moved, self.rules)
        secret = (found.when < 0) | found.hidden[found.when]
        secret &= found.targets @ found.truth > 0
        return found.targets[secret], found.width[secret]


def _atoms(masses: Masses) -> Floats:
    return (masses.n if masses.parts is None else masses.parts.T.reshape(-1)).astype(float)


def _at(blocks: tuple[int, ...], rows: dict[int, Floats]) -> Floats:
    """Rows placed over some blocks of atoms; nothing over the others."""
    height = len(next(iter(rows.values())))
    return np.hstack([rows.get(i, np.zeros((height, size))) for i, size in enumerate(blocks)])


def _always(rows: Floats, width: Floats) -> tuple[Floats, Floats, Ints]:
    return rows, width, np.full(len(rows), -1)


def _scale(*waves: Masses) -> float:
    """One scale for both waves, so that the same sum is the same number."""
    total = sum(float(np.abs(m.y).sum()) for m in waves if m.y is not None)
    return total / max(sum(int(m.n.sum()) for m in waves), 1) or 1.0
