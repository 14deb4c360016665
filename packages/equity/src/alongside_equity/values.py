"""The amounts of people one by one, each in its cell: what no sum can hold, for medians and quarters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from alongside_equity.cells import Cells, Floats, Ints
from alongside_equity.engines.coded import Amounts, Coded, distinct, is_dense, number, numbered
from alongside_equity.identities import Axis, Reading

Places = NDArray[np.unsignedinteger]


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """Coded columns and an amount (N,), with the cell of every possible combination of codes.

    known (C,) counts the people of each cell whose amount is known. people (N,) counts those whom a row
    stands for; None when every row is one person.
    """

    by: Sequence[Coded]
    amount: NDArray[np.generic]
    places: Places
    known: Ints
    people: Ints | None = None

    def parts(self) -> Iterator[tuple[slice, Places, Floats]]:
        """Part by part the cell and the amount of each row; NaN for an amount that is not known."""
        for part, flat in numbered(self.by, len(self.amount)):
            yield part, self.places[flat], self.amount[part].astype(float, copy=False)

    def some(self, rows: Ints) -> tuple[Places, Floats]:
        """The cell and the amount of some rows."""
        return self.places[number(self.by, rows)], self.amount[rows].astype(float, copy=False)

    def only(self, rows: slice | Ints) -> Values:
        """Some of the rows."""
        by = [Coded(column.codes[rows], column.labels) for column in self.by]
        return replace(self, by=by, amount=self.amount[rows])

    def over(self, cells: Cells, place: Ints) -> Values:
        """The same over other cells, those numbered `place` (C,) there."""
        return replace(self, places=_small(place[self.places], len(cells)), known=cells.known)

    def above(self, value: float) -> Ints:
        """(C,) people of each cell whose own amount is larger than `value`."""
        found = np.zeros(len(self.known))
        for part, cell, y in self.parts():
            people = None if self.people is None else self.people[part][y > value]
            found += np.bincount(cell[y > value], people, len(found))
        return np.rint(found).astype(np.int64)


def placed(cells: Cells, reading: Reading, amounts: Amounts) -> Values:
    """Amounts in the cells that were made of the same rows."""
    levels = [_levels(axis, column, reading) for axis, column in zip(cells.axes, amounts.by, strict=True)]
    if is_dense(amounts.by):
        by, places = amounts.by, _dense(cells, levels)
    else:
        found, one = distinct(amounts.by)
        by, places = [one], _sparse(cells, levels, found)
    return Values(by, amounts.amount, _small(places, len(cells)), cells.known, amounts.people)


def _levels(axis: Axis, column: Coded, reading: Reading) -> Ints:
    """(L,) the level that each label is read as; 0 for labels that nobody has."""
    place = {level: i for i, level in enumerate(axis.levels)}
    return np.array([place.get(reading.answer(label), 0) for label in column.labels] or [0], np.int64)


def _dense(cells: Cells, levels: Sequence[Ints]) -> Ints:
    """The cell of every combination of labels; 0 for those that nobody has."""
    sizes = [len(axis.levels) for axis in cells.axes]
    steps = np.cumprod([1, *sizes[:0:-1]])[::-1]
    cell = np.zeros(int(np.prod(sizes)), np.int64)
    cell[cells.codes @ steps] = np.arange(len(cells))
    flat = reduce(np.add.outer, [level * step for level, step in zip(levels, steps, strict=True)])
    return np.asarray(cell[flat.reshape(-1)])


def _sparse(cells: Cells, levels: Sequence[Ints], found: Ints) -> Ints:
    """The cell of each combination that occurs (D, A)."""
    place = {tuple(code): i for i, code in enumerate(cells.codes.tolist())}
    read = np.stack([level[found[:, i]] for i, level in enumerate(levels)], axis=1)
    return np.array([place[tuple(code)] for code in read.tolist()], np.int64)


def _small(places: Ints, size: int) -> Places:
    return places.astype(np.min_scalar_type(size))
