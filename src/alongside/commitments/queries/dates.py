"""One date as the people who asked work through it, or 404 for whoever may not know of it."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404

from alongside.asks.models import Ask, Shift
from alongside.commitments import rules
from alongside.commitments.models import Commitment
from alongside.commitments.queries.pages import Seen, seen
from alongside.commitments.queries.sides import NO_ASK, is_asking_side
from alongside.communities import queries as communities
from alongside.communities.rules import Relation
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class DatePage:
    """One date of an ask as the asking side works through it: offers first, then who comes, then who was judged.

    Whoever only gives verdicts, and is no steward, reads who has a place and nothing of who else offered.
    """

    shift: Shift
    ask: Ask
    relation: Relation
    offers: list[Seen]
    promises: list[Seen]
    ended: list[Seen]
    has_begun: bool

    @property
    def free(self) -> int:
        return self.shift.places - self.shift.places_taken

    @property
    def is_alone(self) -> bool:
        is_on = self.shift.cancelled_at is None and not self.has_begun
        return is_on and rules.is_alone(two_people=self.ask.two_people, places_taken=self.shift.places_taken)

    @property
    def waiting_for_verdict(self) -> list[Seen]:
        return [one for one in self.promises if one.may_judge and not one.is_judged]

    @property
    def may_cancel(self) -> bool:
        return self.relation.is_steward and self.shift.cancelled_at is None and not self.has_begun


def date(*, viewer: Person, id: str, now: dt.datetime) -> DatePage:
    """A whole date, for the asking side; 404 for everybody else."""
    shift = Shift.objects.select_related("ask__community", "ask__place").filter(pk=id).first()
    ask = shift.ask if shift else NO_ASK
    relation = communities.relation(viewer=viewer, community=ask.community, now=now)
    if not is_asking_side(ask=ask, viewer=viewer, relation=relation) or shift is None:
        raise Http404
    found = Commitment.objects.filter(shift=shift).with_history().select_related("ally", "shift__ask__place")
    if not relation.is_steward:
        found = found.holding_a_place()
    rows = [
        seen(one, viewer, relation, now)
        for one in found.prefetch_related("shared_needs").order_by("offered_at")
    ]
    return DatePage(
        shift=shift,
        ask=ask,
        relation=relation,
        offers=[row for row in rows if row.state is rules.State.OFFERED],
        promises=[row for row in rows if rules.holds_a_place(row.state)],
        ended=[
            row
            for row in rows
            if row.state in {rules.State.RELEASED, rules.State.DECLINED, rules.State.EXPIRED}
        ],
        has_begun=rules.due_at(shift.starts_at, shift.ends_at, is_flexible=shift.ask.is_flexible) <= now,
    )


def stewards_date(*, viewer: Person, id: str, now: dt.datetime) -> DatePage:
    """A whole date, for stewards alone."""
    found = date(viewer=viewer, id=id, now=now)
    if not found.relation.is_steward:
        raise Http404
    return found
