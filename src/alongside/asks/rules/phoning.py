"""What an ask that was phoned in starts with, and for how long its stewards know whom it is for."""

import datetime as dt

from alongside.asks.rules.dates import Slot
from alongside.asks.rules.seeing import CLOSE_KINDS, starting_points

BEHALF_KEPT = dt.timedelta(days=14)
"""After its last date: as long as the people who asked may say whether it helped."""

DAYS_AHEAD = 7
DIGITS_AT_MOST = 3
"""In the word by which somebody is known. More would be a telephone number or an address."""


def phoned_points(kind: str) -> dict[str, object]:
    """Whoever phones knows no page, and cannot look who is coming: people the group knows, and a check-in."""
    return {**starting_points(kind), "open_to": "known", "acceptance": "steward", "check_in": True}


def phoned_places(kind: str) -> int:
    """Close help takes two people who go together, so that a date with one place would never be on."""
    return 2 if kind in CLOSE_KINDS else 1


def any_day(now: dt.datetime, kind: str) -> Slot:
    """From now until the end of the seventh day from today. `now` is in the zone of the group."""
    last = now.date() + dt.timedelta(days=DAYS_AHEAD)
    return Slot(now, dt.datetime.combine(last, dt.time(23, 59), now.tzinfo), phoned_places(kind))


def has_number(known_as: str) -> bool:
    return sum(one.isdigit() for one in known_as) > DIGITS_AT_MOST
