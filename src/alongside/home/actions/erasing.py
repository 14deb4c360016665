"""Deleting a person everywhere."""

import datetime as dt
from functools import partial

from django.db import transaction

from alongside.core import ids
from alongside.home import leavers, queries
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
    ledger.record(kind=leavers.LEFT, subject=ids.digest(by.pk), by=by, now=now)
    delete(person=locked, now=now)
    transaction.on_commit(partial(leavers.keep, now=now), robust=True)


def keep_leavers(*, now: dt.datetime) -> int:
    """Brings the list outside of the database up to whoever left since."""
    return leavers.keep(now=now)


def erase_again(*, now: dt.datetime) -> int:
    """After a backup was put back: erases everybody who had left, as they asked for. Answers how many."""
    back = queries.came_back()
    for person in back:
        erase(by=person, now=now)
    return len(back)
