"""One line of a sheet, as it was understood or not."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum

from alongside.asks.rules.dates import Slot


class Problem(StrEnum):
    """Why a line cannot become a draft."""

    HEADING = "heading"
    NO_WHAT = "no_what"
    WHAT_TOO_LONG = "what_too_long"
    WHY_TOO_LONG = "why_too_long"
    FORMULA = "formula"
    NO_DATE = "no_date"
    DATE_NOT_UNDERSTOOD = "date"
    DATE_BOTH_WAYS = "both_ways"
    DATE_IS_OVER = "over"
    DATE_TOO_FAR = "too_far"
    NO_SUCH_HOUR = "no_such_hour"
    TIME_NOT_UNDERSTOOD = "time"
    PLACES_NOT_UNDERSTOOD = "places"
    SAME_AS_ABOVE = "same"
    LONGER_THAN_A_DAY = "longer"
    ZONE_NOT_KNOWN = "zone"
    REPEATS_NOT_UNDERSTOOD = "repeats"
    NEVER_ENDS = "never_ends"
    CALLED_OFF = "called_off"
    IS_PRIVATE = "private"


class Doubt(StrEnum):
    """What was filled in or guessed, so that a person looks at it."""

    DATE_FROM_ABOVE = "date_above"
    WEEKDAY_DIFFERS = "weekday"
    SOME_DATES_OVER = "some_over"
    NO_TIME = "no_time"
    NO_END = "no_end"
    NEXT_DAY = "next_day"
    MORE_OF_TWO = "more_of_two"
    ONE_PLACE = "one_place"
    PLACE_NOT_SAVED = "place_not_saved"
    MORE_DATES = "more_dates"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what a draft would hold, or the problems that keep it from being one, each with the words it is about.

    `dates` are local: (start, end) without a zone. `notes` are words of the line that have no field of their own.
    `said` is what makes it the same line when it comes again, whatever is over by then and whichever place is saved.
    """

    number: int
    what: str = ""
    role: str = ""
    why: str = ""
    place: str = ""
    places: int = 1
    dates: tuple[tuple[dt.datetime, dt.datetime], ...] = ()
    said: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[tuple[Problem, str], ...] = ()
    doubts: tuple[tuple[Doubt, str], ...] = ()

    @property
    def is_understood(self) -> bool:
        return not self.problems

    def slots(self, zone: dt.tzinfo) -> list[Slot]:
        return [
            Slot(starts.replace(tzinfo=zone), ends.replace(tzinfo=zone), self.places, self.role)
            for starts, ends in self.dates
        ]


def fingerprint(community: str, line: Line) -> str:
    """What makes a line the same line when its sheet is brought in again: its words and its days, not its number."""
    return hashlib.sha256("\n".join([community, *line.said]).encode()).hexdigest()
