"""What may be read of asks, places and spreadsheets, and by whom."""

from alongside.asks.queries.person import about_person
from alongside.asks.queries.promises import broken_promises
from alongside.asks.queries.reading import ask, open_asks
from alongside.asks.queries.seen import Seen, SeenDate, exact_place, seen, seen_all

__all__ = [
    "Seen",
    "SeenDate",
    "about_person",
    "ask",
    "broken_promises",
    "exact_place",
    "open_asks",
    "seen",
    "seen_all",
]
