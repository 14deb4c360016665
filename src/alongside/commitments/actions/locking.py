"""Locks in the one order that every area keeps: person, then ask, then the ledger's head.

SQLite writes begin immediate, so there the first lock already holds everything.
"""

from collections.abc import Iterable

from alongside.asks.models import Ask, Shift
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


def lock_all(allies: Iterable[str | None], shift: Shift) -> None:
    """Everybody concerned by one date, in the order of their ids, then its ask, then the date itself."""
    concerned = sorted({ally for ally in allies if ally})
    list(Person.objects.select_for_update().filter(pk__in=concerned).order_by("pk"))
    Ask.objects.select_for_update().get(pk=shift.ask_id)
    Shift.objects.select_for_update().get(pk=shift.pk)
