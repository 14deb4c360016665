"""One-time invitations. The secret leaves this module once, as the answer of `invite`."""

import datetime as dt

from django.db import transaction
from django.http import Http404

from alongside.communities import queries, rules
from alongside.communities.actions import refusals
from alongside.communities.actions.belonging import join_as_ally, let_in, open_relation, record
from alongside.communities.actions.telling import tell_stewards
from alongside.communities.models import Community, Invitation, Membership
from alongside.core import ids
from alongside.people import actions as people
from alongside.people.models import Person


@transaction.atomic
def invite(*, community: Community, role: str, by: Person, now: dt.datetime) -> str:
    """Makes a one-time link for one person and answers its secret, which is kept nowhere."""
    community = queries.stewarded_community(viewer=by, id=community.pk, now=now)
    if community.closed_at:
        raise refusals.GroupClosed
    secret = ids.new_secret()
    invitation = Invitation.objects.create(
        community=community,
        role=Invitation.Role(role),
        digest=ids.digest(secret),
        by=by,
        at=now,
        expires_at=now + rules.INVITATION_LASTS,
    )
    record("invite", community, invitation.pk, by, now, role=role)
    return secret


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Person, now: dt.datetime) -> None:
    community = queries.stewarded_community(viewer=by, id=invitation.community_id, now=now)
    if Invitation.objects.filter(pk=invitation.pk, used_at=None).delete()[0]:
        record("withdraw_invitation", community, invitation.pk, by, now)


@transaction.atomic
def use_invitation(
    *, secret: str, by: Person, now: dt.datetime, digests_a_week: int | None = None
) -> Community:
    """Lets `by` in, once. Raises `LinkOver`, `AlreadyInside`, `MustBeVouchedFirst`, `NotOpenToYou`.

    `digests_a_week` is what a new steward chose for their own mail; without it that stays as it is.
    """
    invitation = Invitation.objects.select_related("community").filter(digest=ids.digest(secret)).first()
    if invitation is None:
        raise Http404
    community: Community = invitation.community
    relation = open_relation(community, by, now)
    if not rules.may_use_role(relation, invitation.role):
        is_too_early = invitation.role == Invitation.Role.STEWARD and not relation.is_member
        raise refusals.MustBeVouchedFirst if is_too_early else refusals.AlreadyInside
    fresh = Invitation.objects.filter(pk=invitation.pk, used_at=None, expires_at__gt=now)
    if not fresh.update(used_at=now):
        raise refusals.LinkOver
    record("use_invitation", community, invitation.pk, by, now, role=invitation.role)
    take_role(invitation, by, now)
    if digests_a_week is not None:
        people.set_digests(by=by, digests_a_week=digests_a_week, now=now)
    return community


def take_role(invitation: Invitation, by: Person, now: dt.datetime) -> None:
    community: Community = invitation.community
    if invitation.role == Invitation.Role.ALLY:
        join_as_ally(community=community, by=by, now=now)
    elif invitation.role == Invitation.Role.MEMBER:
        let_in(community, by, now)
        community.requests.filter(person=by).delete()
        tell_stewards(community, "membership.requested", "members", now)
    else:
        Membership.objects.filter(community=community, person=by).update(steward_since=now)
