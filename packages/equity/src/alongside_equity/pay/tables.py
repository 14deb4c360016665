"""What may be told of a table of groups by something else, decided as a release of its own.

It shares only numbers of people, and the sums that are named, with the rest of the report. Those that the
rest tells are known to whoever attacks the table, so that deciding it alone is deciding it together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from alongside_equity.cells import Bools, Floats, Ints
from alongside_equity.disclosure.decide import decide
from alongside_equity.disclosure.problem import Masses, problem_of
from alongside_equity.disclosure.rules import Rules
from alongside_equity.refused import Refused


@dataclass(frozen=True, eq=False)
class Sides:
    """Groups over the stands of people: masks (S, A). wholes (S, A) are the people each is seen within, so
    that the rest of them is everyone else."""

    masks: Bools
    wholes: Bools

    def rest(self, at: int) -> Bools:
        """(A,) everyone else."""
        return np.asarray(self.wholes[at] & ~self.masks[at])


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What is told elsewhere: sets of stands and columns, (M, A*K) by stand, whose people or sums are."""

    people: Bools
    sums: Bools


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """(S, K) what may be told of each group, and of all whom it is seen within; `attacked` numbers were
    withheld, and not recovered."""

    group: Bools
    whole: Bools
    attacked: int = 0

    @property
    def gap(self) -> Bools:
        """Where a group may be set beside everyone else."""
        return self.group & self.whole


def over(masks: Bools, columns: int) -> Bools:
    """(M, A*K) stands in all columns."""
    return np.repeat(masks, columns, axis=1)


def by_column(masks: Bools, columns: int) -> Bools:
    """(M*K, A*K) stands in each column by itself."""
    each = masks[:, None, :, None] & np.eye(columns, dtype=bool)[None, :, None, :]
    return np.asarray(each.reshape(len(masks) * columns, -1))


def counts(sides: Sides, n: Floats, rules: Rules, known: Known) -> Shown:
    """Whether the number of people of each group in each column of n (A, K) may be told."""
    masses = Masses(n.reshape(-1))  # type: ignore[arg-type]  # fractions of people who are in two quarters
    return _decided(sides, masses, n.shape[1], rules, known)


def rates(sides: Sides, n: Ints, k: Ints, rules: Rules, known: Known) -> Shown:
    """Whether the rate k/n (A,) of each group may be told, in one column."""
    return _decided(sides, Masses.of_rate(n, k), 1, rules, known)


def sums(
    sides: Sides, n: Floats, y: Floats, top: Floats, rules: Rules, known: Known, also: Bools | None = None
) -> Shown:
    """Whether the mean of each group in each column of n, y (A, K) may be told; `also` (S, K) are those
    withheld elsewhere in the report."""
    masses = Masses(np.rint(n).astype(np.int64).reshape(-1), y=y.reshape(-1), top=top.reshape(-1))
    return _decided(sides, masses, n.shape[1], rules, known, also)


def _decided(
    sides: Sides, masses: Masses, columns: int, rules: Rules, known: Known, also: Bools | None = None
) -> Shown:
    size, shape = len(sides.masks) * columns, (len(sides.masks), columns)
    wholes, whole = np.unique(sides.wholes, axis=0, return_inverse=True)
    edges = [over(sides.masks, columns), by_column(wholes, columns), over(wholes, columns)]
    groups = np.vstack([by_column(sides.masks, columns), *edges])
    side, column = np.divmod(np.arange(size), columns)
    beside = size + len(sides.masks) + whole.reshape(-1)[side] * columns + column
    all_of = size + len(sides.masks) + len(wholes) * columns + whole.reshape(-1)
    inner = np.stack([np.arange(size), beside], axis=1)[: size if columns > 1 else 0]
    within = np.vstack([inner, np.stack([size + np.arange(len(sides.masks)), all_of], axis=1)])
    problem = problem_of(groups, within, masses, rules)
    fixed = np.vstack([_rows(known.people, masses, 0), _rows(known.sums, masses, 1)])
    problem = replace(problem, fixed=fixed, fixed_values=fixed @ problem.truth)
    if also is not None:
        hidden = problem.hidden.copy()
        hidden[len(groups) : len(groups) + size] |= also.reshape(-1)
        problem = replace(problem, hidden=hidden)
    order = np.ones(len(groups), np.int64)
    order[:size], order[size + len(sides.masks) + len(wholes) * columns :] = 2, 0
    try:
        decision = decide([problem], order, rules)
    except Refused:
        return Shown(np.zeros(shape, bool), np.zeros(shape, bool))
    told = decision.count if not len(decision.value) else decision.count & decision.value.all(axis=0)
    return Shown(told[:size].reshape(shape), told[beside].reshape(shape), decision.attack.withheld)


def _rows(masks: Bools, masses: Masses, part: int) -> Floats:
    """Rows over the atoms of a problem: of people (part 0), or of sums."""
    nothing = np.zeros(masks.shape)
    if masses.parts is not None:
        return np.hstack([masks, masks]).astype(float)
    if masses.y is not None:
        return np.hstack([nothing, masks] if part else [masks, nothing])
    return masks.astype(float)
