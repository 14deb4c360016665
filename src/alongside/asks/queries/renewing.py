"""Asks of which nobody has said for long that they stand: whom to ask, and where the question waits."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, Q
from django.http import Http404

from alongside.asks import rules
from alongside.asks.models import Ask, Delegate, Shift
from alongside.asks.models.ask import Asks, Shifts
from alongside.asks.queries.reading import ask as read_ask
from alongside.asks.queries.reading import is_poster
from alongside.communities import queries as communities
from alongside.communities.models import Community, Membership, Restriction
from alongside.core.rows import how_many
from alongside.people import queries as people
from alongside.people.models import Person

LISTED_AT_MOST = 60


def running() -> Exists:
    """Looked at last, so that no database begins with all asks of all groups."""
    return Exists(Community.objects.running().filter(pk=OuterRef("community")))


def going_on() -> Asks:
    """Neither paused nor closed, by themselves or with their group."""
    return Ask.objects.filter(running(), paused_at__isnull=True, closed_at__isnull=True)


def promised_lately(now: dt.datetime) -> Shifts:
    return Shift.objects.filter(
        cancelled_at__isnull=True, places_taken__gt=0, ends_at__gt=now - rules.STANDS_FOR
    )


def stale(*, now: dt.datetime) -> Asks:
    """The same as `rules.is_stale`, for all that nobody has been asked about. It begins with the dates that are far
    enough ahead: those are few, and asks that are over are many.
    """
    before = now - rules.STANDS_FOR
    lasting = Shift.objects.filter(cancelled_at__isnull=True, ends_at__gt=now + rules.RENEWED_WITHIN)
    return going_on().filter(
        Q(renewal__isnull=True) | Q(renewal__at__lte=before),
        ~Exists(promised_lately(now).filter(ask=OuterRef("pk"))),
        pk__in=lasting.values("ask"),
        published_at__lte=before,
        asked_again_at__isnull=True,
    )


def is_stale(*, ask: Ask, now: dt.datetime) -> bool:
    """Whether to ask about one ask, as it is now."""
    if ask.asked_again_at or not going_on().filter(pk=ask.pk).exists() or not ask.published_at:
        return False
    renewed_at = ask.renewal.at if hasattr(ask, "renewal") else ask.published_at
    ends = ask.shifts.filter(cancelled_at__isnull=True).aggregate(
        last=Max("ends_at"), promised=Max("ends_at", filter=Q(places_taken__gt=0))
    )
    return ends["last"] is not None and rules.is_stale(
        tended_at=max(renewed_at, ask.published_at),
        last_ends_at=ends["last"],
        promised_until=ends["promised"],
        now=now,
    )


def asked(now: dt.datetime) -> Asks:
    """Those whose question waits, and that have a date to come."""
    coming = Shift.objects.filter(ask=OuterRef("pk")).coming(now)
    return going_on().filter(Exists(coming), asked_again_at__isnull=False)


def asked_in_vain(*, now: dt.datetime) -> Asks:
    """Those of which somebody has promised a date since they were asked about."""
    promised = promised_lately(now).filter(ask=OuterRef("pk"))
    return Ask.objects.filter(Exists(promised), asked_again_at__isnull=False)


def resting_untold(*, now: dt.datetime) -> Asks:
    """Those that rest, and nobody has been told."""
    return asked(now).filter(asked_again_at__lte=now - rules.RENEWED_WITHIN, rest_told_at__isnull=True)


def own(*, asks: Collection[Ask], now: dt.datetime) -> dict[str, set[str]]:
    """Whoever wrote each ask for themselves and its delegates (ids), while they belong to the group."""
    named = {one.pk: set() if one.on_behalf else {one.posted_by_id} for one in asks}
    for ask, person in Delegate.objects.active(now).filter(ask__in=named).values_list("ask", "person"):
        named[ask].add(person)
    here = {"community": OuterRef("community"), "person": OuterRef("person")}
    inside = Membership.objects.filter(
        ~Exists(Restriction.objects.active(now).filter(**here)),
        community__in={one.community_id for one in asks},
        person__in=set().union(*named.values()) - {None},
        vouched_at__isnull=False,
    )
    belonging = set(inside.values_list("community", "person"))
    return {
        one.pk: {person for person in named[one.pk] if (one.community_id, person) in belonging}
        for one in asks
    }


def owners(*, ask: Ask, now: dt.datetime) -> list[Person]:
    """Whoever wrote it and its delegates, while they belong to the group; the stewards of what was written for
    somebody else, or where nobody of those is left. Without those who rest: they are asked nothing.
    """
    found = list(Person.objects.filter(pk__in=own(asks=[ask], now=now)[ask.pk]).order_by("pk"))
    if ask.on_behalf or not found:
        found += [one for one in communities.stewards(community=ask.community, now=now) if one not in found]
    return [one for one in found if not people.is_resting(person=one, now=now)]


def may_renew(*, ask: Ask, viewer: Person, now: dt.datetime) -> bool:
    relation = communities.relation(viewer=viewer, community=ask.community, now=now)
    if rules.may_edit(relation, is_poster=is_poster(ask, viewer)):
        return True
    return may_judge(ask, viewer, now) if relation.is_member else False


def may_judge(ask: Ask, viewer: Person, now: dt.datetime) -> bool:
    """Whoever may say whether it helped may say whether it stands."""
    return Delegate.objects.active(now).filter(ask=ask, person=viewer).exists()


def renewable(*, viewer: Person, id: str, now: dt.datetime) -> Ask:
    """An ask of which the viewer may say that it stands; 404 for everybody else."""
    found = read_ask(viewer=viewer, id=id, now=now)
    if found.closed_at or not may_renew(ask=found, viewer=viewer, now=now):
        raise Http404
    return found


def may_be_asked(viewer: Person) -> bool:
    """Whether anything can wait for their word: they steer a group, wrote an ask, or are a delegate.

    Of most people none is true, and to know it takes three plain reads.
    """
    return bool(
        communities.may_steer(viewer)
        or how_many(Ask, posted_by_id=viewer.pk)
        or how_many(Delegate, person_id=viewer.pk)
    )


@dataclass(frozen=True, slots=True)
class Question:
    """An ask of which somebody must say that it stands; `rests`: nobody did in time."""

    ask: Ask
    rests: bool


def questions(*, viewer: Person, now: dt.datetime) -> list[Question]:
    """Those that wait for the viewer: as steward, as whoever wrote it, or as delegate. Oldest first."""
    if not may_be_asked(viewer):
        return []
    here = {"community": OuterRef("community"), "person": viewer}
    belongs = Membership.objects.filter(**here, vouched_at__isnull=False)
    own = Q(posted_by=viewer) | Exists(Delegate.objects.active(now).filter(ask=OuterRef("pk"), person=viewer))
    found = asked(now).filter(
        Exists(belongs.filter(steward_since__isnull=False)) | (Q(Exists(belongs)) & own),
        ~Exists(Restriction.objects.active(now).filter(**here)),
    )
    shown = found.select_related("community").prefetch_related("wordings").order_by("asked_again_at", "pk")
    return [Question(one, rules.rests(one.asked_again_at, now)) for one in shown[:LISTED_AT_MOST]]
