"""Hearing less of somebody or of a group. Nothing on anybody else's page changes."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.core.refusals import Refused
from alongside.notices.models import Mute
from alongside.people.models import Person


class Oneself(Refused):
    message = _("This is you. To hear less for a while, set a rest on your own page.")


@transaction.atomic
def mute(*, by: Person, of: str, note: str, now: dt.datetime) -> None:
    """`of` may belong to nobody: then it mutes nobody and says nothing, as nobody may probe ids."""
    if of == f"person:{by.pk}":
        raise Oneself
    made = {"note": note, "at": now}
    Mute.objects.update_or_create(by=by, of=of, defaults={"note": note}, create_defaults=made)
    Person.objects.filter(pk=by.pk, mutes_since=None).update(mutes_since=now)


@transaction.atomic
def unmute(*, by: Person, mute: str, now: dt.datetime) -> None:
    Mute.objects.filter(by=by, pk=mute).delete()
    settle(by)


@transaction.atomic
def forget_mutes(*, of: str) -> None:
    """Whoever or whatever was muted is gone for good."""
    muting = list(Person.objects.filter(mutes__of=of))
    Mute.objects.filter(of=of).delete()
    for person in muting:
        settle(person)


def settle(person: Person) -> None:
    if not Mute.objects.filter(by=person).exists():
        Person.objects.filter(pk=person.pk).update(mutes_since=None)
