"""Numbers of one kind seen without the others: people, those with the outcome, or those without it.

What follows from one kind alone is found by a program of half the size or less, and mostly follows for the
other kinds as well, because the groups are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from alongside_equity.cells import Bools, Floats, Ints
from alongside_equity.disclosure.problem import Problem

SURE = 1e-7
"""Multipliers smaller than this come from rounding and prove nothing."""

DEAR = 0.1
"""How much wider an interval a proof may leave for each number less that it rests on: short proofs lead
further."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """masks (G, C): groups over parts that no group tells apart. items (G, M): what tells a group's number.

    room (C,): what each part holds of this kind, which an attacker knows not to be less than 0. `sums` has
    the secrets of this kind, (C,) each, by their place among all targets.
    """

    masks: Floats
    items: Ints
    room: Floats
    sums: dict[int, Floats]

    def proof(self, hidden: Bools, target: int, width: float) -> Floats | None:
        """(2, G) multipliers of the groups that hold a secret to less than `width`, from above and from
        below; None when this kind alone does not. Below there is always that nobody counts less than 0."""
        shown, found = ~hidden[self.items].any(axis=1), np.zeros((2, len(self.masks)))
        for side, sign in enumerate((1.0, -1.0)):
            found[side, shown] = _multipliers(self.masks[shown], sign * self.sums[target], self.room)
            if self.width(target, found) < width:
                return found
        return None

    def width(self, target: int, multipliers: Floats) -> float:
        """How wide an interval the multipliers leave for a secret."""
        wanted = self.sums[target]
        rest = np.stack([wanted, -wanted]) - multipliers @ self.masks
        return float("inf") if (rest > SURE).any() else float(-(rest @ self.room).sum())

    def resting(self, multipliers: Floats) -> Ints:
        """The items that a proof rests on."""
        return np.unique(self.items[(multipliers != 0).any(axis=0)])


def layers_of(problem: Problem) -> list[Layer]:
    """The kinds of a problem whose items follow its groups; none for another."""
    if problem.masks is None:
        return []
    groups = len(problem.masks)
    blocks = problem.rows.reshape(-1, groups, problem.rows.shape[1])
    each = np.arange(groups)[:, None]
    kinds = [(block, each + groups * at) for at, block in enumerate(blocks)]
    if len(blocks) == 2 and (blocks[0] >= blocks[1]).all():
        kinds.append((blocks[0] - blocks[1], np.hstack([each, each + groups])))
    return [layer for rows, items in kinds if (layer := _layer(problem, rows, items)) is not None]


def _layer(problem: Problem, rows: Floats, items: Ints) -> Layer | None:
    used = np.flatnonzero(rows.any(axis=0))
    masks, first, part = np.unique(rows[:, used], axis=1, return_index=True, return_inverse=True)
    room = np.bincount(part, (problem.truth - problem.lowest)[used], len(first)).astype(float)
    if not np.isfinite(room).all():
        return None
    sums = problem.targets[:, used[first]]
    whole = np.zeros_like(problem.targets)
    whole[:, used] = sums[:, part]
    alike = np.flatnonzero((whole == problem.targets).all(axis=1))
    return Layer(masks, items, room, dict(zip(alike.tolist(), sums[alike], strict=True)))


def proofs_of(
    layers: Sequence[Layer], hidden: Bools, target: int, width: Floats
) -> Iterator[tuple[int, Ints]]:
    """(target, items that hold it to less than its `width`): for one secret, if its kind alone does, and for
    the same people of other kinds wherever the same sum does."""
    for layer in layers:
        found = layer.proof(hidden, target, width[target]) if target in layer.sums else None
        if found is None:
            continue
        for other in layers:
            for place, wanted in other.sums.items():
                if np.array_equal(wanted, layer.sums[target]) and other.width(place, found) < width[place]:
                    yield place, other.resting(found)


def _multipliers(masks: Floats, wanted: Floats, room: Floats) -> Floats:
    """Of the rows `masks`, so that little more than `wanted` can be got from what they leave open."""
    far = 100.0 + 10.0 * float(room.sum())
    held = np.hstack([masks, np.eye(len(masks))])
    low = np.concatenate([-room, np.full(len(masks), -DEAR)])
    high = np.concatenate([np.full(len(room), far), np.full(len(masks), DEAR)])
    cost = np.concatenate([-wanted, np.zeros(len(masks))])
    # SciPy takes limits as an array; its stubs know pairs only.
    solved = scipy.optimize.linprog(  # type: ignore[call-overload]  # its stubs know limits as pairs only
        cost, A_eq=held, b_eq=np.zeros(len(masks)), bounds=np.stack([low, high], axis=1),
        method="highs-ds", options={"presolve": False},
    )  # fmt: skip
    if solved.status != 0:
        raise RuntimeError(f"the program of one kind ended with status {solved.status}")
    found = -np.asarray(solved.eqlin.marginals, float)
    return np.where(np.abs(found) > SURE, found, 0.0)
