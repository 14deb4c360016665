"""How people come in: by asking, and as allies after reading the boundary."""

import datetime as dt

from django.db import transaction

from alongside.communities import queries, rules
from alongside.communities.actions import refusals
from alongside.communities.actions.telling import tell, tell_stewards
from alongside.communities.models import Community, Membership, MembershipRequest, Standing
from alongside.communities.rules import Relation
from alongside.ledger import actions as ledger
from alongside.people.models import Person


@transaction.atomic
def ask_to_join(*, community: Community, by: Person, words: str, now: dt.datetime) -> MembershipRequest:
    """Asks the stewards to belong. Raises `AlreadyInside`, `NotOpenToYou`, `GroupClosed`."""
    relation = open_relation(community, by, now)
    if relation.is_member or relation.is_newcomer:
        raise refusals.AlreadyInside
    request, made = MembershipRequest.objects.get_or_create(
        community=community, person=by, defaults={"words": words, "at": now}
    )
    if made:
        record("ask_to_join", community, request.pk, by, now)
        tell_stewards(community, "membership.requested", "members", now)
    return request


@transaction.atomic
def withdraw_request(*, community: Community, by: Person, now: dt.datetime) -> None:
    if MembershipRequest.objects.filter(community=community, person=by).delete()[0]:
        record("withdraw_request", community, community.pk, by, now)


@transaction.atomic
def accept_request(
    *, request: MembershipRequest, by: Person, now: dt.datetime, vouches: bool = False
) -> None:
    """Lets somebody in: as a newcomer, or at once as a member for whom this steward vouches."""
    community = queries.stewarded_community(viewer=by, id=request.community_id, now=now)
    let_in(community, request.person, now, vouched_by=by if vouches else None)
    record("accept_request", community, request.pk, by, now, about=request.person, vouched=vouches)
    request.delete()
    tell(request.person, "membership.accepted", community, now)


@transaction.atomic
def decline_request(*, request: MembershipRequest, by: Person, now: dt.datetime) -> None:
    """Ends a request. Nobody is told: a refusal is quiet, and asking again later costs nothing."""
    community = queries.stewarded_community(viewer=by, id=request.community_id, now=now)
    record("decline_request", community, request.pk, by, now, about=request.person)
    request.delete()


@transaction.atomic
def vouch_for_member(*, membership: Membership, by: Person, now: dt.datetime) -> None:
    """From now on the newcomer sees names, places and times."""
    community = queries.stewarded_community(viewer=by, id=membership.community_id, now=now)
    unvouched = Membership.objects.filter(pk=membership.pk, vouched_at=None)
    circle = circle_of(community, membership, by)
    if unvouched.update(vouched_at=now, vouched_by=by, circle=circle):
        record("vouch_for_member", community, membership.pk, by, now, about=membership.person)
        tell(membership.person, "membership.accepted", community, now)


@transaction.atomic
def join_as_ally(*, community: Community, by: Person, now: dt.datetime) -> Standing:
    """Whoever has read the boundary stands as new. Raises `AlreadyInside`, `NotOpenToYou`, `GroupClosed`.

    A newcomer is no ally: as one they would see the times that they may not see before somebody vouches for them.
    """
    relation = open_relation(community, by, now)
    if relation.is_member or relation.is_newcomer:
        raise refusals.AlreadyInside
    standing, made = Standing.objects.get_or_create(
        community=community, person=by, defaults={"level": Standing.Level.NEW, "given_at": now}
    )
    if made:
        if not community.vouches_needed:
            Standing.objects.filter(pk=standing.pk).update(vouched_at=now)
        record("join_as_ally", community, standing.pk, by, now)
    return standing


def open_relation(community: Community, by: Person, now: dt.datetime) -> Relation:
    if community.closed_at:
        raise refusals.GroupClosed
    relation = queries.relation(viewer=by, community=community, now=now)
    if relation.is_shut_out:
        raise refusals.NotOpenToYou
    return relation


def let_in(
    community: Community, person: Person, now: dt.datetime, *, vouched_by: Person | None = None
) -> Membership:
    membership, made = Membership.objects.get_or_create(
        community=community,
        person=person,
        defaults={
            "joined_at": now,
            "vouched_at": now if vouched_by else None,
            "vouched_by": vouched_by,
        },
    )
    if made and vouched_by:
        membership.circle = circle_of(community, membership, vouched_by)
        membership.save(update_fields=["circle"])
    return membership


def circle_of(community: Community, newcomer: Membership, steward: Person) -> str:
    steering = list(community.memberships.filter(steward_since__isnull=False))
    own = next(one for one in steering if one.person_id == steward.pk)
    is_root = community.founded_by_id == steward.pk or rules.is_lone(stewards=len(steering))
    return rules.circle(own=newcomer.pk, of_steward=own.circle, is_root=is_root)


def record(
    verb: str,
    community: Community,
    subject: str,
    by: Person,
    now: dt.datetime,
    about: Person | None = None,
    **facts: object,
) -> None:
    ledger.record(
        kind=f"communities.{verb}",
        subject=subject,
        community=community.pk,
        by=by,
        about=about,
        now=now,
        facts=facts,
    )
