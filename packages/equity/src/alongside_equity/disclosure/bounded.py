"""How far a gap of averages could go over people who did not say: told without telling what one of them gets.

A bound rests on the sum of some of their amounts, which no table shows and the attack does not see. So the
people behind it keep the rules themselves, and a bound is rounded outwards. Whoever knew which of them it
rests on would learn their sum only to within the unit times half of the smaller side, and the amount of one
more person, from the bound of another group, only to within twice that: no less than `width_of_pay` of what
those who did not say have on average.
"""

from __future__ import annotations

from math import ceil, floor, log10

import numpy as np

from alongside_equity.cells import Floats, Ints
from alongside_equity.disclosure.rules import Rules, dominated, few
from alongside_equity.measures.bounds import Sum, unanswered_amounts

NEAR = 1e-9
"""Of a unit: what rounding errors may do to a bound that lies on one."""


def bounded(group: Sum, rest: Sum, people: Ints, amount: Floats, rules: Rules) -> tuple[float, float] | None:
    """Smallest and largest difference of means, never narrower than they are; None when withheld.

    Withheld when the silent are few, or when those who would be put on one side for a bound are, or when one
    of them dominates there.
    """
    low, high = unanswered_amounts(group, rest, people, amount)
    parts = [part for extreme in (low, high) for part in (extreme.group, extreme.rest) if part.n]
    n, y, top = (np.array(column) for column in zip(*((p.n, p.y, p.top) for p in parts), strict=True))
    if (few(n, rules) | dominated(y, top, rules)).any():
        return None
    average = float(people @ np.abs(amount)) / int(people.sum())
    unit = rounding(rules.width_of_pay * average / min(group.n, rest.n))
    return floor(low.gap / unit + NEAR) * unit, ceil(high.gap / unit - NEAR) * unit


def rounding(least: float) -> float:
    """1, 2 or 5 times a power of ten, not smaller than `least`; 1 when nobody has any amount."""
    if least <= 0:
        return 1.0
    power = 10.0 ** floor(log10(least))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least * (1 - NEAR))
