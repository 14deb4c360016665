"""What the worker counts, and what somebody keeps of how they want their list."""

import datetime as dt

from django.db import transaction

from alongside.asks.models import Ask
from alongside.communities.models import Community
from alongside.matching import queries, rules
from alongside.matching.models import Choice, Outlook
from alongside.people.models import Person

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


@transaction.atomic
def choose(*, by: Person, said: str, now: dt.datetime) -> None:
    """Keeps how somebody wants their list; with nothing said, nothing is kept."""
    del now
    if said:
        Choice.objects.update_or_create(person=by, defaults={"said": said})
    else:
        Choice.objects.filter(person=by).delete()


@transaction.atomic
def erase_person(*, person: Person, now: dt.datetime) -> None:
    del now
    Choice.objects.filter(person=person).delete()
