"""Exact medians of all 25 tables, and how much memory cells and medians take beside the columns.

All is called as an audit of arrays calls it.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator

import numpy as np

from alongside_equity.cells import Bools, Cells
from alongside_equity.engines import opened, read, read_values
from alongside_equity.middles import Medians, medians
from alongside_equity.values import placed
from benchmarks.timing import Line, cpu, within
from benchmarks.workplace import PAY, RATE, TABLES, People, people


def _masks(cells: Cells) -> Bools:
    """(1043, C) the groups of all tables."""
    found = []
    for axes in TABLES:
        at = [cells.axis(name) for name in axes]
        groups, index = np.unique(cells.codes[:, at], axis=0, return_inverse=True)
        found.append(index.reshape(-1) == np.arange(len(groups))[:, None])
    return np.vstack(found)


def _medians(data: People) -> Medians:
    """Cells and then medians, with their limits."""
    source = opened(data.columns)
    cells = read(source, PAY)
    values = placed(cells, PAY.reading, read_values(source, PAY))
    return medians(values, _masks(cells), 0.95)


def exact_medians() -> Iterator[Line]:
    data = people(10_000_000)
    yield within("exact medians of 25 tables, 10 M rows", cpu(lambda: _medians(data), 3), 1.5)


def memory() -> Iterator[Line]:
    """The most that is held at once, encoded columns included, as a multiple of the columns."""
    data, few = people(10_000_000), people(1000)
    _medians(few)

    def sums() -> None:
        read(data.columns, RATE)
        read(data.columns, PAY)

    yield _held("memory of cells, 10 M rows", data, sums, 1.3)
    yield _held("memory of exact medians, 10 M rows", data, lambda: _medians(data), 1.3)


def _held(what: str, data: People, work: Callable[[], object], most: float) -> Line:
    columns = sum(coded.codes.nbytes for coded in data.by.values()) + data.yes.nbytes + data.pay.nbytes
    tracemalloc.start()
    work()
    extra = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    ratio = (columns + extra) / columns
    size = f"{(columns + extra) / 1e6:.0f} MB"
    goal = f"<= {most:g} x"
    return Line(what, size, f"columns {columns / 1e6:.0f} MB", f"{ratio:.2f} x", goal, ratio <= most)
