"""What somebody keeps of how they want their list, and what goes when they leave."""

import datetime as dt

from django.db import transaction

from alongside.matching.models import Choice, Note, StandIn
from alongside.people.models import Person


@transaction.atomic
def choose(*, by: Person, said: str, now: dt.datetime) -> None:
    """Keeps how somebody wants their list; with nothing said, nothing is kept."""
    del now
    if said:
        Choice.objects.update_or_create(person=by, defaults={"said": said})
    else:
        Choice.objects.filter(person=by).delete()


@transaction.atomic
def erase_person(*, person: Person, now: dt.datetime) -> None:
    del now
    for model in (Choice, Note, StandIn):
        model.objects.filter(person=person).delete()
