"""What time does. Each step can be done twice without harm, because the worker may be killed between any two."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from alongside.commitments import queries, rules
from alongside.commitments.actions import moving
from alongside.commitments.actions.locking import locked_if_there
from alongside.commitments.models import Commitment, Expiry
from alongside.ledger import actions as ledger
from alongside.notices import actions as notices
from alongside.people import actions as people


@transaction.atomic
def expire(*, commitment: Commitment, by: None, now: dt.datetime) -> bool:
    """Closes an offer that nobody answered in time, gives the hours back, and tells the ally kindly."""
    found = locked_if_there(commitment)
    if found is None or found.closed_at or found.state(now) is not rules.State.EXPIRED:
        return False
    commitment = found
    Expiry.objects.create(commitment=commitment, at=now, by=None)
    Commitment.objects.filter(pk=commitment.pk).update(closed_at=now)
    ledger.record(
        kind="commitments.expire",
        subject=commitment.pk,
        community=commitment.shift.ask.community_id,
        by=by,
        now=now,
        about=commitment.ally,
    )
    if commitment.ally:
        people.give_back_minutes(
            person=commitment.ally, starts_on=commitment.period_on, minutes=commitment.minutes
        )
        notices.tell(
            to=commitment.ally,
            kind="offer.expired",
            about=commitment.about,
            url=reverse("commitments:commitment", args=[commitment.pk]),
            now=now,
        )
    return True


@transaction.atomic
def escalate(*, commitment: Commitment, by: None, now: dt.datetime) -> bool:
    """An offer unanswered for two days goes to a second steward, who has not heard of it yet."""
    if locked_if_there(commitment) is None:
        return False
    waits = Commitment.objects.filter(pk=commitment.pk, escalated_at__isnull=True).unanswered(now)
    if not waits.update(escalated_at=now):
        return False
    commitment = Commitment.objects.with_history().get(pk=commitment.pk)
    second = queries.second_steward(commitment=commitment, now=now)
    if second is not None:
        notices.tell(
            to=second,
            kind="offer.waits_second",
            about=commitment.about,
            url=reverse("commitments:date", args=[commitment.shift_id]),
            now=now,
        )
    ledger.record(
        kind="commitments.escalate",
        subject=commitment.pk,
        community=commitment.shift.ask.community_id,
        by=by,
        now=now,
    )
    return True


@transaction.atomic
def ask_for_verdict(*, commitment: Commitment, by: None, now: dt.datetime) -> bool:
    """A date has ended: whoever asked is asked, once, whether it helped. Silence is tolerated."""
    if locked_if_there(commitment) is None:
        return False
    asked = Commitment.objects.filter(pk=commitment.pk, verdict_asked_at__isnull=True).promised()
    if not asked.update(verdict_asked_at=now):
        return False
    commitment = Commitment.objects.with_history().get(pk=commitment.pk)
    for person in queries.verdict_givers(commitment=commitment, now=now):
        notices.tell(
            to=person,
            kind="verdict.wanted",
            about=f"date:{commitment.shift_id}",
            url=reverse("commitments:date", args=[commitment.shift_id]),
            now=now,
        )
    return True


@transaction.atomic
def tell_change(*, commitment: Commitment, by: None, now: dt.datetime) -> bool:
    """The time or place changed after the offer: the ally hears of it and may leave freely.

    Where the same change moved more of what they hold in a series, they hear of all of it once. What moved into other
    four weeks takes its hours there; where they have none left it goes back.
    """
    del by
    found = locked_if_there(commitment)
    if found is None or found.closed_at or not queries.is_change_untold(found):
        return False
    commitment = found
    others = queries.changed_with(commitment=commitment, now=now)
    Commitment.objects.filter(pk__in=[commitment.pk, *others]).update(told_change_at=now)
    moved_too = Commitment.objects.filter(pk__in=others).with_history().select_related("ally")
    together = [commitment, *moved_too.order_by("shift__starts_at", "pk")]
    stand = [one for one in together if moving.rebook(one, now)]
    if commitment.ally and stand:
        notices.tell(
            to=commitment.ally,
            kind="commitment.changed",
            about=commitment.about,
            url=queries.page_of(commitment=stand[0], has_others=len(stand) > 1),
            now=now,
        )
    return True
