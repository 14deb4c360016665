"""What follows here from what happens below."""

import datetime as dt
from typing import Any

from django.dispatch import receiver

from alongside.asks.models import Shift
from alongside.commitments.signals import given_back
from alongside.matching import actions


@receiver(given_back)
def ask_the_next(shift: Shift, now: dt.datetime, **_signal: Any) -> None:
    """The round stands with the release; the worker reaches the next people at its next pass, also if it was killed."""
    actions.begin_after_release(shift=shift, by=None, now=now)
