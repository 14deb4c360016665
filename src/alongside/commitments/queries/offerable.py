"""What somebody reads before they offer, or 404 for whoever may not."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404

from alongside.asks import queries as asks
from alongside.asks.models import Shift
from alongside.commitments import rules
from alongside.people import queries as people
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class Offerable:
    """What the offer page shows: the ask as the ally sees it, the dates that still take offers, and what they need.

    `run_until`: so long somebody who is no steward may answer there, if anybody does.
    """

    seen: asks.Seen
    shifts: list[Shift]
    needs: list[str]
    repeats: list[asks.Repeating]
    run_until: dt.datetime | None


def offerable(*, viewer: Person, ask_id: str, now: dt.datetime) -> Offerable:
    """An open ask to which the viewer may offer; 404 otherwise."""
    ask = asks.ask(viewer=viewer, id=ask_id, now=now)
    found = asks.seen(ask=ask, viewer=viewer, relation=ask.community.relation, now=now)
    if not found.may_offer:
        raise Http404
    shifts = [
        shift
        for shift in ask.dates
        if shift.cancelled_at is None
        and shift.room
        and now < rules.due_at(shift.starts_at, shift.ends_at, is_flexible=ask.is_flexible)
    ]
    return Offerable(
        seen=found,
        shifts=shifts,
        needs=people.needs(person=viewer),
        repeats=asks.all_series(ask=ask, now=now) if found.may_offer_all else [],
        run_until=ask.run_until if asks.is_run(ask=ask, now=now) else None,
    )
