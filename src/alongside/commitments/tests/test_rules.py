"""The clock's conditions of each step, minute by minute, without a database."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from alongside.commitments import rules
from alongside.commitments.models import Said
from alongside.commitments.rules import History, State

START = dt.datetime(2026, 3, 7, 10, 0, tzinfo=dt.UTC)
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
END = START + dt.timedelta(hours=2)
OFFERED = History(offered_at=START - 3 * DAY, starts_at=START, ends_at=END)
ACCEPTED = replace(OFFERED, accepted_at=START - 2 * DAY)
HELPED = replace(ACCEPTED, outcome="helped", judged_at=END)
Rule = Callable[[History, dt.datetime], bool]


def from_and_until(
    rule: Rule, history: History, *, first: dt.datetime | None, last: dt.datetime | None
) -> None:
    """A rule holds from `first` on and before `last`, and at no minute outside."""
    if first:
        assert not rule(history, first - MINUTE)
    assert rule(history, first or OFFERED.offered_at)
    if last:
        assert rule(history, last - MINUTE)
        assert not rule(history, last)


@pytest.mark.parametrize(
    ("rule", "history", "first", "last"),
    [
        (rules.may_answer, OFFERED, None, END),
        (rules.may_withdraw, OFFERED, None, END),
        (rules.may_keep, ACCEPTED, None, START),
        (rules.may_release, ACCEPTED, None, START),
        (rules.may_be_released_by_community, ACCEPTED, None, END),
        (rules.may_claim_done, ACCEPTED, START, END + rules.ANSWERED_WITHIN),
        (rules.may_judge, ACCEPTED, START, None),
        (rules.may_judge, HELPED, START, END + rules.AMENDABLE_FOR),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_step_is_possible_in_its_time_and_at_no_other(
    rule: Rule, history: History, first: dt.datetime | None, last: dt.datetime | None
) -> None:
    from_and_until(rule, history, first=first, last=last)


def test_flexible_promise_is_due_on_its_last_day() -> None:
    flexible = replace(ACCEPTED, is_flexible=True)
    assert rules.may_keep(flexible, END - MINUTE)
    assert rules.may_release(flexible, END - MINUTE)
    assert not rules.may_release(flexible, END)


@pytest.mark.parametrize("step", ["released_at", "declined_at", "expired_at"])
def test_nothing_follows_an_end(step: str) -> None:
    accepted_at = ACCEPTED.accepted_at if step == "released_at" else None
    ended = replace(OFFERED, accepted_at=accepted_at, **{step: START - DAY})
    for now in (START - MINUTE, START, END + 20 * DAY):
        for rule in (rules.may_answer, rules.may_withdraw, rules.may_keep, rules.may_release):
            assert not rule(ended, now)
        for rule in (rules.may_claim_done, rules.may_judge, rules.may_be_released_by_community):
            assert not rule(ended, now)


def test_no_answer_comes_fourteen_days_after_the_end_and_a_late_verdict_still_counts() -> None:
    for history in (ACCEPTED, replace(ACCEPTED, kept_at=START - DAY), replace(ACCEPTED, done_at=END)):
        assert rules.state(history, END + 14 * DAY - MINUTE) is not State.NO_ANSWER
        assert rules.state(history, END + 14 * DAY) is State.NO_ANSWER
        assert rules.may_judge(history, END + 300 * DAY)


@pytest.mark.parametrize(
    ("ends_at", "closed_at", "expires_at"),
    [
        (START + 9 * DAY, None, OFFERED.offered_at + 4 * DAY),
        (START, None, START),
        (START + 9 * DAY, START - DAY, START - DAY),
    ],
    ids=["after four days", "with its date", "with its ask"],
)
def test_offer_expires(ends_at: dt.datetime, closed_at: dt.datetime | None, expires_at: dt.datetime) -> None:
    waiting = replace(OFFERED, ends_at=ends_at, ask_closed_at=closed_at)
    assert rules.state(waiting, expires_at - MINUTE) is State.OFFERED
    assert rules.state(waiting, expires_at) is State.EXPIRED


def test_release_is_late_inside_the_group_s_own_window() -> None:
    window = START - dt.timedelta(hours=24)
    assert not rules.is_late(ACCEPTED, late_hours=24, now=window)
    assert rules.is_late(ACCEPTED, late_hours=24, now=window + MINUTE)
    assert not rules.is_late(ACCEPTED, late_hours=0, now=START)


def test_follow_through_counts_answers_alone() -> None:
    assert rules.follow_through(State) == (1, 3)
    assert rules.follow_through([State.ACCEPTED, State.NO_ANSWER, State.RELEASED]) == (0, 0)


@pytest.mark.parametrize("outcome", [State.NOT_NEEDED, State.DID_NOT_COME])
@pytest.mark.parametrize("history", [ACCEPTED, replace(ACCEPTED, done_at=END)], ids=["promised", "done"])
def test_ally_is_told_of_silence_and_of_another_verdict_in_the_same_way(
    history: History, outcome: State
) -> None:
    judged = replace(history, outcome=outcome, judged_at=END)
    for now in (START, END, END + 13 * DAY, END + 14 * DAY, END + 300 * DAY):
        told = rules.told_to_ally(judged)
        assert rules.state(told, now) is rules.state(history, now)
        assert rules.may_claim_done(judged, now) is rules.may_claim_done(history, now)
        assert rules.state(judged, now) is outcome


def test_ally_is_told_that_it_helped() -> None:
    assert rules.state(rules.told_to_ally(HELPED), END) is State.HELPED


def test_every_state_has_words() -> None:
    assert {str(state) for state in State} == set(Said.values)


def test_promise_that_moved_since_the_offer_may_be_left_until_it_is_over() -> None:
    moved = replace(ACCEPTED, changed_at=ACCEPTED.offered_at + DAY)
    from_and_until(rules.may_release, moved, first=None, last=END)
    assert not rules.is_late(moved, late_hours=48, now=END - MINUTE)
    known = replace(ACCEPTED, changed_at=ACCEPTED.offered_at - DAY)
    from_and_until(rules.may_release, known, first=None, last=START)
