"""What one more helper adds to an ask, and whether one more is taken than it needs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

ANYBODY_AT_ALL = 0.9
"""How much of the worth is that somebody comes at all. The rest is that every place is filled."""
PRIORITY = 0.6
FILLED_ENOUGH = 0.6
LIFT = 0.5
SURE_ENOUGH = 0.35
"""By how many people fewer than it needs an ask may expect, and still counts as sure."""


@dataclass(frozen=True, slots=True)
class Need:
    """One date that wants people. `coming` holds the chance of each who promised, `later` how many more are to be
    expected, `priority` is -1 to 1 within its own group, `filled` the share of places that its group got lately.
    """

    places: int
    coming: Sequence[float] = ()
    later: float = 0.0
    priority: float = 0.0
    filled: float = FILLED_ENOUGH


def worth(need: Need) -> float:
    """Much where nobody is to be expected, less with each promise, more for a group that got less than others."""
    nobody, too_few = shortfall(need)
    gain = ANYBODY_AT_ALL * nobody + (1.0 - ANYBODY_AT_ALL) * too_few / need.places
    behind = max(0.0, FILLED_ENOUGH - need.filled)
    return gain * (1.0 + LIFT * behind) * (1.0 + PRIORITY * need.priority)


def shortfall(need: Need) -> tuple[float, float]:
    """The chances that nobody comes, and that a place stays free.

    Who promised comes or not, each by themselves; the others arrive as calls do (Poisson).
    """
    chances = [math.exp(-need.later)]
    for number in range(1, need.places):
        chances.append(chances[-1] * need.later / number)
    for chance in need.coming:
        for number in range(need.places - 1, 0, -1):
            chances[number] += chance * (chances[number - 1] - chances[number])
        chances[0] *= 1.0 - chance
    return chances[0], sum(chances)


def is_unsure(*, places: int, comes: float) -> bool:
    """Whether a date whose places are all taken takes one more. `comes` is one chance for everybody on the server.

    So it follows from a date's places and never from who promised: what a page shows says nothing about anybody.
    """
    return taken_at_most(places=places, coming=[comes] * places) > places


def taken_at_most(*, places: int, coming: Sequence[float]) -> int:
    """How many are taken where the group agrees to a stand-in: one more, while it is not sure that enough come."""
    return places if sum(coming) >= places - SURE_ENOUGH else places + 1
