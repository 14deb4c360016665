"""Everything an attacker cannot rule out: the points that agree with all numbers that are out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_diag, csr_array
from scipy.sparse.csgraph import connected_components

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
        links = csr_array((np.ones(len(row)), (used[row], at)), shape=(rows + atoms, rows + atoms))
        labels = connected_components(links, directed=False)[1]
        self.row_part = np.full(rows, -1)
        self.row_part[used] = labels[used]
        self.atom_part = np.where(self.free, labels[rows:], -1)

    def highest(self, objectives: Floats) -> list[Reach]:
        """For each objective (K, A) the move that raises it most, within bounds far beyond the population.

        All are solved as one program of independent blocks, which costs a third of one program each.
        """
        moves, multipliers = np.zeros_like(objectives), np.zeros((len(objectives), len(self.rows)))
        blocks = [(i, part) for i, one in enumerate(objectives) for part in self._parts(one)]
        held = [block for block in blocks if (self.row_part == block[1]).any()]
        for i, part in blocks:
            if (i, part) not in held:
                moves[i] += self._loose(objectives[i], part)
        if held:
            self._solve(objectives, held, moves, multipliers)
        return [
            Reach(move, self._holding(one, m))
            for one, move, m in zip(objectives, moves, multipliers, strict=True)
        ]

    def _parts(self, objective: Floats) -> list[int]:
        parts: list[int] = np.unique(self.atom_part[(objective != 0) & self.free]).tolist()
        return parts

    def _loose(self, objective: Floats, part: int) -> Floats:
        """Atoms that no row holds go as far as they may."""
        here = self.atom_part == part
        down = -np.minimum(self.room, self.far) * (objective < 0)
        return np.where(here, np.where(objective > 0, self.far, down), 0.0)

    def _solve(self, objectives: Floats, blocks: list[tuple[int, int]], moves: Floats, out: Floats) -> None:
        atoms = [np.flatnonzero(self.atom_part == part) for _, part in blocks]
        rows = [np.flatnonzero(self.row_part == part) for _, part in blocks]
        each = [csr_array(self.rows[np.ix_(r, a)]) for r, a in zip(rows, atoms, strict=True)]
        low = np.concatenate([-np.minimum(self.room[a], self.far) for a in atoms])
        cost = np.concatenate([-objectives[i][a] for (i, _), a in zip(blocks, atoms, strict=True)])
        bounds = [(float(least), self.far) for least in low]
        held, still = csr_array(block_diag(each)), np.zeros(sum(map(len, rows)))
        # SciPy takes sparse rows; its stubs know dense ones only.
        solved = linprog(cost, A_eq=held, b_eq=still, bounds=bounds, method="highs")  # type: ignore[call-overload]
        if solved.status != 0:
            raise RuntimeError(f"the program of what can be known ended with status {solved.status}")
        at_atom, at_row = 0, 0
        for (i, _), a, r in zip(blocks, atoms, rows, strict=True):
            moves[i, a] = solved.x[at_atom : at_atom + len(a)]
            out[i, r] = -solved.eqlin.marginals[at_row : at_row + len(r)]
            at_atom, at_row = at_atom + len(a), at_row + len(r)

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

    def add(self, moves: Floats) -> Floats:
        """Keep moves (M, A); returns what they do to every target (M, K)."""
        effects, changes = moves @ self.targets.T, np.abs(moves @ self.rows.T) > SURE
        self.effects.extend(effects)
        self.changes.extend(changes)
        return effects

    def range(self, hidden: Bools) -> tuple[Floats, Floats]:
        """Lowest and highest effect (K,) among the moves that change withheld items only."""
        valid = ~(np.stack(self.changes) & ~hidden).any(axis=1)
        effects = np.stack(self.effects)[valid]
        return effects.min(axis=0), effects.max(axis=0)
