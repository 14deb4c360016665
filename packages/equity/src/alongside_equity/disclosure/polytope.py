"""Everything an attacker cannot rule out: the points that agree with all numbers that are out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from alongside_equity.cells import Bools, Floats, Ints

SURE = 1e-7
"""Multipliers and moves smaller than this come from rounding and prove nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """How far a sum can go from the truth: the move (A,) that does it, and the rows that stop it there."""

    move: Floats
    holding: Ints


class Polytope:
    """{x >= lowest : rows x = values} about a point `truth` that is in it; moves are relative to it.

    Atoms that a row determines once others are known are eliminated first, and what is left falls into
    components that share no row, so that a program is as small as the secret's surroundings.
    """

    def __init__(self, rows: Floats, truth: Floats, lowest: Floats) -> None:
        self.rows, self.truth, self.room = rows, truth, truth - lowest
        self.far = 100.0 + 10.0 * float(np.abs(truth).sum())
        self.fixed: list[tuple[int, int]] = []
        self.free = np.ones(len(truth), bool)
        self._eliminate()
        self._split()

    def _eliminate(self) -> None:
        there = self.rows != 0
        while True:
            left = there[:, self.free].sum(axis=1)
            single = np.flatnonzero(left == 1)
            if not len(single):
                return
            columns = (there[single] & self.free).argmax(axis=1)
            atoms, first = np.unique(columns, return_index=True)
            self.fixed.extend(zip(atoms.tolist(), single[first].tolist(), strict=True))
            self.free[atoms] = False

    def _split(self) -> None:
        """Number the components: `row_part` (R,) and `atom_part` (A,), -1 for what was eliminated."""
        rows, atoms = self.rows.shape
        used = np.flatnonzero((self.rows[:, self.free] != 0).any(axis=1))
        row, atom = np.nonzero(self.rows[used][:, self.free])
        at = np.flatnonzero(self.free)[atom] + rows
        links = scipy.sparse.csr_array(
            (np.ones(len(row)), (used[row], at)), shape=(rows + atoms, rows + atoms)
        )
        labels = scipy.sparse.csgraph.connected_components(links, directed=False)[1]
        self.row_part = np.full(rows, -1)
        self.row_part[used] = labels[used]
        self.atom_part = np.where(self.free, labels[rows:], -1)

    def highest(self, objective: Floats) -> Reach:
        """The move that raises an objective (A,) most, within bounds far beyond the population."""
        move, multipliers = np.zeros_like(objective), np.zeros(len(self.rows))
        for part in np.unique(self.atom_part[(objective != 0) & self.free]).tolist():
            atoms, rows = np.flatnonzero(self.atom_part == part), np.flatnonzero(self.row_part == part)
            if len(rows):
                move[atoms], multipliers[rows] = self._solved(objective[atoms], atoms, rows)
            else:
                move[atoms] = self._loose(objective[atoms], atoms)
        return Reach(move, self._holding(objective, multipliers))

    def _loose(self, objective: Floats, atoms: Ints) -> Floats:
        """Atoms that no row holds go as far as they may."""
        down = -np.minimum(self.room[atoms], self.far) * (objective < 0)
        return np.where(objective > 0, self.far, down)

    def _solved(self, objective: Floats, atoms: Ints, rows: Ints) -> tuple[Floats, Floats]:
        """The move of some atoms, and the multipliers of the rows that hold them."""
        low = -np.minimum(self.room[atoms], self.far)
        # SciPy takes sparse rows; its stubs know dense ones only.
        solved = scipy.optimize.linprog(  # type: ignore[call-overload]  # its stubs know limits as pairs only
            -objective, A_eq=scipy.sparse.csr_array(self.rows[np.ix_(rows, atoms)]), b_eq=np.zeros(len(rows)),
            bounds=np.stack([low, np.full(len(atoms), self.far)], axis=1),
            method="highs-ds", options={"presolve": False},
        )  # fmt: skip
        if solved.status != 0:
            raise RuntimeError(f"the program of what can be known ended with status {solved.status}")
        return solved.x, -solved.eqlin.marginals

    def _holding(self, objective: Floats, multipliers: Floats) -> Ints:
        """Rows of the proof: multipliers of the program, then of each eliminated atom in reverse order."""
        rest = objective - multipliers @ self.rows
        for atom, row in reversed(self.fixed):
            if abs(rest[atom]) > SURE:
                step = rest[atom] / self.rows[row, atom]
                multipliers[row] += step
                rest = rest - step * self.rows[row]
        return np.flatnonzero(np.abs(multipliers) > SURE)


class Witnesses:
    """Moves that left every number of some release unchanged: each proves how open a target is.

    A move is kept with the items it changes; it is a witness in any release that withholds all of those,
    so most targets of the next round need no program of their own.
    """

    def __init__(self, rows: Floats, targets: Floats) -> None:
        self.rows, self.targets = rows, targets
        self.effects: list[Floats] = [np.zeros(len(targets))]
        self.changes: list[Bools] = [np.zeros(len(rows), bool)]

    def add(self, move: Floats) -> Floats:
        """Keep a move (A,); returns what it does to every target (K,)."""
        effect = self.targets @ move
        self.effects.append(effect)
        self.changes.append(np.abs(self.rows @ move) > SURE)
        return effect

    def range(self, hidden: Bools) -> tuple[Floats, Floats]:
        """Lowest and highest effect (K,) among the moves that change withheld items only."""
        valid = ~(np.stack(self.changes) & ~hidden).any(axis=1)
        effects = np.stack(self.effects)[valid]
        return effects.min(axis=0), effects.max(axis=0)
