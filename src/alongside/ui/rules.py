"""How dates, hours and distances read in somebody's habits: their language, and the country of their time zone."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_time, get_timezone_location
from babel.units import format_unit

MILES_IN_KM = 0.621371
LAST_YEAR = re.compile(r"[,،]? (?:'de' )?y$")
"""The year at the end of a date pattern of CLDR, with what joins it."""
COUNTRIES_WITH_MILES = frozenset({"US", "GB", "LR"})
OPENS_SOMETHING = re.compile(r"pass(word|phrase)|code|credential|secret", re.IGNORECASE)
"""Names of fields that hold what opens an account."""
CODE = re.compile(r"[\w:.+/=-]*", re.ASCII)


@lru_cache(maxsize=256)
def habits(language: str, zone: str) -> Locale:
    """English in London and English in New York write dates differently; the time zone tells which it is."""
    spoken = Locale.parse(language, sep="-")
    country = get_global("zone_territories").get(zone, "")
    try:
        return Locale.parse(f"{spoken.language}_{country}") if country else spoken
    except UnknownLocaleError:
        return spoken


def day(on: dt.date, locale: Locale, today: dt.date | None = None) -> str:
    """A day with its weekday. The year of `today` is left out, in languages that say the year last."""
    pattern = locale.date_formats["full"].pattern
    if today and on.year == today.year:
        pattern = LAST_YEAR.sub("", pattern)
    return format_date(on, format=pattern, locale=locale)


def clock(at: dt.datetime | dt.time, locale: Locale) -> str:
    """The time of an already converted moment."""
    return format_time(at.time() if isinstance(at, dt.datetime) else at, format="short", locale=locale)


def is_in_miles(locale: Locale) -> bool:
    return locale.territory in COUNTRIES_WITH_MILES


def in_own_unit(km: float, locale: Locale) -> int:
    """Whole miles or kilometres."""
    return round(km * MILES_IN_KM if is_in_miles(locale) else km)


def in_km(distance: float, locale: Locale) -> int:
    """Whole kilometres, of miles or kilometres. `in_own_unit` leads back to the same number of either."""
    return round(distance / MILES_IN_KM if is_in_miles(locale) else distance)


def distance(km: float, locale: Locale) -> str:
    """Whole kilometres or miles, never less than one: places are only known roughly."""
    unit = "length-mile" if is_in_miles(locale) else "length-kilometer"
    return format_unit(max(1, in_own_unit(km, locale)), unit, locale=locale)


def zone_city(zone: dt.tzinfo, locale: Locale) -> str:
    return get_timezone_location(str(zone), locale=locale, return_city=True)


@dataclass(frozen=True, slots=True)
class GivenBack:
    """A form that was sent and not kept: what somebody wrote, and all that goes along when it is sent again."""

    typed: list[tuple[str, str]]
    hidden: list[tuple[str, str]]


def given_back(sent: Sequence[tuple[str, Sequence[str]]]) -> GivenBack | None:
    """What may stand on a page again. Nothing of a form with a passphrase or a code: it is typed once more.

    A value of plain letters without a space, such as a choice or a key, goes along unseen.
    """
    if any(OPENS_SOMETHING.search(name) for name, _values in sent):
        return None
    values = [(name, value) for name, every in sent for value in every]
    typed = [one for one in values if not CODE.fullmatch(one[1])]
    return GivenBack(typed, [one for one in values if one not in typed]) if values else None
