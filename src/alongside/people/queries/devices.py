"""The browsers in which a person is signed in."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404

from alongside.core.ids import digest
from alongside.people.models import Person, Session

HANDLE_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Device:
    """A signed-in browser as its person sees it. `handle` is the start of a digest, and opens nothing."""

    handle: str
    name: str
    started_at: dt.datetime
    is_this: bool


def devices(*, person: Person, this_key: str | None, now: dt.datetime) -> list[Device]:
    """`this_key` is the value of the asking browser's cookie. The asking browser comes first."""
    this = digest(this_key or "")
    rows = Session.objects.filter(person=person, expire_date__gt=now).order_by("-started_at")
    found = [
        Device(row.session_key[:HANDLE_LENGTH], row.name, row.started_at, row.session_key == this)
        for row in rows
    ]
    return sorted(found, key=lambda device: not device.is_this)


def device(*, person: Person, handle: str, this_key: str | None, now: dt.datetime) -> Device:
    """Raises `Http404` for a session that is not this person's."""
    for found in devices(person=person, this_key=this_key, now=now):
        if found.handle == handle:
            return found
    raise Http404
