"""Offers that time has ended: read by the worker in each of its passes, so it must cost little when nothing is due."""

import datetime as dt

from django.db.models import OuterRef, Q, Subquery

from alongside.asks.models import Shift
from alongside.commitments import rules
from alongside.commitments.models import Acceptance, Commitment, Commitments

SAID_YES = Subquery(Acceptance.objects.filter(commitment=OuterRef("pk")).values("at"))
DATE = Shift.objects.filter(pk=OuterRef("shift")).order_by()


def overdue(*, now: dt.datetime) -> Commitments:
    """Offers that time has ended, and that nothing has settled yet: the oldest first.

    It goes through what is open by the index of that, and looks each up. A join would let PostgreSQL read every yes
    that was ever said, as it does while a few thousand are open.
    """
    has_ended = Q(offered_at__lte=now - rules.EXPIRES_AFTER) | Q(ends_at__lte=now)
    return (
        Commitment.objects.filter(closed_at__isnull=True)
        .alias(
            said_yes=SAID_YES,
            ends_at=Subquery(DATE.values("ends_at")),
            ask_closed_at=Subquery(DATE.values("ask__closed_at")),
        )
        .filter(Q(said_yes__isnull=True), has_ended | Q(ask_closed_at__isnull=False))
        .order_by("offered_at")
    )
