"""Dates on which somebody is one more than it needs, and for which that is to be settled."""

import datetime as dt

from django.db.models import F, QuerySet

from alongside.asks.models import Shift
from alongside.commitments import rules
from alongside.commitments.models import Commitment


def to_settle(*, now: dt.datetime) -> QuerySet[Shift]:
    """Where somebody is needed after all, and what is so near that nobody is kept beyond what it needs."""
    held = Commitment.objects.as_one_more().filter(acceptance__isnull=False)
    needed = held.filter(shift__places_taken__lte=F("shift__places")).values("shift")
    near = Shift.objects.filter(one_more__gt=0, starts_at__lte=now + rules.ONE_MORE_UNTIL, ends_at__gt=now)
    return Shift.objects.filter(pk__in=needed.union(near.order_by().values("pk")))
