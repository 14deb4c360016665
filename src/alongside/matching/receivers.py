"""What follows here from what happens below."""

import datetime as dt
from typing import Any

from django.dispatch import receiver

from alongside.asks.models import Shift
from alongside.commitments.signals import given_back
from alongside.communities.models import Community
from alongside.communities.signals import agreed
from alongside.matching import actions


@receiver(given_back)
def ask_the_next(shift: Shift, now: dt.datetime, **_signal: Any) -> None:
    """The round stands with the release; the worker reaches the next people at its next pass, also if it was killed."""
    actions.begin_after_release(shift=shift, by=None, now=now)


@receiver(agreed)
def count_anew(community: Community, now: dt.datetime, **_signal: Any) -> None:
    """What the group agreed to holds from the worker's next pass on, and not a day later."""
    actions.count_anew(community=community, now=now)
