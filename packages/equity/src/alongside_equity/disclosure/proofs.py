"""What has been proved so far: sets of shown numbers that give a secret away, and how to break them all."""

from __future__ import annotations

import numpy as np
import scipy

from alongside_equity.cells import Bools, Floats, Ints
from alongside_equity.disclosure.problem import Problem
from alongside_equity.disclosure.relations import sums

DOUBTS = (0.01, 0.05, 0.2, 1.0)
"""How much of a chance an item gets that the relaxation puts at 0."""


class Proofs:
    """Each proof: while item `unless` is withheld (or -1, always), one of its items must be withheld too.

    `shown` (I,) are items that follow from what is out already: withholding them would protect nothing.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.known: dict[tuple[int, ...], None] = {}
        self.shown = np.zeros(len(problem.hidden), bool)
        for items in _plain(problem):
            for item in items.tolist():
                self.add(items[items != item], item)

    def add(self, items: Ints, unless: int) -> None:
        self.known[unless, *items.tolist()] = None
        if self.shown[items].all():
            self.show(unless)

    def show(self, item: int) -> None:
        """Never withhold `item`, nor a count that would take it along, nor what follows from them."""
        waiting = [item]
        while waiting:
            at = waiting.pop()
            if at < 0 or self.shown[at] or self.problem.hidden[at]:
                continue
            self.shown[at] = True
            waiting += self.problem.pairs[self.problem.pairs[:, 0] == at, 1].tolist()
            waiting += [unless for unless, *items in self.known if self.shown[items].all()]

    @property
    def size(self) -> int:
        """How much has been found out."""
        return len(self.known) + int(self.shown.sum())

    def constraints(self) -> tuple[Floats, Floats]:
        """Rows (R, I) and least values (R,): a choice x (0 shown, 1 withheld) needs rows x >= least.

        A proof that what the rules withhold breaks already is left out, and one that nothing can break. The
        last rows say that a withheld count withholds its values.
        """
        hidden, pairs = self.problem.hidden, self.problem.pairs
        rows = np.zeros((len(self.known) + len(pairs), len(hidden)))
        least = np.zeros(len(rows))
        for row, (unless, *items) in enumerate(self.known):
            rows[row, items] = 1
            if unless >= 0 and not hidden[unless]:
                rows[row, unless] = -1
            else:
                least[row] = 1
        at = np.arange(len(self.known), len(rows))
        rows[at, pairs[:, 0]], rows[at, pairs[:, 1]] = 1, -1
        needs, takes = np.maximum(rows, 0), np.minimum(rows, 0)
        open_ = (needs @ hidden + takes.sum(axis=1) < least) & (needs @ ~self.shown >= least)
        open_[at] = True
        return rows[open_], least[open_]

    def broken_by(self, base: Bools) -> Bools:
        """A cheap choice on top of `base` that breaks every proof so far.

        The linear relaxation of the covering problem says what is worth withholding. It is rounded in a
        few ways, from trusting it to hardly looking at it, and the cheapest is taken.
        """
        problem, base = self.problem, base & ~self.shown
        rows, least = self.constraints()
        solved = scipy.optimize.milp(
            problem.weight,
            constraints=scipy.optimize.LinearConstraint(scipy.sparse.csr_array(rows), least, np.inf),
            bounds=scipy.optimize.Bounds(base.astype(float), (~self.shown).astype(float)),
        )
        if solved.x is None:
            raise RuntimeError(f"the covering program ended with status {solved.status}")
        choices = [self._rounded(base, (rows, least), solved.x, doubt) for doubt in DOUBTS]
        return min(choices, key=lambda choice: float(problem.weight[choice].sum()))

    def _rounded(self, base: Bools, needs: tuple[Floats, Floats], worth: Floats, doubt: float) -> Bools:
        """Withhold greedily until every proof is broken; then show what was not needed, dearest first."""
        weight, (rows, least) = self.problem.weight, needs
        chosen, score = base.astype(float), (worth + doubt) / weight * ~self.shown
        value = rows @ chosen
        while (open_ := value < least - 0.5).any():
            best = int((np.maximum(rows[open_], 0).sum(axis=0) * (1 - chosen) * score).argmax())
            chosen[best] = 1
            value += rows[:, best]
        for item in np.lexsort((-weight, worth)):
            if chosen[item] and not base[item] and (value - rows[:, item] >= least - 0.5).all():
                chosen[item] = 0
                value -= rows[:, item]
        return chosen > 0.5


def _plain(problem: Problem) -> list[Ints]:
    """Items of which one is the sum of the others: the plainest proofs, that no program has to look for."""
    if problem.masks is None:
        return []
    groups, found = len(problem.masks), sums(problem.masks)
    return [items + first for first in range(0, len(problem.hidden), groups) for items in found]
