"""How somebody's promises reach their calendar, at addresses or with mails: begun, noted as read, ended."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from alongside.commitments import rules
from alongside.commitments.actions import refusals
from alongside.commitments.actions.locking import locked_person
from alongside.commitments.models import Calendar, Shown
from alongside.core import ids
from alongside.notices import actions as notices
from alongside.notices.queries import mail_address
from alongside.people.models import Person


@transaction.atomic
def make_calendar(*, by: Person, name: str, shows: str, now: dt.datetime) -> str:
    """The secret of a new address, which nothing can tell again. Its person is told, in case it was not them."""
    person = locked_person(by)
    if Calendar.objects.filter(person=person, is_mailed=False).count() >= rules.CALENDARS_AT_MOST:
        raise refusals.TooManyCalendars
    secret = ids.new_secret()
    Calendar.objects.create(
        person=person, name=name.strip(), key=ids.digest(secret), shows=Shown(shows), made_at=now
    )
    tell_owner(person, now)
    return secret


@transaction.atomic
def mail_times(*, by: Person, shows: str, now: dt.datetime) -> None:
    """From now on a file goes along with each mail about a time of theirs. The key is told to nobody."""
    person = locked_person(by)
    if not mail_address(person):
        raise refusals.NoMailAddress
    calendar, is_new = Calendar.objects.get_or_create(
        person=person,
        is_mailed=True,
        defaults={"key": ids.digest(ids.new_secret()), "shows": Shown(shows), "made_at": now},
    )
    if not is_new:
        Calendar.objects.filter(pk=calendar.pk).update(shows=Shown(shows))
    tell_owner(person, now)


def tell_owner(person: Person, now: dt.datetime) -> None:
    page = reverse("commitments:calendars")
    notices.tell(to=person, kind="account.calendar_made", about="account", url=page, now=now)


@transaction.atomic
def note_reading(*, calendar: Calendar, now: dt.datetime) -> None:
    """At most one write a day for each, however often a program asks."""
    today = now.astimezone(calendar.person.zone).date()
    Calendar.objects.filter(pk=calendar.pk).update(read_on=today)


@transaction.atomic
def end_calendar(*, by: Person, id: str, now: dt.datetime) -> None:
    """From this moment its address is none, and no file goes with a mail."""
    Calendar.objects.filter(person=by, pk=id).delete()


@transaction.atomic
def forget_calendars(*, now: dt.datetime) -> int:
    """Ends addresses that no program has read for half a year: a forgotten one would stay open for ever."""
    return Calendar.objects.unread(now).delete()[0]
