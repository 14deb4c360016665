"""Who may say whether it helped, and what anybody learns of it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.http import Http404
from django.test import Client

from alongside.asks import actions as asks
from alongside.asks.models import Ask, Shift
from alongside.commitments import actions, jobs
from alongside.commitments.models import Commitment, Outcome, Verdict
from alongside.commitments.rules import State
from alongside.communities.models import Membership, Restriction, Standing
from alongside.home.cast import DAY, Cast
from alongside.notices.models import Notice

Clients = Callable[..., Client]


def judge(one: Commitment, cast: Cast, name: str, now: dt.datetime) -> None:
    actions.judge(commitment=one, outcome="helped", by=getattr(cast, name), now=now)


@pytest.mark.parametrize("name", ["bruno", "chidi", "dara", "edda", "farid", "gita", "olu"])
def test_verdict_is_for_the_asking_side_alone(
    over: Commitment, cast: Cast, now: dt.datetime, name: str
) -> None:
    with pytest.raises(Http404):
        judge(over, cast, name, now)
    assert not Verdict.objects.exists()


def test_verdict_is_for_the_member_who_asked_while_they_belong(
    over: Commitment, cast: Cast, now: dt.datetime
) -> None:
    Ask.objects.update(posted_by=cast.chidi)
    judge(over, cast, "chidi", now)
    Membership.objects.filter(person=cast.chidi).delete()
    with pytest.raises(Http404):
        actions.judge(commitment=over, outcome="not_needed", by=cast.chidi, now=now)


def test_verdict_may_be_delegated_to_a_member_and_taken_back(
    client_of: Clients, over: Commitment, cast: Cast, now: dt.datetime
) -> None:
    named = asks.delegate(ask=cast.ask, person=cast.chidi, by=cast.amal, now=now)
    address = f"/commitments/{over.pk}/verdict/"
    assert client_of(cast.chidi).post(address, {"outcome": "helped"}).status_code == 302
    assert Commitment.objects.with_history().get().state(now) is State.HELPED
    asks.undelegate(delegate=named, by=cast.amal, now=now)
    assert client_of(cast.chidi).post(address, {"outcome": "did_not_come"}).status_code == 404
    assert Verdict.objects.get().outcome == "helped"


def test_verdict_of_a_delegate_who_is_kept_out_does_not_count(
    over: Commitment, cast: Cast, now: dt.datetime
) -> None:
    asks.delegate(ask=cast.ask, person=cast.chidi, by=cast.amal, now=now)
    Restriction.objects.create(
        community=cast.harbour, person=cast.chidi, reason="safety", at=now, by=cast.jun, until=now + DAY
    )
    with pytest.raises(Http404):
        judge(over, cast, "chidi", now)


@pytest.mark.parametrize("role", ["steward", "delegate", "delegated steward"])
def test_verdict_on_one_s_own_commitment_is_refused_in_every_role(
    cast: Cast, now: dt.datetime, role: str
) -> None:
    who = cast.chidi if role == "delegate" else cast.jun
    own = actions.offer(shift=cast.shift, by=who, now=now)
    actions.accept(commitment=own, by=cast.amal, now=now)
    if role != "steward":
        asks.delegate(ask=cast.ask, person=who, by=cast.amal, now=now)
    after = cast.shift.ends_at
    with pytest.raises(actions.refusals.OwnCommitment):
        actions.judge(commitment=own, outcome="helped", by=who, now=after)
    with pytest.raises(actions.refusals.OwnCommitment):
        actions.make_verdict_link(commitment=own, by=who, now=after)
    assert actions.judge_date(shift=cast.shift, outcome="helped", by=who, now=after) == 0
    assert not Verdict.objects.exists()


def test_verdict_before_the_start_is_refused(promise: Commitment, cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(actions.refusals.NoLongerPossible):
        judge(promise, cast, "amal", cast.shift.starts_at - dt.timedelta(minutes=1))
    judge(promise, cast, "amal", cast.shift.starts_at)


@pytest.mark.parametrize("outcome", ["not_needed", "did_not_come"])
def test_verdict_that_is_no_praise_goes_to_stewards_without_who_gave_it_and_has_no_effect(
    client_of: Clients, over: Commitment, cast: Cast, now: dt.datetime, outcome: str
) -> None:
    Ask.objects.update(posted_by=cast.chidi)
    Notice.objects.all().delete()
    standing = Standing.objects.get(person=cast.bruno).level
    actions.judge(commitment=over, outcome=outcome, by=cast.chidi, now=now)
    for path in (f"/dates/{cast.shift.pk}/", f"/commitments/{over.pk}/", f"/commitments/{over.pk}/verdict/"):
        page = client_of(cast.jun).get(path).content.decode()
        assert str(Outcome(outcome).label) in page
        assert "Chidi" not in page
    assert not Notice.objects.filter(to=cast.bruno).exists()
    assert Standing.objects.get(person=cast.bruno).level == standing
    later = Shift.objects.create(ask=cast.ask, starts_at=now + 9 * DAY, ends_at=now + 10 * DAY)
    actions.offer(shift=later, by=cast.bruno, now=now)


def test_silence_asks_once_and_punishes_nobody(over: Commitment, cast: Cast, now: dt.datetime) -> None:
    for day in range(30):
        jobs.ask_for_verdicts(now + day * DAY)
    assert Notice.objects.filter(kind="verdict.wanted").count() == 1
    later = Shift.objects.create(ask=cast.ask, starts_at=now + 40 * DAY, ends_at=now + 41 * DAY)
    cast.bruno.standings.update(level=1)
    actions.offer(shift=later, by=cast.bruno, now=now + 30 * DAY)


def test_verdict_it_helped_frees_a_new_ally_for_the_next(
    over: Commitment, cast: Cast, now: dt.datetime
) -> None:
    cast.bruno.standings.update(level=1)
    two = [
        Shift.objects.create(ask=cast.ask, starts_at=now + day * DAY, ends_at=now + (day + 0.1) * DAY)
        for day in (5, 6)
    ]
    with pytest.raises(actions.refusals.FirstOneFirst):
        actions.offer(shift=two[0], by=cast.bruno, now=now)
    judge(over, cast, "amal", now)
    for shift in two:
        actions.offer(shift=shift, by=cast.bruno, now=now)


def test_verdict_it_helped_frees_a_new_ally_in_that_group_alone(
    over: Commitment, cast: Cast, now: dt.datetime
) -> None:
    judge(over, cast, "amal", now)
    Standing.objects.create(community=cast.listed, person=cast.bruno, level=1, given_at=now)
    there = Ask.objects.create(
        community=cast.listed,
        posted_by=cast.edda,
        kind="in_person",
        what="Read letters aloud",
        language="en",
        minutes=30,
        created_at=now,
        published_at=now,
    )
    two = [
        Shift.objects.create(ask=there, starts_at=now + day * DAY, ends_at=now + (day + 0.1) * DAY)
        for day in (5, 6)
    ]
    actions.offer(shift=two[0], by=cast.bruno, now=now)
    with pytest.raises(actions.refusals.FirstOneFirst):
        actions.offer(shift=two[1], by=cast.bruno, now=now)
