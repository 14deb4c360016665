"""Forgetting a person."""

import datetime as dt

from django.db import transaction

from alongside.asks.models import Ask, Delegate, Place, Renewal, Runner, SameAsk, SheetImport
from alongside.people.models import Person


@transaction.atomic
def erase_person(*, person: Person, now: dt.datetime) -> None:
    """Their drafts and spreadsheets go; what they published stays the community's, without their name."""
    Ask.objects.filter(posted_by=person, published_at__isnull=True).delete()
    SheetImport.objects.filter(by=person).delete()
    Delegate.objects.filter(person=person).delete()
    Delegate.objects.filter(by=person).update(by=None)
    Runner.objects.filter(person=person).delete()
    Runner.objects.filter(by=person).update(by=None)
    Ask.objects.filter(posted_by=person).update(posted_by=None)
    Ask.objects.filter(closed_by=person).update(closed_by=None)
    Renewal.objects.filter(by=person).update(by=None)
    SameAsk.objects.filter(by=person).update(by=None)
    Place.objects.filter(contact=person).update(contact=None)
