"""What both sides of two asks that look alike say, and making one of them once both have said yes."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from alongside.asks import queries, rules
from alongside.asks.actions.dating import put
from alongside.asks.actions.tending import tend
from alongside.asks.models import Ask, Delegate, SameAsk
from alongside.asks.queries import Alike
from alongside.asks.rules import Slot
from alongside.ledger.actions import record
from alongside.notices import actions as notices
from alongside.people.models import Person


@transaction.atomic
def call_same(*, ask: Ask, other: Ask, by: Person, now: dt.datetime) -> Ask | None:
    """A yes for the side of `ask`. The ask that goes on, if the other side has said so too; else that one is asked.

    404 for whoever is not asked, as by its page: what looked alike may have changed a moment ago.
    """
    both = locked(ask, other)
    found = queries.alike_pair(viewer=by, id=ask.pk, other=other.pk, now=now)
    say(found, is_same=True, by=by, now=now)
    if queries.is_agreed(ask=ask, other=other):
        goes = other.pk if found.stays == ask.pk else ask.pk
        return merge(both[found.stays], both[goes], by=by, now=now)
    url = reverse("asks:ask", args=[other.pk])
    for one in queries.owners(ask=both[other.pk], now=now):
        notices.tell(to=one, kind="ask.same", about=f"ask:{other.pk}", url=url, now=now)
    return None


@transaction.atomic
def call_different(*, ask: Ask, other: Ask, by: Person, now: dt.datetime) -> None:
    """A no for the side of `ask`. Nobody is asked about these two again."""
    locked(ask, other)
    found = queries.alike_pair(viewer=by, id=ask.pk, other=other.pk, now=now)
    say(found, is_same=False, by=by, now=now)


def locked(ask: Ask, other: Ask) -> dict[str, Ask]:
    """Both as they are now, in the order of their ids, so that two people who answer at once do not wait in a ring."""
    found = Ask.objects.select_for_update(of=("self",)).select_related("community").order_by("pk")
    return {one.pk: one for one in found.filter(pk__in=[ask.pk, other.pk])}


def say(found: Alike, *, is_same: bool, by: Person, now: dt.datetime) -> None:
    """Whoever is of both sides answers for both at once."""
    kind = "asks.call_same" if is_same else "asks.call_different"
    for ask, other in found.sides:
        said = {"is_same": is_same, "at": now, "by": by}
        SameAsk.objects.update_or_create(ask=ask, other=other, defaults=said)
        facts = {"other": other.pk}
        record(kind=kind, subject=ask.pk, by=by, now=now, community=ask.community_id, facts=facts)


def merge(stays: Ask, goes: Ask, *, by: Person, now: dt.datetime) -> Ask:
    """Closes one into the other, which takes over the dates that it lacks, and whoever asked there.

    Nobody holds a place on a date to come of the one that is closed. Offers that wait there end as with any closing.
    """
    dates = take_dates(stays, goes, by=by, now=now)
    for person in queries.own(asks=[goes], now=now)[goes.pk] - {stays.posted_by_id}:
        until = now + rules.DELEGATED_FOR
        Delegate.objects.update_or_create(
            ask=stays, person_id=person, defaults={"at": now, "by": by, "until": until}
        )
    tend(stays, by=by, now=now)
    goes.closed_at, goes.closed_by, goes.merged_into = now, by, stays
    goes.save(update_fields=["closed_at", "closed_by", "merged_into"])
    facts = {"into": stays.pk, "dates": dates}
    record(kind="asks.merge", subject=goes.pk, by=by, now=now, community=goes.community_id, facts=facts)
    return stays


def take_dates(stays: Ask, goes: Ask, *, by: Person, now: dt.datetime) -> int:
    """How many dates to come one ask takes over from the other, each at the place where it was."""
    if stays.is_flexible:
        return 0
    there = {(one.starts_at, one.ends_at, one.role) for one in stays.shifts.coming(now)}
    place = goes.place_id if goes.place_id != stays.place_id else None
    lacks = [one for one in goes.shifts.coming(now) if (one.starts_at, one.ends_at, one.role) not in there]
    for one in lacks:
        where = one.elsewhere_id or place or ""
        put(stays, Slot(one.starts_at, one.ends_at, one.places, one.role, where), by=by, now=now)
    return len(lacks)
