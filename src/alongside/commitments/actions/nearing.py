"""Before a date: its ally is asked to keep or release; and what falls into their rest goes back."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from alongside.commitments import queries, rules
from alongside.commitments.actions import offering, promising
from alongside.commitments.actions.locking import locked_if_there
from alongside.commitments.models import Commitment, Release
from alongside.notices import actions as notices


@transaction.atomic
def ask_to_keep(*, commitment: Commitment, by: None, now: dt.datetime) -> bool:
    """Asks the ally, once for each moment of `rules.asked_to_keep_at`. Silence changes nothing."""
    del by
    found = locked_if_there(commitment)
    if found is None or not rules.must_ask_to_keep(found.history, asked_at=found.keep_asked_at, now=now):
        return False
    Commitment.objects.filter(pk=found.pk).update(keep_asked_at=now)
    page = reverse("commitments:near", args=[found.pk])
    notices.tell(to=found.ally, kind="commitment.near", about=found.about, url=page, now=now)
    return True


@transaction.atomic
def give_back_in_rest(*, commitment: Commitment, by: None, now: dt.datetime) -> bool:
    """Their ally rests and wanted it so. It goes back as if they had tapped it: nobody reads that they rest."""
    del by
    found = locked_if_there(commitment)
    if found is None or not queries.falls_into_rest(commitment=found, now=now):
        return False
    if rules.may_withdraw(found.history, now) and found.ally is not None:
        offering.withdraw(commitment=found, by=found.ally, now=now)
    elif rules.may_release(found.history, now):
        promising.give_back(found, found.ally, now, Release.Reason.NONE)
    else:
        return False
    return True
