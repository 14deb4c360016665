"""All 25 tables from arrays, beside one fused pass that a compiler made, and from Parquet."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numba
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from alongside_equity.cells import Floats, Ints
from alongside_equity.engines import read
from benchmarks.timing import Line, beside, cpu, in_turn, within
from benchmarks.workplace import NAMES, PAY, RATE, SIZES, TABLES, People, all_tables, people

_, B, C, D, E = SIZES


@numba.njit
def fused_rate(a, b, c, d, e, yes):  # type: ignore[no-untyped-def]  # the compiler finds the types
    n, k = np.zeros(1152, np.int64), np.zeros(1152, np.int64)
    for i in range(len(a)):
        cell = (((a[i] * B + b[i]) * C + c[i]) * D + d[i]) * E + e[i]
        n[cell] += 1
        k[cell] += yes[i]
    return n, k


@numba.njit
def fused_pay(a, b, c, d, e, pay):  # type: ignore[no-untyped-def]  # the compiler finds the types
    n, total, squares = np.zeros(1152, np.int64), np.zeros(1152), np.zeros(1152)
    top = np.full(1152, -np.inf)
    for i in range(len(a)):
        cell = (((a[i] * B + b[i]) * C + c[i]) * D + d[i]) * E + e[i]
        n[cell] += 1
        total[cell] += pay[i]
        squares[cell] += pay[i] * pay[i]
        top[cell] = max(top[cell], pay[i])
    return n, total, squares, top


def _rolled(found: tuple[Ints | Floats, ...]) -> list[list[Ints | Floats]]:
    """The same 25 tables of the compiler's sums, the plain way."""
    cubes = [values.reshape(SIZES) for values in found]
    drop = [tuple(i for i, name in enumerate(NAMES) if name not in axes) for axes in TABLES]
    return [
        [cube.max(axis=axes) if np.isinf(cube).any() else cube.sum(axis=axes) for cube in cubes]
        for axes in drop
    ]


def from_arrays() -> Iterator[Line]:
    for rows in (1_000_000, 10_000_000):
        yield from _from_arrays(people(rows), f"25 tables from arrays, {rows // 1_000_000} M rows")


def _from_arrays(data: People, name: str) -> Iterator[Line]:
    columns = [data.by[axis].codes for axis in NAMES]
    ours, other = in_turn(
        [
            lambda: all_tables(read(data.columns, RATE)),
            lambda: _rolled(fused_rate(*columns, data.yes)),
        ]
    )
    yield beside(f"{name}, selected", ours, other, "fused pass", 3)
    ours, other = in_turn(
        [
            lambda: all_tables(read(data.columns, PAY)),
            lambda: _rolled(fused_pay(*columns, data.pay)),
        ]
    )
    yield beside(f"{name}, pay", ours, other, "fused pass", 3)


def from_parquet() -> Iterator[Line]:
    with tempfile.TemporaryDirectory() as folder:
        path = _written(Path(folder) / "people.parquet", people(10_000_000))
        yield within("25 tables from Parquet, 10 M rows", cpu(lambda: all_tables(read(path, RATE)), 3), 0.7)


def _written(path: Path, data: People) -> Path:
    columns = {
        name: pa.DictionaryArray.from_arrays(coded.codes, list(map(str, coded.labels)))
        for name, coded in data.by.items()
    }
    pq.write_table(pa.table({**columns, "yes": data.yes.astype(np.uint8), "pay": data.pay}), path)
    return path
