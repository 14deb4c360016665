"""Columns as small whole numbers, and amounts beside them: what every engine gives for medians."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alongside_equity.cells import Ints
from alongside_equity.identities import is_missing

CHUNK = 1 << 17
"""Rows are taken in parts that fit the processor's cache."""

DENSE = 1 << 22
"""Up to this many possible combinations a table of all of them is kept; above it, only those that occur."""


OWN = 1 << 10
"""Whole numbers under this are codes as they are."""


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """One column as small whole numbers: `codes` (N,) index `labels`."""

    codes: NDArray[np.integer]
    labels: Sequence[object]


@dataclass(frozen=True, slots=True, eq=False)
class Amounts:
    """An amount of each row (N,), NaN where it is not known, and the raw answers of its people.

    people (N,) counts those whom a row stands for; None when every row is one person.
    """

    by: Sequence[Coded]
    amount: NDArray[np.generic]
    people: Ints | None = None


def coded(values: Sequence[object] | NDArray[np.generic]) -> Coded:
    """A plain column as codes, in order of first appearance; what is not a number is one answer.

    Small whole numbers of numpy are their own codes.
    """
    if isinstance(values, np.ndarray) and values.dtype.kind == "b":
        return Coded(values.view(np.uint8), (False, True))
    if isinstance(values, np.ndarray) and values.dtype.kind in "ui" and len(values):
        whole: NDArray[np.integer] = values.view(values.dtype)
        if 0 <= whole.min() <= whole.max() < OWN:
            return Coded(whole, range(int(whole.max()) + 1))
    places: dict[object, int] = {}
    codes = np.empty(len(values), np.uint32)
    for start in range(0, len(values), CHUNK):
        part = values[start : start + CHUNK]
        found = hashable(part.tolist() if isinstance(part, np.ndarray) else part)
        codes[start : start + CHUNK] = [places.setdefault(value, len(places)) for value in found]
    return Coded(codes.astype(np.min_scalar_type(max(len(places) - 1, 0))), list(places))


def hashable(values: Sequence[object]) -> list[object]:
    """The same values so that equal ones are one key: lists as tuples, whatever is missing as None."""
    return [
        value if type(value) is str else tuple(value) if isinstance(value, list) else _there(value)
        for value in values
    ]


def _there(value: object) -> object:
    return None if is_missing(value) else value


def coded_rows(rows: Sequence[Sequence[object]], at: Ints, width: int) -> list[Coded]:
    """The `width` columns of a list whose row number `at[i]` is the i-th that is meant."""
    columns = [coded([row[i] for row in rows]) for i in range(width)]
    return [Coded(column.codes[at], column.labels) for column in columns]


def sizes_of(columns: Sequence[Coded]) -> list[int]:
    return [max(len(column.labels), 1) for column in columns]


def is_dense(columns: Sequence[Coded]) -> bool:
    """Whether a table of all possible combinations of these columns can be kept."""
    return bool(np.prod(sizes_of(columns), dtype=float) <= DENSE)


def distinct(columns: Sequence[Coded]) -> tuple[Ints, Coded]:
    """The combinations of codes that occur (D, A), and which of them each row has."""
    stacked = np.stack([column.codes.astype(np.int64) for column in columns], axis=1)
    found, index = np.unique(stacked, axis=0, return_inverse=True)
    return found, Coded(index.reshape(-1), range(len(found)))


def numbered(columns: Sequence[Coded], length: int) -> Iterator[tuple[slice, Ints]]:
    """Part by part the number of each row's combination."""
    for start in range(0, length, CHUNK):
        part = slice(start, start + CHUNK)
        yield part, number(columns, part)


def number(columns: Sequence[Coded], rows: slice | Ints) -> Ints:
    """The mixed-radix number of the combination of some rows, at every step in the smallest type for it."""
    sizes = sizes_of(columns)
    types = [np.min_scalar_type(total) for total in np.cumprod(sizes).tolist()]
    flat = columns[0].codes[rows].astype(types[0])
    for column, wide, size in zip(columns[1:], types[1:], sizes[1:], strict=True):
        flat = flat.astype(wide, copy=False)
        flat *= wide.type(size)
        np.add(flat, column.codes[rows], out=flat, casting="unsafe")
    return flat.astype(np.intp)
