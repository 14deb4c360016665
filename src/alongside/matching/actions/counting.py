"""What the worker counts of each open ask."""

import datetime as dt

from django.db import transaction

from alongside.asks.models import Ask
from alongside.communities.models import Community
from alongside.matching import queries, rules
from alongside.matching.models import Outlook

AT_ONCE = 50


@transaction.atomic
def count_outlooks(*, now: dt.datetime) -> int:
    """Counts some of the open asks that nobody has counted today, and forgets those that are not open any more."""
    forgotten, _rows = Outlook.objects.filter(counted_at__lte=now - queries.FORGOTTEN).delete()
    found = list(queries.uncounted(now=now).order_by("published_at", "pk")[:AT_ONCE])
    if not found:
        return forgotten
    kept, broken = queries.came_lately(now=now)
    comes, filled = rules.chance_of_coming(kept=kept, broken=broken), queries.filled_lately(now=now)
    known = Community.objects.with_vouched().in_bulk({one.community_id for one in found})
    for ask in found:
        ask.community = known[ask.community_id]
        count(ask, comes=comes, filled=filled[ask.community_id], now=now)
    return forgotten + len(found)


def count(ask: Ask, *, comes: float, filled: float, now: dt.datetime) -> None:
    reach = queries.reach(ask=ask, now=now)
    counted = {"reach": reach, "comes": comes, "filled": filled, "counted_at": now}
    Outlook.objects.update_or_create(ask=ask, defaults=counted)
