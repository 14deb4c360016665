"""What is said beside the tables: the model, the stratified ratios and the decomposition."""

from __future__ import annotations

from dataclasses import dataclass

from alongside_equity.release.row import Interval


@dataclass(frozen=True, slots=True)
class Effect:
    """A stratum's place beside what its axes add up to; only for strata whose numbers are shown.

    u in log odds for a rate and in the outcome's unit for an amount; `raw` and `shrunken` are the observed
    and the model's rate or mean. A shrunken number never replaces a count.
    """

    labels: tuple[str, ...]
    n: int
    u: float
    low: float
    high: float
    raw: float
    shrunken: float


@dataclass(frozen=True, slots=True)
class Model:
    """MAIHDA, rounded to what can be said aloud. vpc and pcv are shares, mor an odds ratio, auc a chance.

    `left_out` people are not in it, because they did not answer every axis; None when that may not be told.
    """

    kind: str
    strata: int
    vpc: float
    vpc_additive: float
    pcv: float | None
    mor: float | None
    auc: float | None
    effects: tuple[Effect, ...]
    left_out: int | None


@dataclass(frozen=True, slots=True)
class StratifiedRow:
    """Crude and common (Mantel-Haenszel) odds ratio of one group, stratified by `within`."""

    axis: str
    label: str
    within: str
    crude: float
    common: float
    interval: Interval
    p: float
    homogeneity_p: float
    strata: int


@dataclass(frozen=True, slots=True)
class DecompositionRow:
    """How much of a gap goes with the named characteristics.

    Amounts: Oaxaca-Blinder with pooled coefficients and a group dummy; gap in the outcome's unit. Rates:
    Kitagawa over the strata of `within`; gap in points of 1. gap = everyone else - the group.
    """

    axis: str
    label: str
    gap: float
    explained: float
    unexplained: float
    by: tuple[tuple[str, float], ...]
