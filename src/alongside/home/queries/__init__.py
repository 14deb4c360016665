"""What home knows about the whole server: what the areas registered, what is stored, and what is unsafe."""

from alongside.home.queries.carrying import carrying, handover, on_one
from alongside.home.queries.departing import zipped
from alongside.home.queries.desk import Desk, desk
from alongside.home.queries.easy import easy_slug, easy_text, easy_texts
from alongside.home.queries.everything import everything, readable
from alongside.home.queries.health import figures, is_well
from alongside.home.queries.holdings import holdings
from alongside.home.queries.installation import unsafe
from alongside.home.queries.leaving import came_back
from alongside.home.queries.reaching import reaching
from alongside.home.queries.registry import breaks_everywhere, jobs, registered
from alongside.home.queries.tour import stop

__all__ = [
    "Desk",
    "breaks_everywhere",
    "came_back",
    "carrying",
    "desk",
    "easy_slug",
    "easy_text",
    "easy_texts",
    "everything",
    "figures",
    "handover",
    "holdings",
    "is_well",
    "jobs",
    "on_one",
    "reaching",
    "readable",
    "registered",
    "stop",
    "unsafe",
    "zipped",
]
