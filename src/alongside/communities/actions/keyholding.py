"""A person names the groups that may help them back into their account, and takes that back."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from alongside.communities import queries
from alongside.communities.actions import refusals
from alongside.communities.actions.returning import ended
from alongside.communities.models import Community, Keyholder, Return
from alongside.notices import actions as notices
from alongside.people.models import Person


@transaction.atomic
def name_keyholder(*, community: Community, by: Person, ends_second_step: bool, now: dt.datetime) -> None:
    """From now on two of its stewards may begin. Raises `NotForOperators`, Http404."""
    community = queries.keyholder_page(viewer=by, id=community.pk, now=now).community
    if by.is_operator:
        raise refusals.NotForOperators
    Keyholder.objects.update_or_create(
        community=community,
        person=by,
        defaults={"ends_second_step": ends_second_step},
        create_defaults={"ends_second_step": ends_second_step, "named_at": now},
    )
    tell_owner(by, now)


@transaction.atomic
def end_keyholder(*, community: str, by: Person, now: dt.datetime) -> None:
    """Also ends what the group has begun. It asks for no passphrase: whoever lost it must be able to do this too."""
    if Keyholder.objects.filter(community=community, person=by).delete()[0]:
        for one in Return.objects.running().filter(community=community, person=by):
            ended(one, now, refused_at=now)
        tell_owner(by, now)


def tell_owner(person: Person, now: dt.datetime) -> None:
    page = reverse("communities:keyholders")
    notices.tell(to=person, kind="account.way_in_changed", about="account", url=page, now=now)
