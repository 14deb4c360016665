"""Marking what has changed for those who are committed; commitments tells them."""

import datetime as dt

from django.db.models import Q

from alongside.asks.models import Ask, Place


def tell_of_change(ask: Ask, *, now: dt.datetime, place: Place | None = None) -> None:
    """Once it is published: the ask, and its dates that are still to come and where the ask is, or at `place`."""
    if ask.published_at:
        ask.changed_at = now
        ask.save(update_fields=["changed_at"])
        there = Q(elsewhere__isnull=True) if place is None or place.pk == ask.place_id else Q()
        there |= Q(elsewhere=place) if place else Q(pk__in=[])
        ask.shifts.coming(now).filter(there).update(changed_at=now)
