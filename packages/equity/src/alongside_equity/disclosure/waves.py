"""Releases judged as one: the last may not undo any earlier one, nor tell who joined or left in between.

Nobody has to be recognised from one wave to another. Finest numbers of every two waves are linked by who
joined and who left, as little of either as explains the difference, because the less has changed, the more
an attacker knows. The attacker is also told how many joined and left in all, unless both happened and one of
the two is so few that the least explanation is hardly the true one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

import numpy as np

from alongside_equity.cells import Bools, Floats, Ints
from alongside_equity.disclosure.problem import Masses, Problem, problem_of, units
from alongside_equity.disclosure.rules import Rules
from alongside_equity.refused import Refused


@dataclass(frozen=True, eq=False)
class Step:
    """From one wave to another of the same groups.

    They are linked by outcome as long as rows were only added (or only taken away), and by people alone
    when the outcomes of those who stayed have changed as well.
    """

    first: Masses
    second: Masses

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

    def check(self, rules: Rules) -> None:
        """Refused when so few joined or left that the two releases together would be about them."""
        moved = sum(int(moved.n.sum()) for moved in self.moved)
        if self.is_one_way and 0 < moved < rules.threshold:
            raise Refused("too_little_changed", count=moved, threshold=rules.threshold)

    def link(self, size: int) -> Floats:
        """Rows over the `size` atoms of a wave that are linked: each outcome of a cell, or its people."""
        if self.by_outcome:
            return np.eye(size)
        parts = 1 if self.first.parts is None else self.first.parts.shape[1]
        people = np.tile(np.eye(len(self.first.n)), parts)
        return np.hstack([people, np.zeros((len(people), size - people.shape[1]))])


@dataclass(frozen=True, eq=False)
class Waves:
    """Waves of the same groups: `earlier`, oldest first, with what each release of theirs withheld (I,), and
    the `last`, which is to be released."""

    masks: Bools
    within: Ints
    earlier: tuple[Masses, ...]
    hidden: tuple[Bools, ...]
    last: Masses
    rules: Rules

    @property
    def every(self) -> tuple[Masses, ...]:
        return (*self.earlier, self.last)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Each wave for itself, in one scale of amounts."""
        scale = _scale(*self.every)
        return tuple(problem_of(self.masks, self.within, m, self.rules, scale) for m in self.every)

    @cached_property
    def steps(self) -> dict[tuple[int, int], Step]:
        """From every wave to every later one."""
        places = combinations(range(len(self.every)), 2)
        return {(i, j): Step(self.every[i], self.every[j]) for i, j in places}

    @property
    def to_last(self) -> list[Step]:
        """From each earlier wave to the last."""
        return [self.steps[i, len(self.earlier)] for i in range(len(self.earlier))]

    def check(self) -> None:
        """Refused when so few joined or left since any earlier wave that releases would be about them."""
        for step in self.to_last:
            step.check(self.rules)

    def searched(self) -> list[Problem]:
        """What the last release has to obey.

        When people went both ways an outsider cannot tell how many did in any group, and the last wave
        keeps the rules by itself. When they only joined, or only left, every difference tells: what the
        earlier wave withheld stays withheld, and those who moved are a secret of their own. In both cases all
        together may recover nothing, as the attack will ask.
        """
        last, joint = self.problems[-1], self.joint()
        together, hidden = replace(joint, width=units(joint), masks=None), last.hidden
        one_way = [at for at, step in enumerate(self.to_last) if step.is_one_way]
        for at in one_way:
            hidden = hidden | self.hidden[at]
        movers = [self._movers(moved) for at in one_way for moved in self.to_last[at].moved]
        return [replace(last, hidden=hidden), *movers, together]

    def _movers(self, moved: Masses) -> Problem:
        """Those who moved, seen through the same items; a value that is not linked says nothing of them."""
        last, few = self.problems[-1], problem_of(self.masks, self.within, moved, self.rules)
        silent = np.zeros((len(last.hidden) - len(few.hidden), len(few.truth)))
        rows, width = self._few(moved)
        return replace(
            few, rows=np.vstack([few.rows, silent]), hidden=last.hidden, pairs=last.pairs, weight=last.weight,
            targets=rows, width=np.minimum(width, few.truth.sum()), when=np.full(len(rows), -1), masks=None,
        )  # fmt: skip

    def joint(self) -> Problem:
        """Atoms of every wave, and who joined and left between every two, linked: first + joined = second
        + left. Items are those of the last wave; what the earlier ones showed is fixed."""
        last, end = self.problems[-1], len(self.earlier)
        size = len(last.truth)
        atoms = [problem.truth for problem in self.problems]
        lowest = [problem.lowest for problem in self.problems]
        for step in self.steps.values():
            atoms += [_atoms(moved) for moved in step.moved]
        lowest += [np.zeros(len(moved)) for moved in atoms[end + 1 :]]
        blocks = tuple(map(len, atoms))
        targets = [(_at(blocks, {end: last.targets}), last.width, last.when)]
        told = []
        for at, (one, hidden) in enumerate(zip(self.problems[:-1], self.hidden, strict=True)):
            early = (one.when < 0) | hidden[one.when]
            targets.append(_always(_at(blocks, {at: one.targets[early]}), one.width[early]))
            told.append((_at(blocks, {at: one.rows[~hidden]}), one.values[~hidden]))
        for place, ((i, j), step) in enumerate(self.steps.items()):
            joined, left = (end + 1 + 2 * place, end + 2 + 2 * place)
            link = step.link(size)
            come, gone = (np.eye(len(atoms[at])) for at in (joined, left))
            linked = _at(blocks, {i: -link, j: link, joined: -come, left: gone})
            told.append((linked, np.zeros(len(link))))
            for at, moved in zip((joined, left), step.moved, strict=True):
                if step.is_one_way or int(moved.n.sum()) >= self.rules.threshold:
                    few, width = self._few(moved)
                    total = atoms[at].sum(keepdims=True)
                    targets.append(_always(_at(blocks, {at: few}), np.minimum(width, total)))
                    told.append((_at(blocks, {at: np.ones((1, len(atoms[at])))}), total))
        return replace(
            last,
            rows=_at(blocks, {end: last.rows}),
            truth=np.concatenate(atoms),
            targets=np.vstack([rows for rows, _, _ in targets]),
            width=np.concatenate([width for _, width, _ in targets]),
            when=np.concatenate([when for _, _, when in targets]),
            fixed=np.vstack([rows for rows, _ in told]),
            fixed_values=np.concatenate([values for _, values in told]),
            lowest=np.concatenate(lowest),
        )

    def joint_noisy(self, told: Sequence[Floats], noise: int) -> tuple[Problem, Floats]:
        """The same when the numbers that each earlier wave `told` (I,) carry noise, and how far each fixed
        number may be off: how many joined and left in all is known without noise."""
        joint = self.joint()
        shown = np.concatenate([each[~hidden] for each, hidden in zip(told, self.hidden, strict=True)])
        is_told = np.arange(len(joint.fixed_values)) < len(shown)
        values = joint.fixed_values.copy()
        values[is_told] = shown
        return replace(joint, fixed_values=values), np.where(is_told, float(noise), 0.0)

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
    """One scale for all waves, so that the same sum is the same number."""
    total = sum(float(np.abs(m.y).sum()) for m in waves if m.y is not None)
    return total / max(sum(int(m.n.sum()) for m in waves), 1) or 1.0
