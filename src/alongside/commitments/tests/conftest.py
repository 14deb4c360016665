"""Commitments in each state that a page may meet."""

import datetime as dt

import pytest

from alongside.commitments import actions
from alongside.commitments.models import Commitment
from alongside.home.cast import DAY, Cast


@pytest.fixture
def offer(cast: Cast, now: dt.datetime) -> Commitment:
    """Bruno's offer to the one shift of the cast; nobody has answered it."""
    return actions.offer(shift=cast.shift, by=cast.bruno, now=now, note="I bring a trolley.")


@pytest.fixture
def promise(offer: Commitment, cast: Cast, now: dt.datetime) -> Commitment:
    actions.accept(commitment=offer, by=cast.amal, now=now)
    return Commitment.objects.with_history().get(pk=offer.pk)


@pytest.fixture
def over(promise: Commitment, cast: Cast, now: dt.datetime) -> Commitment:
    """The same promise, with its date moved to yesterday."""
    cast.shift.refresh_from_db()
    cast.shift.starts_at = now - DAY
    cast.shift.ends_at = now - DAY + dt.timedelta(hours=2)
    cast.shift.save()
    return Commitment.objects.with_history().get(pk=promise.pk)
