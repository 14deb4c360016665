"""Who may see an ask, who may offer, what an ask must never combine, and how spreadsheets are read."""

from alongside.asks.rules.dates import DATES_AT_MOST, PLACES_AT_MOST, Slot, is_sane, minutes
from alongside.asks.rules.fitting import Ally, Misfit, Wanted, distance_km, is_near, misfits, unknown_needs
from alongside.asks.rules.seeing import (
    CLOSE_KINDS,
    REMOTE_KINDS,
    STANDING_NEEDED,
    exact_place_opens_at,
    is_exact_place_open,
    may_be_at_once,
    may_edit,
    may_know_hours,
    may_offer,
    may_post,
    may_see,
    starting_points,
)

__all__ = [
    "CLOSE_KINDS",
    "DATES_AT_MOST",
    "PLACES_AT_MOST",
    "REMOTE_KINDS",
    "STANDING_NEEDED",
    "Ally",
    "Misfit",
    "Slot",
    "Wanted",
    "distance_km",
    "exact_place_opens_at",
    "is_exact_place_open",
    "is_near",
    "is_sane",
    "may_be_at_once",
    "may_edit",
    "may_know_hours",
    "may_offer",
    "may_post",
    "may_see",
    "minutes",
    "misfits",
    "starting_points",
    "unknown_needs",
]
