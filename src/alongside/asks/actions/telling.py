"""Marking what has changed for those who are committed; commitments tells them."""

import datetime as dt

from alongside.asks.models import Ask


def tell_of_change(ask: Ask, *, now: dt.datetime) -> None:
    """Once it is published: the ask, and its dates that are still to come."""
    if ask.published_at:
        ask.changed_at = now
        ask.save(update_fields=["changed_at"])
        ask.shifts.coming(now).update(changed_at=now)
