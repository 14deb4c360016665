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
from alongside_equity.disclosure.layers import layers_of, proofs_of
from alongside_equity.disclosure.polytope import Polytope, Reach, Witnesses
from alongside_equity.disclosure.problem import Problem
from alongside_equity.disclosure.proofs import Proofs

ROUNDING = 1e-6
TOGETHER = 4
BATCH = 8
A_ROUND = 32
"""New proofs after which a better choice is made before more are looked for."""

Range = tuple[Floats, Floats]
"""Lowest and highest effect of the moves that are known, for every target."""


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
        self.layers, self.width = layers_of(problem), problem.width - ROUNDING
        self.seen = Witnesses(problem.rows, problem.targets)
        self.told: set[int] = set()

    def pinned(self, hidden: Bools) -> int:
        """Look for proofs against a choice; returns how many secrets it leaves pinned."""
        p = self.problem
        space = Polytope(np.vstack([p.rows[~hidden], p.fixed]), p.truth, p.lowest)
        count, left = 0, (p.when < 0) | hidden[p.when]
        left[list(self.told)] = False
        known = self._together(left, space, self.seen.range(hidden))
        while True:
            narrow = np.flatnonzero(left & self._is_narrow(known))[:BATCH]
            if not len(narrow) or count >= A_ROUND:
                return count
            proved = self._by_one_kind(hidden, narrow.tolist())
            left[[*narrow, *proved]] = False
            count += len(proved)
            for i in narrow.tolist():
                if i not in proved and self._is_narrow(known)[i]:
                    known, pinned = self._by_all_kinds(space, hidden, i, known)
                    count += pinned

    def _is_narrow(self, known: Range) -> Bools:
        return np.asarray(known[1] - known[0] < self.width)

    def _by_one_kind(self, hidden: Bools, narrow: Sequence[int]) -> set[int]:
        """Secrets that a choice leaves pinned by numbers of one kind, as far as `narrow` leads to them."""
        found = set[int]()
        for i in narrow:
            for target, items in proofs_of(self.layers, hidden, i, self.width) if i not in found else ():
                self._prove(items, target)
                if not hidden[items].any():
                    found.add(target)
        return found

    def _by_all_kinds(self, space: Polytope, hidden: Bools, i: int, known: Range) -> tuple[Range, int]:
        """Ranges after a program upwards and, if need be, one downwards; and whether the secret is pinned."""
        holding = []
        for sign in (1.0, -1.0):
            reach = space.highest(sign * self.problem.targets[i])
            known = self._wider(known, reach)
            if not self._is_narrow(known)[i]:
                return known, 0
            holding.append(reach.holding)
        shown, items = np.flatnonzero(~hidden), np.union1d(*holding)
        return known, self._prove(shown[items[items < len(shown)]], i)

    def _wider(self, known: Range, reach: Reach) -> Range:
        effect = self.seen.add(reach.move)
        return np.minimum(known[0], effect), np.maximum(known[1], effect)

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

    def _together(self, active: Bools, space: Polytope, known: Range) -> Range:
        """Ranges after a few moves that push all narrow targets at once, in fixed random proportions."""
        random = np.random.default_rng(20160913)
        for _ in range(TOGETHER):
            narrow = np.flatnonzero(active & self._is_narrow(known))
            if not len(narrow):
                break
            direction = random.normal(size=len(narrow)) @ self.problem.targets[narrow]
            for side in (direction, -direction):
                known = self._wider(known, space.highest(side))
        return known
