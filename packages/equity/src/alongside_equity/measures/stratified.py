"""Mantel-Haenszel beside the crude ratio: the same comparison inside each grade or department."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from alongside_equity.cells import Floats
from alongside_equity.measures.intervals import normal_quantile


@dataclass(frozen=True, slots=True)
class Stratified:
    """Common odds ratio of group against reference, its interval, the tests, and Breslow-Day.

    `chi2`, `p` without continuity correction, `chi2_corrected`, `p_corrected` with it. `homogeneity_p`
    is small when one ratio does not describe all strata (Breslow-Day with Tarone's correction). Strata
    without both groups or without both outcomes say nothing and are counted in `silent`.
    """

    odds_ratio: float
    interval: tuple[float, float]
    chi2: float
    p: float
    chi2_corrected: float
    p_corrected: float
    breslow_day: float
    homogeneity_p: float
    strata: int
    silent: int


def mantel_haenszel(k1: Floats, n1: Floats, k2: Floats, n2: Floats, level: float = 0.95) -> Stratified:
    """From successes and people of both groups in each stratum, arrays (S,).

    Odds ratio sum(ad/T)/sum(bc/T) (Mantel and Haenszel 1959), variance of its logarithm of Robins,
    Breslow and Greenland (1986). NaN ratio when no stratum compares anything.
    """
    k1, n1, k2, n2 = (np.asarray(v, float) for v in (k1, n1, k2, n2))
    total, successes = n1 + n2, k1 + k2
    speaks = (n1 > 0) & (n2 > 0) & (successes > 0) & (successes < total)
    a, b, c, d = (v[speaks] for v in (k1, n1 - k1, k2, n2 - k2))
    t = a + b + c + d
    silent = int((~speaks).sum())
    r, s = a * d / t, b * c / t
    if not len(t) or r.sum() + s.sum() == 0:
        nothing = float("nan")
        return Stratified(nothing, (0.0, np.inf), 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, len(t), silent)
    odds = float(r.sum() / s.sum()) if s.sum() else float("inf")
    chi2, corrected = _cochran(a, b, c, d, t)
    day = _breslow_day(a, a + b, c, c + d, odds)
    day_p = float(scipy.special.chdtrc(len(t) - 1, day)) if len(t) > 1 else 1.0
    return Stratified(
        odds, _robins(a, b, c, d, t, odds, level), chi2, float(scipy.special.chdtrc(1, chi2)), corrected,
        float(scipy.special.chdtrc(1, corrected)), day, day_p, len(t), silent,
    )  # fmt: skip


def _cochran(a: Floats, b: Floats, c: Floats, d: Floats, t: Floats) -> tuple[float, float]:
    distance = abs(float((a - (a + b) * (a + c) / t).sum()))
    variance = ((a + b) * (c + d) * (a + c) * (b + d) / (t**2 * np.maximum(t - 1, 1))).sum()
    return distance**2 / float(variance), max(distance - 0.5, 0.0) ** 2 / float(variance)


def _robins(
    a: Floats, b: Floats, c: Floats, d: Floats, t: Floats, odds: float, level: float
) -> tuple[float, float]:
    r, s, p, q = a * d / t, b * c / t, (a + d) / t, (b + c) / t
    if r.sum() == 0 or s.sum() == 0:
        return 0.0, float("inf")
    variance = (
        (p * r).sum() / (2 * r.sum() ** 2)
        + (p * s + q * r).sum() / (2 * r.sum() * s.sum())
        + (q * s).sum() / (2 * s.sum() ** 2)
    )
    half = normal_quantile(level) * float(variance) ** 0.5
    return odds * np.exp(-half), odds * np.exp(half)


def _breslow_day(a: Floats, n1: Floats, c: Floats, n2: Floats, odds: float) -> float:
    """Chi-square of equal odds ratios with Tarone's correction; 0 when the common ratio is 0 or infinite."""
    if not 0 < odds < np.inf:
        return 0.0
    m = a + c
    square, line = 1 - odds, n2 - m + odds * (n1 + m)
    root = np.sqrt(np.maximum(line**2 + 4 * square * odds * n1 * m, 0))
    expected = 2 * odds * n1 * m / (line + root)
    parts = 1 / expected + 1 / (n1 - expected) + 1 / (m - expected) + 1 / (n2 - m + expected)
    chi2 = ((a - expected) ** 2 * parts).sum()
    return float(chi2 - (a - expected).sum() ** 2 / (1 / parts).sum())
