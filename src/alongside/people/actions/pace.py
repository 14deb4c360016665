"""How much, when, and when not."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.core.refusals import Refused
from alongside.people.models import Person, Rest


class RestEndsTooSoon(Refused):
    message = _("Please choose a day from tomorrow on.")
    field = "until_on"


@transaction.atomic
def set_hours(*, by: Person, hours: int, now: dt.datetime) -> None:
    """What is booked already stays booked, also where it is more than the new number."""
    by.hours = hours
    by.save(update_fields=["hours"])


@transaction.atomic
def set_quiet_times(
    *,
    by: Person,
    time_zone: str,
    quiet_from: dt.time,
    quiet_until: dt.time,
    digests_a_week: int,
    now: dt.datetime,
) -> None:
    by.time_zone = time_zone
    by.quiet_from, by.quiet_until = quiet_from, quiet_until
    by.digests_a_week = digests_a_week
    by.save(update_fields=["time_zone", "quiet_from", "quiet_until", "digests_a_week"])


@transaction.atomic
def set_digests(*, by: Person, digests_a_week: int, now: dt.datetime) -> None:
    """At most so many mails with news a week. What is about a person's own promises comes at once."""
    by.digests_a_week = digests_a_week
    by.save(update_fields=["digests_a_week"])


@transaction.atomic
def start_rest(*, by: Person, until_on: dt.date, now: dt.datetime, gives_back: bool = False) -> None:
    """Rests until, and without, the first day back. A rest that runs already gets the new day.

    With `gives_back` the worker gives back what was promised for that time, within its next pass.
    """
    if until_on <= now.astimezone(by.zone).date():
        raise RestEndsTooSoon
    end_rest(by=by, now=now)
    Rest.objects.create(
        person=by, started_at=now, until_on=until_on, gives_back_since=now if gives_back else None
    )


@transaction.atomic
def end_rest(*, by: Person, now: dt.datetime) -> None:
    Rest.objects.filter(person=by, ended_at__isnull=True).update(ended_at=now)
