"""Blocking somebody, without their being able to tell."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.core.refusals import Refused
from alongside.people.models import Block, Person


class Oneself(Refused):
    message = _("This is you. To step back yourself, set a rest on your own page.")


@transaction.atomic
def block(*, by: Person, against: str, note: str, now: dt.datetime) -> None:
    """`against` is an id. One that belongs to nobody changes nothing and says nothing, as nobody may probe ids."""
    if against == by.pk:
        raise Oneself
    if Person.objects.filter(pk=against).exists():
        Block.objects.update_or_create(
            by=by, against_id=against, defaults={"note": note}, create_defaults={"note": note, "at": now}
        )


@transaction.atomic
def unblock(*, by: Person, block: str, now: dt.datetime) -> None:
    Block.objects.filter(by=by, pk=block).delete()
