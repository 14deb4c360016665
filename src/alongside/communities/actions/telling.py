"""Who is told of what happens in a group. Each is one call of notices, which decides about pace and rest."""

import datetime as dt
from collections.abc import Collection

from django.urls import reverse

from alongside.communities import queries, rules
from alongside.communities.models import Community, Visibility
from alongside.notices import actions as notices
from alongside.people.models import Person


def tell_stewards(
    community: Community, kind: str, page: str, now: dt.datetime, but: Collection[str] = ()
) -> None:
    url = reverse(f"communities:{page}", args=[community.pk])
    for steward in queries.stewards(community=community, now=now).exclude(pk__in=but):
        notices.tell(to=steward, kind=kind, about=f"community:{community.pk}", url=url, now=now)


def tell(to: Person | None, kind: str, community: Community, now: dt.datetime) -> None:
    url = reverse("communities:community", args=[community.pk])
    notices.tell(to=to, kind=kind, about=f"community:{community.pk}", url=url, now=now)


def tell_operators_if_waiting(community: Community, now: dt.datetime) -> None:
    """Operators hear of a group that wants to be seen and that nobody vouched for yet."""
    if community.visibility == Visibility.HIDDEN or queries.is_vouched(community=community):
        return
    tell_operators(community, "vouch.wanted", now)


def tell_vouchers(community: Community, now: dt.datetime) -> None:
    """Whoever vouched for a group before it took another name or purpose; of a hidden group nobody hears."""
    if community.visibility == Visibility.HIDDEN or community.described_at is None:
        return
    for vouch in community.vouches.filter(at__lt=community.described_at).select_related("voucher"):
        if vouch.voucher is None:
            tell_operators(community, "vouch.changed", now)
        else:
            tell_stewards(vouch.voucher, "vouch.changed", "vouches", now)


def tell_operators(community: Community, kind: str, now: dt.datetime) -> None:
    url = reverse("communities:vouching")
    for operator in Person.objects.filter(is_operator=True):
        notices.tell(to=operator, kind=kind, about=f"community:{community.pk}", url=url, now=now)


def tell_that_nobody_steers(community: Community, now: dt.datetime) -> None:
    """The longest-standing vouched members are asked to step up, and the operators hear that it is paused."""
    members = community.memberships.filter(vouched_at__isnull=False).select_related("person")
    for membership in members.order_by("vouched_at", "pk")[: rules.INVITED_TO_STEP_UP]:
        tell(membership.person, "steward.invited", community, now)
    tell_operators(community, "steward.missing", now)
