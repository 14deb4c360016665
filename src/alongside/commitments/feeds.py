"""Somebody's own promises in their calendar: "Appointment" and the time, unless they chose more for that address."""

import datetime as dt

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.commitments import actions, queries
from alongside.commitments.queries.calendars import Planned
from alongside.core import calendars, clock, reading
from alongside.people import queries as people


@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponseBase:
    """For whoever has the address. It is in the languages of its person, in their order, whoever reads it."""
    now = clock.now()
    page = queries.calendar(secret=secret, now=now)
    if not page.is_reading_noted:
        actions.note_reading(calendar=page.calendar, now=now)
    with reading.in_order(people.reads_in(person=page.calendar.person)) as language:
        entries = [entry(one, page.calendar.pk, language) for one in page.planned]
        name = _("Calendar")
    return calendars.answer(request, name=name, language=language, entries=entries, secret=True)


def entry(one: Planned, calendar: str, language: str) -> calendars.Entry:
    """Two addresses name the same promise differently: what two calendars hold must not tell who goes together.

    No entry has an address: a link would say on which server its owner is.
    """
    starts: dt.date = one.last_day if one.is_flexible else one.starts_at
    return calendars.Entry(
        about=f"commitments:{calendar}:{one.commitment}",
        title=one.what or _("Appointment"),
        language=one.language or language,
        starts=starts,
        ends=one.last_day if one.is_flexible else one.ends_at,
        revised_at=one.revised_at,
        place=one.area,
        is_cancelled=one.is_cancelled,
    )
