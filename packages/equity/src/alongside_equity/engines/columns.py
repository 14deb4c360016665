"""Columns that a caller has in numpy, encoded or as they are: numbers never become Python objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alongside_equity.cells import Cells
from alongside_equity.engines import arrays, listed
from alongside_equity.engines.coded import Amounts, Coded, coded
from alongside_equity.engines.grouped import outcome_of
from alongside_equity.question import Question
from alongside_equity.refused import NOWHERE


class Columns(Mapping[str, Any]):
    """Columns by name, arrays or `Coded`; each is turned into codes once, when it is first asked for."""

    def __init__(self, columns: Mapping[str, Any]) -> None:
        self._columns = columns
        self._coded: dict[str, Coded] = {}

    def __getitem__(self, name: str) -> Any:
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def coded(self, name: str) -> Coded:
        """A column as codes."""
        if name not in self._coded:
            column = self[name]
            is_plain = type(column) is np.ndarray
            self._coded[name] = (
                column if isinstance(column, Coded) else coded(column if is_plain else self.plain(name))
            )
        return self._coded[name]

    def amount(self, name: str) -> NDArray[np.generic]:
        """A column as numbers, NaN where there is none. Refused for what is no number."""
        column = self[name]
        if type(column) is np.ndarray and column.dtype.kind in "iuf" and column.ndim == 1:
            return column
        return np.array([listed.number(raw, name, NOWHERE) for raw in self.plain(name)], float)

    def plain(self, name: str) -> list[Any]:
        """A column as a list."""
        column = self[name]
        if isinstance(column, Coded):
            return [column.labels[code] for code in column.codes.tolist()]
        return list(column.tolist() if isinstance(column, np.ndarray) else column)


def are_arrays(columns: Mapping[str, Any]) -> bool:
    """Whether any of the columns is numpy's or coded; the others may be lists."""
    return any(isinstance(column, Coded | np.ndarray) for column in columns.values())


def cells(columns: Columns, question: Question) -> Cells:
    """Cells of arrays; with weights or covariates, which arrays are not read with, those of lists."""
    if question.weight or question.covariates:
        return listed.cells(_plain(columns, question), question)
    listed.require(question, list(columns))
    by = {name: columns.coded(name) for name in question.columns}
    if question.amount:
        return arrays.cells(by, columns.amount(question.amount), question.kind, question.reading)
    return arrays.cells(by, _success(columns, question), question.kind, question.reading)


def values(columns: Columns, question: Question) -> Amounts:
    """The amounts for exact medians; of arrays nothing is copied."""
    if question.weight or question.covariates:
        return listed.values(_plain(columns, question), question)
    by = [columns.coded(name) for name in question.columns]
    return Amounts(by, columns.amount(str(question.amount)))


def _success(columns: Columns, question: Question) -> Coded | None:
    """The outcome as yes, no or not known."""
    if question.outcome is None:
        return None
    column = columns.coded(question.outcome)
    return Coded(column.codes, [outcome_of(question, label) for label in column.labels])


def _plain(columns: Columns, question: Question) -> dict[str, list[Any]]:
    names = [*question.keys, question.amount, question.weight, *question.covariates]
    listed.require(question, list(columns))
    return {name: columns.plain(name) for name in names if name}
