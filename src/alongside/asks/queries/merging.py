"""Open asks that look like the same: whom to ask whether they are, and what each side has said."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from alongside.asks import rules
from alongside.asks.models import Ask, Renewal, SameAsk, Series, Shift
from alongside.asks.queries.alike import Pair, pairs_of, without_kept_apart
from alongside.asks.queries.posted import Posted
from alongside.asks.queries.reading import ask as read_ask
from alongside.asks.queries.renewing import own
from alongside.asks.rules import Part
from alongside.communities import queries as communities
from alongside.communities.rules import Relation
from alongside.people.models import Person

LISTED_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class Alike:
    """Two asks of which the viewer must say whether they are the same. `ask` is theirs; with `is_of_both` so is
    `other`. `waits`: they have said yes, and the other side has not answered. `stays` would go on.
    """

    ask: Ask
    other: Ask
    is_of_both: bool
    waits: bool
    stays: str

    @property
    def sides(self) -> list[tuple[Ask, Ask]]:
        """For whom the viewer answers, each with the other one."""
        own_side = [(self.ask, self.other)]
        return [*own_side, (self.other, self.ask)] if self.is_of_both else own_side


def alike_for(*, viewer: Person, now: dt.datetime) -> list[Alike]:
    """Those that wait for the viewer's word, of all their groups."""
    found = alike(viewer=viewer, now=now, relations=communities.relations(viewer=viewer, now=now))
    return [one for one in found if not one.waits][:LISTED_AT_MOST]


def alike_to(*, ask: Ask, viewer: Person, now: dt.datetime) -> Alike | None:
    """What the page of an ask shows to whoever asked for it; `ask` is theirs. What waits for them comes first."""
    relations = {ask.community_id: ask.community.relation}
    found = alike(viewer=viewer, now=now, relations=relations, id=ask.pk)
    mine = [one for one in found if ask.pk in {side.pk for side, _other in one.sides}]
    return min((turned(one, ask) for one in mine), key=lambda one: one.waits, default=None)


def turned(found: Alike, ask: Ask) -> Alike:
    """The same question, asked on the page of `ask`."""
    if found.ask.pk == ask.pk:
        return found
    return Alike(found.other, found.ask, found.is_of_both, found.waits, found.stays)


def alike_pair(*, viewer: Person, id: str, other: str, now: dt.datetime) -> Alike:
    """The question about these two, if it is for the viewer as the side of the first; 404 for everybody else."""
    found = read_ask(viewer=viewer, id=id, now=now)
    relations = {found.community_id: found.community.relation}
    for one in alike(viewer=viewer, now=now, relations=relations, id=id):
        if (id, other) in {(side.pk, opposite.pk) for side, opposite in one.sides}:
            return turned(one, found)
    raise Http404


def alike(
    *, viewer: Person, now: dt.datetime, relations: Mapping[str, Relation], id: str = ""
) -> list[Alike]:
    """All questions for the viewer, or those about one ask; `relations` are what they are to their groups.

    As many queries for one as for many, and none of its own where no two asks of these groups look alike.
    """
    inside = {group for group, one in relations.items() if one.is_member and not one.is_shut_out}
    pairs = [
        (one, other)
        for group in sorted(inside)
        for one, other in pairs_of(group, now)
        if id in {"", one.ask.pk, other.ask.pk}
    ]
    asks = {one.ask.pk: one.ask for pair in pairs for one in pair}
    mine = owned(viewer, asks.values(), relations, now) if asks else set()
    pairs = [(one, other) for one, other in pairs if {one.ask.pk, other.ask.pk} & mine]
    if not pairs:
        return []
    pairs = without_kept_apart(pairs, viewer=viewer, relations=relations, now=now)
    known = {one.ask.pk for pair in pairs for one in pair}
    said, repeating = Said.of(known), repeats(known, now)
    found = (question(pair, mine, said, repeating, now) for pair in pairs)
    return [one for one in found if one]


def owned(
    viewer: Person, asks: Collection[Ask], relations: Mapping[str, Relation], now: dt.datetime
) -> set[str]:
    """Of which asks the viewer is one of the `owners`."""
    named = own(asks=asks, now=now)
    return {
        one.pk
        for one in asks
        if viewer.pk in named[one.pk]
        or (relations[one.community_id].is_steward and (one.on_behalf or not named[one.pk]))
    }


def repeats(asks: Collection[str], now: dt.datetime) -> set[str]:
    """Those with a series that goes on: as dates alone it would lose its rule, and who offered all of them."""
    coming = Shift.objects.filter(occurrence__series=OuterRef("pk")).coming(now)
    series = Series.objects.filter(Q(next_on__isnull=False) | Q(Exists(coming)), ask__in=asks)
    return set(series.values_list("ask", flat=True))


@dataclass(frozen=True, slots=True)
class Said:
    """{(ask, other): (is it the same, when)}, and when each ask was last changed or renewed."""

    answers: dict[tuple[str, str], tuple[bool, dt.datetime]]
    tended: dict[str, dt.datetime]

    @classmethod
    def of(cls, asks: Collection[str]) -> "Said":
        rows = SameAsk.objects.filter(ask__in=asks, other__in=asks)
        answers = {(one.ask_id, one.other_id): (one.is_same, one.at) for one in rows}
        return cls(answers, dict(Renewal.objects.filter(ask__in=asks).values_list("ask", "at")))

    def is_refused(self, one: str, other: str) -> bool:
        """One no is enough, for ever."""
        answers = (self.answers.get(way) for way in ((one, other), (other, one)))
        return any(answer is not None and not answer[0] for answer in answers)

    def is_yes(self, one: str, other: str) -> bool:
        """A yes holds for what the other one said then: once that changes it is asked for again."""
        is_same, at = self.answers.get((one, other), (False, None))
        return is_same and at is not None and (other not in self.tended or self.tended[other] <= at)


def question(pair: Pair, mine: set[str], said: Said, repeating: set[str], now: dt.datetime) -> Alike | None:
    first, second = (part(one, repeating, now) for one in pair)
    outcome = rules.stays_and_goes(first, second)
    ours, other = pair if first.id in mine else (pair[1], pair[0])
    if outcome is None or said.is_refused(first.id, second.id):
        return None
    found = Alike(ours.ask, other.ask, other.ask.pk in mine, waits=False, stays=outcome[0].id)
    waits = all(said.is_yes(side.pk, opposite.pk) for side, opposite in found.sides)
    return Alike(found.ask, found.other, found.is_of_both, waits, found.stays)


def part(posted: Posted, repeating: set[str], now: dt.datetime) -> Part:
    dates = [shift for shift, _wanted in posted.coming(now)]
    ask = posted.ask
    return Part(
        id=ask.pk,
        published_at=ask.published_at or now,
        is_flexible=ask.is_flexible,
        is_bound=ask.pk in repeating or any(one.places_taken for one in dates),
        moments=frozenset((one.starts_at, one.ends_at, one.role) for one in dates),
    )


def is_agreed(*, ask: Ask, other: Ask) -> bool:
    """Whether both sides have said yes to what the other one says now."""
    said = Said.of([ask.pk, other.pk])
    return said.is_yes(ask.pk, other.pk) and said.is_yes(other.pk, ask.pk)


def goes_on_in(*, ask: Ask, viewer: Person | None, now: dt.datetime) -> Ask | None:
    """The ask in which a merged one goes on, for whoever may know of it."""
    if not ask.merged_into_id:
        return None
    try:
        return read_ask(viewer=viewer, id=ask.merged_into_id, now=now)
    except Http404:
        return None
