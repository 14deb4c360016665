"""Who stands on which side of a commitment. Only the asking side answers offers and gives verdicts."""

import datetime as dt

from django.http import Http404

from alongside.asks.models import Ask, Delegate, Shift
from alongside.commitments.models import Commitment
from alongside.communities import queries as communities
from alongside.communities.models import Community, Restriction
from alongside.communities.rules import Relation
from alongside.core.rows import rows
from alongside.notices import queries as notices
from alongside.notices.models import Notice
from alongside.people import queries as people
from alongside.people.models import Person

NO_ASK = Ask(pk="", community=Community(pk=""))
"""Stands for the ask of a date or a commitment that never was."""


def is_asking_side(*, ask: Ask, viewer: Person, relation: Relation, now: dt.datetime) -> bool:
    """Stewards; the member who asked; a member to whom the verdict was delegated, until that ends.

    The same is read for everybody, and for `NO_ASK`: the time must not tell what is hidden from what never was.
    """
    is_delegate = Delegate.objects.active(now).filter(ask=ask.pk, person=viewer).exists()
    if relation.is_shut_out:
        return False
    return relation.is_steward or (relation.is_member and (is_delegate or ask.posted_by_id == viewer.pk))


def require_asking_side(*, ask: Ask, viewer: Person, now: dt.datetime) -> None:
    """Raises 404 for everybody else, because they may not know that there is something to judge."""
    relation = communities.relation(viewer=viewer, community=ask.community, now=now)
    if not is_asking_side(ask=ask, viewer=viewer, relation=relation, now=now):
        raise Http404


def require_steward(*, ask: Ask, viewer: Person, now: dt.datetime) -> None:
    if not communities.relation(viewer=viewer, community=ask.community, now=now).is_steward:
        raise Http404


def asking_side(*, ask: Ask, now: dt.datetime) -> list[Person]:
    """Everybody who may give a verdict on an ask and is not shut out now, each once, the one who asked first."""
    shut_out = communities.restrictions(community=ask.community, now=now).values("person")
    members = ask.community.memberships.filter(vouched_at__isnull=False).exclude(person__in=shut_out)
    people_of = {one.person_id: one.person for one in members.select_related("person")}
    stewards = [one.pk for one in communities.stewards(community=ask.community, now=now)]
    delegates = list(Delegate.objects.active(now).filter(ask=ask).values_list("person_id", flat=True))
    wanted = [ask.posted_by_id, *stewards, *delegates]
    return [people_of[pk] for pk in dict.fromkeys(pk for pk in wanted if pk is not None) if pk in people_of]


def stewards_in_turn(commitment: Commitment, now: dt.datetime) -> list[Person]:
    """Stewards who may be told of an offer: the contact of the place, then whoever wrote the ask; people who rest come
    last.
    """
    return sorted(
        stewards_but_the_ally(commitment, now), key=lambda one: people.is_resting(person=one, now=now)
    )


def stewards_but_the_ally(commitment: Commitment, now: dt.datetime) -> list[Person]:
    ask = commitment.shift.ask
    shut_out = {
        one.person_id for one in rows(Restriction, community_id=ask.community_id) if one.is_active(now)
    }
    stewards = communities.steering(community=ask.community)
    others = [one for one in stewards if one.pk not in shut_out | {commitment.ally_id}]
    return sorted(others, key=lambda one: (not is_contact(one, commitment.shift), one.pk != ask.posted_by_id))


def is_contact(steward: Person, shift: Shift) -> bool:
    """Whether this steward answers questions about getting in where the date is."""
    return shift.place is not None and shift.place.contact_id == steward.pk


def first_steward(*, commitment: Commitment, now: dt.datetime) -> Person | None:
    """The first in turn; whoever comes before somebody who does not rest need not be asked about."""
    others = stewards_but_the_ally(commitment, now)
    awake = (one for one in others if not people.is_resting(person=one, now=now))
    return next(awake, next(iter(others), None))


def second_steward(*, commitment: Commitment, now: dt.datetime) -> Person | None:
    """The next in turn who has not been told of the offer; a lone steward is reminded instead."""
    in_turn = stewards_in_turn(commitment, now)
    told = set(
        Notice.objects.filter(kind="offer.received", about=commitment.about).values_list("to", flat=True)
    )
    untold = (one for one in in_turn if one.pk not in told)
    return next(untold, next(iter(in_turn), None))


def verdict_givers(*, commitment: Commitment, now: dt.datetime) -> list[Person]:
    """Whom to ask whether it helped: the member who asked and the delegates, or else one steward."""
    ask = commitment.shift.ask
    stewards = {one.pk for one in communities.stewards(community=ask.community, now=now)}
    closest = [
        one
        for one in asking_side(ask=ask, now=now)
        if one.pk != commitment.ally_id and (one.pk == ask.posted_by_id or one.pk not in stewards)
    ]
    steward = first_steward(commitment=commitment, now=now)
    return closest or ([steward] if steward else [])


def other_side(*, commitment: Commitment, writer: Person, now: dt.datetime) -> list[Person]:
    """Who is told of a message: the ally, or one steward: the contact of the place unless they rest, else the one who
    said yes, else the first in turn.

    Nobody hears of words by somebody whom they block or mute; of several stewards, another one does.
    """
    ally = commitment.ally
    if commitment.ally_id != writer.pk:
        return [ally] if ally and not people.has_blocked(person=ally, other=writer) else []
    accepted = getattr(commitment, "acceptance", None)
    in_turn = stewards_in_turn(commitment, now)
    unblocked = [one for one in in_turn if not people.has_blocked(person=one, other=writer)]
    hearing = [one for one in unblocked if not notices.is_muted(to=one, by=writer, about=commitment.about)]
    stewards = hearing or unblocked
    first = [one for one in stewards[:1] if is_contact(one, commitment.shift)]
    known = [one for one in stewards if accepted and one.pk == accepted.by_id]
    return first or known or stewards[:1]
