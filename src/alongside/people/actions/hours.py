"""The two steps by which a promise books a person's hours."""

import datetime as dt

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from alongside.core.refusals import Refused
from alongside.people.models import BookedHours, Person


class AtCapacity(Refused):
    message = _("This would be more than the hours that you set for these four weeks.")


def book_minutes(*, person: Person, starts_on: dt.date, minutes: int) -> None:
    """Takes minutes out of a person's four weeks, or raises `AtCapacity`.

    One conditional update decides, so that two offers at the same moment cannot pass the limit together.
    """
    hours = Subquery(Person.objects.filter(pk=OuterRef("person_id")).values("hours")[:1])
    room = BookedHours.objects.filter(person=person, starts_on=starts_on, minutes__lte=hours * 60 - minutes)
    more = {"minutes": F("minutes") + minutes}
    if not room.update(**more):
        BookedHours.objects.bulk_create(
            [BookedHours(person=person, starts_on=starts_on)], ignore_conflicts=True
        )
        if not room.update(**more):
            raise AtCapacity


@transaction.atomic(savepoint=False)
def give_back_minutes(*, person: Person, starts_on: dt.date, minutes: int) -> None:
    BookedHours.objects.filter(person=person, starts_on=starts_on).update(
        minutes=Greatest(F("minutes") - minutes, 0)
    )
