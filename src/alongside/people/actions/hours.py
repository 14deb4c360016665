"""The two steps by which a promise books a person's hours."""

import datetime as dt

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from alongside.core.ids import new_id
from alongside.core.refusals import Refused
from alongside.people.models import BookedHours, Person


class AtCapacity(Refused):
    message = _("This would be more than the hours that you set for these four weeks.")


BOOK = """
INSERT INTO people_bookedhours (id, person_id, starts_on, minutes)
SELECT %s, id, %s, %s FROM people_person WHERE id = %s AND hours * 60 >= %s
ON CONFLICT (person_id, starts_on) DO UPDATE
SET minutes = people_bookedhours.minutes + excluded.minutes
WHERE people_bookedhours.minutes + excluded.minutes
    <= (SELECT hours * 60 FROM people_person WHERE id = excluded.person_id)
"""


def book_minutes(*, person: Person, starts_on: dt.date, minutes: int) -> None:
    """Takes minutes out of a person's four weeks, or raises `AtCapacity`.

    One statement makes the row or adds to it, and asks for the limit itself: two offers at the same moment cannot
    pass it together, and nothing is read first that could be different by then.
    """
    day = connection.ops.adapt_datefield_value(starts_on)
    with connection.cursor() as cursor:
        cursor.execute(BOOK, [new_id(), day, minutes, person.pk, minutes])
        if not cursor.rowcount:
            raise AtCapacity


@transaction.atomic(savepoint=False)
def give_back_minutes(*, person: Person, starts_on: dt.date, minutes: int) -> None:
    BookedHours.objects.filter(person=person, starts_on=starts_on).update(
        minutes=Greatest(F("minutes") - minutes, 0)
    )
