"""Dates as calendar programs read them: iCalendar (RFC 5545), made in one place, so that no feed says more.

Days stay days, and moments are written in UTC: every program shows them right, and no time zone says where somebody is.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import icalendar
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from alongside.core.ids import digest

ENTRIES_AT_MOST = 200
ASKED_AGAIN_AFTER = dt.timedelta(hours=4)
PROGRAM = "-//Calendar//Calendar//EN"
FORM = "2"
"""Raised when the same entries are written in another way, so that nobody keeps the old way."""


@dataclass(frozen=True, slots=True)
class Entry:
    """All that a feed says of one date. `starts` and `ends` are two moments, or the first and the last day.

    `about` is what this is an entry of. It stays the same when the entry moves, and is shown to nobody. Only the day
    of `revised_at` is told: the hour at which a group changes its mind is its own.
    """

    about: str
    title: str
    language: str
    starts: dt.date
    ends: dt.date
    revised_at: dt.datetime
    place: str = ""
    words: str = ""
    address: str = ""
    is_cancelled: bool = False


def answer(
    request: HttpRequest, *, name: str, language: str, entries: Sequence[Entry], secret: bool = False
) -> HttpResponseBase:
    """The feed, or 304 before a line of it is written. A secret one is kept nowhere on its way."""
    version = f'"{digest(repr((FORM, name, language, entries)))}"'
    response = get_conditional_response(request, etag=version)
    if response is None:
        response = HttpResponse(written(name, entries), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    response["ETag"], response["Content-Language"] = version, language
    response["Cache-Control"] = "private, no-cache" if secret else "no-cache"
    return response


def written(name: str, entries: Sequence[Entry]) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PROGRAM)
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASKED_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(ASKED_AGAIN_AFTER))
    for one in entries[:ENTRIES_AT_MOST]:
        calendar.add_component(event(one))
    return bytes(calendar.to_ical())


def event(entry: Entry) -> icalendar.Event:
    made = icalendar.Event()
    made.add("uid", digest(entry.about)[:40])
    made.add(
        "dtstamp", entry.revised_at.astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    )
    made.add("dtstart", in_utc(entry.starts))
    made.add("dtend", in_utc(entry.ends) if is_moment(entry.ends) else entry.ends + dt.timedelta(days=1))
    made.add("summary", entry.title, parameters={"LANGUAGE": entry.language})
    made.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    made.add("transp", "OPAQUE" if is_moment(entry.starts) and not entry.is_cancelled else "TRANSPARENT")
    for said, words in (("location", entry.place), ("description", entry.words), ("url", entry.address)):
        if words:
            made.add(said, words)
    return made


def is_moment(when: dt.date) -> bool:
    return isinstance(when, dt.datetime)


def in_utc(when: dt.date) -> dt.date:
    return when.astimezone(dt.UTC) if isinstance(when, dt.datetime) else when
