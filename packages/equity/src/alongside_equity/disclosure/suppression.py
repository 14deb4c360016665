"""Complementary suppression as an optimisation: withhold the least that leaves every secret wide open.

The choice is an implicit hitting set. An attacker's linear program that pins a secret down returns the
published numbers that pin it (the rows with a multiplier other than 0); as long as all of them stay, the
same proof holds, so at least one must go. Collecting these sets and choosing the cheapest hitting set by
integer programming until no program pins anything is exact (the cuts of Fischetti and Salazar 2001 in
their combinatorial form).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from alongside_equity.cells import Ints
from alongside_equity.disclosure.polytope import Polytope, Witnesses
from alongside_equity.disclosure.problem import Bools, Problem

ROUNDING = 1e-6
STEPS = 5
ENOUGH = 0.10


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """hidden (I,) items withheld; `safe` is False when earlier releases already tell a secret or the
    rounds ran out; `told` names the targets that can no longer be protected."""

    hidden: Bools
    safe: bool
    rounds: int
    told: tuple[int, ...] = ()


@dataclass(slots=True)
class _Cuts:
    """Each cut: at least one of `items` is withheld, if item `unless` (or -1, always) is withheld."""

    items: list[Ints] = field(default_factory=list)
    unless: list[int] = field(default_factory=list)

    def add(self, items: Ints, unless: int) -> None:
        self.items.append(items)
        self.unless.append(unless)

    def matrix(self, size: int) -> Bools:
        """(proofs, items) which items each proof rests on."""
        found = np.zeros((len(self.items), size), bool)
        for row, items in enumerate(self.items):
            found[row, items] = True
        return found


def suppress(problem: Problem, rounds: int) -> Pattern:
    """A pattern that keeps every target as wide as it must be and costs at most `ENOUGH` more than it must.

    Each round takes the cheapest choice that hits all proofs so far, which no safe pattern can undercut,
    and lets programs look for new proofs; those are hit greedily a few times before the next round. When
    the rounds are used up, the best safe pattern is taken, greedily if there is none.
    """
    state = _State(problem)
    hidden, floor, number = problem.hidden.copy(), float(problem.weight[problem.hidden].sum()), 0
    while number < rounds:
        number += 1
        state.repair(hidden, STEPS)
        if state.cost <= (1 + ENOUGH) * floor:
            break
        cheapest = _cheapest(problem, state.cuts)
        if cheapest is None:
            break
        hidden, floor = cheapest, float(problem.weight[cheapest].sum())
    if state.best is None:
        state.repair(problem.hidden.copy(), len(problem.hidden))
    best = problem.hidden if state.best is None else state.best
    return Pattern(best, state.best is not None and not state.told, number, tuple(sorted(state.told)))


class _State:
    """The proofs and witnesses found so far, and the cheapest safe pattern among those tried."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.cuts = problem, _Cuts()
        self.told: set[int] = set()
        self.seen = Witnesses(problem.rows, problem.targets)
        self.best: Bools | None = None
        self.cost = float("inf")

    def repair(self, hidden: Bools, steps: int) -> None:
        """Withhold greedily on top of `hidden` until it is safe, at most `steps` times."""
        for _ in range(steps):
            if not _pinned(self.problem, hidden, self.cuts, self.told, self.seen):
                cost = float(self.problem.weight[hidden].sum())
                if cost < self.cost:
                    self.best, self.cost = hidden, cost
                return
            hidden = _hit(self.problem, self.cuts, hidden)


def _pinned(problem: Problem, hidden: Bools, cuts: _Cuts, told: set[int], seen: Witnesses) -> int:
    """Try every active target; add a cut for each that is pinned and return how many were."""
    shown = np.flatnonzero(~hidden)
    space = Polytope(np.vstack([problem.rows[shown], problem.fixed]), problem.truth, problem.lowest)
    active = (problem.when < 0) | hidden[problem.when]
    need, count = problem.width - ROUNDING, 0
    low, high = seen.range(hidden)
    for i in np.flatnonzero(active & (high - low < need)):
        if high[i] - low[i] >= need[i] or int(i) in told:
            continue
        reaches = [space.highest(sign * problem.targets[i]) for sign in (1.0, -1.0)]
        for reach in reaches:
            effect = seen.add(reach.move)
            low, high = np.minimum(low, effect), np.maximum(high, effect)
        if high[i] - low[i] >= need[i]:
            continue
        items = np.union1d(reaches[0].holding, reaches[1].holding)
        items = shown[items[items < len(shown)]]
        if len(items):
            cuts.add(items, int(problem.when[i]))
            count += 1
        else:
            told.add(int(i))
    return count


def _hit(problem: Problem, cuts: _Cuts, hidden: Bools) -> Bools:
    """Withhold more, greedily: the item that hits most open proofs for its weight, until all are hit."""
    hidden = hidden.copy()
    matrix = cuts.matrix(len(hidden))
    active = np.array([unless < 0 or bool(hidden[unless]) for unless in cuts.unless])
    open_ = active & ~matrix[:, hidden].any(axis=1)
    while open_.any():
        score = matrix[open_].sum(axis=0) / problem.weight
        best = int(score.argmax())
        hidden[best] = True
        for value, count in problem.pairs[problem.pairs[:, 1] == best]:
            hidden[value] |= hidden[count]
        open_ &= ~matrix[:, best]
    return hidden


def _cheapest(problem: Problem, cuts: _Cuts) -> Bools | None:
    """The cheapest choice that hits every proof: the rules' own items stay, a withheld count withholds
    its value. None when the search ends without one."""
    size, proofs = len(problem.hidden), len(cuts.items)
    conditional = np.array([unless >= 0 and not problem.hidden[unless] for unless in cuts.unless])
    matrix = np.zeros((proofs + len(problem.pairs), size))
    matrix[:proofs] = cuts.matrix(size)
    rows = np.flatnonzero(conditional)
    matrix[rows, np.array(cuts.unless)[rows]] = -1
    at = np.arange(len(problem.pairs)) + proofs
    matrix[at, problem.pairs[:, 0]], matrix[at, problem.pairs[:, 1]] = 1, -1
    lower = np.concatenate([np.where(conditional, 0, 1), np.zeros(len(problem.pairs))])
    solved = milp(
        problem.weight,
        constraints=LinearConstraint(csr_array(matrix), lower, np.inf),
        integrality=np.ones(size),
        bounds=Bounds(problem.hidden.astype(float), 1),
        options={"node_limit": 200, "mip_rel_gap": 0.01},
    )
    return None if solved.x is None else np.asarray(solved.x > 0.5)
