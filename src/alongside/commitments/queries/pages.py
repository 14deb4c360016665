"""One commitment as its page shows it, or 404 for whoever may not know of it."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404
from django.urls import reverse

from alongside.asks import queries as asks
from alongside.asks.models import Ask, Delegate, Runner
from alongside.commitments import rules
from alongside.commitments.models import STEPS_SHOWN, Attendance, Commitment, Said, VerdictLink
from alongside.commitments.queries.sides import NO_ASK, is_asking_side
from alongside.commitments.queries.standing import would_be_late
from alongside.communities import queries as communities
from alongside.communities.models import Community, Restriction
from alongside.communities.rules import Relation
from alongside.notices import queries as notices
from alongside.notices.models import Message
from alongside.people import queries as people
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class Seen:
    """One commitment as one viewer may see it, with the steps that this viewer may take now.

    `goes_on_in` is the ask into which theirs was merged, if they may know of it.
    """

    commitment: Commitment
    state: rules.State
    is_mine: bool
    is_steward: bool
    exact_place: str
    place_opens_at: dt.datetime | None
    is_group_named: bool
    has_left: bool
    goes_on_in: Ask | None
    now: dt.datetime

    @property
    def history(self) -> rules.History:
        """Its steps as far as the viewer is told of them."""
        return history_for(self.commitment, is_ally=self.is_mine)

    @property
    def said(self) -> Said:
        return Said(self.state)

    @property
    def steps_reached(self) -> int:
        return STEPS_SHOWN.get(self.said, 0)

    @property
    def is_one_more(self) -> bool:
        """Offered or promised as one more than it needs, and not needed yet."""
        return self.commitment.is_one_more and self.state in {rules.State.OFFERED, *rules.PROMISED}

    @property
    def may_answer(self) -> bool:
        return self.is_steward and not self.is_mine and rules.may_answer(self.history, self.now)

    @property
    def may_withdraw(self) -> bool:
        return self.is_mine and rules.may_withdraw(self.history, self.now)

    @property
    def may_keep(self) -> bool:
        return self.is_mine and rules.may_keep(self.history, self.now)

    @property
    def may_release(self) -> bool:
        return self.is_mine and rules.may_release(self.history, self.now)

    @property
    def is_held_from_outside(self) -> bool:
        """Whether its ally left the group and still holds it. Then no exact place opens for them."""
        return self.has_left and self.state in rules.PROMISED

    @property
    def may_claim_done(self) -> bool:
        return self.is_mine and rules.may_claim_done(self.history, self.now)

    @property
    def may_dismiss(self) -> bool:
        return self.is_steward and rules.may_be_released_by_community(self.history, self.now)

    @property
    def may_judge(self) -> bool:
        return not self.is_mine and rules.may_judge(self.history, self.now)

    @property
    def is_judged(self) -> bool:
        return self.state in rules.VERDICTS

    @property
    def late_words(self) -> str:
        """What the group says, in its own words, to whoever gives back late."""
        return communities.late_words(community=self.commitment.shift.ask.community)

    @property
    def would_be_late(self) -> bool:
        return would_be_late(commitment=self.commitment, now=self.now)

    @property
    def was_changed(self) -> bool:
        return self.history.is_changed

    @property
    def is_alone(self) -> bool:
        shift = self.commitment.shift
        return rules.is_alone(two_people=shift.ask.two_people, places_taken=shift.places_taken)

    @property
    def may_read_note(self) -> bool:
        """The ally's own words and needs are for the stewards alone, and for no delegate."""
        return self.is_mine or self.is_steward

    @property
    def asks_for_place(self) -> bool:
        """Whether the ally holds a place by the ask's own rule, where there is an exact place by now."""
        place = self.commitment.shift.place
        acceptance = getattr(self.commitment, "acceptance", None)
        return bool(self.is_mine and place and place.exact and acceptance and acceptance.is_by_rule)

    @property
    def may_hand_over_link(self) -> bool:
        return not self.is_mine and rules.holds_a_place(self.state)

    @property
    def delegates(self) -> list[Delegate]:
        """Who may say whether it helped beside the stewards, and until when: for the ally who holds a place."""
        if not (self.is_mine and rules.holds_a_place(self.state)):
            return []
        active = Delegate.objects.active(self.now).filter(ask=self.commitment.shift.ask)
        return list(active.select_related("person").order_by("at", "pk"))

    @property
    def runners(self) -> list[Runner]:
        """Who runs the ask for the stewards, and until when: for everybody whom it concerns."""
        return asks.runners_of(ask=self.commitment.shift.ask, now=self.now)

    @property
    def blocked(self) -> frozenset[str]:
        """Whom its ally blocks: they read that it is one of those, and no name."""
        return (
            people.blocked_by(self.commitment.ally) if self.is_mine and self.commitment.ally else frozenset()
        )

    @property
    def attendance(self) -> Attendance | None:
        """Whether its ally came, as whoever ran the ask says; the ally reads nothing of it."""
        return None if self.is_mine else getattr(self.commitment, "attendance", None)

    @property
    def link(self) -> VerdictLink | None:
        """The unused one-time link, for the asking side to hand over."""
        if self.is_mine:
            return None
        return self.commitment.verdict_links.filter(used_at__isnull=True, expires_at__gt=self.now).first()

    @property
    def link_address(self) -> str:
        """What to hand to the person who was helped, or nothing when no unused link stands."""
        link = self.link
        return settings.ALONGSIDE_ORIGIN + reverse("commitments:said", args=[link.secret]) if link else ""


def commitment(*, viewer: Person, id: str, now: dt.datetime) -> Seen:
    """A commitment for its ally or for the asking side; 404 for everybody else."""
    found = (
        Commitment.objects.with_history()
        .select_related("ally", "attendance", "shift__ask__place", "shift__elsewhere", "shift__occurrence")
        .filter(pk=id)
        .first()
    )
    ask = found.shift.ask if found else NO_ASK
    relation = communities.relation(viewer=viewer, community=ask.community, now=now)
    may_judge = is_asking_side(ask=ask, viewer=viewer, relation=relation, now=now)
    if found is None or not (may_judge or found.ally_id == viewer.pk):
        raise Http404
    return seen(found, viewer, relation, now)


def own_commitment(*, viewer: Person, id: str, now: dt.datetime) -> Seen:
    """The viewer's own promise; 404 for everybody else, the asking side included."""
    found = commitment(viewer=viewer, id=id, now=now)
    if not found.is_mine:
        raise Http404
    return found


def answerable(*, viewer: Person, id: str, now: dt.datetime) -> Seen:
    """Somebody else's commitment, for a steward; 404 for everybody else."""
    found = commitment(viewer=viewer, id=id, now=now)
    if not found.is_steward or found.is_mine:
        raise Http404
    return found


def judgeable(*, viewer: Person, id: str, now: dt.datetime) -> Seen:
    """Somebody else's commitment, for the asking side; 404 for everybody else, its ally included."""
    found = commitment(viewer=viewer, id=id, now=now)
    if found.is_mine:
        raise Http404
    return found


def is_out_of_sight(community: Community, viewer: Person) -> bool:
    """Whether the group went out of sight of somebody who is outside by now: it may have another name, to be safe."""
    return communities.out_of_sight(viewer).filter(pk=community.pk).exists()


def may_read_the_exact_place(found: Commitment, state: rules.State, relation: Relation) -> bool:
    """Whoever holds a place by a steward's yes, and still belongs to the group or helps it."""
    is_inside = relation.is_inside and not relation.is_shut_out
    return is_inside and rules.holds_a_place(state) and not found.acceptance.is_by_rule


def history_for(found: Commitment, *, is_ally: bool) -> rules.History:
    return rules.told_to_ally(found.history) if is_ally else found.history


def seen(found: Commitment, viewer: Person, relation: Relation, now: dt.datetime) -> Seen:
    is_mine = found.ally_id == viewer.pk
    state = rules.state(history_for(found, is_ally=is_mine), now)
    is_accepted = is_mine and may_read_the_exact_place(found, state, relation)
    return Seen(
        commitment=found,
        state=state,
        is_mine=is_mine,
        is_steward=relation.is_steward,
        exact_place=asks.exact_place(shift=found.shift, is_accepted=is_accepted, now=now),
        place_opens_at=asks.exact_place_opens_at(shift=found.shift, is_accepted=is_accepted, now=now),
        is_group_named=relation.is_inside or not is_out_of_sight(found.shift.ask.community, viewer),
        goes_on_in=asks.goes_on_in(ask=found.shift.ask, viewer=viewer, now=now),
        has_left=is_mine and not relation.is_inside and not relation.is_shut_out,
        now=now,
    )


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was written about one commitment. `restriction` is what keeps the reader from writing, if anything does."""

    seen: Seen
    messages: list[Message]
    restriction: Restriction | None


def conversation(*, viewer: Person, id: str, now: dt.datetime) -> Conversation:
    """The messages about one commitment, for its ally and for the stewards."""
    found = commitment(viewer=viewer, id=id, now=now)
    if not found.is_mine and not found.is_steward:
        raise Http404
    shut_out = communities.restrictions(community=found.commitment.shift.ask.community, now=now)
    return Conversation(
        seen=found,
        messages=list(notices.messages(about=found.commitment.about, viewer=viewer)),
        restriction=shut_out.filter(person=viewer).first(),
    )
