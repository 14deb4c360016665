"""Amounts of people one by one, by who they are and by category of work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from alongside_equity.cells import Bools, Floats, Ints
from alongside_equity.engines.coded import Amounts, Coded
from alongside_equity.identities import Reading


@dataclass(frozen=True, eq=False)
class Paid:
    """Amounts (R,) with people (R,), by stand (who they are, one of A) and category (one of K)."""

    stand: Ints
    category: Ints
    value: Floats
    people: Ints

    def of(self, chosen: Bools) -> Paid:
        return Paid(self.stand[chosen], self.category[chosen], self.value[chosen], self.people[chosen])

    def those(self, mask: Bools) -> Paid:
        """The people of some stands (A,)."""
        return self.of(mask[self.stand])

    @property
    def received(self) -> Paid:
        """Those who got any."""
        return self.of(self.value != 0)

    @property
    def whole(self) -> Paid:
        """The same people, all in one category."""
        return Paid(self.stand, np.zeros_like(self.category), self.value, self.people)

    @cached_property
    def ascending(self) -> tuple[Floats, Ints]:
        """Values in ascending order, and the people of each."""
        order = np.argsort(self.value, kind="stable")
        return self.value[order], self.people[order]

    def table(self, shape: tuple[int, int], weights: Floats | Ints) -> Floats:
        """(A, K) sums of `weights` (R,) by stand and category."""
        found = np.zeros(shape)
        np.add.at(found, (self.stand, self.category), weights)
        return found

    def top(self, shape: tuple[int, int]) -> Floats:
        """(A, K) the largest amount of each."""
        found = np.zeros(shape)
        np.maximum.at(found, (self.stand, self.category), self.value)
        return found


def paid(amounts: Amounts, stand: Ints, categories: Mapping[str, int], reading: Reading) -> Paid:
    """The rows whose amount is known, whose stand is none of -1, and whose category, the last of the columns
    where there are `categories`, is one of them."""
    value = amounts.amount.astype(float)
    people = np.ones(len(value), np.int64) if amounts.people is None else amounts.people
    category = numbers(amounts.by[-1], categories, reading) if categories else np.zeros(len(value), np.int64)
    return Paid(stand, category, value, people).of(~np.isnan(value) & (stand >= 0) & (category >= 0))


def numbers(column: Coded, where: Mapping[str, int], reading: Reading) -> Ints:
    """(R,) the number that each row's answer has; -1 for answers that have none."""
    found = [where.get(reading.answer(label).label, -1) for label in column.labels]
    return np.asarray(np.array(found or [0], np.int64)[column.codes])


def categories_of(amounts: Amounts, reading: Reading) -> dict[str, int]:
    """The answers of the last column, sorted and numbered, in which somebody's amount is known."""
    column = amounts.by[-1]
    there = np.unique(column.codes[~np.isnan(amounts.amount.astype(float))])
    names = sorted({reading.answer(column.labels[code]).label for code in there.tolist()})
    return {name: at for at, name in enumerate(names)}
