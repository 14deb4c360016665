"""The data of every benchmark: five attributes with 1,152 combinations, a yes or no, and pay."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np

from alongside_equity.cells import Bools, Cells, Floats
from alongside_equity.engines.coded import Coded
from alongside_equity.question import Kind, Question

SIZES = (2, 3, 4, 6, 8)
NAMES = ("a", "b", "c", "d", "e")
TABLES = [list(axes) for depth in (1, 2, 3) for axes in itertools.combinations(NAMES, depth)]


RATE = Question(by=NAMES, outcome="yes")
PAY = Question(by=NAMES, outcome="pay", kind=Kind.PAY)


@dataclass(frozen=True, eq=False)
class People:
    """Encoded columns: one byte an attribute, one byte yes or no, eight bytes pay."""

    by: dict[str, Coded]
    yes: Bools
    pay: Floats

    @property
    def columns(self) -> dict[str, Coded | Bools | Floats]:
        """As they are given to an audit."""
        return {**self.by, "yes": self.yes, "pay": self.pay}


@cache
def people(rows: int) -> People:
    rng = np.random.default_rng(7)
    by = {
        name: Coded(rng.integers(0, size, rows).astype(np.uint8), [f"{name}{i}" for i in range(size)])
        for name, size in zip(NAMES, SIZES, strict=True)
    }
    return People(by, rng.random(rows) < 0.3, np.round(rng.lognormal(10, 0.4, rows), 2))


def groups_in(axes: Iterable[str]) -> int:
    return math.prod(SIZES[NAMES.index(name)] for name in axes)


def _wider(axes: list[str]) -> tuple[str, ...]:
    """The smallest of the 25 tables of one attribute more; none for those of three."""
    wider = [tuple(other) for other in TABLES if len(other) == len(axes) + 1 and set(axes) <= set(other)]
    return min(wider, key=groups_in, default=())


STEPS = [(tuple(axes), _wider(axes)) for axes in reversed(TABLES)]
"""Tables of three attributes first, then each from the smallest table that holds the same sums."""


def all_tables(cells: Cells) -> list[Cells]:
    """The 25 tables of one, two and three attributes; 1,043 cells with this data."""
    made: dict[tuple[str, ...], Cells] = {(): cells}
    for axes, wider in STEPS:
        made[axes] = made[wider].roll_up(axes)
    return list(made.values())[1:]
