"""Asking whoever asks whether it still stands, and their answer."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from alongside.asks import queries
from alongside.asks.actions import refusals
from alongside.asks.actions.tending import tend
from alongside.asks.models import Ask
from alongside.ledger.actions import CLOCK, record
from alongside.notices import actions as notices
from alongside.people.models import Person


@transaction.atomic
def renew(*, ask: Ask, by: Person, now: dt.datetime) -> Ask:
    """It stands. One that rests goes on at once. Said a second time, or unasked, it changes nothing."""
    ask = locked(ask)
    if not queries.may_renew(ask=ask, viewer=by, now=now):
        raise refusals.MayNotEdit
    if ask.closed_at:
        raise refusals.AlreadyClosed
    if ask.asked_again_at:
        tend(ask, by=by, now=now)
        record(kind="asks.renew", subject=ask.pk, by=by, now=now, community=ask.community_id)
    return ask


@transaction.atomic
def ask_again(*, ask: Ask, by: None, now: dt.datetime) -> bool:
    """Asks whether it stands, once, unless all who could say so rest: then it waits until one of them is back."""
    del by
    ask = locked(ask)
    owners = queries.owners(ask=ask, now=now) if queries.is_stale(ask=ask, now=now) else []
    if not owners:
        return False
    ask.asked_again_at = now
    ask.save(update_fields=["asked_again_at"])
    tell(ask, owners, "ask.stands", now)
    return True


@transaction.atomic
def tell_of_rest(*, ask: Ask, by: None, now: dt.datetime) -> bool:
    """Nobody answered in time: it rests, and whoever may wake it is told so, once."""
    del by
    ask = locked(ask)
    if not queries.resting_untold(now=now).filter(pk=ask.pk).exists():
        return False
    ask.rest_told_at = now
    ask.save(update_fields=["rest_told_at"])
    record(kind="asks.rest", subject=ask.pk, by=CLOCK, now=now, community=ask.community_id)
    tell(ask, queries.owners(ask=ask, now=now), "ask.rests", now)
    return True


@transaction.atomic
def drop_questions(*, now: dt.datetime) -> int:
    """Somebody has promised a date meanwhile: that is an answer too."""
    return queries.asked_in_vain(now=now).update(asked_again_at=None, rest_told_at=None)


def locked(ask: Ask) -> Ask:
    return Ask.objects.select_for_update(of=("self",)).select_related("community").get(pk=ask.pk)


def tell(ask: Ask, people: list[Person], kind: str, now: dt.datetime) -> None:
    url = reverse("asks:ask", args=[ask.pk])
    for one in people:
        notices.tell(to=one, kind=kind, about=f"ask:{ask.pk}", url=url, now=now)
