"""What an ally showed of their needs is there for one date, and not for good."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef

from alongside.commitments import rules
from alongside.commitments.models import Commitment, SharedNeed


@transaction.atomic
def forget_needs(*, now: dt.datetime) -> int:
    """Deletes the needs that were shown for a date, 30 days after it. It looks at the needs, which are few."""
    over = Commitment.objects.filter(pk=OuterRef("commitment"), shift__ends_at__lte=now - rules.NEEDS_KEPT)
    return SharedNeed.objects.filter(Exists(over)).delete()[0]
