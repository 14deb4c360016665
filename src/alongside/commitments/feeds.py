"""Somebody's own promises in their calendar: "Appointment" and the time, unless they chose more for that address."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from alongside.commitments import actions, queries
from alongside.core import calendars, clock


@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponseBase:
    """For whoever has the address. It is in the languages of its person, in their order, whoever reads it."""
    now = clock.now()
    page = queries.calendar(secret=secret, now=now)
    if not page.is_reading_noted:
        actions.note_reading(calendar=page.calendar, now=now)
    name, language, entries = queries.contents(page)
    return calendars.answer(request, name=name, language=language, entries=entries, secret=True)
