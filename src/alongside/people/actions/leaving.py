"""Deleting a person, as the last step of "delete me": every area above has let go of them before."""

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from alongside.core import erasing
from alongside.ledger import actions as ledger
from alongside.people.models import Person, Session


@transaction.atomic
def erase_person(*, person: Person, now: dt.datetime) -> None:
    """Deletes all that is only theirs, and the ledger's key to who they were."""
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    Session.objects.filter(person=person).delete()
    ledger.forget(holder=person)
    person.delete()
    erasing.wipe_after_commit()
