"""An ally offers, and may take an offer back while nobody has answered it."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse

from alongside.asks import actions as ask_actions
from alongside.asks import queries as asks
from alongside.asks import rules as ask_rules
from alongside.asks.models import Acceptance as AcceptanceRule
from alongside.asks.models import Shift
from alongside.commitments import queries, rules
from alongside.commitments.actions import answering, refusals, settling
from alongside.commitments.actions.locking import hold, locked_of, locked_person
from alongside.commitments.models import Acceptance, Commitment, SharedNeed
from alongside.communities.rules import Relation
from alongside.core.access import Fact
from alongside.core.storing import add
from alongside.guards import capacity
from alongside.ledger import actions as ledger
from alongside.notices import actions as notices
from alongside.people import actions as people
from alongside.people.models import Person


@transaction.atomic
def offer(
    *,
    shift: Shift,
    by: Person,
    now: dt.datetime,
    note: str = "",
    language: str = "",
    shared_needs: Iterable[str] = (),
    is_told: bool = True,
    as_one_more: bool = False,
) -> Commitment:
    """An ally offers to one date. Raises a refusal of this package, or `AtCapacity`, and then books nothing.

    A steward is told, unless one has said yes beforehand. Nobody becomes one more than it needs who has not said so.
    """
    ally = locked_person(by)
    shift = locked_date(shift, ally, now)
    ask, community = shift.ask, shift.ask.community
    refuse_unless_open(shift, ally, now)
    wanted = asks.wanted(shift=shift, ask=ask)
    refuse_unless_it_fits(wanted, ally, community.relation, now)
    is_one_more = shift.free <= 0
    if is_one_more and not as_one_more:
        raise refusals.OnlyAsOneMore
    commitment = Commitment(
        shift=shift,
        ally=ally,
        note=note,
        language=language or ally.language,
        minutes=ask.minutes,
        period_on=capacity.period_start(wanted.period_day),
        offered_at=now,
        one_more_at=now if is_one_more else None,
    )
    people.book_minutes(person=ally, starts_on=commitment.period_on, minutes=commitment.minutes)
    add(commitment)
    share_needs(commitment, ally, shared_needs)
    ledger.record(
        kind="commitments.offer",
        subject=commitment.pk,
        community=community.pk,
        by=ally,
        now=now,
        facts={"ask": ask.pk, "shift": shift.pk, "minutes": commitment.minutes},
    )
    if ask.acceptance == AcceptanceRule.AT_ONCE:
        accept_at_once(commitment, shift, now)
    if is_told:
        tell_steward(commitment, now)
    return commitment


def locked_date(shift: Shift, ally: Person, now: dt.datetime) -> Shift:
    """A date, locked with its ask, as this ally may see it; 404 when they may not know of it."""
    ask = asks.ask(viewer=ally, id=shift.ask_id, now=now, is_locked=True)
    hold(Shift, shift.pk)
    found = next((one for one in ask.dates if one.pk == shift.pk), None)
    if found is None:
        raise refusals.DateOver
    return found


def refuse_unless_open(shift: Shift, by: Person, now: dt.datetime) -> None:
    """Only while the ask takes offers from this ally, and the date is not over."""
    ask = shift.ask
    if ask.posted_by_id == by.pk:
        raise refusals.OwnAsk
    if not asks.may_offer(ask=ask, relation=ask.community.relation, now=now):
        raise refusals.AskNotOpen
    if shift.cancelled_at or now >= rules.due_at(shift.starts_at, shift.ends_at, is_flexible=ask.is_flexible):
        raise refusals.DateOver


def refuse_unless_it_fits(wanted: ask_rules.Wanted, by: Person, relation: Relation, now: dt.datetime) -> None:
    """The predicate that also decides what is shown to this ally, so that no list promises what an offer refuses."""
    held = settled_promises(by, now)
    ally = queries.ally(person=by, promises=held, now=now, only=wanted, is_known=relation.is_known)
    against = ask_rules.misfits(ally, wanted)
    if wanted.shift in ally.promised:
        raise refusals.AlreadyOffered
    for misfit, refusal in refusals.OF_MISFIT.items():
        if misfit in against:
            raise refusal


def settled_promises(ally: Person, now: dt.datetime) -> list[Commitment]:
    """What the ally holds, after closing what time has ended: nobody is refused for an offer that is over."""
    held = queries.promised(person=ally, now=now)
    for one in held:
        if one.is_overdue(now):
            settling.expire(commitment=one, by=ledger.CLOCK, now=now)
    return [one for one in held if not one.is_overdue(now)]


def share_needs(commitment: Commitment, ally: Person, facts: Iterable[str]) -> None:
    """Shares what the ally ticked for this one commitment, and only what is among their own needs."""
    ticked = set(facts)
    if ticked:
        own = set(ally.access_needs.values_list("fact", flat=True))
        SharedNeed.objects.bulk_create(
            SharedNeed(commitment=commitment, fact=Fact(fact)) for fact in sorted(ticked & own)
        )


def accept_at_once(commitment: Commitment, shift: Shift, now: dt.datetime) -> None:
    if not ask_actions.take_place(shift=shift, even_one_more=commitment.is_one_more):
        raise refusals.Covered
    Acceptance.objects.create(commitment=commitment, at=now, by=None)
    answering.become_ally(commitment, shift.ask.community.relation, now)
    ledger.record(
        kind="commitments.accept",
        subject=commitment.pk,
        community=shift.ask.community_id,
        by=ledger.CLOCK,
        now=now,
        about=commitment.ally,
    )


def tell_steward(commitment: Commitment, now: dt.datetime) -> None:
    """One steward is told; a second one only when the first did not answer for two days."""
    steward = queries.first_steward(commitment=commitment, now=now)
    if steward is not None:
        notices.tell(
            to=steward,
            kind="offer.received",
            about=commitment.about,
            url=reverse("commitments:date", args=[commitment.shift_id]),
            now=now,
            by=commitment.ally,
        )


@transaction.atomic
def withdraw(*, commitment: Commitment, by: Person, now: dt.datetime) -> None:
    """The ally takes back an offer that nobody has answered. It leaves no state behind, and costs nothing."""
    commitment = locked_of(by, commitment)
    if not rules.may_withdraw(commitment.history, now):
        raise refusals.NoLongerPossible
    people.give_back_minutes(person=by, starts_on=commitment.period_on, minutes=commitment.minutes)
    ledger.record(
        kind="commitments.withdraw",
        subject=commitment.pk,
        community=commitment.shift.ask.community_id,
        by=by,
        now=now,
    )
    commitment.delete()
