"""What a calendar program may read of somebody's promises: as little as they chose, and never an exact place."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.http import Http404
from django.utils.translation import gettext as _

from alongside.asks.queries.calendar import has_calendar
from alongside.commitments import rules
from alongside.commitments.models import Calendar, Commitment, Commitments, Release, Shown, Stint
from alongside.commitments.queries.leaving import is_shut_out, still_holds
from alongside.commitments.queries.stints import promises_of_stint
from alongside.communities.models import Community
from alongside.core import ids, reading
from alongside.core.calendars import Entry
from alongside.people import queries as people
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
    with reading.words_in(partial(people.reads_words_in, person=found.person)):
        planned = list(ahead(found, now))
    return CalendarPage(
        calendar=found,
        planned=planned,
        is_reading_noted=found.read_on == now.astimezone(found.person.zone).date(),
    )


def mailed(*, about: str, to: Person, now: dt.datetime) -> CalendarPage | None:
    """What goes with a mail about a promise, or about every date of a series, for whoever wants files with mails."""
    found = Calendar.objects.select_related("person").filter(person=to, is_mailed=True).first()
    if found is None:
        return None
    matter = promises_about(about, to)
    with reading.words_in(partial(people.reads_words_in, person=found.person)):
        planned = [one for one in ahead(found, now) if one.commitment in matter]
        planned += off(found, matter - {one.commitment for one in planned}, now)
    return CalendarPage(calendar=found, planned=planned, is_reading_noted=False) if planned else None


def promises_about(about: str, to: Person) -> frozenset[str]:
    """The promises of `to` that a notice is about."""
    kind, _colon, key = about.partition(":")
    if kind == "stint":
        stints = Stint.objects.filter(pk=key, ally=to)
        return frozenset(one.pk for stint in stints for one in promises_of_stint(stint=stint))
    return frozenset([key]) if kind == "commitment" else frozenset()


def off(calendar: Calendar, commitments: frozenset[str], now: dt.datetime) -> Iterator[Planned]:
    """Promises that were given back, whoever did it: the file of an earlier mail may stand in a calendar."""
    mine = Commitment.objects.of(calendar.person).filter(pk__in=commitments, shift__ends_at__gt=now)
    for one in mine.with_history().select_related("shift__ask__community"):
        if rules.state(rules.told_to_ally(one.history), now) is rules.State.RELEASED:
            yield planned(one, is_told=False, is_cancelled=True)


def ahead(calendar: Calendar, now: dt.datetime) -> Iterator[Planned]:
    """Promises whose date is not over, as their ally is told of them, and those whose date was called off.

    What somebody left, and what keeps them out, is gone at once: a promise that goes back waits for the worker.
    """
    mine = Commitment.objects.of(calendar.person).filter(still_holds(), shift__ends_at__gt=now)
    mine = (
        mine.exclude(is_shut_out(now))
        .with_history()
        .select_related("shift__ask__place", "shift__elsewhere")
        .defer("note", "shift__ask__sheet_note", "shift__ask__place__exact", "shift__elsewhere__exact")
    )
    told = may_be_told(mine) if calendar.shows == Shown.WHAT else frozenset()
    if told:
        mine = mine.prefetch_related("shift__ask__wordings")
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
        language=ask.said.language if is_told else "",
        what=ask.said.what if is_told else "",
        area=shift.place.area if is_told and shift.place else "",
    )


def contents(page: CalendarPage) -> tuple[str, str, list[Entry]]:
    """Its name, its language and its entries, in the languages of its person, in their order."""
    with reading.in_order(people.reads_in(person=page.calendar.person)) as language:
        return _("Calendar"), language, [entry(one, page.calendar.pk, language) for one in page.planned]


def entry(one: Planned, calendar: str, language: str) -> Entry:
    """Two addresses name the same promise differently: what two calendars hold must not tell who goes together.

    No entry has an address: a link would say on which server its owner is.
    """
    starts: dt.date = one.last_day if one.is_flexible else one.starts_at
    return Entry(
        about=f"commitments:{calendar}:{one.commitment}",
        title=one.what or _("Appointment"),
        language=one.language or language,
        starts=starts,
        ends=one.last_day if one.is_flexible else one.ends_at,
        revised_at=one.revised_at,
        place=one.area,
        is_cancelled=one.is_cancelled,
    )
