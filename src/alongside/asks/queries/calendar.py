"""What of a community's open asks anybody may read in a calendar: the same as a stranger reads on its page."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404

from alongside.asks.models import Ask, Shift
from alongside.asks.queries.reading import visible
from alongside.asks.queries.seen import SeenDate, seen_date
from alongside.communities import queries as communities
from alongside.communities import rules as community_rules
from alongside.communities.models import Community
from alongside.communities.rules import STRANGER
from alongside.core.calendars import ENTRIES_AT_MOST


@dataclass(frozen=True, slots=True)
class PublicDate:
    """One date of an open ask, as a stranger sees it; its hours are not in it."""

    ask: Ask
    date: SeenDate
    area: str
    revised_at: dt.datetime


@dataclass(frozen=True, slots=True)
class PublicCalendar:
    community: Community
    dates: list[PublicDate]


def has_calendar(community: Community) -> bool:
    """Whether strangers read the page of a community that carries `vouched`."""
    return community_rules.may_read_page(
        STRANGER,
        visibility=community.visibility,
        is_vouched=community.vouched,
        is_closed=community.closed_at is not None,
    )


def calendar(*, id: str, now: dt.datetime) -> PublicCalendar:
    """The dates that are not over of what the public may offer to; 404 where strangers may not read the page.

    Nobody's own view of it exists: a calendar program does not sign in, and its file is passed on.
    """
    community = communities.community(viewer=None, id=id, now=now)
    if not has_calendar(community):
        raise Http404
    asks = Ask.objects.open(now).filter(visible(community), community=community)
    shifts = (
        Shift.objects.filter(ask__in=asks, ends_at__gt=now)
        .select_related("ask__place", "elsewhere")
        .prefetch_related("ask__wordings")
    )
    sealed = ("ask__place__exact", "elsewhere__exact", "ask__sheet_note")
    found = shifts.defer(*sealed).order_by("ends_at", "id")[:ENTRIES_AT_MOST]
    return PublicCalendar(community, [public_date(one, community, now) for one in found])


def public_date(shift: Shift, community: Community, now: dt.datetime) -> PublicDate:
    ask = shift.ask
    ask.community = community
    return PublicDate(
        ask=ask,
        date=seen_date(shift, ask, is_told=False, now=now),
        area=shift.place.area if shift.place else "",
        revised_at=shift.changed_at or ask.published_at or ask.created_at,
    )
