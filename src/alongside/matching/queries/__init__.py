"""Which ask to show to whom, and why."""

from alongside.matching.queries.choices import EXPORTED, about_person, choice
from alongside.matching.queries.fits import Fits, Suggestion, fits
from alongside.matching.queries.following import Next, following
from alongside.matching.queries.outlooks import (
    COUNTED_ANEW,
    FORGOTTEN,
    came_lately,
    filled_lately,
    reach,
    reach_of_uncounted,
    uncounted,
    who_may,
)
from alongside.matching.queries.priorities import priorities
from alongside.matching.queries.reaching import Candidate, candidates, missing, wanting
from alongside.matching.queries.rounds import RoundPage, RoundsPage, round_page, rounds_page
from alongside.matching.queries.stand_ins import (
    NewStandIn,
    OwnStandIn,
    StandInsPage,
    answering,
    new_stand_in,
    next_to_call,
    own_stand_ins,
    stand_in,
    stand_ins,
)

__all__ = [
    "COUNTED_ANEW",
    "EXPORTED",
    "FORGOTTEN",
    "Candidate",
    "Fits",
    "NewStandIn",
    "Next",
    "OwnStandIn",
    "RoundPage",
    "RoundsPage",
    "StandInsPage",
    "Suggestion",
    "about_person",
    "answering",
    "came_lately",
    "candidates",
    "choice",
    "filled_lately",
    "fits",
    "following",
    "missing",
    "new_stand_in",
    "next_to_call",
    "own_stand_ins",
    "priorities",
    "reach",
    "reach_of_uncounted",
    "round_page",
    "rounds_page",
    "stand_in",
    "stand_ins",
    "uncounted",
    "wanting",
    "who_may",
]
