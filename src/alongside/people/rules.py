"""What holds for a person's names, languages, pace and quiet."""

import datetime as dt
import unicodedata
import zoneinfo
from collections.abc import Mapping
from functools import lru_cache

from babel import Locale

from alongside.core.own_names import OWN_NAMES

JOINERS = "\u200c\u200d"
FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters to Unicode, and blank to everybody."""
FOUND_AT_MOST = 12
CONTINENTS = frozenset(
    {
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    }
)


def is_rest(*, until_on: dt.date, today: dt.date) -> bool:
    """A rest lasts up to, and without, the first day that the person is back."""
    return today < until_on


def tidied_name(name: str) -> str:
    """A name in any script, without what could hide in it: control signs, turned direction, runs of spaces.

    The joiners stay, because Persian, Hindi and other scripts need them. Nothing stays of a name that nobody could see.
    Plain English letters hide nothing, and a spreadsheet may have ten thousand lines of them.
    """
    if name.isascii() and name.isprintable():
        return " ".join(name.split())
    kept = (
        letter
        for letter in unicodedata.normalize("NFC", name)
        if letter.isspace() or letter in JOINERS or unicodedata.category(letter)[0] != "C"
    )
    tidy = " ".join("".join(kept).split())
    return tidy if any(is_seen(letter) for letter in tidy) else ""


def is_seen(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNPS" and letter not in FILLERS


@lru_cache(maxsize=16)
def language_names(reader: str) -> dict[str, str]:
    """Every language that the Unicode locale data names, by code, in the language of the reader."""
    names = Locale.parse(reader, sep="-").languages
    return {code: names[code] for code in sorted(names) if code.isalpha() and 2 <= len(code) <= 3}


def is_language(code: str) -> bool:
    return code in language_names("en")


def folded(text: str) -> str:
    """For comparing: without case and without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).strip()


def find_languages(text: str, reader: str, own_names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Codes and names of the languages that somebody may mean, in whatever language they typed the name.

    Names that begin with the text come first; at most a dozen are given. `own_names` are those that this server knows
    beside the locale data.
    """
    wanted = folded(text)
    if not wanted:
        return []
    found = []
    for code, name in language_names(reader).items():
        known = (name, language_names("en").get(code, ""), OWN_NAMES.get(code, ""), own_names.get(code, ""))
        known_as = [folded(one) for one in known if one]
        if wanted == code or any(wanted in one for one in known_as):
            begins = wanted == code or any(one.startswith(wanted) for one in known_as)
            found.append((not begins, len(name), name, code))
    return [(code, name) for _late, _length, name, code in sorted(found)[:FOUND_AT_MOST]]


@lru_cache(maxsize=1)
def time_zones() -> tuple[tuple[str, str], ...]:
    """The time zones that bear a place's name, and UTC, each as it is kept and as "Region/City" reads in print."""
    named = (zone for zone in zoneinfo.available_timezones() if zone.split("/")[0] in CONTINENTS)
    kept = ("UTC", *sorted(zone for zone in named if "/" in zone))
    return tuple((zone, zone.replace("_", " ")) for zone in kept)
