"""Whom to ask about what: each person once, of each ask no more than it may, and what adds most first."""

import datetime as dt
import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.matching import rules
from alongside.matching.rules import flows, notes, plans

NOW = dt.datetime(2026, 3, 4, 10, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
OPTIONS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 9), st.floats(0.01, 1)),
    unique_by=lambda one: one[:2],
    max_size=40,
)
Planner = Callable[..., list[rules.Asked]]
each_planner = pytest.mark.parametrize("planned", [plans.greedy, flows.flow])
loads_first = settings(deadline=None)
"""The first plan that is made all at once waits until the solver is there."""


@each_planner
@loads_first
@given(OPTIONS, st.lists(st.integers(0, 3), min_size=6, max_size=6), st.integers(0, 12))
def test_plan_keeps_every_limit(
    planned: Planner, options: list[rules.Option], at_most: list[int], in_all: int
) -> None:
    plan = planned(options, at_most=at_most, in_all=in_all)
    assert {*plan} <= {one[:2] for one in options}
    assert len({person for _ask, person in plan}) == len(plan) <= in_all
    assert all(sum(one == ask for one, _person in plan) <= most for ask, most in enumerate(at_most))


@each_planner
@loads_first
@given(OPTIONS)
def test_plan_leaves_nobody_out_whom_it_could_ask(planned: Planner, options: list[rules.Option]) -> None:
    people = {person for _ask, person, _gain in options}
    assert {person for _ask, person in planned(options, at_most=[10] * 6)} == people


@each_planner
@loads_first
@given(OPTIONS, st.randoms())
def test_plan_is_the_same_in_whatever_order_it_is_told(
    planned: Planner, options: list[rules.Option], random: object
) -> None:
    mixed = [*options]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert planned(options, at_most=[2] * 6) == planned(mixed, at_most=[2] * 6)


@each_planner
def test_each_ask_gets_somebody_before_one_gets_a_second(planned: Planner) -> None:
    options = [(0, person, 0.9) for person in range(4)] + [(1, person, 0.5) for person in range(4)]
    assert {ask for ask, _person in planned(options, at_most=[4, 4], in_all=2)} == {0, 1}


def test_plan_made_at_once_gives_up_the_best_of_one_for_more_in_all() -> None:
    """One after the other, the first ask takes the only person whom the second could have."""
    options = [(0, 0, 0.9), (0, 1, 0.8), (1, 0, 0.7)]
    assert plans.greedy(options, at_most=[1, 1]) == [(0, 0)]
    assert flows.flow(options, at_most=[1, 1]) == [(0, 1), (1, 0)]


def test_plan_made_at_once_is_only_for_who_installed_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert flows.is_there()
    monkeypatch.setitem(sys.modules, "ortools", None)
    assert not flows.is_there()


def test_whoever_was_not_asked_for_long_comes_first() -> None:
    freshness = [plans.rested(at, NOW) for at in (NOW, NOW - 7 * DAY, NOW - 30 * DAY, NOW - 99 * DAY, None)]
    assert freshness == sorted(freshness)
    assert freshness[0] == plans.JUST_ASKED
    assert freshness[-2:] == [1.0, 1.0]


@pytest.mark.parametrize(
    ("attention", "pressing", "may"),
    [
        (notes.Attention(1), False, True),
        (notes.Attention(0), True, False),
        (notes.Attention(1, NOW - 6 * DAY, in_week=1), True, False),
        (notes.Attention(2, NOW - 6 * DAY, in_week=1), False, False),
        (notes.Attention(2, NOW - 6 * DAY, in_week=1), True, True),
        (notes.Attention(2, NOW - 2 * DAY, in_week=1), True, False),
        (notes.Attention(1, NOW - 8 * DAY), False, True),
        (notes.Attention(1, NOW - 8 * DAY, unanswered=4), False, False),
        (notes.Attention(1, NOW - 15 * DAY, unanswered=4), False, True),
    ],
)
def test_attention_is_asked_for_sparingly(attention: notes.Attention, pressing: bool, may: bool) -> None:
    assert notes.may_be_asked(attention, now=NOW, is_pressing=pressing) is may


def test_a_second_note_in_a_week_must_be_worth_three() -> None:
    assert notes.is_worth_it(0.045)
    assert not notes.is_worth_it(0.044)
    assert not notes.is_worth_it(0.13, is_again=True)
    assert notes.is_worth_it(0.14, is_again=True)


def test_what_is_pressing_is_near_and_has_nobody() -> None:
    assert notes.is_pressing(due_at=NOW + 2 * DAY, taken=0, now=NOW)
    assert not notes.is_pressing(due_at=NOW + 2 * DAY, taken=1, now=NOW)
    assert not notes.is_pressing(due_at=NOW + 4 * DAY, taken=0, now=NOW)
