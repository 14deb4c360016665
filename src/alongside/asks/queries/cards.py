"""Asks as lists show them: each with everything that its card says, and with why it is shown to this reader."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from alongside.asks.models import Ask
from alongside.asks.queries.reading import Open
from alongside.asks.queries.seen import Seen, SeenDate, without_poster
from alongside.communities.rules import Relation
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class Why:
    """In the reader's own words: how far away it is, what speaks for it, and the needs nobody answered for it."""

    away: str = ""
    reasons: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()


UNSAID = Why()
every_field = attrgetter(*SeenDate.__slots__)
"""A date as a plain tuple: a card is looked up by it each time that it is shown."""


@dataclass(frozen=True, slots=True)
class Card:
    """A kept card is right for as long as `says` is the same. `why` is this reader's, and no part of it."""

    seen: Seen
    says: tuple[object, ...]
    why: Why = UNSAID


def cards(*, asks: Iterable[Ask], viewer: Person | None, now: dt.datetime) -> list[Card]:
    """Of asks whose community carries `relation`. Asks the database nothing that `Asks.for_cards` has not loaded."""
    return [card(ask=one, relation=one.community.relation, viewer=viewer, now=now) for one in asks]


def open_cards(*, asks: Iterable[Open], viewer: Person | None, now: dt.datetime) -> list[Card]:
    return [card(ask=one.ask, relation=one.relation, viewer=viewer, now=now) for one in asks]


def card(*, ask: Ask, relation: Relation, viewer: Person | None, now: dt.datetime, why: Why = UNSAID) -> Card:
    seen = without_poster(ask=ask, viewer=viewer, relation=relation, now=now)
    return Card(seen, said(seen), why)


def said(seen: Seen) -> tuple[object, ...]:
    """Everything that a card says to whoever may see this much."""
    ask, group, coming, worded = seen.ask, seen.ask.community, seen.coming, seen.ask.said
    words = (
        worded.what,
        worded.language,
        ask.kind,
        ask.is_flexible,
        group.name,
        group.language,
        group.time_zone,
    )
    goes_on = (ask.published_at is None, seen.is_closed, seen.is_paused, seen.is_open)
    first = every_field(coming[0]) if coming else ()
    return (ask.pk, *words, *goes_on, seen.next_area, seen.is_covered, first, len(coming))
