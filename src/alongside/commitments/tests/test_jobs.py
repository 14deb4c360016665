"""What time does: offers never hang, verdicts are asked for once, changes are told."""

import datetime as dt

from alongside.commitments import actions, jobs
from alongside.commitments.models import Commitment
from alongside.commitments.rules import State
from alongside.communities.models import Restriction
from alongside.home.cast import DAY, Cast
from alongside.notices.models import Notice
from alongside.people.models import BookedHours

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
