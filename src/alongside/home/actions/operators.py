import datetime as dt

from django.db import transaction

from alongside.ledger import actions as ledger
from alongside.people.models import Person, Session


@transaction.atomic
def appoint_operator(*, person: Person, by: Person | None, now: dt.datetime) -> None:
    """Lets a person vouch for new communities. From the server's shell it is nobody whom we could name."""
    Person.objects.filter(pk=person.pk).update(is_operator=True)
    ledger.record(kind="home.appoint_operator", subject="server", by=by, now=now, about=person)


@transaction.atomic
def end_sessions_of(*, person: Person | None, by: Person | None, now: dt.datetime) -> int:
    """Signs one person out everywhere, or everybody where none is named. Answers how many sessions there were."""
    there = Session.objects.all() if person is None else Session.objects.filter(person=person)
    ended, _kinds = there.delete()
    ledger.record(kind="home.end_sessions_of", subject="server", by=by, now=now, about=person)
    return ended
