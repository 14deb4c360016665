"""What every change to an ask asks first."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q

from alongside.asks import rules
from alongside.asks.actions import refusals
from alongside.asks.models import Acceptance, Ask, Place
from alongside.asks.rules import Slot
from alongside.communities import queries as communities
from alongside.communities.models import Community
from alongside.people.models import Person


def allowed(ask: Ask, *, by: Person, now: dt.datetime, even_closed: bool = False) -> Ask:
    """The ask, locked and read again, if `by` may change it and it is not closed.

    What concerns people who have promised already is possible `even_closed`.
    """
    ask = Ask.objects.select_for_update(of=("self",)).select_related("community", "place").get(pk=ask.pk)
    relation = communities.relation(viewer=by, community=ask.community, now=now)
    if not rules.may_edit(relation, is_poster=ask.posted_by_id == by.pk):
        raise refusals.MayNotEdit
    if ask.community.closed_at:
        raise refusals.GroupClosed
    if ask.closed_at and not even_closed:
        raise refusals.AlreadyClosed
    return ask


def check_posting(community: Community, *, by: Person, now: dt.datetime, on_behalf: bool) -> None:
    relation = communities.relation(viewer=by, community=community, now=now)
    if not rules.may_post(relation):
        raise refusals.MayNotPost
    if on_behalf and not relation.is_steward:
        raise refusals.OnlyStewards


def check_acceptance(ask: Ask, also: str = "") -> None:
    """Of its places as they are now, and stay until this is done: somebody may be writing their exact words.

    `also` is a place where one of its dates is about to be.
    """
    if ask.acceptance != Acceptance.AT_ONCE:
        return
    named = Q(pk__in=[one for one in (ask.place_id, also) if one])
    there = named | Q(dates__ask=ask.pk) | Q(series__ask=ask.pk)
    ids = list(Place.objects.filter(there).values_list("pk", flat=True).distinct())
    places = Place.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    has_exact_place = any(one.exact for one in places)
    if not rules.may_be_at_once(has_exact_place=has_exact_place, kind=ask.kind):
        raise refusals.NeverAtOnce


def check_elsewhere(slot: Slot, ask: Ask) -> None:
    """A date may be at another place of the same group, by the same rules as its ask."""
    if not slot.place:
        return
    check_place(Place.objects.filter(pk=slot.place).first() or Place(), ask.community)
    check_acceptance(ask, also=slot.place)


def check_place(place: Place | None, community: Community) -> Place | None:
    if place is not None and (place.community_id != community.pk or place.archived_at):
        raise refusals.NotThisPlace
    return place


def check_slots(slots: Sequence[Slot], now: dt.datetime) -> None:
    if not slots:
        raise refusals.NoDate
    if len(slots) > rules.DATES_AT_MOST:
        raise refusals.TooManyDates
    if not all(rules.is_sane(slot) for slot in slots):
        raise refusals.NotADate
    if any(rules.is_too_far_ahead(slot, now) for slot in slots):
        raise refusals.TooFarAhead
