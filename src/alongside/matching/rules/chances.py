"""How likely a yes is, and that somebody comes. Estimates about asks; none of them is ever shown to anybody.

How the figures were chosen: decisions 36 and 60.
"""

import math

FLOOR = 0.4
USUAL_WAY_KM = 12.0
WITHOUT_WELCOME_SKILL = 0.6
UNLOVED = 0.15
"""Somebody who cares little for a cause says yes now and then all the same."""
SHRINKING = 2.0
"""As if each ask had begun with two promises where two were to be expected: a new one is neither loved nor left."""
YESES_A_WEEK = 0.018
"""Of one person whom an ask would suit wholly, who looks as often as people do, at a middling place of the list."""
BEGUN = 1.5
SHARPNESS = 1.2


def chance_of_coming(*, kept: int, broken: int) -> float:
    """Of those who promised, as the server's last weeks were. Without a past it is 0.7.

    It is one for all: nobody's own past is in it. `broken` is who did not come without a word. What was given back,
    early or late, by whomever, counts for nothing: whoever says that they are ill takes nothing away.
    """
    return max(FLOOR, (3.0 + kept) / (4.3 + kept + broken))


def liking(*, km: float = 0.0, interest: float = 1.0, lacks_welcome_skill: bool = False) -> float:
    """How well an ask would suit somebody, 0 to 1: how near it is, what they said they care for, what is welcome.

    What nobody said takes nothing away. It is told of no refusal, so none can lower it.
    """
    skill = WITHOUT_WELCOME_SKILL if lacks_welcome_skill else 1.0
    return (UNLOVED + (1.0 - UNLOVED) * interest) * math.exp(-km / USUAL_WAY_KM) * skill


def yeses(*, reach: float, weeks: float) -> float:
    """How many an ask of usual appeal gets. `reach` is the sum of `liking` over everybody who may offer."""
    return YESES_A_WEEK * reach * max(0.0, weeks)


def appeal(*, promised: int, expected: float) -> float:
    """How readily people say yes to an ask: what was promised, against what its reach and its time let expect.

    Nothing is noted of who was shown what: a list that is read leaves no trace.
    """
    return (promised + SHRINKING) / (expected + SHRINKING)


def later(*, expected: float, appeal: float, is_begun: bool = False) -> float:
    """How many more will promise by themselves.

    One that has somebody already is trusted to find the others: so the next reader is shown one that has nobody.
    """
    return (BEGUN if is_begun else 1.0) * expected * appeal


def likely(chance: float) -> float:
    """How much a chance of a yes counts: a little more than in proportion, so each reads what suits them best.

    What it would suit less well is left for others, whom it suits better. Of a product it is the product.
    """
    return math.pow(chance, SHARPNESS)
