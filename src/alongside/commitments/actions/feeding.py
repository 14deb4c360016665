"""The addresses at which calendar programs read somebody's promises: made, noted as read, ended."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from alongside.commitments import rules
from alongside.commitments.actions import refusals
from alongside.commitments.actions.locking import locked_person
from alongside.commitments.models import Calendar, Shown
from alongside.core import ids
from alongside.notices import actions as notices
from alongside.people.models import Person


@transaction.atomic
def make_calendar(*, by: Person, name: str, shows: str, now: dt.datetime) -> str:
    """The secret of a new address, which nothing can tell again. Its person is told, in case it was not them."""
    person = locked_person(by)
    if Calendar.objects.filter(person=person).count() >= rules.CALENDARS_AT_MOST:
        raise refusals.TooManyCalendars
    secret = ids.new_secret()
    Calendar.objects.create(
        person=person, name=name.strip(), key=ids.digest(secret), shows=Shown(shows), made_at=now
    )
    page = reverse("commitments:calendars")
    notices.tell(to=person, kind="account.calendar_made", about="account", url=page, now=now)
    return secret


@transaction.atomic
def note_reading(*, calendar: Calendar, now: dt.datetime) -> None:
    """At most one write a day for each, however often a program asks."""
    today = now.astimezone(calendar.person.zone).date()
    Calendar.objects.filter(pk=calendar.pk).update(read_on=today)


@transaction.atomic
def end_calendar(*, by: Person, id: str, now: dt.datetime) -> None:
    """From this moment its address is none."""
    Calendar.objects.filter(person=by, pk=id).delete()


@transaction.atomic
def forget_calendars(*, now: dt.datetime) -> int:
    """Ends addresses that no program has read for half a year: a forgotten one would stay open for ever."""
    return Calendar.objects.unread(now).delete()[0]
