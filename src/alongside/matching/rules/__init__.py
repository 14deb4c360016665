"""Which asks to show first, and why. Pure functions: what is judged here can be read here."""

from alongside.matching.rules import flows, stand_ins, waves
from alongside.matching.rules.chances import FLOOR, appeal, chance_of_coming, later, likely, liking, yeses
from alongside.matching.rules.notes import (
    LOOKED_AT,
    Attention,
    gain_of_asking,
    is_pressing,
    is_to_be_asked,
    is_worth_it,
    may_be_asked,
)
from alongside.matching.rules.plans import Asked, Option, greedy, rested
from alongside.matching.rules.ranking import behind, place, rare, share, thirds
from alongside.matching.rules.worth import Need, is_unsure, shortfall, taken_at_most, worth

__all__ = [
    "FLOOR",
    "LOOKED_AT",
    "Asked",
    "Attention",
    "Need",
    "Option",
    "appeal",
    "behind",
    "chance_of_coming",
    "flows",
    "gain_of_asking",
    "greedy",
    "is_pressing",
    "is_to_be_asked",
    "is_unsure",
    "is_worth_it",
    "later",
    "likely",
    "liking",
    "may_be_asked",
    "place",
    "rare",
    "rested",
    "share",
    "shortfall",
    "stand_ins",
    "taken_at_most",
    "thirds",
    "waves",
    "worth",
    "yeses",
]
