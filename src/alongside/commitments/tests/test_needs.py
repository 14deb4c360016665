"""A need that was shown for one date is gone 30 days after it, and nobody else's is touched."""

import datetime as dt

from alongside.asks.models import Shift
from alongside.commitments import actions
from alongside.commitments.models import Commitment, SharedNeed
from alongside.home.cast import DAY, Cast
from alongside.people import actions as people
from alongside.people.models import AccessNeed

HOUR = dt.timedelta(hours=1)


def offered(cast: Cast, now: dt.datetime) -> Commitment:
    people.set_needs(by=cast.bruno, facts=["quiet"], now=now)
    return actions.offer(shift=cast.shift, by=cast.bruno, shared_needs=["quiet"], now=now)


def test_shown_need_goes_thirty_days_after_the_date(cast: Cast, now: dt.datetime) -> None:
    offered(cast, now)
    end = cast.shift.ends_at + 30 * DAY

    assert actions.forget_needs(now=end - HOUR) == 0
    assert SharedNeed.objects.get().fact == "quiet"
    assert actions.forget_needs(now=end) == 1
    assert not SharedNeed.objects.exists()


def test_person_keeps_their_need_and_the_offer_stays(cast: Cast, now: dt.datetime) -> None:
    offer = offered(cast, now)

    actions.forget_needs(now=now + 90 * DAY)

    assert AccessNeed.objects.get(person=cast.bruno).fact == "quiet"
    assert Commitment.objects.filter(pk=offer.pk).exists()


def test_need_for_a_later_date_stays(cast: Cast, now: dt.datetime) -> None:
    offered(cast, now)
    later = cast.shift.ends_at + 60 * DAY
    Shift.objects.filter(pk=cast.shift.pk).update(ends_at=later)

    assert actions.forget_needs(now=later + 29 * DAY) == 0


def test_looking_for_old_needs_asks_which_groups_and_then_once(
    cast: Cast, now: dt.datetime, django_assert_num_queries
) -> None:
    with django_assert_num_queries(4):
        actions.forget_needs(now=now)
