"""A community's open asks in anybody's calendar. A day stands in it, and never an hour."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.asks import queries
from alongside.asks.queries.calendar import PublicDate
from alongside.core import calendars, clock, reading


@require_safe
def calendar(request: HttpRequest, id: str) -> HttpResponseBase:
    """In the group's own language: the same bytes for everybody."""
    page = queries.calendar(id=id, now=clock.now())
    group = page.community
    with translation.override(group.language), reading.words_in(lambda: [group.language]):
        entries = [entry(one) for one in page.dates]
    return calendars.answer(request, name=group.name, language=group.language, entries=entries)


def entry(one: PublicDate) -> calendars.Entry:
    """An ask without days of its own stands on its last day."""
    ask, date, said = one.ask, one.date, one.ask.said
    state = _("Covered") if date.is_covered else _("Help needed")
    return calendars.Entry(
        about=f"asks:{date.id}",
        title=f"{said.what} · {date.role}" if date.role else said.what,
        language=said.language,
        starts=date.last_day if ask.is_flexible else date.day,
        ends=date.last_day,
        revised_at=one.revised_at,
        place=one.area,
        words=""
        if date.is_cancelled
        else "\n".join([state, *([_("Any day until this one.")] * ask.is_flexible)]),
        address=settings.ALONGSIDE_ORIGIN + reverse("asks:ask", args=[ask.pk]),
        is_cancelled=date.is_cancelled,
    )
