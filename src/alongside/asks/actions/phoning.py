"""An ask that somebody without an account says on the phone, and the word for whom it is."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from alongside.asks import rules
from alongside.asks.actions import refusals
from alongside.asks.actions.asking import draft, publish
from alongside.asks.models import Ask, Behalf, Place
from alongside.asks.rules import Slot
from alongside.communities import queries as communities
from alongside.communities.models import Community
from alongside.people.models import Person


@transaction.atomic
def phone_in(
    *,
    community: Community,
    by: Person,
    now: dt.datetime,
    kind: str,
    what: str,
    language: str,
    slots: Sequence[Slot],
    place: Place | None = None,
    is_flexible: bool = False,
    known_as: str = "",
    is_open: bool = False,
) -> Ask:
    """A steward writes down what somebody asks: open at once, or a draft. Nothing names whom it is for."""
    ask = draft(
        community=community,
        by=by,
        now=now,
        kind=kind,
        what=what,
        language=language,
        slots=slots,
        place=place,
        is_flexible=is_flexible,
        on_behalf=True,
        details=rules.phoned_points(kind),
    )
    if known_as:
        Behalf.objects.create(ask=ask, known_as=known_as, at=now)
    return publish(ask=ask, by=by, now=now) if is_open else ask


@transaction.atomic
def forget_behalf(*, ask: Ask, by: Person, now: dt.datetime) -> None:
    """Deletes the word for whom an ask is; of one that is closed too, as whoever phoned may want that any day."""
    if not communities.relation(viewer=by, community=ask.community, now=now).is_steward:
        raise refusals.OnlyStewards
    Behalf.objects.filter(ask=ask).delete()


@transaction.atomic
def forget_behalves(*, now: dt.datetime) -> int:
    """Deletes the words that nobody needs any more."""
    gone, _rows = Behalf.objects.outlived(now).delete()
    return gone
