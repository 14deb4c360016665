"""Every two open asks of a group that look alike, and those of them of which nothing is proposed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from alongside.asks import rules
from alongside.asks.models import Ask
from alongside.asks.queries.posted import Posted, posted_of
from alongside.asks.queries.reading import is_hidden_by_blocks
from alongside.asks.rules import Likeness
from alongside.communities.models import Restriction
from alongside.communities.rules import Relation
from alongside.core.written import for_a_minute
from alongside.people import queries as people
from alongside.people.models import Block, Person

Pair = tuple[Posted, Posted]


def pairs_of(group: str, now: dt.datetime) -> list[Pair]:
    """Every two open asks of one group that look alike, for all readers. Only what shares its terms and a day is
    compared.
    """
    return for_a_minute(("alike", group), lambda: compared(posted_of(group, now), now), now=now)


def compared(posted: Iterable[Posted], now: dt.datetime) -> list[Pair]:
    likenesses, near = {}, defaultdict(list)
    for one in posted:
        likenesses[one.ask.pk] = like = likeness(one, now)
        for day in like.days:
            near[like.terms, day].append(one)
    found = {
        (one.ask.pk, other.ask.pk): (one, other)
        for together in near.values()
        for one, other in combinations(sorted(together, key=lambda each: each.ask.pk), 2)
        if rules.is_alike(likenesses[one.ask.pk], likenesses[other.ask.pk])
    }
    return [found[ids] for ids in sorted(found)]


def likeness(posted: Posted, now: dt.datetime) -> Likeness:
    ask = posted.ask
    zone = ask.community.zone
    dates = (shift for shift, _wanted in posted.coming(now))
    return Likeness(
        terms=(
            ask.community_id,
            ask.kind,
            ask.open_to,
            ask.acceptance,
            ask.two_people,
            ask.check_in,
            ask.is_flexible,
        ),
        place=ask.place_id or "",
        words=rules.words(ask.what),
        days=frozenset(
            day for one in dates for day in rules.days(max(one.starts_at, now), one.ends_at, zone)
        ),
    )


def without_kept_apart(
    pairs: list[Pair], *, viewer: Person, relations: Mapping[str, Relation], now: dt.datetime
) -> list[Pair]:
    """Nothing is proposed of what somebody wrote who is kept out, between two of whom one blocks the other, or of what
    the viewer does not see because of a block of their own.
    """
    asks = [one.ask for pair in pairs for one in pair]
    authors = {one.posted_by_id for one in asks if one.posted_by_id}
    blocks = set(Block.objects.filter(by__in=authors, against__in=authors).values_list("by", "against"))
    blocked = people.blocked_by(viewer)
    shut_out = set(
        Restriction.objects.active(now)
        .filter(person__in=authors, community__in={one.community_id for one in asks})
        .values_list("community", "person")
    )

    def is_hidden(ask: Ask) -> bool:
        if (ask.community_id, ask.posted_by_id) in shut_out:
            return True
        return ask.posted_by_id in blocked and is_hidden_by_blocks(ask, relations[ask.community_id])

    def is_kept_apart(one: Ask, other: Ask) -> bool:
        ways = {(one.posted_by_id, other.posted_by_id), (other.posted_by_id, one.posted_by_id)}
        return is_hidden(one) or is_hidden(other) or not ways.isdisjoint(blocks)

    return [(one, other) for one, other in pairs if not is_kept_apart(one.ask, other.ask)]
