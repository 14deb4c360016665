"""One group beside another, as it is told."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

GAP, SAME, UNSURE = "gap", "no_gap_that_matters", "not_enough_people"


@dataclass(frozen=True, slots=True)
class Comparison:
    """group against reference. For rates `difference` is in points of 1 and `ratio` a ratio of rates; for
    amounts the outcome's unit, the ratio of means, and `gap` in per cent of the reference's mean.

    `p` decides and `adjusted` is it after the family: Fisher's for rates; for amounts that of the rank sum
    (`ranks`) where people are few, 1 when ranks and means lie opposite ways, and else Welch's (`welch`).
    `detectable` is the smallest difference that these numbers of people would have shown. `error` is the
    squared standard error of the difference. `could_be` bounds the difference over people who did not say who
    they are, rounded outwards for amounts; `could_be_withheld` when these bounds may not be told. `tight` is
    the interval at the family's own level, for the verdict.
    """

    n: int
    n_reference: int
    difference: float
    interval: tuple[float, float]
    ratio: float
    ratio_interval: tuple[float, float]
    p: float
    tight: tuple[float, float]
    detectable: float
    error: float
    mid_p: float = nan
    boschloo: float = nan
    welch: float = nan
    ranks: float = nan
    deviations: float = nan
    shortfall: float = nan
    people_to_change: int = 0
    gap: float = nan
    gap_interval: tuple[float, float] = (nan, nan)
    could_be: tuple[float, float] = (nan, nan)
    could_be_withheld: bool = False
    adjusted: float = nan
    verdict: str = UNSURE
