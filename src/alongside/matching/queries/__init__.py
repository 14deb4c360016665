"""Which ask to show to whom, and why."""

from alongside.matching.queries.fits import Fits, Suggestion, fits

__all__ = ["Fits", "Suggestion", "fits"]
