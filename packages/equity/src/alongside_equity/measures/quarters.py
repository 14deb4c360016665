"""Quarters by ranked pay as the United Kingdom's regulations cut them: by count, ties split in proportion."""

from __future__ import annotations

import numpy as np

from alongside_equity.cells import Floats, Ints

ODD_PEOPLE_GO_TO = {0: (), 1: (0,), 2: (0, 2), 3: (0, 1, 2)}
"""Which quarters (0 is the lowest) take the 1, 2 or 3 people left over when a quarter is not whole.

UK SI 2017/172 says only "so far as possible, an equal number"; these are the places that employers' published
method notes name: lower; lower and upper middle; all but the upper.
"""


def sizes(people: int, odd: dict[int, tuple[int, ...]] | None = None) -> tuple[int, ...]:
    """People in each quarter, lowest pay first."""
    extra = (odd or ODD_PEOPLE_GO_TO)[people % 4]
    return tuple(people // 4 + (quarter in extra) for quarter in range(4))


def shares(values: Floats, people: Ints, odd: dict[int, tuple[int, ...]] | None = None) -> Floats:
    """(4, G) people of each group in each quarter, lowest first.

    values (V,) distinct amounts in ascending order; people (V, G) how many of each group are paid it.
    People of one amount are in one rank: a quarter that takes some of them takes every group in the
    proportion of the whole amount (regulation 13(2)), so that the fractions add up to whole quarters.
    """
    if np.any(np.diff(values) <= 0):
        raise ValueError("values must ascend")
    each = people.sum(axis=1).astype(float)
    ends = np.cumsum(each)
    cuts = np.concatenate([[0], np.cumsum(sizes(round(float(ends[-1])), odd))])
    taken = np.minimum(ends, cuts[1:, None]) - np.maximum(ends - each, cuts[:-1, None])
    part = np.maximum(taken, 0) / np.maximum(each, 1)
    return np.asarray(part @ people)
