"""The two models that MAIHDA compares: strata alone, and strata after the sum of their axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alongside_equity.cells import Cells
from alongside_equity.measures.regression import Design, dummies
from alongside_equity.models.linear import LinearFit, fit_linear
from alongside_equity.models.logistic import LogisticFit, area_under_curve, fit_logistic

Fitted = LinearFit | LogisticFit


@dataclass(frozen=True, slots=True, eq=False)
class Maihda:
    """null: intercept and strata; additive: the axes' main effects and strata. `strata` are the cells."""

    strata: Cells
    null: Fitted
    additive: Fitted

    @property
    def pcv(self) -> float | None:
        """1 - su2(additive)/su2(null): the part of the difference between strata that the axes add up to.

        None when strata do not differ at all, where there is nothing to divide.
        """
        return 1 - self.additive.between / self.null.between if self.null.between > 0 else None

    @property
    def area(self) -> float | None:
        """AUC of the strata's predicted rates; None for amounts."""
        if not isinstance(self.null, LogisticFit):
            return None
        c = self.strata
        return area_under_curve(c.k.astype(float), c.known.astype(float), self.null.fitted + self.null.u)


def maihda(cells: Cells, axes: Sequence[str], *, is_rate: bool, nodes: int = 15) -> Maihda:
    """Both fits on the crossed strata of `axes`. ValueError when the outcome cannot be modelled."""
    strata = cells.roll_up(axes)
    strata = strata.where(strata.known > 0)
    constant = Design(("constant",), np.ones((len(strata), 1)))
    designs = (constant, dummies(strata, axes))
    if not is_rate:
        null, additive = (fit_linear(strata, design) for design in designs)
        return Maihda(strata, null, additive)
    each = np.arange(len(strata))
    one, two = (fit_logistic(strata.k, strata.known, design, each, nodes) for design in designs)
    return Maihda(strata, one, two)
