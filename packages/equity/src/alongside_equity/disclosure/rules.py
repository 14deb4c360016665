"""What makes a number sensitive by itself: few people, few on one side, one person who dominates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alongside_equity.cells import Floats, Ints


@dataclass(frozen=True, slots=True)
class Rules:
    """method: "suppression", or "cell_key" for noise of at most `noise` on every count.

    threshold: fewest people in a shown group. side: fewest people with and without the outcome. dominance: a
    sum is withheld when the others besides the two largest add up to less than this share of the largest (the
    p % rule, in a form that knows only the largest). width_of_pay: how wide, as a share of the sum, an
    attacker's interval for a withheld sum must stay. rounds: how often the optimisation may look for
    something cheaper.
    """

    method: str = "suppression"
    threshold: int = 10
    side: int = 3
    dominance: float = 0.10
    width_of_pay: float = 0.10
    rounds: int = 6
    noise: int = 2


def few(n: Ints, rules: Rules) -> NDArray[np.bool_]:
    """Too few people to show, nobody included: an empty group says as much as one of three."""
    return n < rules.threshold


def one_sided(n: Ints, k: Ints, rules: Rules) -> NDArray[np.bool_]:
    """Enough people, but so few on one side that the rate tells nearly everybody's outcome."""
    return (k < rules.side) | (n - k < rules.side)


def dominated(y: Floats, top: Floats, rules: Rules) -> NDArray[np.bool_]:
    """p % rule with the second largest taken as large as the largest: y - 2 top < p top."""
    return (top > 0) & (y - 2 * top < rules.dominance * top)
