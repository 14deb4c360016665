"""The SQL of the one query shape: GROUP BY the finest cell, sums of counts, values and products."""

from __future__ import annotations

from dataclasses import dataclass

from alongside_equity.engines.grouped import Centre
from alongside_equity.question import Question

ROWS = '"?rows"'
"""What the rows of the file are called, so that no name of a column means anything else."""


@dataclass(frozen=True, slots=True)
class Statement:
    """DuckDB select lists for a question. `textual` columns hold numbers as text and are cast."""

    question: Question
    textual: frozenset[str]

    @property
    def amounts(self) -> tuple[str, ...]:
        """The outcome, then the covariates; empty for a yes-or-no outcome."""
        return (self.question.amount, *self.question.covariates) if self.question.amount else ()

    @property
    def numeric(self) -> tuple[str, ...]:
        return (*self.amounts, self.question.weight) if self.question.weight else self.amounts

    @property
    def whole(self) -> str:
        """True for a row whose outcome and covariates are all known."""
        return " AND ".join(f"isfinite({self.number(name)})" for name in self.amounts) or "true"

    @staticmethod
    def name(column: str) -> str:
        return f'{ROWS}."' + column.replace('"', '""') + '"'

    def number(self, column: str) -> str:
        if column in self.textual:
            return f"TRY_CAST(nullif(trim({self.name(column)}), '') AS DOUBLE)"
        return f"CAST({self.name(column)} AS DOUBLE)"

    def unreadable(self, column: str) -> str:
        """True for text that is no number, and for a number without end."""
        raw, value = self.name(column), self.number(column)
        if column not in self.textual:
            return f"isinf({value})"
        return f"trim({raw}) <> '' AND ({value} IS NULL OR NOT isfinite({value}))"

    def averages(self) -> str:
        """One average per amount, over whole rows; a lone 0 when there is no amount."""
        terms = [f"coalesce(avg({self.number(name)}) FILTER ({self.whole}), 0)" for name in self.amounts]
        return ", ".join(terms) or "0"

    def answered(self) -> str:
        """The answers of whole rows, each combination once."""
        return f"DISTINCT {', '.join(self.name(column) for column in self.question.keys)}"

    def valued(self) -> str:
        """The number of each row's combination, its amount and its people, beside `answered` as "?keys"."""
        weight = f', CAST({self._weight()} AS BIGINT) AS "?people"' if self.question.weight else ""
        return (
            f'CAST("?keys".rowid AS UINTEGER) AS "?key", {self.number(self.amounts[0])} AS "?amount"{weight}'
        )

    def same(self) -> str:
        """That a row has the answers of a combination; two that are missing are the same."""
        pairs = [(self.name(column), f'"?keys"."?{i}"') for i, column in enumerate(self.question.keys)]
        return " AND ".join(f"{column} IS NOT DISTINCT FROM {key}" for column, key in pairs)

    def grouped(self, centre: Centre) -> str:
        """Keys and the sums of `grouped.Grouped`, in its order."""
        w = self._weight()
        if not self.amounts:
            return f"{self._keys()}sum({w}), sum({w}), 0.0, 0.0, 0.0"
        first = self.number(self.amounts[0])
        numbers = zip(self.amounts, (centre.y, *centre.x), strict=True)
        y, *xs = [f"({self.number(name)} - {constant!r}::DOUBLE)" for name, constant in numbers]
        terms = ["{w}", f"{{w}} * {y}", f"{{w}} * {y} * {y}"]
        terms += [f"{{w}} * {x}" for x in xs]
        terms += [f"{{w}} * {a} * {b}" for a in xs for b in xs]
        terms += [f"{{w}} * {x} * {y}" for x in xs]
        sums = [f"sum({term.format(w=w)}) FILTER ({self.whole})" for term in terms]
        sums.insert(3, f"max({first}) FILTER ({self.whole})")
        return f"{self._keys()}sum({w}), " + ", ".join(sums)

    def _keys(self) -> str:
        return "".join(f"{self.name(column)}, " for column in self.question.keys)

    def _weight(self) -> str:
        return f"coalesce({self.number(self.question.weight)}, 0)" if self.question.weight else "1"
