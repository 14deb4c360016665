"""Amounts in an ascending order of steps, counted by cell: for ranks, and for bounds over who did not say.

Each different amount is a step of its own as long as rows are few or amounts are; otherwise steps are cut at
some of the amounts. Which ones depends on the amounts alone, never on who gets them nor on the order of rows:
a rank test of steps stays exact, and every engine makes the same steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alongside_equity.cells import Bools, Floats, Ints
from alongside_equity.values import Values

FINE = 1 << 16
"""Up to so many rows every amount is a step: they are held for a moment, and are little."""

STEPS = 256
"""Cuts of more rows than that: a table of cells and steps stays small beside the rows."""


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """E entries, each for the people of a cell whose amount is in a step: how many, and their sum."""

    cell: Ints
    step: Ints
    people: Ints
    y: Floats
    size: int

    def of(self, mask: Bools) -> tuple[Ints, Floats]:
        """(S,) people of some cells in each step, and the sums of their amounts."""
        is_in = mask[self.cell]
        people = np.bincount(self.step[is_in], self.people[is_in], self.size)
        y = np.bincount(self.step[is_in], self.y[is_in], self.size)
        return np.rint(people).astype(np.int64), y.astype(float, copy=False)


def steps_of(values: Values) -> Steps:
    """Two looks at all rows: one for the cuts, one that counts."""
    cuts = cuts_of(values)
    size = len(cuts) + 1
    if len(values.amount) <= FINE:
        entry, people = _few(values, cuts, size)
        step = entry % size
        return Steps(entry // size, step, people, people * cuts[step - 1], size)
    counted, y = np.zeros((2, len(values.known) * size))
    for entry, heads, amount in _known(values, cuts, size):
        counted += np.bincount(entry, heads, len(counted))
        y += np.bincount(entry, heads * amount, len(counted))
    entry = np.flatnonzero(counted)
    return Steps(entry // size, entry % size, np.rint(counted[entry]).astype(np.int64), y[entry], size)


def cuts_of(values: Values) -> Floats:
    """Ascending amounts at which a step begins: all of them, or `STEPS` by lot when rows and amounts are
    many (those with the smallest hash, so that one look finds them in whatever order rows come)."""
    found = np.zeros(0)
    for _, _, amount in values.parts():
        found = np.unique(np.concatenate([found, amount[amount == amount]]))
        if len(values.amount) > FINE and len(found) > STEPS:
            found = np.sort(found[np.argpartition(_lot(found), STEPS)[:STEPS]])
    return found


def _lot(amounts: Floats) -> NDArray[np.uint64]:
    """A number for each amount that looks drawn by lot: splitmix64 of its bits (Steele, Lea and Flood 2014).
    Both zeros are one amount."""
    found = (amounts + 0.0).view(np.uint64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        found = (found ^ (found >> np.uint64(shift))) * np.uint64(factor)
    return np.asarray(found ^ (found >> np.uint64(31)))


def _known(values: Values, cuts: Floats, size: int) -> Iterator[tuple[Ints, Ints, Floats]]:
    """Part by part the entry, the people and the amount of rows with a known amount."""
    for part, cell, amount in values.parts():
        known = amount == amount
        step = np.searchsorted(cuts, amount[known], side="right")
        heads = np.ones(len(step), np.int64) if values.people is None else values.people[part][known]
        yield cell[known].astype(np.int64) * size + step, heads, amount[known]


def _few(values: Values, cuts: Floats, size: int) -> tuple[Ints, Ints]:
    """The entries that occur, and their people."""
    parts = list(_known(values, cuts, size))
    found, at = np.unique(np.concatenate([entry for entry, _, _ in parts]), return_inverse=True)
    heads = np.concatenate([heads for _, heads, _ in parts])
    return found, np.rint(np.bincount(at.reshape(-1), heads, len(found))).astype(np.int64)
