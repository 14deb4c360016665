"""What a return does to an account. Who may bring one about, communities decides."""

import datetime as dt

from allauth.mfa.models import Authenticator
from django.db import transaction

from alongside.people.actions.sessions import end_sessions
from alongside.people.models import Person


@transaction.atomic(savepoint=False)
def mark_return(*, person: Person, since: dt.datetime | None) -> None:
    """While `since` is set, every page of this person says that somebody is about to be let in."""
    Person.objects.filter(pk=person.pk).update(return_since=since)


@transaction.atomic(savepoint=False)
def let_back_in(*, person: Person, passphrase: str, ends_second_step: bool, now: dt.datetime) -> None:
    """A new passphrase, and nobody stays signed in.

    Passkeys, codes from an app and recovery codes end only where the person chose so beforehand: otherwise the new
    passphrase alone does not open the account.
    """
    person.set_password(passphrase)
    person.save(update_fields=["password"])
    if ends_second_step:
        Authenticator.objects.filter(user=person).delete()
    end_sessions(by=person, now=now)
    mark_return(person=person, since=None)
