"""Which ask to show to whom, and why."""

from alongside.matching.queries.choices import EXPORTED, about_person, choice
from alongside.matching.queries.fits import Fits, Suggestion, fits
from alongside.matching.queries.following import Next, following
from alongside.matching.queries.outlooks import FORGOTTEN, came_lately, filled_lately, reach, uncounted

__all__ = [
    "EXPORTED",
    "FORGOTTEN",
    "Fits",
    "Next",
    "Suggestion",
    "about_person",
    "came_lately",
    "choice",
    "filled_lately",
    "fits",
    "following",
    "reach",
    "uncounted",
]
