"""One date as the people who asked work through it, or 404 for whoever may not know of it."""

import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import Http404

from alongside.asks.models import Ask, Shift
from alongside.commitments import rules
from alongside.commitments.models import Commitment
from alongside.commitments.queries.pages import Seen, seen
from alongside.commitments.queries.sides import NO_ASK, is_asking_side
from alongside.communities import queries as communities
from alongside.communities.rules import Relation
from alongside.people.models import Person

PEOPLE_A_PAGE = 60
ENDED = frozenset({rules.State.RELEASED, rules.State.DECLINED, rules.State.EXPIRED})


@dataclass(frozen=True, slots=True)
class DatePage:
    """One date of an ask as the asking side works through it: offers first, then who comes, then who was judged.

    Whoever only gives verdicts, and is no steward, reads who has a place and nothing of who else offered. With
    hundreds of people it comes in pages; `shown` is the one of them that is read. `is_answered_whole`: one tap may
    answer for everybody, which an ask without an hour has after its last day only, when nobody is still to come.
    """

    shift: Shift
    ask: Ask
    relation: Relation
    shown: Page[Seen]
    is_answered_whole: bool
    has_begun: bool

    @property
    def offers(self) -> list[Seen]:
        return [one for one in self.shown if one.state is rules.State.OFFERED]

    @property
    def promises(self) -> list[Seen]:
        return [one for one in self.shown if rules.holds_a_place(one.state)]

    @property
    def ended(self) -> list[Seen]:
        return [one for one in self.shown if one.state in ENDED]

    @property
    def free(self) -> int:
        return self.shift.free

    @property
    def is_repeated(self) -> bool:
        return hasattr(self.shift, "occurrence")

    @property
    def is_alone(self) -> bool:
        is_on = self.shift.cancelled_at is None and not self.has_begun
        return is_on and rules.is_alone(two_people=self.ask.two_people, places_taken=self.shift.places_taken)

    @property
    def may_cancel(self) -> bool:
        return self.relation.is_steward and self.shift.cancelled_at is None and not self.has_begun


def date(*, viewer: Person, id: str, now: dt.datetime, page: str | None = None) -> DatePage:
    """A whole date, for the asking side; 404 for everybody else."""
    shift = (
        Shift.objects.select_related("ask__community", "ask__place", "elsewhere", "occurrence")
        .filter(pk=id)
        .first()
    )
    ask = shift.ask if shift else NO_ASK
    relation = communities.relation(viewer=viewer, community=ask.community, now=now)
    if not is_asking_side(ask=ask, viewer=viewer, relation=relation, now=now) or shift is None:
        raise Http404
    found = (
        Commitment.objects.filter(shift=shift)
        .with_history()
        .select_related("ally", "attendance", "shift__ask__place", "shift__elsewhere")
    )
    if not relation.is_steward:
        found = found.holding_a_place()
    people = [
        seen(one, viewer, relation, now)
        for one in found.prefetch_related("shared_needs").order_by("offered_at")
    ]
    has_begun = rules.due_at(shift.starts_at, shift.ends_at, is_flexible=ask.is_flexible) <= now
    return DatePage(
        shift=shift,
        ask=ask,
        relation=relation,
        shown=Paginator(sorted(people, key=in_turn), PEOPLE_A_PAGE).get_page(page),
        is_answered_whole=has_begun and any(one.may_judge and not one.is_judged for one in people),
        has_begun=has_begun,
    )


def in_turn(one: Seen) -> int:
    """Offers first, because they wait; then whoever has a place; then what has ended."""
    if one.state is rules.State.OFFERED:
        return 0
    return 2 if one.state in ENDED else 1


def stewards_date(*, viewer: Person, id: str, now: dt.datetime) -> DatePage:
    """A whole date, for stewards alone."""
    found = date(viewer=viewer, id=id, now=now)
    if not found.relation.is_steward:
        raise Http404
    return found
