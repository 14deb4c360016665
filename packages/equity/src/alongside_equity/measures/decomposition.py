"""Kitagawa, Oaxaca and Blinder: which part of a gap goes with what people have, and which does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alongside_equity.cells import Cells, Floats
from alongside_equity.measures.regression import Design, Moments, dummies, least_squares, moments


@dataclass(frozen=True, slots=True)
class Threefold:
    """gap = endowments + coefficients + interaction, seen from group B (reference minus group)."""

    endowments: float
    coefficients: float
    interaction: float


@dataclass(frozen=True, slots=True)
class Decomposed:
    """gap = mean(A) - mean(B) = explained + unexplained, with parts by characteristic.

    `explained_by` sums the dummies of one axis, so that its omitted level does not matter.
    `pooled_plain` is the unexplained part with pooled coefficients that leave the group dummy out; it
    is given only to show how far that choice moves the answer (Jann 2008).
    """

    gap: float
    explained: float
    unexplained: float
    explained_by: tuple[tuple[str, float], ...]
    threefold: Threefold
    pooled_plain: float
    people: tuple[int, int]
    left_out: int


def oaxaca_blinder(
    cells: Cells, a: NDArray[np.bool_], b: NDArray[np.bool_], axes: Sequence[str], weight: float | None = None
) -> Decomposed:
    """Decompose the gap between the cells of A and of B (masks (C,)) by `axes` and the cells' covariates.

    The reference coefficients are pooled with a group dummy (Jann 2008; Fortin 2008) unless `weight` w
    asks for w b_A + (1 - w) b_B. Levels that only one group has make b_A and b_B differ arbitrarily;
    they are solved by smallest coefficients.
    """
    design = dummies(cells.where(a | b), axes)
    both = cells.where(a | b)
    in_a = a[a | b]
    side_a, side_b = _side(both, design, in_a), _side(both, design, ~in_a)
    fit_a, fit_b = least_squares(side_a).b, least_squares(side_b).b
    pooled = _pooled(both, design, in_a)
    star = pooled if weight is None else weight * fit_a + (1 - weight) * fit_b
    plain = least_squares(moments(both, design)).b
    mean_a, mean_b = side_a.means, side_b.means
    ybar_a, ybar_b = side_a.xy[0] / side_a.n, side_b.xy[0] / side_b.n
    gap, apart = float(ybar_a - ybar_b), mean_a - mean_b
    parts = apart * star
    return Decomposed(
        gap=gap, explained=float(parts.sum()), unexplained=gap - float(parts.sum()),
        explained_by=_by_axis(side_a.names, parts, axes, cells.covariates),
        threefold=Threefold(
            float(apart @ fit_b), float(mean_b @ (fit_a - fit_b)), float(apart @ (fit_a - fit_b))
        ),
        pooled_plain=gap - float(apart @ plain), people=(side_a.n, side_b.n),
        left_out=int((both.n - both.known).sum()),
    )  # fmt: skip


def _side(cells: Cells, design: Design, mask: NDArray[np.bool_]) -> Moments:
    return moments(cells.where(mask), Design(design.names, design.values[mask]))


def _pooled(cells: Cells, design: Design, in_a: NDArray[np.bool_]) -> Floats:
    """Coefficients of the pooled model with a dummy for group A, the dummy left off."""
    place = len(design.names)
    wide = Design((*design.names, "group"), np.column_stack([design.values, in_a.astype(float)]))
    b = least_squares(moments(cells, wide)).b
    return np.delete(b, place)


def _by_axis(
    names: Sequence[str], parts: Floats, axes: Sequence[str], covariates: Sequence[str]
) -> tuple[tuple[str, float], ...]:
    found = [
        (axis, float(sum(p for n, p in zip(names, parts, strict=True) if n.startswith(f"{axis}="))))
        for axis in axes
    ]
    return (*found, *((name, float(parts[list(names).index(name)])) for name in covariates))


def kitagawa(n_a: Floats, k_a: Floats, n_b: Floats, k_b: Floats) -> tuple[float, float]:
    """(composition, rate) parts of rate(A) - rate(B) over strata, arrays (S,) (Kitagawa 1955).

    composition = sum (share_A - share_B)(r_A + r_B)/2, rate = sum (r_A - r_B)(share_A + share_B)/2.
    Strata where a group has nobody have no rate to compare: ValueError, never a guess.
    """
    if np.any((n_a == 0) | (n_b == 0)):
        raise ValueError("a stratum has nobody of one group")
    share_a, share_b = n_a / n_a.sum(), n_b / n_b.sum()
    rate_a, rate_b = k_a / n_a, k_b / n_b
    composition = float(((share_a - share_b) * (rate_a + rate_b) / 2).sum())
    return composition, float(((rate_a - rate_b) * (share_a + share_b) / 2).sum())
