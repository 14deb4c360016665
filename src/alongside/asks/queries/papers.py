"""An ask on paper, for somebody without a phone: nothing stands there that its steward did not choose."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import Http404

from alongside.asks import rules
from alongside.asks.models import Ask, Place, Shift
from alongside.asks.queries.calendar import has_calendar
from alongside.asks.queries.reading import open_asks
from alongside.asks.queries.seen import Seen, without_poster
from alongside.asks.rules import Worded
from alongside.communities import queries as communities
from alongside.communities.models import Community
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class PaperDate:
    """One date, in the time of its group. What was not chosen is empty; `people` is then None.

    `is_sure`: as many have a place as must go together.
    """

    starts_at: dt.datetime
    ends_at: dt.datetime
    role: str
    area: str
    exact: str
    people: int | None
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """`others` is the number of dates to come that are not on it."""

    ask: Ask
    shows: frozenset[str]
    dates: list[PaperDate]
    others: int

    @property
    def said(self) -> Worded | None:
        """What was asked, in the language in which this part of the paper is read."""
        return self.ask.said if rules.PaperPart.WHAT in self.shows else None

    @property
    def group(self) -> Community | None:
        return self.ask.community if rules.PaperPart.GROUP in self.shows else None

    @property
    def tells_of_people(self) -> bool:
        return rules.PaperPart.PEOPLE in self.shows


def board(*, viewer: Person, id: str, now: dt.datetime) -> tuple[Community, list[Seen]]:
    """For a steward, what a stranger reads of a group's open asks that still need somebody, soonest first.

    404 for everybody else, and where strangers do not read the page of the group: then nothing may hang on a wall.
    """
    communities.stewarded_community(viewer=viewer, id=id, now=now)
    community = communities.community(viewer=None, id=id, now=now)
    if not has_calendar(community):
        raise Http404
    found = open_asks(viewer=None, now=now, community=community.pk)
    shown = [without_poster(ask=one.ask, viewer=None, relation=one.relation, now=now) for one in found]
    wanting = [still_wanting(one) for one in shown if not one.is_covered]
    return community, wanting[: rules.ASKS_ON_A_BOARD]


def still_wanting(shown: Seen) -> Seen:
    return replace(shown, dates=tuple(one for one in shown.coming if not one.is_covered))


def paper(*, ask: Ask, shows: frozenset[str], now: dt.datetime) -> Paper:
    coming = coming_dates(ask, now)
    first = coming[: rules.DATES_ON_PAPER]
    exact = exact_words(first, now) if rules.PaperPart.PLACE in shows else {}
    dates = [paper_date(one, ask, shows, exact.get(one.pk, "")) for one in first]
    return Paper(ask, shows, dates, len(coming) - len(first))


def has_open_place(*, ask: Ask, now: dt.datetime) -> bool:
    """Whether a date that would be on paper has exact words of its place that somebody accepted may read now."""
    return bool(exact_words(coming_dates(ask, now)[: rules.DATES_ON_PAPER], now))


def coming_dates(ask: Ask, now: dt.datetime) -> list[Shift]:
    return [one for one in ask.dates if one.cancelled_at is None and one.ends_at > now]


def exact_words(dates: Sequence[Shift], now: dt.datetime) -> dict[str, str]:
    """By date, and only while they are open: paper must not hold longer, nor earlier, what a page would not show."""
    opened = {one.pk: one.place.pk for one in dates if one.place and is_place_open(one, one.place, now)}
    words = dict(Place.objects.filter(pk__in={*opened.values()}).values_list("pk", "exact"))
    return {date: words[place] for date, place in opened.items() if words[place]}


def is_place_open(date: Shift, place: Place, now: dt.datetime) -> bool:
    return rules.is_exact_place_open(
        is_accepted=True,
        starts_at=date.starts_at,
        ends_at=date.ends_at,
        hours_before=place.opens_hours_before,
        now=now,
    )


def paper_date(date: Shift, ask: Ask, shows: frozenset[str], exact: str) -> PaperDate:
    zone, taken = ask.community.zone, date.places_taken
    return PaperDate(
        starts_at=date.starts_at.astimezone(zone),
        ends_at=date.ends_at.astimezone(zone),
        role=date.role if rules.PaperPart.WHAT in shows else "",
        area=date.place.area if date.place and rules.PaperPart.AREA in shows else "",
        exact=exact,
        people=taken if rules.PaperPart.PEOPLE in shows else None,
        is_sure=taken >= (2 if ask.two_people else 1),
    )
