"""One budget of mails a person and week, across all groups and kinds."""

import datetime as dt

from django.db import connection, transaction

from alongside.core.ids import new_id
from alongside.notices import rules
from alongside.notices.models import Budget, Mail
from alongside.people.models import Person

COUNT = """
INSERT INTO notices_spent (id, person_id, week_on, mails, urgent)
SELECT %(id)s, people_person.id, %(week)s, 1, %(urgent)s FROM people_person WHERE people_person.id = %(person)s
ON CONFLICT (person_id, week_on) DO UPDATE
SET mails = notices_spent.mails + 1, urgent = notices_spent.urgent + excluded.urgent
WHERE excluded.urgent = 1 OR notices_spent.mails < COALESCE(
    (SELECT mails_a_week FROM notices_budget WHERE notices_budget.person_id = excluded.person_id), %(usual)s
)
"""


@transaction.atomic
def count(*, mail: Mail, now: dt.datetime, is_emergency: bool = False) -> bool:
    """Takes one mail out of its person's week; false where the week has none left. It counts each mail once.

    One statement makes the row or adds to it, and asks for the limit itself: two workers at the same moment cannot
    pass it together. What changes a promise is counted and never held for that, nor is a call that they opted in to.
    """
    if mail.is_about_safety or mail.counted_at is not None:
        return True
    week = rules.week_of(now, mail.to.zone)
    asked = {
        "id": new_id(),
        "week": connection.ops.adapt_datefield_value(week),
        "urgent": int(mail.may_exceed or is_emergency),
        "person": mail.to_id,
        "usual": rules.MAILS_A_WEEK,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, asked)
        if not cursor.rowcount:
            return False
    Mail.objects.filter(pk=mail.pk).update(counted_at=now)
    mail.counted_at = now
    return True


@transaction.atomic
def set_budget(
    *, by: Person, mails_a_week: int, notes_a_week: int, now: dt.datetime, hears_emergencies: bool = False
) -> None:
    """What was sent already this week stays counted, also where it is more than the new number."""
    del now
    Budget.objects.update_or_create(
        person=by,
        defaults={
            "mails_a_week": mails_a_week,
            "notes_a_week": notes_a_week,
            "hears_emergencies": hears_emergencies,
        },
    )
