"""Deleting a person everywhere."""

import datetime as dt

from django.db import transaction

from alongside.core import ids
from alongside.home.queries.registry import registered
from alongside.ledger import actions as ledger
from alongside.people.models import Person


@transaction.atomic
def erase(*, by: Person, now: dt.datetime) -> None:
    """Lets every area let go of a person, from the top down; people comes last and deletes the account.

    The entry's subject is the digest of an id that nobody has any more, so that a restored backup can be told whom to
    forget again. Its token leads nowhere, because people destroys the key. It is written just before, and not first:
    whoever holds the ledger's head may not wait for the dates that commitments lock.
    """
    locked = Person.objects.select_for_update().get(pk=by.pk)
    *areas, (_people, delete) = registered("erase_of")
    for _label, let_go in areas:
        let_go(person=locked, now=now)
    ledger.record(kind="person.left", subject=ids.digest(by.pk), by=by, now=now)
    delete(person=locked, now=now)
