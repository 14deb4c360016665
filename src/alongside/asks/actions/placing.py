"""Saved places."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Exists, OuterRef

from alongside.asks import rules
from alongside.asks.actions import refusals
from alongside.asks.actions.telling import tell_of_change
from alongside.asks.models import Acceptance, Ask, Place, PlaceFact, Shift
from alongside.communities import queries as communities
from alongside.communities.models import Community
from alongside.core.access import Answer, Fact
from alongside.core.locations import Location
from alongside.ledger.actions import record
from alongside.people.models import Person


@transaction.atomic
def save_place(
    *,
    community: Community,
    by: Person,
    now: dt.datetime,
    name: str,
    area: str,
    exact: str = "",
    opens_hours_before: int = 48,
    point: Location | None = None,
    facts: Mapping[str, str] | None = None,
    is_contact: bool = False,
    place: Place | None = None,
) -> Place:
    """A new place, or `place` with other words. Whoever is committed to a date there is told that it changed.

    With `is_contact` the steward who saves it is named as the one who answers questions about getting in. Without,
    they no longer are; nobody can name, or take away, somebody else but by stepping in. Of `point` only the nearest
    point of a coarse grid is kept: from exact distances to several homes anybody could work out the place.
    """
    check_steward(community, by=by, now=now)
    saved = locked(place) if place else Place(community=community)
    moved = place is not None and (saved.exact, saved.area) != (exact, area)
    saved.name, saved.area, saved.exact = name, area, exact
    saved.opens_hours_before = opens_hours_before
    near = point.rounded() if point else None
    saved.latitude, saved.longitude = (near.latitude, near.longitude) if near else (None, None)
    if is_contact or saved.contact_id == by.pk:
        saved.contact = by if is_contact else None
    check_acceptance_there(saved)
    saved.save()
    set_facts(saved, facts or {})
    if moved:
        tell_of_move(saved, now=now)
    details = {"moved": moved, "new": place is None}
    record(kind="asks.save_place", subject=saved.pk, by=by, now=now, community=community.pk, facts=details)
    return saved


def locked(place: Place) -> Place:
    """The place as it is now, after the asks there: the order in which a change of an ask locks them."""
    asks = Ask.objects.at(place).values("pk")
    list(Ask.objects.select_for_update(no_key=True).filter(pk__in=asks).order_by("pk").values_list("pk"))
    return Place.objects.select_for_update(no_key=True).get(pk=place.pk)


def check_steward(community: Community, *, by: Person, now: dt.datetime) -> None:
    if not communities.relation(viewer=by, community=community, now=now).is_steward:
        raise refusals.OnlyStewards


def check_acceptance_there(place: Place) -> None:
    """A place gets no exact words while an ask there gives places without a steward's yes."""
    if not place.exact:
        return
    there = Ask.objects.at(place).filter(acceptance=Acceptance.AT_ONCE, closed_at__isnull=True)
    if any(not rules.may_be_at_once(has_exact_place=True, kind=ask.kind) for ask in there):
        raise refusals.AtOnceHere


def set_facts(place: Place, facts: Mapping[str, str]) -> None:
    """No row means unknown, so only answers are kept."""
    place.facts.all().delete()
    PlaceFact.objects.bulk_create(
        PlaceFact(place=place, fact=Fact(fact), answer=Answer(answer))
        for fact, answer in facts.items()
        if answer in {Answer.YES, Answer.NO}
    )


def tell_of_move(place: Place, *, now: dt.datetime) -> None:
    """Also where an ask rests or takes no more offers: somebody may have promised to come there."""
    has_date = Exists(Shift.objects.filter(ask=OuterRef("pk")).coming(now))
    for ask in Ask.objects.at(place).published().filter(has_date):
        tell_of_change(ask, now=now, place=place)


@transaction.atomic
def archive_place(*, place: Place, by: Person, now: dt.datetime) -> None:
    """Offers the place for no new ask. Asks that are there stay there."""
    check_steward(place.community, by=by, now=now)
    if place.archived_at is None:
        place.archived_at = now
        place.save(update_fields=["archived_at"])
        community = place.community_id
        record(kind="asks.archive_place", subject=place.pk, by=by, now=now, community=community)


@transaction.atomic
def restore_place(*, place: Place, by: Person, now: dt.datetime) -> None:
    check_steward(place.community, by=by, now=now)
    if place.archived_at is not None:
        place.archived_at = None
        place.save(update_fields=["archived_at"])
        community = place.community_id
        record(kind="asks.restore_place", subject=place.pk, by=by, now=now, community=community)
