import datetime as dt

from django.db import transaction
from django.db.models import Q

from alongside.accountability import rules
from alongside.accountability.models import Appeal, AppealAnswer, Matter, Report
from alongside.communities.models import Restriction
from alongside.people.models import Person


@transaction.atomic
def erase_person(*, person: Person, now: dt.datetime) -> None:
    """Deletes what somebody reported and what was reported of them; a matter about a thing stays without them."""
    Report.objects.filter(by=person).delete()
    Appeal.objects.filter(restriction__person=person).delete()
    AppealAnswer.objects.filter(by=person).update(by=None)
    Matter.objects.filter(about=f"{Matter.Subject.PERSON}:{person.pk}").delete()
    Matter.objects.filter(concerns=person).update(concerns=None)
    Matter.objects.filter(closed_by=person).update(closed_by=None)


@transaction.atomic
def forget_old(*, now: dt.datetime) -> int:
    """Deletes closed matters and ended restrictions after 180 days."""
    old = now - rules.KEPT
    matters, _kinds = Matter.objects.filter(closed_at__lt=old).delete()
    restrictions, _kinds = Restriction.objects.filter(Q(until__lt=old) | Q(lifted_at__lt=old)).delete()
    return matters + restrictions
