"""What the worker counts of each open ask."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from alongside.asks import actions as asks
from alongside.asks.models import Ask
from alongside.commitments.rules import is_settled
from alongside.communities.models import Community
from alongside.matching import queries, rules
from alongside.matching.models import Outlook


@transaction.atomic
def count_outlooks(*, reach: Mapping[str, float], now: dt.datetime) -> int:
    """Keeps what was counted of asks that are still open, by their ids, and forgets those that are not any more."""
    forgotten, _rows = Outlook.objects.filter(counted_at__lte=now - queries.FORGOTTEN).delete()
    found = list(queries.uncounted(now=now).filter(pk__in=reach).order_by("pk")) if reach else []
    if not found:
        return forgotten
    kept, broken = queries.came_lately(now=now)
    comes, filled = rules.chance_of_coming(kept=kept, broken=broken), queries.filled_lately(now=now)
    known = Community.objects.with_vouched().in_bulk({one.community_id for one in found})
    for ask in found:
        ask.community = known[ask.community_id]
        keep(ask, reach=reach[ask.pk], comes=comes, filled=filled[ask.community_id], now=now)
    return forgotten + len(found)


@transaction.atomic
def count_anew(*, community: Community, now: dt.datetime) -> None:
    """Has the worker count the asks of a group at its next pass."""
    before = now - queries.COUNTED_ANEW
    Outlook.objects.filter(ask__community=community, counted_at__gt=before).update(counted_at=before)


def keep(ask: Ask, *, reach: float, comes: float, filled: float, now: dt.datetime) -> None:
    counted = {"reach": reach, "comes": comes, "filled": filled, "counted_at": now}
    Outlook.objects.update_or_create(ask=ask, defaults=counted)
    take_one_more(ask, comes=comes, now=now)


def take_one_more(ask: Ask, *, comes: float, now: dt.datetime) -> None:
    """Where the group agreed, each date that would not be sure with its places takes one more, until it is near."""
    agreed = ask.community.takes_one_more and not ask.is_flexible
    unsure = [
        one.pk
        for one in ask.dates
        if agreed and not is_settled(one.starts_at, now) and rules.is_unsure(places=one.places, comes=comes)
    ]
    if unsure:
        asks.take_one_more(shifts=unsure)
    others = [one.pk for one in ask.dates if one.one_more and one.pk not in unsure]
    if others:
        asks.take_no_more(shifts=others)
