"""What a calendar program may read of somebody's promises: as little as they chose, and never an exact place."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404

from alongside.asks.queries.calendar import has_calendar
from alongside.commitments import rules
from alongside.commitments.models import Calendar, Commitment, Commitments, Release, Shown
from alongside.commitments.queries.leaving import is_shut_out, still_holds
from alongside.communities.models import Community
from alongside.core import ids
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class Planned:
    """One promise that is ahead. `what` and `area` are empty unless this calendar may show them."""

    commitment: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    last_day: dt.date
    is_flexible: bool
    is_cancelled: bool
    revised_at: dt.datetime
    language: str
    what: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class CalendarPage:
    calendar: Calendar
    planned: list[Planned]
    is_reading_noted: bool


def calendars(*, person: Person) -> list[Calendar]:
    return list(Calendar.objects.filter(person=person).order_by("-made_at", "id"))


def calendar(*, secret: str, now: dt.datetime) -> CalendarPage:
    """What stands at an address. Raises `Http404` where there is none, or none any more."""
    found = Calendar.objects.select_related("person").filter(key=ids.digest(secret)).first()
    if found is None:
        raise Http404
    return CalendarPage(
        calendar=found,
        planned=list(ahead(found, now)),
        is_reading_noted=found.read_on == now.astimezone(found.person.zone).date(),
    )


def ahead(calendar: Calendar, now: dt.datetime) -> Iterator[Planned]:
    """Promises whose date is not over, as their ally is told of them, and those whose date was called off.

    What somebody left, and what keeps them out, is gone at once: a promise that goes back waits for the worker.
    """
    mine = Commitment.objects.of(calendar.person).filter(still_holds(), shift__ends_at__gt=now)
    mine = (
        mine.exclude(is_shut_out(now))
        .with_history()
        .select_related("shift__ask__place")
        .defer("note", "shift__ask__sheet_note", "shift__ask__place__exact")
    )
    told = may_be_told(mine) if calendar.shows == Shown.WHAT else frozenset()
    for one in mine.order_by("shift__starts_at", "pk"):
        state = rules.state(rules.told_to_ally(one.history), now)
        if state in rules.PROMISED or was_called_off(one, state):
            is_told = one.shift.ask.community_id in told
            yield planned(one, is_told=is_told, is_cancelled=state not in rules.PROMISED)


def was_called_off(commitment: Commitment, state: rules.State) -> bool:
    """Whether it ended because its date did. What somebody gave back themselves is gone from their calendar."""
    return state is rules.State.RELEASED and commitment.release.reason == Release.Reason.CANCELLED


def may_be_told(promises: Commitments) -> frozenset[str]:
    """The groups whose page strangers read. Of any other nothing more is said, whatever its ally chose."""
    groups = Community.objects.with_vouched().filter(pk__in=promises.values("shift__ask__community"))
    return frozenset(one.pk for one in groups if has_calendar(one))


def planned(one: Commitment, *, is_told: bool, is_cancelled: bool) -> Planned:
    shift, ask = one.shift, one.shift.ask
    return Planned(
        commitment=one.pk,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        last_day=shift.ends_at.astimezone(ask.community.zone).date(),
        is_flexible=ask.is_flexible,
        is_cancelled=is_cancelled,
        revised_at=max(one.acceptance.at, shift.cancelled_at or shift.changed_at or one.acceptance.at),
        language=ask.language if is_told else "",
        what=ask.what if is_told else "",
        area=ask.place.area if is_told and ask.place else "",
    )
