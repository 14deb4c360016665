"""Locks in the one order that every area keeps: person, then ask, then date, then the ledger's head.

An action is given a commitment or a date, and trusts nothing of it but its name: it reads the rest here, once it holds
the locks. SQLite begins each write by locking the whole database, so there nothing more needs to be locked.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Model
from django.http import Http404

from alongside.asks.models import Ask, Shift
from alongside.commitments import queries
from alongside.commitments.models import Commitment
from alongside.communities.models import Community
from alongside.core.rows import rows
from alongside.people.models import Person


def locked_person(person: Person) -> Person:
    """Raises 404 when they are gone."""
    for found in rows(Person, is_locked=True, id=person.pk):
        return found
    raise Http404


def hold(model: type[Model], *names: str | None) -> None:
    """Locks rows of one table, in the order of their names, until the transaction ends."""
    if connection.features.has_select_for_update:
        named = model._default_manager.select_for_update(no_key=True).filter(
            pk__in=[name for name in names if name]
        )
        list(named.order_by("pk").values_list("pk"))


def locked(commitment: Commitment) -> Commitment:
    """The commitment as it is now, locked with its ally. Raises 404 when it is gone."""
    found = locked_if_there(commitment)
    if found is None:
        raise Http404
    return found


def locked_of(ally: Person, commitment: Commitment) -> Commitment:
    """The same, for a step that only its ally takes. Raises 404 for everybody else."""
    found = locked(commitment)
    if found.ally_id != ally.pk:
        raise Http404
    return found


def locked_if_there(commitment: Commitment) -> Commitment | None:
    for known in rows(Commitment, without=("note",), id=commitment.pk):
        hold(Person, known.ally_id)
    found = rows(Commitment, without=("note",), is_locked=True, id=commitment.pk)
    return next(iter(queries.with_history(commitments=found)), None)


def known_shift(shift: Shift) -> Shift:
    """The date with its ask and community. Raises 404 when it is gone."""
    for found in rows(Shift, id=shift.pk):
        (found.ask,) = rows(Ask, without=("sheet_note",), id=found.ask_id)
        (found.ask.community,) = rows(Community, id=found.ask.community_id)
        return found
    raise Http404


def lock_all(allies: Iterable[str | None], *shifts: Shift) -> bool:
    """Everybody concerned by dates of one ask, then the ask, then the dates themselves.

    Answers whether somebody else may have changed meanwhile what was read before.
    """
    hold(Person, *allies)
    hold(Ask, shifts[0].ask_id)
    hold(Shift, *(one.pk for one in shifts))
    return connection.features.has_select_for_update
