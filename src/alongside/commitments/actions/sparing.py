"""One more than a date needs: told when they are needed after all, and let go kindly when they are not."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from alongside.asks import actions as asks
from alongside.asks.models import Shift
from alongside.commitments import rules
from alongside.commitments.actions import answering, promising
from alongside.commitments.actions.locking import lock_all
from alongside.commitments.models import Commitment, Decline, Release
from alongside.ledger.actions import CLOCK
from alongside.notices import actions as notices


@transaction.atomic
def settle_one_more(*, shift: Shift, now: dt.datetime) -> int:
    """Whose place became one that is needed hears so; two days before, who is not needed gets their time back."""
    waiting = Commitment.objects.filter(shift=shift).as_one_more()
    lock_all(waiting.values_list("ally", flat=True), shift)
    date = Shift.objects.get(pk=shift.pk)
    held = list(waiting.with_history().select_related("ally").order_by("acceptance__at", "pk"))
    promised = [one for one in held if rules.holds_a_place(one.state(now))]
    needed = promised[: max(0, len(promised) - max(0, date.places_taken - date.places))]
    for one in needed:
        tell_needed(one, now)
    if not rules.is_settled(date.starts_at, now):
        return len(needed)
    for one in held:
        if one not in needed:
            spare(one, date, now)
    asks.take_no_more(shifts=[date.pk])
    return len(held)


def tell_needed(commitment: Commitment, now: dt.datetime) -> None:
    Commitment.objects.filter(pk=commitment.pk).update(needed_at=now)
    if commitment.ally:
        notices.tell(
            to=commitment.ally,
            kind="commitment.needed",
            about=commitment.about,
            url=reverse("commitments:commitment", args=[commitment.pk]),
            now=now,
        )


def spare(commitment: Commitment, date: Shift, now: dt.datetime) -> None:
    """An offer that waits stands while a place is free: a steward may still take it."""
    if rules.may_be_released_by_community(commitment.history, now):
        promising.let_go(commitment, CLOCK, now, Release.Reason.COVERED)
    elif rules.may_answer(commitment.history, now) and not date.free:
        answering.turn_down(commitment, CLOCK, now, Decline.Reason.ENOUGH)
