"""A steward says yes, or kindly no."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from alongside.asks import actions as asks
from alongside.commitments import queries, rules
from alongside.commitments.actions import refusals
from alongside.commitments.actions.locking import locked
from alongside.commitments.models import Acceptance, Commitment, Decline
from alongside.communities import actions as community_actions
from alongside.communities import queries as communities
from alongside.communities.rules import Relation
from alongside.ledger import actions as ledger
from alongside.notices import actions as notices
from alongside.people import actions as people
from alongside.people.models import Person


@transaction.atomic
def accept(*, commitment: Commitment, by: Person, now: dt.datetime, page: str | None = None) -> Commitment:
    """Gives the ally a place. Nobody accepts their own offer; a full date refuses with `Covered`."""
    commitment = locked(commitment)
    refuse_unless_answerable(commitment, by, now)
    relation = relation_of_ally(commitment, now)
    give_place(commitment, by, now, relation, yes_at=now)
    become_ally(commitment, relation, now)
    note_and_tell(commitment, by, now, kind="commitments.accept", notice="offer.accepted", page=page)
    return commitment


def relation_of_ally(commitment: Commitment, now: dt.datetime) -> Relation:
    return communities.relation(viewer=commitment.ally, community=commitment.shift.ask.community, now=now)


def give_place(
    commitment: Commitment,
    by: Person,
    now: dt.datetime,
    relation: Relation,
    *,
    yes_at: dt.datetime | None,
) -> None:
    if relation.is_shut_out:
        raise refusals.NoLongerPossible
    if not asks.take_place(shift=commitment.shift, even_one_more=commitment.is_one_more):
        raise refusals.Covered
    if commitment.is_one_more and commitment.shift.free:
        Commitment.objects.filter(pk=commitment.pk).update(needed_at=now)
    Acceptance.objects.create(commitment=commitment, at=now, by=by, yes_at=yes_at)


def become_ally(commitment: Commitment, relation: Relation, now: dt.datetime) -> None:
    """Whoever has a place helps this group from now on. An offer alone changes nothing: it can be taken back."""
    if commitment.ally and not relation.is_inside:
        community_actions.join_as_ally(community=commitment.shift.ask.community, by=commitment.ally, now=now)


@transaction.atomic
def decline(*, commitment: Commitment, by: Person, now: dt.datetime, reason: str = "") -> Commitment:
    """Says no, and gives the ally their hours back."""
    commitment = locked(commitment)
    refuse_unless_answerable(commitment, by, now)
    turn_down(commitment, by, now, Decline.Reason(reason))
    return commitment


def turn_down(
    commitment: Commitment,
    by: Person | None,
    now: dt.datetime,
    reason: Decline.Reason,
    *,
    page: str | None = None,
    runner: str = "",
) -> None:
    Decline.objects.create(commitment=commitment, at=now, by=by, reason=reason)
    Commitment.objects.filter(pk=commitment.pk).update(closed_at=now)
    if commitment.ally:
        people.give_back_minutes(
            person=commitment.ally, starts_on=commitment.period_on, minutes=commitment.minutes
        )
    note_and_tell(
        commitment,
        by,
        now,
        kind="commitments.decline",
        notice="offer.declined",
        page=page,
        runner=runner,
    )


def refuse_unless_answerable(commitment: Commitment, by: Person, now: dt.datetime) -> None:
    queries.require_steward(ask=commitment.shift.ask, viewer=by, now=now)
    if commitment.ally_id == by.pk:
        raise refusals.OwnOffer
    if commitment.ally_id is None or not rules.may_answer(commitment.history, now):
        raise refusals.NoLongerPossible


def note_and_tell(
    commitment: Commitment,
    by: Person | None,
    now: dt.datetime,
    *,
    kind: str,
    notice: str,
    page: str | None = None,
    runner: str = "",
) -> None:
    """Their ally is told, with their own page or with `page`; with an empty one they are told of it beside others.

    `runner` is by which narrow access it was done, if it was not a steward who did it.
    """
    ledger.record(
        kind=kind,
        subject=commitment.pk,
        community=commitment.shift.ask.community_id,
        by=by,
        now=now,
        about=commitment.ally,
        facts={"runner": runner} if runner else None,
    )
    if commitment.ally and page != "":
        notices.tell(
            to=commitment.ally,
            kind=notice,
            about=commitment.about,
            url=page or reverse("commitments:commitment", args=[commitment.pk]),
            now=now,
        )
