"""What time does: offers never hang, verdicts are asked for once, changes are told."""

import datetime as dt
import random

import pytest

from alongside.asks import actions as asks
from alongside.asks.models import Shift
from alongside.asks.rules import Slot
from alongside.commitments import actions, jobs
from alongside.commitments.models import Commitment
from alongside.commitments.rules import State
from alongside.communities.models import Restriction, Standing
from alongside.home.cast import DAY, Cast, person
from alongside.notices.models import Notice
from alongside.people.models import BookedHours, Rest

HOUR = dt.timedelta(hours=1)


def test_expire_offers_closes_kindly_after_four_days(offer: Commitment, cast: Cast, now: dt.datetime) -> None:
    cast.shift.starts_at, cast.shift.ends_at = now + 9 * DAY, now + 9 * DAY + HOUR
    cast.shift.save()
    assert jobs.expire_offers(now + 4 * DAY - HOUR) == 0
    assert jobs.expire_offers(now + 4 * DAY) == 1
    assert jobs.expire_offers(now + 4 * DAY) == 0
    assert Commitment.objects.with_history().get().state(now + 4 * DAY) is State.EXPIRED
    assert BookedHours.objects.get().minutes == 0
    assert Notice.objects.filter(to=cast.bruno, kind="offer.expired").count() == 1


def test_expire_offers_closes_kindly_when_the_ask_is_closed(
    offer: Commitment, cast: Cast, now: dt.datetime
) -> None:
    asks.close(ask=cast.ask, by=cast.amal, now=now + HOUR)
    later = now + 2 * HOUR
    with pytest.raises(actions.refusals.NoLongerPossible):
        actions.accept(commitment=offer, by=cast.amal, now=later)
    assert jobs.escalate_offers(later) == 0
    assert jobs.expire_offers(later) == 1
    assert Commitment.objects.with_history().get().state(later) is State.EXPIRED
    assert BookedHours.objects.get().minutes == 0
    assert Notice.objects.filter(to=cast.bruno, kind="offer.expired").count() == 1


def test_no_offer_waits_longer_than_it_may_whatever_the_hour(cast: Cast, now: dt.datetime) -> None:
    """Offers at random hours to dates near and far, and a worker that comes every six hours."""
    choice = random.Random(7)  # noqa: S311 - a seeded simulation
    for number in range(30):
        ally = person(f"Ally {number}", now, sign_in_name=f"secret-ally-{number}")
        Standing.objects.create(community=cast.harbour, person=ally, level=2, given_at=now)
        starts_at = now + choice.uniform(1, 9) * DAY
        date = Shift.objects.create(ask=cast.ask, starts_at=starts_at, ends_at=starts_at + HOUR)
        actions.offer(shift=date, by=ally, now=now + choice.uniform(0, 20) * HOUR)
    for turn in range(1, 24):
        at = now + DAY + turn * 6 * HOUR
        jobs.escalate_offers(at)
        jobs.expire_offers(at)
        waiting = Commitment.objects.filter(closed_at__isnull=True)
        assert not waiting.filter(offered_at__lte=at - 4 * DAY).exists()
        assert not waiting.filter(offered_at__lte=at - 2 * DAY, escalated_at__isnull=True).exists()
        assert not waiting.filter(shift__ends_at__lte=at).exists()
    assert Notice.objects.filter(kind="offer.expired").count() == 30


def test_escalate_offers_goes_to_a_second_steward_after_two_days(
    offer: Commitment, cast: Cast, now: dt.datetime
) -> None:
    first = Notice.objects.get(kind="offer.received").to
    assert jobs.escalate_offers(now + 2 * DAY - HOUR) == 0
    assert jobs.escalate_offers(now + 2 * DAY) == 1
    assert jobs.escalate_offers(now + 2 * DAY) == 0
    second = Notice.objects.get(kind="offer.waits_second").to
    assert {first, second} == {cast.amal, cast.jun}


def test_ask_for_verdicts_asks_once(over: Commitment, cast: Cast, now: dt.datetime) -> None:
    assert jobs.ask_for_verdicts(now) == 1
    assert jobs.ask_for_verdicts(now) == 0
    assert Notice.objects.get(kind="verdict.wanted").to != cast.bruno


def test_tell_changes_tells_those_who_promised_before_the_change(
    promise: Commitment, cast: Cast, now: dt.datetime
) -> None:
    assert jobs.tell_changes(now + HOUR) == 0
    cast.shift.changed_at = now + HOUR
    cast.shift.save()
    assert jobs.tell_changes(now + 2 * HOUR) == 1
    assert jobs.tell_changes(now + 3 * HOUR) == 0
    assert Notice.objects.filter(to=cast.bruno, kind="commitment.changed").count() == 1


@pytest.mark.parametrize(
    "change", ["time", "place of the ask", "words of the place, after the ask was closed"]
)
def test_change_by_a_steward_reaches_whoever_promised_and_lets_them_leave_freely(
    promise: Commitment, cast: Cast, now: dt.datetime, change: str
) -> None:
    later = now + HOUR
    if change == "time":
        moved = Slot(cast.shift.starts_at + HOUR, cast.shift.ends_at + HOUR, places=2)
        asks.change_shift(shift=cast.shift, by=cast.jun, now=later, slot=moved)
    elif change == "place of the ask":
        asks.edit(ask=cast.ask, by=cast.jun, now=later, changes={"place": None})
    else:
        asks.close(ask=cast.ask, by=cast.jun, now=now)
        words = {"name": "The kitchen", "area": "Old Harbour", "exact": "The other side of the street"}
        asks.save_place(community=cast.harbour, place=cast.place, by=cast.jun, now=later, **words)
    assert jobs.tell_changes(later) == 1
    assert Notice.objects.filter(to=cast.bruno, kind="commitment.changed").count() == 1
    actions.release(commitment=promise, by=cast.bruno, now=cast.shift.starts_at - HOUR / 2)
    promise.refresh_from_db()
    assert not promise.release.is_late
    assert BookedHours.objects.get().minutes == 0


def test_tell_changes_tells_those_who_only_offered_too(
    offer: Commitment, cast: Cast, now: dt.datetime
) -> None:
    cast.shift.changed_at = now + HOUR
    cast.shift.save()
    assert jobs.tell_changes(now + 2 * HOUR) == 1
    actions.accept(commitment=offer, by=cast.amal, now=now + 3 * HOUR)
    assert jobs.tell_changes(now + 4 * HOUR) == 0


def test_no_answer_is_derived_and_a_late_verdict_counts(
    over: Commitment, cast: Cast, now: dt.datetime
) -> None:
    late = now + 20 * DAY
    assert over.state(late) is State.NO_ANSWER
    actions.judge(commitment=over, outcome="helped", by=cast.amal, now=late)
    assert Commitment.objects.with_history().get().state(late) is State.HELPED


def test_erasing_an_ally_keeps_the_community_s_count(over: Commitment, cast: Cast, now: dt.datetime) -> None:
    actions.judge(commitment=over, outcome="helped", by=cast.amal, now=now)
    actions.erase_person(person=cast.bruno, now=now)
    kept = Commitment.objects.with_history().get()
    assert (kept.ally, kept.note, kept.state(now)) == (None, "", State.HELPED)


def test_let_go_of_shut_out_ends_open_promises_and_gives_the_hours_back(
    promise: Commitment, cast: Cast, now: dt.datetime
) -> None:
    assert jobs.let_go_of_shut_out(now) == 0
    Restriction.objects.create(
        community=cast.harbour, person=cast.bruno, reason="safety", at=now, by=cast.amal, until=now + 5 * DAY
    )
    assert jobs.let_go_of_shut_out(now) == 1
    assert jobs.let_go_of_shut_out(now) == 0
    assert Commitment.objects.with_history().get().state(now) is State.RELEASED
    assert BookedHours.objects.get().minutes == 0


def test_escalate_offers_tells_a_second_steward_also_when_the_first_rests_by_then(
    offer: Commitment, cast: Cast, now: dt.datetime
) -> None:
    assert Notice.objects.get(kind="offer.received").to == cast.amal
    Rest.objects.create(person=cast.amal, started_at=now, until_on=(now + 9 * DAY).date())
    assert jobs.escalate_offers(now + 2 * DAY) == 1
    assert Notice.objects.get(kind="offer.waits_second").to == cast.jun
