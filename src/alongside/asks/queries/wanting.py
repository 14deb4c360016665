"""What an ask's dates need, in the terms of `rules.misfits`."""

import datetime as dt

from alongside.asks import rules
from alongside.asks.models import Ask, Shift


def wanted(*, shift: Shift, ask: Ask) -> rules.Wanted:
    """Reads only what `Asks.for_cards` has loaded. Hours count on its day; of a flexible ask on the last day."""
    place = shift.elsewhere if shift.elsewhere_id else ask.place
    due_at: dt.datetime = shift.ends_at if ask.is_flexible else shift.starts_at
    return rules.Wanted(
        shift=shift.pk,
        community=ask.community_id,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        period_day=due_at.astimezone(ask.community.zone).date(),
        minutes=ask.minutes,
        free=shift.room,
        is_flexible=ask.is_flexible,
        languages=frozenset(one.code for one in ask.spoken),
        needed=frozenset(one.skill for one in ask.sought if one.is_needed),
        answers={one.fact: one.answer for one in place.known} if place else {},
        location=place.location if place else None,
        area=place.area if place else "",
    )
