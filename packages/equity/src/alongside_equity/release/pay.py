"""Parts of pay, where no law asks for them in its own words."""

from __future__ import annotations

from dataclasses import dataclass

from alongside_equity.release.row import Interval, Why


@dataclass(frozen=True, slots=True)
class PayPart:
    """One number about a part of pay of one group, the group named as in a row.

    `part` is "quarter" (share of the group in a quarter of everybody's pay, which `of` names),
    "variable_share" (share of the group who got variable pay), "variable_mean" or "variable_median" (gap
    among those who got any), "category", "category_basic" or "category_variable" (gap of means in the
    category that `of` names).
    Values are in per cent: 100 times a share; a gap is taken from everyone else's level and positive when the
    group gets less. n are the people behind it: (group,) or (group, everyone else). A value None is not told.
    """

    part: str
    view: str
    axis: str
    label: str
    of: str
    value: float | None
    why: Why = Why.SHOWN
    n: tuple[int, ...] = ()
    interval: Interval | None = None
