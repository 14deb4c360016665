"""What may be told of a small table of women and men by something else, decided as a release of its own.

It shares only its totals with the rest of the report, so deciding it alone is deciding it together.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from alongside_equity.cells import Bools, Floats, Ints
from alongside_equity.disclosure.decide import decide
from alongside_equity.disclosure.problem import Masses, problem_of
from alongside_equity.disclosure.rules import Rules
from alongside_equity.refused import Refused


def counts(n: Ints, rules: Rules) -> Bools:
    """(2, K) whether the number of people in each cell of n (2, K) may be told."""
    return _decided(Masses(n.reshape(-1)), n.shape, rules, None)


def rates(n: Ints, k: Ints, rules: Rules) -> Bools:
    """(2, K) whether the rate k/n of each cell may be told."""
    return _decided(Masses.of_rate(n.reshape(-1), k.reshape(-1)), n.shape, rules, None)


def sums(n: Ints, y: Floats, top: Floats, rules: Rules, also: Bools) -> Bools:
    """(2, K) whether the mean of each cell may be told; `also` are cells withheld elsewhere in the report."""
    return _decided(Masses(n.reshape(-1), y=y.reshape(-1), top=top.reshape(-1)), n.shape, rules, also)


def _decided(masses: Masses, shape: tuple[int, ...], rules: Rules, also: Bools | None) -> Bools:
    rows, columns = shape
    inner = np.eye(rows * columns, dtype=bool)
    row, column = np.divmod(np.arange(rows * columns), columns)
    edges = [row == i for i in range(rows)] + [column == j for j in range(columns)] + [row >= 0]
    groups = np.vstack([inner, *edges])
    size = len(inner)
    wholes = [(cell, size + rows + int(column[cell])) for cell in range(size)] if columns > 1 else []
    within = np.array([*wholes, *((size + i, len(groups) - 1) for i in range(rows))], np.int64)
    problem = problem_of(groups, within, masses, rules)
    if also is not None:
        hidden = problem.hidden.copy()
        hidden[len(groups) : len(groups) + size] |= also.reshape(-1)
        problem = replace(problem, hidden=hidden)
    order = np.array([2] * size + [1] * (len(groups) - size - 1) + [0], np.int64)
    try:
        decision = decide([problem], order, rules)
    except Refused:
        return np.zeros(shape, bool)
    shown = decision.count if not len(decision.value) else decision.count & decision.value.all(axis=0)
    return np.asarray(shown[:size].reshape(shape))
