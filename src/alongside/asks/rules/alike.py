"""Whether two asks of a group say the same thing, and which of them would go on as the one."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from alongside.asks.rules.dates import DATES_AT_MOST

WORDS_AT_LEAST = 2
"""One word in common says which kind of help it is, such as "cooking", and not what is to be done."""

SHARED_AT_LEAST = 0.75
"""Of the shorter one's words. One of four may differ: a name, or another form of a word, is what two people write
differently of the same thing. With less in common the question would come so often that nobody reads it any more.
"""

UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)
"""Letters of scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What an ask is compared by. `terms` is all that decides who may come and with which care, so that no date of
    one is ever shown to more people, or given with less care, in the other. An empty `place` may be any.
    """

    terms: tuple[object, ...]
    place: str
    words: frozenset[str]
    days: frozenset[dt.date]


def is_alike(one: Likeness, other: Likeness) -> bool:
    """The same terms, a day in common, no two places, and nearly the same words."""
    shared = len(one.words & other.words)
    return (
        one.terms == other.terms
        and not (one.place and other.place and one.place != other.place)
        and not one.days.isdisjoint(other.days)
        and shared >= WORDS_AT_LEAST
        and shared >= SHARED_AT_LEAST * min(len(one.words), len(other.words))
    )


def words(what: str) -> frozenset[str]:
    """Without case, accents and vowel signs. Where no spaces part words, each pair of letters stands for one."""
    apart = unicodedata.normalize("NFKD", what.casefold())
    plain = "".join(one for one in apart if unicodedata.category(one) != "Mn")
    found = re.findall(r"\w+", unicodedata.normalize("NFKC", plain))
    return frozenset(part for token in found for part in parts(token))


def parts(token: str) -> list[str]:
    if len(token) > 2 and UNSPACED.search(token):
        return [token[at : at + 2] for at in range(len(token) - 1)]
    return [token]


def days(starts_at: dt.datetime, ends_at: dt.datetime, zone: dt.tzinfo) -> Iterator[dt.date]:
    """Each day that a date touches, as the group counts days."""
    first, last = starts_at.astimezone(zone).date(), ends_at.astimezone(zone).date()
    return (first + dt.timedelta(days=number) for number in range((last - first).days + 1))


@dataclass(frozen=True, slots=True)
class Part:
    """One of two that may become one. `is_bound`: it repeats, or somebody holds a place on a date to come, so it
    cannot be the one that is closed. `moments`: start, end and role of its dates to come.
    """

    id: str
    published_at: dt.datetime
    is_flexible: bool
    is_bound: bool
    moments: frozenset[tuple[dt.datetime, dt.datetime, str]]

    @property
    def last(self) -> dt.datetime:
        return max(ends_at for _starts_at, ends_at, _role in self.moments)


def stays_and_goes(one: Part, other: Part) -> tuple[Part, Part] | None:
    """Which goes on and which is closed, or nothing where a promise or a day would be lost.

    What binds stays; of two without days of their own the longer one; else the one that was published first.
    """
    stays, goes = sorted((one, other), key=order)
    if goes.is_bound:
        return None
    if stays.is_flexible:
        return (stays, goes) if goes.last <= stays.last else None
    return (stays, goes) if len(stays.moments | goes.moments) <= DATES_AT_MOST else None


def order(part: Part) -> tuple[bool, float, dt.datetime, str]:
    length = part.last.timestamp() if part.is_flexible else 0.0
    return not part.is_bound, -length, part.published_at, part.id
