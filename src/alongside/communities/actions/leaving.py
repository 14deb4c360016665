"""How people go, and who steers when the last steward has gone."""

import datetime as dt

from django.db import transaction

from alongside.communities import queries
from alongside.communities.actions import refusals
from alongside.communities.actions.belonging import record
from alongside.communities.actions.telling import tell_that_nobody_steers
from alongside.communities.actions.trusting import end_ally_vouches
from alongside.communities.models import Community, Invitation, Membership, VouchLink
from alongside.people.models import Person


@transaction.atomic
def leave(*, community: Community, by: Person, now: dt.datetime) -> None:
    """Ends everything that `by` is to the group. Nobody is told, unless nobody steers it any more."""
    community = locked(community)
    was_steward = is_steward(community, by)
    end_ally_vouches(community=community, by=by, now=now)
    gone = [
        community.memberships.filter(person=by).delete()[0],
        community.standings.filter(person=by).delete()[0],
        community.requests.filter(person=by).delete()[0],
        community.keyholders.filter(person=by).delete()[0],
    ]
    if not any(gone):
        return
    record("leave", community, community.pk, by, now, was_steward=was_steward)
    if was_steward:
        end_stewardship(community=community, person=by, now=now)


@transaction.atomic
def step_down(*, community: Community, by: Person, now: dt.datetime) -> None:
    """A steward becomes a member again."""
    community = locked(queries.stewarded_community(viewer=by, id=community.pk, now=now))
    community.memberships.filter(person=by).update(steward_since=None)
    record("step_down", community, community.pk, by, now)
    end_stewardship(community=community, person=by, now=now)


@transaction.atomic
def step_up(*, community: Community, by: Person, now: dt.datetime) -> None:
    """A vouched member takes over a group without stewards. Raises `HasStewards`, `MustBeVouchedFirst`."""
    community = locked(queries.community(viewer=by, id=community.pk, now=now))
    if not queries.relation(viewer=by, community=community, now=now).is_member:
        raise refusals.MustBeVouchedFirst
    if community.memberships.filter(steward_since__isnull=False).exists():
        raise refusals.HasStewards
    community.memberships.filter(person=by).update(steward_since=now)
    record("step_up", community, community.pk, by, now)


@transaction.atomic
def end_stewardship(*, community: Community, person: Person, now: dt.datetime) -> None:
    """What follows when somebody steers no longer: their open links end, and somebody else may be needed.

    A group in which nobody is left whom anybody vouched for is closed: there is nobody who could open its asks.
    """
    for links in (Invitation.objects, VouchLink.objects):
        links.filter(community=community, by=person, used_at=None).delete()
    if community.memberships.filter(steward_since__isnull=False).exists():
        return
    if not community.memberships.filter(vouched_at__isnull=False).exists():
        Community.objects.filter(pk=community.pk, closed_at=None).update(closed_at=now)
    tell_that_nobody_steers(community, now)


def locked(community: Community) -> Community:
    """Two stewards who leave at the same moment must not both believe that the other stays."""
    found: Community = Community.objects.select_for_update().get(pk=community.pk)
    return found


def is_steward(community: Community, person: Person) -> bool:
    return Membership.objects.filter(community=community, person=person, steward_since__isnull=False).exists()
