"""An attacker who has every number that was released and tries to work out the withheld ones.

It shares no code with the choice of what to withhold and sees no true value: a linear program bounds each
withheld sum over everything that agrees with the released numbers (and with earlier ones).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from alongside_equity.cells import Floats

DIRECTIONS = 8


@dataclass(frozen=True, slots=True)
class Attack:
    """withheld sums, those recovered (an interval narrower than one unit), and programs that were run.

    `narrowest` is a proven lower bound of the narrowest interval, in units (people; for amounts the
    width that the rules ask for).
    """

    withheld: int
    recovered: tuple[int, ...]
    narrowest: float
    programs: int


def attack(
    released: Floats,
    values: Floats,
    wanted: Floats,
    unit: Floats,
    lowest: Floats,
    slack: Floats | float = 0.0,
) -> Attack:
    """Bound each `wanted` row (W, A) given that `released` rows (R, A) equal `values`, to within slack (R,).

    unit (W,) is the width under which a sum counts as recovered. Intervals are first sought for all sums at
    once in a few fixed random directions; what still looks narrow gets its own two programs.
    """
    if not len(wanted):
        return Attack(0, (), float("inf"), 0)
    program = _Program(released, values, lowest, slack)
    points = [program.furthest(direction @ wanted) for direction in _directions(len(wanted))]
    seen = np.stack(points) @ wanted.T
    low, high = seen.min(axis=0), seen.max(axis=0)
    for i in range(len(wanted)):
        for sign in (1.0, -1.0):
            if high[i] - low[i] >= unit[i]:
                break
            reached = wanted @ program.furthest(sign * wanted[i])
            low, high = np.minimum(low, reached), np.maximum(high, reached)
    width = (high - low) / unit
    recovered = np.flatnonzero(width < 1 - 1e-6)
    return Attack(len(wanted), tuple(recovered.tolist()), float(width.min()), program.runs)


def ranges(released: Floats, values: Floats, wanted: Floats, lowest: Floats, slack: float = 0.0) -> Floats:
    """(W, 2) the exact interval of every wanted sum: two programs each, nothing skipped."""
    program = _Program(released, values, lowest, slack)
    return np.array([[row @ program.furthest(-row), row @ program.furthest(row)] for row in wanted]).reshape(
        -1, 2
    )


class _Program:
    """Points that agree with the released numbers, to within `slack`, and with common sense about size."""

    def __init__(self, released: Floats, values: Floats, lowest: Floats, slack: Floats | float) -> None:
        limit = 100.0 + 10.0 * float(np.abs(values).max(initial=0.0))
        self.agree = scipy.optimize.LinearConstraint(
            scipy.sparse.csr_array(released), values - slack, values + slack
        )
        self.bounds = scipy.optimize.Bounds(np.maximum(lowest, -limit), np.full(released.shape[1], limit))
        self.runs = 0

    def furthest(self, direction: Floats) -> Floats:
        """The point that lies furthest in a direction."""
        self.runs += 1
        solved = scipy.optimize.milp(-direction, constraints=self.agree, bounds=self.bounds)
        if solved.x is None:
            raise RuntimeError(f"the attacker's program ended with status {solved.status}")
        return np.asarray(solved.x, float)


def _directions(size: int) -> Floats:
    """Fixed random weights of both signs, so that a second run makes the same attack."""
    random = np.random.default_rng(20160913)
    half = random.normal(size=(DIRECTIONS // 2, size))
    return np.concatenate([half, -half])
