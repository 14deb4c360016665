"""Members vouch for an ally. Stewards read who did; the ally never does, and nobody is told."""

import datetime as dt

from django.db import transaction

from alongside.communities import queries
from alongside.communities.actions import refusals
from alongside.communities.actions.belonging import record
from alongside.communities.models import AllyVouch, Community, Standing
from alongside.people.models import Person


@transaction.atomic
def vouch_for_ally(*, standing: Standing, by: Person, now: dt.datetime) -> None:
    """Raises `BelongsTooShort`, Http404 for everybody but members, and for the ally themselves."""
    page = queries.ally_vouch_page(viewer=by, id=standing.community_id, ally=standing.pk, now=now)
    standing = locked(page.standing)
    if not page.may_vouch:
        raise refusals.BelongsTooShort
    _vouch, made = AllyVouch.objects.get_or_create(standing=standing, by=by, defaults={"at": now})
    if made:
        record("vouch_for_ally", page.community, standing.pk, by, now, about=standing.person)
        settle(standing, now)


@transaction.atomic
def take_back_ally_vouch(*, standing: Standing, by: Person, now: dt.datetime) -> None:
    page = queries.ally_vouch_page(viewer=by, id=standing.community_id, ally=standing.pk, now=now)
    standing = locked(page.standing)
    if AllyVouch.objects.filter(standing=standing, by=by).delete()[0]:
        record("take_back_ally_vouch", page.community, standing.pk, by, now, about=standing.person)
        settle(standing, now)


@transaction.atomic
def end_ally_vouches(*, community: Community, by: Person, now: dt.datetime) -> None:
    """What follows when a member leaves, is kept out or is erased: their word for allies ends with it."""
    given = Standing.objects.filter(community=community, vouches__by=by).order_by("pk")
    for standing in [locked(one) for one in given]:
        AllyVouch.objects.filter(standing=standing, by=by).delete()
        settle(standing, now)


def settle_all(community: Community, now: dt.datetime) -> None:
    """After a group asks for more vouches, or for fewer."""
    for one in community.standings.order_by("pk"):
        settle(locked(one), now)


def settle(standing: Standing, now: dt.datetime) -> None:
    """Writes since when enough members vouch for an ally, if they do."""
    is_enough = queries.is_vouched_for(standing=standing, now=now)
    if is_enough != (standing.vouched_at is not None):
        standing.vouched_at = now if is_enough else None
        standing.save(update_fields=["vouched_at"])


def locked(standing: Standing) -> Standing:
    """Two who vouch at the same moment must not both count without the other."""
    return (
        Standing.objects.select_for_update(of=("self",))
        .select_related("community", "person")
        .get(pk=standing.pk)
    )
