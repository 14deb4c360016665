"""Deleting a person everywhere."""

import datetime as dt

from django.db import transaction

from alongside.home.queries.registry import registered
from alongside.people.models import Person


@transaction.atomic
def erase(*, person: Person, now: dt.datetime) -> None:
    """Lets every area let go of a person, from the top down; people comes last and deletes the account."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    for _label, let_go in registered("erase_of"):
        let_go(person=locked, now=now)
