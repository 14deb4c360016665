"""Whoever leaves a group gives back what they promised it, and reads before which promises these are."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.asks.models import Shift
from alongside.commitments import actions, jobs
from alongside.commitments.models import Commitment, Release
from alongside.commitments.rules import State
from alongside.communities import actions as communities
from alongside.communities.models import Standing
from alongside.home.cast import DAY, EXACT_PLACE, Cast
from alongside.ledger.models import Entry
from alongside.notices.models import Notice
from alongside.people.models import BookedHours

HOUR = dt.timedelta(hours=1)


def page_of(cast: Cast) -> str:
    return reverse("commitments:leaving", args=[cast.harbour.pk])


def leave(cast: Cast, now: dt.datetime) -> None:
    communities.leave(community=cast.harbour, by=cast.bruno, now=now)


def open_to(cast: Cast, who: str) -> None:
    cast.ask.open_to = who
    cast.ask.save()


@pytest.fixture
def for_allies(promise: Commitment, cast: Cast) -> Commitment:
    open_to(cast, "allies")
    return promise


def test_leaving_gives_an_early_promise_back_with_its_hours_and_tells_the_stewards(
    for_allies: Commitment, cast: Cast, now: dt.datetime
) -> None:
    assert jobs.let_go_of_left(now) == 0
    leave(cast, now)
    assert jobs.let_go_of_left(now) == 1
    assert jobs.let_go_of_left(now) == 0
    left = Commitment.objects.with_history().get()
    assert left.state(now) is State.RELEASED
    assert (left.release.reason, left.release.is_late, left.release.from_asking_side) == (
        Release.Reason.LEFT,
        False,
        False,
    )
    assert Shift.objects.get(pk=cast.shift.pk).places_taken == 0
    assert BookedHours.objects.get().minutes == 0
    told = Notice.objects.filter(kind="commitment.released")
    assert {one.to for one in told} == {cast.amal, cast.jun}
    assert Entry.objects.get(kind="commitments.release").facts == {"late": False}


def test_leaving_close_to_the_time_gives_back_late_and_keeps_the_hours_booked(
    for_allies: Commitment, cast: Cast, now: dt.datetime
) -> None:
    close = cast.shift.starts_at - HOUR
    leave(cast, close)
    assert jobs.let_go_of_left(close) == 1
    assert Release.objects.get().is_late
    assert BookedHours.objects.get().minutes == cast.ask.minutes


def test_nobody_who_left_is_judged_for_not_coming(
    for_allies: Commitment, cast: Cast, now: dt.datetime
) -> None:
    leave(cast, now)
    jobs.let_go_of_left(now)
    with pytest.raises(actions.refusals.NoLongerPossible):
        actions.judge(
            commitment=for_allies, outcome="did_not_come", by=cast.amal, now=cast.shift.ends_at + HOUR
        )


def test_whoever_lost_all_standing_gives_back_and_whoever_is_only_trusted_less_does_not(
    for_allies: Commitment, cast: Cast, now: dt.datetime
) -> None:
    open_to(cast, "trusted")
    standing = Standing.objects.get(person=cast.bruno)
    communities.give_standing(standing=standing, level=Standing.Level.NEW, by=cast.amal, now=now)
    assert jobs.let_go_of_left(now) == 0
    standing.delete()
    assert jobs.let_go_of_left(now) == 1


@pytest.mark.parametrize(("visibility", "goes_back"), [("public", 0), ("listed", 1), ("hidden", 1)])
def test_a_promise_that_anybody_may_make_stays_when_its_ally_leaves(
    promise: Commitment, cast: Cast, now: dt.datetime, visibility: str, goes_back: int
) -> None:
    open_to(cast, "anyone")
    cast.harbour.visibility = visibility
    cast.harbour.save()
    leave(cast, now)
    assert jobs.let_go_of_left(now) == goes_back


def test_a_date_that_has_begun_goes_on_when_its_ally_leaves(
    for_allies: Commitment, cast: Cast, now: dt.datetime
) -> None:
    leave(cast, now)
    assert jobs.let_go_of_left(cast.shift.starts_at + dt.timedelta(minutes=1)) == 0


def test_leaving_page_says_what_goes_back_what_stays_and_what_was_only_offered(
    promise: Commitment, cast: Cast, client_of: Any, now: dt.datetime
) -> None:
    mine = client_of(cast.bruno)
    link = reverse("commitments:commitment", args=[promise.pk])
    assert f'href="{page_of(cast)}"' in mine.get(reverse("communities:leaving", args=[cast.harbour.pk])).text
    open_to(cast, "anyone")
    stays = mine.get(page_of(cast)).text
    assert "no promise goes back" in stays
    assert link in stays.partition("What you still hold")[2]
    open_to(cast, "allies")
    later = cast.ask.shifts.create(starts_at=now + 6 * DAY, ends_at=now + 6 * DAY + HOUR)
    offered = actions.offer(shift=later, by=cast.bruno, now=now)
    shown = mine.get(page_of(cast)).text
    before, _heading, after = shown.partition("What you only offered")
    assert "1 promise goes back" in before
    assert link in before
    assert reverse("commitments:commitment", args=[offered.pk]) in after


@pytest.mark.parametrize("who", ["gita", "edda", "farid", "olu"])
def test_leaving_page_is_missing_for_whoever_is_outside(
    for_allies: Commitment, cast: Cast, client_of: Any, who: str
) -> None:
    missing = client_of(getattr(cast, who)).get(page_of(cast))
    assert missing.status_code == 404
    assert "soup" not in missing.text
    assert client_of(cast.bruno).post(page_of(cast)).status_code == 405


def test_leaving_page_keeps_silent_of_a_verdict_that_its_ally_is_not_told(
    for_allies: Commitment, cast: Cast, client_of: Any, now: dt.datetime
) -> None:
    cast.ask.is_flexible = True
    cast.ask.save()
    Shift.objects.update(starts_at=now - DAY)
    before = client_of(cast.bruno).get(page_of(cast)).text
    actions.judge(commitment=for_allies, outcome="not_needed", by=cast.amal, now=now)
    after = client_of(cast.bruno).get(page_of(cast)).text
    assert "1 promise goes back" in before
    assert "1 promise goes back" in after


def test_leaving_page_reads_the_same_for_one_promise_as_for_many(
    for_allies: Commitment, cast: Cast, client_of: Any, now: dt.datetime
) -> None:
    mine = client_of(cast.bruno)
    mine.get(page_of(cast))
    with CaptureQueriesContext(connection) as one:
        mine.get(page_of(cast))
    for day in range(30):
        starts = now + (day + 5) * DAY
        shift = cast.ask.shifts.create(starts_at=starts, ends_at=starts + HOUR)
        made = Commitment.objects.create(
            shift=shift, ally=cast.bruno, language="en", minutes=60, period_on=now.date(), offered_at=now
        )
        actions.accept(commitment=made, by=cast.amal, now=now)
    with CaptureQueriesContext(connection) as many:
        assert "31 promises go back" in mine.get(page_of(cast)).text
    assert len(many) == len(one)


def test_commitment_page_says_that_its_ally_left_before_and_after_it_goes_back(
    for_allies: Commitment, cast: Cast, client_of: Any, now: dt.datetime
) -> None:
    mine, page = client_of(cast.bruno), reverse("commitments:commitment", args=[for_allies.pk])
    assert "You left" not in mine.get(page).text
    leave(cast, now)
    held = mine.get(page).text
    assert "no exact place opens for you" in held
    assert "exact place opens here" not in held
    assert EXACT_PLACE not in held
    jobs.let_go_of_left(now)
    gone = mine.get(page).text
    assert "your promise went back" in gone
    assert "I will come" not in gone
