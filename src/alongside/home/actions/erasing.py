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
    forget again. Its token leads nowhere, because people destroys the key.
    """
    locked = Person.objects.select_for_update().get(pk=by.pk)
    ledger.record(kind="person.left", subject=ids.digest(by.pk), by=by, now=now)
    for _label, let_go in registered("erase_of"):
        let_go(person=locked, now=now)
