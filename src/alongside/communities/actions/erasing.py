import datetime as dt

from django.db import transaction

from alongside.communities import rules
from alongside.communities.actions.leaving import end_stewardship, locked
from alongside.communities.actions.trusting import end_ally_vouches
from alongside.communities.models import (
    Community,
    Invitation,
    Keyholder,
    Membership,
    MembershipRequest,
    Restriction,
    Return,
    Standing,
    VouchLink,
)
from alongside.people.models import Person


@transaction.atomic
def erase_person(*, person: Person, now: dt.datetime) -> None:
    """Takes somebody out of every group. A group that loses its last steward is told, as when they leave."""
    steered = list(Community.objects.stewarded_by(person).order_by("pk"))
    for community in steered:
        locked(community)
    vouching = Community.objects.filter(standings__vouches__by=person).distinct()
    for community in vouching.order_by("pk"):
        end_ally_vouches(community=community, by=person, now=now)
    for rows in (Membership, MembershipRequest, Standing, Restriction, Keyholder, Return):
        rows.objects.filter(person=person).delete()
    for community in steered:
        end_stewardship(community=community, person=person, now=now)
    Community.objects.filter(founded_by=person).update(founded_by=None)


@transaction.atomic
def forget_links(*, now: dt.datetime) -> int:
    """Deletes one-time links 30 days after they were made."""
    old = now - rules.LINK_KEPT
    deleted = [rows.objects.filter(at__lt=old).delete()[0] for rows in (Invitation, VouchLink)]
    return sum(deleted)
