import datetime as dt

from django.db import transaction

from alongside.ledger import actions as ledger
from alongside.people.models import Person


@transaction.atomic
def appoint_operator(*, person: Person, now: dt.datetime) -> None:
    """Lets a person vouch for new communities. Whoever has the server's shell appoints, so nobody is named."""
    Person.objects.filter(pk=person.pk).update(is_operator=True)
    ledger.record(kind="home.appoint_operator", subject="server", by=ledger.CLOCK, now=now, about=person)
