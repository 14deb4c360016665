"""The asks, drafts and places of one community, for whoever works there."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, prefetch_related_objects
from django.http import Http404

from alongside.asks import rules
from alongside.asks.models import Ask, Place, Shift
from alongside.asks.models.ask import Asks
from alongside.asks.queries.calendar import has_calendar
from alongside.asks.queries.filters import Filters
from alongside.asks.queries.reading import Open, ask, is_poster, open_asks
from alongside.asks.rules import sheets
from alongside.communities import queries as communities
from alongside.communities.models import Community
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class CommunityAsks:
    """A community with its open asks; whether the viewer may write one there, and how many drafts wait."""

    community: Community
    asks: list[Open]
    may_post: bool
    drafts: int

    @property
    def has_calendar(self) -> bool:
        return has_calendar(self.community)


def community_asks(*, viewer: Person | None, id: str, filters: Filters, now: dt.datetime) -> CommunityAsks:
    """Its open asks that the viewer may know of. 404 where the viewer may not know of the community."""
    community = communities.community(viewer=viewer, id=id, now=now)
    may_post = rules.may_post(community.relation)
    found = open_asks(viewer=viewer, now=now, filters=filters, community=community.pk)
    waiting = own_drafts(community, viewer).count() if viewer and may_post else 0
    return CommunityAsks(community, found, may_post, waiting)


def own_drafts(community: Community, viewer: Person) -> Asks:
    drafts = Ask.objects.filter(community=community, published_at__isnull=True)
    return drafts if community.relation.is_steward else drafts.filter(posted_by=viewer)


def posting(*, viewer: Person, id: str, now: dt.datetime) -> Community:
    """A community in whose name the viewer may write an ask, else 404."""
    community = communities.community(viewer=viewer, id=id, now=now)
    if not rules.may_post(community.relation) or community.closed_at:
        raise Http404
    return community


def drafts(*, viewer: Person, id: str, now: dt.datetime) -> tuple[Community, Asks]:
    """A steward sees all drafts, a member their own; newest first."""
    community = posting(viewer=viewer, id=id, now=now)
    found = own_drafts(community, viewer).for_cards(viewer, now).order_by("-created_at", "id")
    return community, found


def resting_asks(*, viewer: Person, community: Community, now: dt.datetime) -> Asks:
    """For stewards: published asks that are paused, closed, or whose last date is over; newest first."""
    if not community.relation.is_steward:
        return Ask.objects.none()
    published = Ask.objects.filter(community=community, published_at__isnull=False)
    return (
        published.exclude(pk__in=Ask.objects.open(now).values("pk"))
        .for_cards(viewer, now)
        .order_by("-published_at", "id")
    )


def editable(*, viewer: Person, id: str, now: dt.datetime) -> Ask:
    """An ask that the viewer may change and that is not closed, else 404."""
    found = steered(viewer=viewer, id=id, now=now)
    if found.closed_at:
        raise Http404
    return found


def steered(*, viewer: Person, id: str, now: dt.datetime) -> Ask:
    """An ask for its stewards and whoever wrote it, closed or not; 404 for everybody else."""
    found = ask(viewer=viewer, id=id, now=now)
    if not rules.may_edit(found.community.relation, is_poster=is_poster(found, viewer)):
        raise Http404
    return found


def editable_date(*, viewer: Person, ask_id: str, id: str, now: dt.datetime) -> Shift:
    """A date of such an ask, with the ask at hand."""
    found = editable(viewer=viewer, id=ask_id, now=now)
    date = next((one for one in found.dates if one.pk == id), None)
    if date is None:
        raise Http404
    date.ask = found
    return date


def places(*, viewer: Person, id: str, now: dt.datetime) -> tuple[Community, list[Place]]:
    """A steward's list of saved places, archived ones last."""
    community = communities.stewarded_community(viewer=viewer, id=id, now=now)
    found = community.places.prefetch_related("facts").defer("exact")
    return community, list(found.order_by("archived_at", "name", "id"))


def place(*, viewer: Person, id: str, now: dt.datetime) -> Place:
    """A saved place with its exact words, for stewards; 404 for everybody else.

    For one that never was the same is read: the time must not tell it from one that is hidden.
    """
    there = list(Place.objects.select_related("community").filter(pk=id))
    group = there[0].community if there else Community(pk="")
    communities.known(viewer=viewer, community=group, now=now)
    if not there or not group.relation.is_steward:
        raise Http404
    prefetch_related_objects(there, "facts")
    return there[0]


def usable_places(*, community: Community, ask: Ask | None = None, date: Shift | None = None) -> list[Place]:
    """The places that an ask of this community may name: those in use, and where `ask` or `date` is already."""
    usable = Q(archived_at__isnull=True)
    if ask and ask.place_id:
        usable |= Q(pk=ask.place_id)
    if date and date.elsewhere_id:
        usable |= Q(pk=date.elsewhere_id)
    return list(community.places.filter(usable).defer("exact").order_by("name", "id"))


def places_by_name(*, community: Community) -> dict[str, Place]:
    return {sheets.plain(one.name): one for one in usable_places(community=community)}
