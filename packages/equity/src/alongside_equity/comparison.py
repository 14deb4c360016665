"""One group beside another: the gap, how sure it is, and which of three verdicts it earns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf, isfinite, isnan, nan, sqrt

import numpy as np
import scipy

from alongside_equity.cells import Floats
from alongside_equity.measures import amounts, bounds, exact, intervals
from alongside_equity.release.compared import GAP, SAME, UNSURE, Comparison
from alongside_equity.settings import Family

SMALL = 40
"""Fewer people than this get Boschloo's test too."""

WHOLE = (-inf, inf)


@dataclass(frozen=True, slots=True)
class Sides:
    """k of n people against those of the reference; needs people on both sides. `silent` are (yes, people)
    whose group is unknown, or None when that may not be told."""

    k: int
    n: int
    k_reference: int
    n_reference: int
    silent: tuple[int, int] | None = None


def compare_rates(sides: Sequence[Sides], family: Family, size: int) -> list[Comparison]:
    """Every pair of rates in a family of `size` comparisons; the intervals of all are found at once."""
    a, n, b, m = np.array([(s.k, s.n, s.k_reference, s.n_reference) for s in sides], float).reshape(-1, 4).T
    apart = np.stack(intervals.difference(a, n, b, m, family.level), axis=1)
    ratio = np.stack(intervals.ratio(a, n, b, m, family.level), axis=1)
    tight = np.stack(intervals.ratio(a, n, b, m, 1 - family.alpha / size), axis=1)
    found = [_compare_rates(one, family, size) for one in sides]
    return [
        replace(one, interval=_pair(apart[i]), ratio_interval=_pair(ratio[i]), tight=_pair(tight[i]))
        for i, one in enumerate(found)
    ]


def _compare_rates(s: Sides, family: Family, size: int) -> Comparison:
    (k1, n1), (k2, n2) = (s.k, s.n), (s.k_reference, s.n_reference)
    p, mid = exact.fisher(k1, n1, k2, n2)
    rate1, rate2, pooled = k1 / n1, k2 / n2, (k1 + k2) / (n1 + n2)
    return Comparison(
        n=n1, n_reference=n2, difference=rate1 - rate2, ratio=rate1 / rate2 if rate2 else nan,
        interval=WHOLE, ratio_interval=WHOLE, tight=WHOLE,
        p=p, mid_p=mid, boschloo=exact.boschloo(k1, n1, k2, n2) if n1 + n2 < SMALL else nan,
        detectable=detectable_rate(n1, n2, pooled, family, size), error=_error(k1, n1) + _error(k2, n2),
        deviations=exact.standard_deviations(k1, n1, k2, n2),
        shortfall=n1 * rate2 - k1, people_to_change=people_to_change(k1, n1, k2, n2, family),
        could_be=_could_be(s),
    )  # fmt: skip


def _error(k: int, n: int) -> float:
    """Squared standard error of a rate with a success and a failure added (Agresti and Caffo 2000)."""
    rate = (k + 1) / (n + 2)
    return rate * (1 - rate) / (n + 2)


def _could_be(s: Sides) -> tuple[float, float]:
    if s.silent is None:
        return nan, nan
    return bounds.unanswered(
        bounds.Side(s.k, s.n), bounds.Side(s.k_reference, s.n_reference), bounds.Side(*s.silent)
    )


def compare_amounts(
    group: amounts.Amount, reference: amounts.Amount, family: Family, size: int
) -> Comparison:
    """Two means, by Welch. The ratio and its interval are those of the means (Fieller)."""
    found = amounts.compare(group, reference, family.level)
    tight = amounts.compare(group, reference, 1 - family.alpha / size)
    error = sqrt(group.error + reference.error) if isfinite(group.error + reference.error) else inf
    z = float(scipy.special.ndtri(1 - family.alpha / size / 2) + scipy.special.ndtri(family.power))
    return Comparison(
        n=group.n, n_reference=reference.n, difference=found.difference, interval=found.interval,
        ratio=1 - found.gap / 100, ratio_interval=_ratio(found.gap_interval), p=found.p,
        tight=_ratio(tight.gap_interval), detectable=z * error, error=error**2, deviations=found.t,
        gap=found.gap, gap_interval=found.gap_interval,
    )  # fmt: skip


def detectable_rate(n1: int, n2: int, rate: float, family: Family, size: int) -> float:
    """The smallest difference below or above `rate` (whichever is smaller) that the score test would find
    with the family's power at alpha/size; normal approximation. 1 when no difference would be found."""
    z = float(scipy.special.ndtri(1 - family.alpha / size / 2))

    def power(gap: float) -> float:
        p1 = rate + gap
        pooled = (n1 * p1 + n2 * rate) / (n1 + n2)
        null = sqrt(max(pooled * (1 - pooled) * (1 / n1 + 1 / n2), 1e-300))
        real = sqrt(max(p1 * (1 - p1) / n1 + rate * (1 - rate) / n2, 1e-300))
        return float(scipy.special.ndtr((abs(gap) - z * null) / real)) - family.power

    found = [
        abs(float(scipy.optimize.brentq(power, 1e-9 * sign, limit)))
        for sign, limit in ((1, 1 - rate), (-1, -rate))
        if abs(limit) > 1e-6 and power(limit) > 0 > power(1e-9 * sign)
    ]
    return min(found, default=1.0)


def people_to_change(k1: int, n1: int, k2: int, n2: int, family: Family) -> int:
    """1 or 2 when so many other decisions in the group would turn the ratio rule or the test; else 0."""

    def judged(k: int) -> tuple[bool, bool]:
        below = k2 > 0 and (k / n1) / (k2 / n2) < family.ratio
        return below, exact.fisher(k, n1, k2, n2)[0] < family.alpha

    now = judged(k1)
    for people in (1, 2):
        others = [k for k in (k1 - people, k1 + people) if 0 <= k <= n1]
        if any(judged(k) != now for k in others):
            return people
    return 0


def judge(found: list[Comparison], family: Family, size: int, *, is_rate: bool) -> list[Comparison]:
    """Adjust the p values over a family of `size` comparisons and give each its verdict.

    A gap is found when the adjusted p is under alpha. "No gap that matters" needs the whole interval of the
    ratio, at the family's level, inside the margin. Everything else is "not enough people to tell".
    """
    adjusted = adjust([c.p for c in found], family, size)
    low = family.ratio if is_rate else 1 - family.share
    judged = []
    for c, p in zip(found, adjusted, strict=True):
        inside = c.tight[0] >= low and c.tight[1] <= 1 / low
        verdict = GAP if p < family.alpha else SAME if inside else UNSURE
        judged.append(replace(c, adjusted=p, verdict=verdict))
    return judged


def adjust(p: list[float], family: Family, size: int) -> list[float]:
    """p values after the family's method."""
    return (holm if family.method == "holm" else benjamini_hochberg)(p, size)


def holm(p: list[float], size: int) -> list[float]:
    """Holm's step-down adjusted p values (1979); comparisons of the family that are not shown count as 1."""
    adjusted, running = [1.0] * len(p), 0.0
    for rank, i in enumerate(np.argsort(p, kind="stable")):
        running = max(running, min(1.0, (max(size, len(p)) - rank) * p[i]))
        adjusted[i] = running
    return adjusted


def benjamini_hochberg(p: list[float], size: int) -> list[float]:
    """Benjamini and Hochberg's adjusted p values (1995): the share of false alarms, not their chance."""
    adjusted, running, total = [1.0] * len(p), 1.0, max(size, len(p))
    for rank, i in reversed(list(enumerate(np.argsort(p, kind="stable"), start=1))):
        running = min(running, total / rank * p[i])
        adjusted[i] = running
    return adjusted


def _pair(found: Floats) -> tuple[float, float]:
    return float(found[0]), float(found[1])


def _ratio(gap: tuple[float, float]) -> tuple[float, float]:
    low, high = 1 - gap[1] / 100, 1 - gap[0] / 100
    return (low, high) if not (isnan(low) or isnan(high)) else (-inf, inf)
