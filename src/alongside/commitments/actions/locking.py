"""Locks in the one order that every area keeps: person, then ask, then the ledger's head.

SQLite writes begin immediate, so there the first lock already holds everything.
"""

from alongside.asks.models import Shift
from alongside.commitments.models import Commitment
from alongside.people.models import Person


def locked_person(person: Person) -> Person:
    return Person.objects.select_for_update().get(pk=person.pk)


def locked(commitment: Commitment) -> Commitment:
    """The commitment as it is now, with its ally and its date locked, in this order."""
    if commitment.ally_id:
        Person.objects.select_for_update().filter(pk=commitment.ally_id).first()
    Shift.objects.select_for_update().get(pk=commitment.shift_id)
    return Commitment.objects.with_history().get(pk=commitment.pk)
