"""A steward says what matters most to the group now. Others read it only in which of its asks comes first."""

import datetime as dt

from django.db import transaction

from alongside.asks import rules
from alongside.asks.actions import refusals
from alongside.asks.actions.checks import allowed
from alongside.asks.models import Ask
from alongside.communities import queries as communities
from alongside.ledger.actions import record
from alongside.people.models import Person


@transaction.atomic
def put_first(*, ask: Ask, by: Person, now: dt.datetime) -> Ask:
    """For two weeks from now. Said again, it counts from then."""
    ask = steered(ask, by=by, now=now)
    if not ask.published_at:
        raise refusals.StillADraft
    return put(ask, now, by=by, now=now, kind="asks.put_first")


@transaction.atomic
def put_back(*, ask: Ask, by: Person, now: dt.datetime) -> Ask:
    ask = steered(ask, by=by, now=now)
    if not rules.is_first(ask.put_first_at, now):
        return ask
    return put(ask, None, by=by, now=now, kind="asks.put_back")


def steered(ask: Ask, *, by: Person, now: dt.datetime) -> Ask:
    """Only stewards: whoever wrote one ask would put their own before all others."""
    ask = allowed(ask, by=by, now=now)
    if not communities.relation(viewer=by, community=ask.community, now=now).is_steward:
        raise refusals.OnlyStewards
    return ask


def put(ask: Ask, at: dt.datetime | None, *, by: Person, now: dt.datetime, kind: str) -> Ask:
    ask.put_first_at = at
    ask.save(update_fields=["put_first_at"])
    record(kind=kind, subject=ask.pk, by=by, now=now, community=ask.community_id)
    return ask
