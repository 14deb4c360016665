"""What becomes of somebody's promises when they are outside the group by now: they left it, or lost all standing."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q

from alongside.asks.models import OpenTo
from alongside.commitments import rules
from alongside.commitments.models import Commitment, Commitments
from alongside.communities import queries as communities
from alongside.communities.models import Community, Membership, Restriction, Standing, Visibility
from alongside.people.models import Person

HERE = {"person": OuterRef("ally"), "community": OuterRef("shift__ask__community")}
"""A promise's ally in the group of its ask, for rows that name both."""


@dataclass(frozen=True, slots=True)
class LeavingPage:
    """What leaving a group means for what somebody promised it. An offer stays until its ally takes it back."""

    community: Community
    going_back: list[Commitment]
    staying: list[Commitment]
    offered: list[Commitment]


def leaving(*, viewer: Person, id: str, now: dt.datetime) -> LeavingPage:
    """For whoever is inside; 404 for everybody else. Three queries on top of the group's."""
    community = communities.own_community(viewer=viewer, id=id, now=now).community
    mine = Commitment.objects.of(viewer).for_community(community).with_history()
    mine = mine.order_by("shift__starts_at", "pk")
    ahead = mine.holding_a_place().filter(shift__ends_at__gt=now)
    back = set(ahead.filter(may_be_given_back(now), ~is_open_to_anybody()).values_list("pk", flat=True))
    held = [one for one in ahead if rules.state(rules.told_to_ally(one.history), now) in rules.PROMISED]
    return LeavingPage(
        community=community,
        going_back=[one for one in held if one.pk in back],
        staying=[one for one in held if one.pk not in back],
        offered=list(mine.unanswered(now)),
    )


def left_behind(*, now: dt.datetime) -> Commitments:
    """Promises that may still be given back, of people whom only a member or an ally of the group could make."""
    return Commitment.objects.promised().filter(
        may_be_given_back(now), ~still_holds(), doneclaim__isnull=True
    )


def shut_out(*, now: dt.datetime) -> Commitments:
    """Open promises and offers of people whom the group keeps out."""
    return Commitment.objects.open(now).filter(
        is_shut_out(now), shift__ends_at__gt=now, doneclaim__isnull=True
    )


def is_shut_out(now: dt.datetime) -> Q:
    """Whether the group keeps the ally of a promise out now."""
    return Q(Exists(Restriction.objects.active(now).filter(**HERE)))


def still_holds() -> Q:
    """Whether a promise is of somebody inside, or of somebody who could offer to that ask from outside as well."""
    is_inside = Q(Exists(Membership.objects.filter(**HERE))) | Q(Exists(Standing.objects.filter(**HERE)))
    return is_inside | is_open_to_anybody()


def is_open_to_anybody() -> Q:
    """The same as `asks.rules.may_offer` for somebody signed in who is nothing to the group."""
    shown = Community.objects.with_vouched().filter(
        vouched=True, visibility=Visibility.PUBLIC, closed_at__isnull=True
    )
    return Q(shift__ask__open_to=OpenTo.ANYONE, shift__ask__community__in=shown.values("pk"))


def may_be_given_back(now: dt.datetime) -> Q:
    """The clock's part of `rules.may_release`."""
    is_due_later = Q(shift__starts_at__gt=now) | Q(shift__ask__is_flexible=True)
    return Q(is_due_later | Q(shift__changed_at__gt=F("offered_at")), shift__ends_at__gt=now)
