"""Which asks to show first, and why. Pure functions: what is judged here can be read here."""

from alongside.matching.rules.chances import FLOOR, appeal, chance_of_coming, later, liking, yeses
from alongside.matching.rules.ranking import behind, place, rare, share, thirds
from alongside.matching.rules.worth import Need, shortfall, taken_at_most, worth

__all__ = [
    "FLOOR",
    "Need",
    "appeal",
    "behind",
    "chance_of_coming",
    "later",
    "liking",
    "place",
    "rare",
    "share",
    "shortfall",
    "taken_at_most",
    "thirds",
    "worth",
    "yeses",
]
