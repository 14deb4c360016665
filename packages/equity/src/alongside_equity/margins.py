"""Do the tables of one report add up? Published ones often do not, New York City's own sample among them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from alongside_equity.engines.listed import Columns, number
from alongside_equity.identities import tidy
from alongside_equity.refused import Refused
from alongside_equity.release.law import Misfit

Axes = tuple[str, ...]
Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a published table: its category on each axis that the table has, and its counts."""

    labels: Mapping[str, str]
    n: int
    k: int | None = None


def entries(columns: Columns, by: Sequence[str], n: str, k: str | None = None) -> list[Entry]:
    """Lines of a file of several tables: a blank answer on an axis means that the table does not have it.

    Refused, with the line, for a count that is none.
    """
    for name in (*by, n, *([k] if k else [])):
        if name not in columns:
            raise Refused("no_column", column=name, found=", ".join(columns))
    found = []
    for line in range(len(columns[n])):
        answers = {axis: tidy(str(columns[axis][line] or "")) for axis in by}
        labels = {axis: label for axis, label in answers.items() if label}
        people = _count(columns[n][line], n, line + 2)
        found.append(Entry(labels, people, None if k is None else _count(columns[k][line], k, line + 2)))
    return found


def check_margins(found: Iterable[Entry]) -> tuple[Misfit, ...]:
    """Every pair of tables that should give the same number and does not.

    A table is summed over the axes that the other does not have. Two tables of different axes are compared
    by their totals.
    """
    tables: dict[Axes, list[Entry]] = {}
    for entry in found:
        tables.setdefault(tuple(sorted(entry.labels)), []).append(entry)
    misfits: list[Misfit] = []
    for left, right in itertools.combinations(sorted(tables, key=lambda axes: (len(axes), axes)), 2):
        shared = left if set(left) <= set(right) else ()
        for count in ("n", "k"):
            one, two = (_sums(tables[axes], shared, count) for axes in (left, right))
            misfits += [
                Misfit(left, right, labels, count, one.get(labels, 0), two.get(labels, 0))
                for labels in sorted({*one, *two})
                if one and two and one.get(labels, 0) != two.get(labels, 0)
            ]
    return tuple(misfits)


def _sums(table: Sequence[Entry], axes: Axes, count: str) -> dict[Labels, int]:
    """Counts summed to `axes`; nothing when the table does not have that count."""
    sums: dict[Labels, int] = {}
    for entry in table:
        value = entry.n if count == "n" else entry.k
        if value is None:
            return {}
        labels = tuple(entry.labels[axis] for axis in axes)
        sums[labels] = sums.get(labels, 0) + value
    return sums


def _count(raw: object, column: str, line: int) -> int:
    value = number(raw, column, line)
    if not (value >= 0 and value == int(value)):
        raise Refused("not_a_count", column=column, value=raw, line=line)
    return int(value)
