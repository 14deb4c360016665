"""Complementary suppression as an optimisation: withhold little, and leave every secret wide open.

The choice is an implicit hitting set. An attacker's linear program that pins a secret down returns the
published numbers that pin it (the rows with a multiplier other than 0); as long as all of them stay, the
same proof holds, so at least one must go. Such proofs are collected until a choice breaks them all and no
program pins anything (the cuts of Fischetti and Salazar 2001 in their combinatorial form).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alongside_equity.cells import Bools, Floats, Ints
from alongside_equity.disclosure.polytope import Polytope, Witnesses
from alongside_equity.disclosure.problem import Problem
from alongside_equity.disclosure.proofs import Proofs

ROUNDING = 1e-6
TOGETHER = 4
BATCH = 8
A_ROUND = 16
"""New proofs after which a better choice is made before more are looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """hidden (I,) items withheld; `told` counts the targets that earlier releases have given away."""

    hidden: Bools
    rounds: int
    told: int


def suppress(problems: Sequence[Problem], rounds: int) -> Pattern:
    """A safe pattern of the items that `problems` share, as cheap as `rounds` rounds find one.

    Each round takes a cheap choice that breaks all proofs so far and lets programs look for new ones; it
    ends when none is found, or only some that nothing can break. After `rounds` rounds what is withheld stays
    so, and the end is certain.
    """
    proofs = Proofs(problems[0])
    searches = [_Search(problem, proofs) for problem in problems]
    base, number = problems[0].hidden, 0
    while True:
        number += 1
        hidden, size = proofs.broken_by(base), proofs.size
        if not sum(search.pinned(hidden) for search in searches) or proofs.size == size:
            return Pattern(hidden, number, sum(len(search.told) for search in searches))
        if number >= rounds:
            base = hidden


class _Search:
    """The proofs and the witnesses found so far in one problem."""

    def __init__(self, problem: Problem, proofs: Proofs) -> None:
        self.problem, self.proofs = problem, proofs
        self.seen = Witnesses(problem.rows, problem.targets)
        self.told: set[int] = set()

    def pinned(self, hidden: Bools) -> int:
        """Look for proofs against a choice; returns how many secrets it leaves pinned."""
        p, shown = self.problem, np.flatnonzero(~hidden)
        space = Polytope(np.vstack([p.rows[shown], p.fixed]), p.truth, p.lowest)
        active = (p.when < 0) | hidden[p.when]
        active[list(self.told)] = False
        low, high = self._together(active, space, self.seen.range(hidden))
        count, tried = 0, np.zeros(len(active), bool)
        while True:
            narrow = np.flatnonzero(active & ~tried & (high - low < p.width - ROUNDING))[:BATCH]
            if not len(narrow) or count >= A_ROUND:
                return count
            tried[narrow] = True
            reaches = space.highest(np.vstack([p.targets[narrow], -p.targets[narrow]]))
            effects = self.seen.add(np.stack([reach.move for reach in reaches]))
            low, high = np.minimum(low, effects.min(axis=0)), np.maximum(high, effects.max(axis=0))
            for up, down, i in zip(reaches, reaches[len(narrow) :], narrow.tolist(), strict=False):
                if high[i] - low[i] < p.width[i] - ROUNDING:
                    items = np.union1d(up.holding, down.holding)
                    count += self._prove(shown[items[items < len(shown)]], i)

    def _prove(self, items: Ints, target: int) -> int:
        """A proof that rests on nothing that could still be withheld tells of a secret lost before, or of a
        number that is none by itself and may as well be shown."""
        when = int(self.problem.when[target])
        if len(items):
            self.proofs.add(items, when)
        elif when < 0 or self.problem.hidden[when]:
            self.told.add(target)
            return 0
        else:
            self.proofs.show(when)
        return 1

    def _together(
        self, active: Bools, space: Polytope, known: tuple[Floats, Floats]
    ) -> tuple[Floats, Floats]:
        """Ranges after a few moves that push all narrow targets at once, in fixed random proportions."""
        (low, high), p = known, self.problem
        random = np.random.default_rng(20160913)
        for _ in range(TOGETHER):
            narrow = np.flatnonzero(active & (high - low < p.width - ROUNDING))
            if not len(narrow):
                break
            direction = random.normal(size=len(narrow)) @ p.targets[narrow]
            moves = np.stack([reach.move for reach in space.highest(np.stack([direction, -direction]))])
            effects = self.seen.add(moves)
            low, high = np.minimum(low, effects.min(axis=0)), np.maximum(high, effects.max(axis=0))
        return low, high
