"""What waits on a desk: of everybody's, across all their communities, and nothing that is somebody else's."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest

from alongside.asks import actions as asks
from alongside.asks.models import Ask, Shift
from alongside.commitments import actions, queries
from alongside.commitments.models import Acceptance, Commitment
from alongside.commitments.queries import desks
from alongside.communities.models import Restriction, Standing
from alongside.home.cast import DAY, Cast, belongs

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def elsewhere(cast: Cast, now: dt.datetime) -> Shift:
    """A date of another group, which Jun steers too; Bruno is an ally of both."""
    belongs(cast.listed, cast.jun, now, vouched_at=now, steward_since=now)
    Standing.objects.create(community=cast.listed, person=cast.bruno, level=2, given_at=now)
    ask = Ask.objects.create(
        community=cast.listed,
        posted_by=cast.edda,
        kind="in_person",
        what="Read letters aloud",
        language="en",
        minutes=30,
        created_at=now,
        published_at=now,
    )
    return Shift.objects.create(ask=ask, starts_at=now + 2 * DAY, ends_at=now + 2 * DAY + HOUR)


def of_dates(waiting: Iterable[Any]) -> list[str]:
    return [one.shift.pk for one in waiting]


def test_steward_desk_holds_offers_verdicts_and_ending_asks_of_all_their_groups(
    offer: Commitment, elsewhere: Shift, cast: Cast, now: dt.datetime
) -> None:
    there = actions.offer(shift=elsewhere, by=cast.bruno, now=now)
    desk = queries.steward_desk(viewer=cast.jun, now=now)
    assert of_dates(desk.offers) == [elsewhere.pk, cast.shift.pk]
    assert of_dates(queries.steward_desk(viewer=cast.amal, now=now).offers) == [cast.shift.pk]
    for one in (offer, there):
        actions.accept(commitment=one, by=cast.jun, now=now)
    after = cast.shift.ends_at + HOUR
    assert of_dates(queries.steward_desk(viewer=cast.jun, now=after).verdicts) == [
        elsewhere.pk,
        cast.shift.pk,
    ]
    assert not queries.steward_desk(viewer=cast.jun, now=after + 15 * DAY).verdicts
    assert queries.steward_desk(viewer=cast.chidi, now=after).is_empty


def test_steward_desk_names_asks_that_end_within_three_days(
    elsewhere: Shift, cast: Cast, now: dt.datetime
) -> None:
    assert queries.steward_desk(viewer=cast.jun, now=now).ending == [elsewhere.ask]
    asks.close(ask=elsewhere.ask, by=cast.edda, now=now)
    assert not queries.steward_desk(viewer=cast.jun, now=now).ending


def test_steward_desk_holds_no_offer_of_one_s_own(cast: Cast, now: dt.datetime) -> None:
    actions.offer(shift=cast.shift, by=cast.jun, now=now)
    assert not queries.steward_desk(viewer=cast.jun, now=now).offers
    assert queries.steward_desk(viewer=cast.amal, now=now).offers


def test_verdicts_are_wanted_of_whoever_asked_and_of_delegates_too(
    over: Commitment, cast: Cast, now: dt.datetime
) -> None:
    assert not queries.verdicts_wanted(viewer=cast.chidi, now=now)
    asks.delegate(ask=cast.ask, person=cast.chidi, by=cast.amal, now=now)
    assert of_dates(queries.verdicts_wanted(viewer=cast.chidi, now=now)) == [cast.shift.pk]


def test_verdict_is_wanted_as_soon_as_the_ally_says_done(
    over: Commitment, cast: Cast, now: dt.datetime
) -> None:
    """Of an ask that is open until Friday, and done on Tuesday. Whoever is still to come is not asked about."""
    Ask.objects.update(is_flexible=True)
    Shift.objects.filter(pk=cast.shift.pk).update(ends_at=now + 3 * DAY)
    late = actions.offer(shift=cast.shift, by=cast.jun, now=now)
    actions.accept(commitment=late, by=cast.amal, now=now)
    assert desks.verdicts_wanted(viewer=cast.amal, now=now) == []
    assert not queries.date(viewer=cast.amal, id=cast.shift.pk, now=now).is_answered_whole
    actions.claim_done(commitment=over, by=cast.bruno, now=now)
    assert [one.count for one in desks.verdicts_wanted(viewer=cast.amal, now=now)] == [1]
    assert not queries.date(viewer=cast.amal, id=cast.shift.pk, now=now).is_answered_whole
    ended = now + 3 * DAY
    assert [one.count for one in desks.verdicts_wanted(viewer=cast.amal, now=ended)] == [2]
    assert queries.date(viewer=cast.amal, id=cast.shift.pk, now=ended).is_answered_whole


def test_verdicts_are_not_wanted_of_somebody_who_is_kept_out(
    over: Commitment, cast: Cast, now: dt.datetime
) -> None:
    Ask.objects.update(posted_by=cast.chidi)
    assert len(desks.verdicts_wanted(viewer=cast.chidi, now=now)) == 1
    Restriction.objects.create(
        community=cast.harbour, person=cast.chidi, reason="safety", at=now, until=now + 5 * DAY
    )
    assert desks.verdicts_wanted(viewer=cast.chidi, now=now) == []


def test_ally_desk_parts_what_is_next_from_what_waits_and_what_came_of_it(
    offer: Commitment, elsewhere: Shift, cast: Cast, now: dt.datetime
) -> None:
    there = actions.offer(shift=elsewhere, by=cast.bruno, now=now)
    actions.accept(commitment=there, by=cast.edda, now=now)
    desk = queries.ally_desk(viewer=cast.bruno, now=now)
    assert [one.commitment.pk for one in desk.offered] == [offer.pk]
    assert [one.commitment.pk for one in desk.coming] == [there.pk]
    after = elsewhere.ends_at
    assert [one.commitment.pk for one in queries.ally_desk(viewer=cast.bruno, now=after).past] == [there.pk]
    actions.judge(commitment=there, outcome="helped", by=cast.edda, now=after)
    came = queries.ally_desk(viewer=cast.bruno, now=after).came
    assert [str(one.said) for one in came] == ["helped"]
    assert queries.ally_desk(viewer=cast.jun, now=after).is_empty


def test_ally_desk_shows_what_is_next_however_much_is_behind(
    promise: Commitment, cast: Cast, now: dt.datetime
) -> None:
    """Some never hear whether it helped; months of that must not push tomorrow off the desk."""
    dates = [
        Shift(ask=cast.ask, starts_at=now - days * DAY, ends_at=now - days * DAY + HOUR)
        for days in range(1, desks.LISTED_AT_MOST * 2)
    ]
    Shift.objects.bulk_create(dates)
    before = [
        Commitment(
            shift=date,
            ally=cast.bruno,
            minutes=60,
            period_on=date.starts_at.date(),
            offered_at=date.starts_at - DAY,
        )
        for date in dates
    ]
    Commitment.objects.bulk_create(before)
    Acceptance.objects.bulk_create(Acceptance(commitment=one, at=one.offered_at) for one in before)
    desk = queries.ally_desk(viewer=cast.bruno, now=now)
    assert [one.commitment.pk for one in desk.coming] == [promise.pk]
    shown = [one.commitment.shift.starts_at for one in desk.past]
    assert shown == [date.starts_at for date in dates[: len(shown)]]
    assert len(shown) == desks.LISTED_AT_MOST


@pytest.mark.parametrize("outcome", ["", "did_not_come"])
def test_ally_desk_lets_go_of_silence_and_of_another_verdict_on_the_same_day(
    over: Commitment, cast: Cast, now: dt.datetime, outcome: str
) -> None:
    if outcome:
        actions.judge(commitment=over, outcome=outcome, by=cast.amal, now=now + 9 * DAY)
    gone_at = over.shift.ends_at + desks.REMEMBERED
    minute = dt.timedelta(minutes=1)
    assert len(queries.ally_desk(viewer=cast.bruno, now=gone_at - minute).past) == 1
    assert queries.ally_desk(viewer=cast.bruno, now=gone_at).is_empty
