"""One worker at a time: a row in the database says whose turn it is, and until when."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from alongside.home.models import Lease

LASTS = dt.timedelta(seconds=90)
LONGEST_JOB = dt.timedelta(seconds=60)


@transaction.atomic
def take_lease(*, name: str, holder: str, now: dt.datetime) -> bool:
    """Takes a lease, or renews one that may end during the next job. False while somebody else holds it.

    Otherwise nothing is written: any commit ends what all server processes keep (`core.written`). One that ends later
    than any lease can was taken while the clock was wrong, and counts as over.
    """
    until = now + LASTS
    lease, made = Lease.objects.get_or_create(name=name, defaults={"holder": holder, "until": until})
    if made or (lease.holder == holder and lease.until >= now + LONGEST_JOB):
        return True
    mine_or_over = Q(holder=holder) | Q(until__lt=now) | Q(until__gt=now + 2 * LASTS)
    return Lease.objects.filter(mine_or_over, name=name).update(holder=holder, until=until) == 1


@transaction.atomic
def give_back_lease(*, name: str, holder: str) -> None:
    Lease.objects.filter(name=name, holder=holder).delete()
