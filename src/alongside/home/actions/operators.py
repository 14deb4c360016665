import datetime as dt

from django.db import transaction

from alongside.ledger import actions as ledger
from alongside.people.models import Person


@transaction.atomic
def appoint_operator(*, person: Person, by: Person | None, now: dt.datetime) -> None:
    """Lets a person vouch for new communities. From the server's shell it is nobody whom we could name."""
    Person.objects.filter(pk=person.pk).update(is_operator=True)
    ledger.record(kind="home.appoint_operator", subject="server", by=by, now=now, about=person)
