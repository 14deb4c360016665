"""Which ask to show to whom, and why."""

from alongside.matching.queries.choices import EXPORTED, about_person, choice
from alongside.matching.queries.fits import Fits, Suggestion, fits
from alongside.matching.queries.outlooks import (
    FORGOTTEN,
    came_lately,
    filled_lately,
    reach,
    uncounted,
    who_may,
)
from alongside.matching.queries.priorities import priorities

__all__ = [
    "EXPORTED",
    "FORGOTTEN",
    "Fits",
    "Suggestion",
    "about_person",
    "came_lately",
    "choice",
    "filled_lately",
    "fits",
    "priorities",
    "reach",
    "uncounted",
    "who_may",
]
