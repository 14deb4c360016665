"""Whoever changes an ask that is open shows that it stands."""

import datetime as dt

from alongside.asks.models import Ask, Renewal
from alongside.people.models import Person


def tend(ask: Ask, *, by: Person, now: dt.datetime) -> None:
    """Answers the question whether it stands, if it was asked, and puts the next one off."""
    Renewal.objects.update_or_create(ask=ask, defaults={"at": now, "by": by})
    ask.asked_again_at = ask.rest_told_at = None
    ask.save(update_fields=["asked_again_at", "rest_told_at"])
