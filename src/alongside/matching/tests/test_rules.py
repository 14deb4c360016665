"""What the ranking holds whatever the numbers are."""

import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.matching import rules

counts = st.integers(min_value=0, max_value=500)
amounts = st.floats(min_value=0, max_value=1000)
shares = st.floats(min_value=0, max_value=1)
ROUNDED = 1 + 1e-12
"""Sums of twenty numbers that are not whole."""
needs = st.builds(
    rules.Need,
    places=st.integers(min_value=1, max_value=12),
    coming=st.lists(shares, max_size=12),
    later=st.floats(min_value=0, max_value=50),
    priority=st.sampled_from([-1, 0, 1]),
    filled=shares,
)


@given(kept=counts, broken=counts)
def test_chance_of_coming_has_its_floor_and_one_more_that_came_never_lowers_it(
    kept: int, broken: int
) -> None:
    chance = rules.chance_of_coming(kept=kept, broken=broken)
    assert rules.FLOOR <= chance <= 1
    assert rules.chance_of_coming(kept=kept + 1, broken=broken) >= chance


def test_chance_of_coming_starts_at_seven_of_ten() -> None:
    assert rules.chance_of_coming(kept=0, broken=0) == pytest.approx(0.7, abs=0.01)


@given(need=needs)
def test_worth_never_grows_with_one_more_promise(need: rules.Need) -> None:
    more = rules.Need(need.places, [*need.coming, 0.7], need.later, need.priority, need.filled)
    assert 0 <= rules.worth(more) <= rules.worth(need) * ROUNDED


@given(need=needs, more=st.floats(min_value=0, max_value=20))
def test_worth_never_grows_with_more_who_come_by_themselves(need: rules.Need, more: float) -> None:
    loved = rules.Need(need.places, need.coming, need.later + more, need.priority, need.filled)
    assert rules.worth(loved) <= rules.worth(need) + 1e-9


def test_shortfall_of_two_who_promised_and_nobody_else() -> None:
    nobody, too_few = rules.shortfall(rules.Need(places=2, coming=[0.7, 0.5]))
    assert nobody == pytest.approx(0.3 * 0.5)
    assert too_few == pytest.approx(1 - 0.7 * 0.5)


@given(number=st.integers(min_value=1, max_value=40), urgent=st.integers(min_value=1, max_value=9))
def test_a_group_that_marks_everything_urgent_gains_nothing(number: int, urgent: int) -> None:
    assert rules.thirds([urgent] * number) == [0] * number


@given(order=st.lists(st.integers(min_value=1, max_value=3), max_size=40))
def test_thirds_lift_no_more_than_a_third_and_follow_the_groups_order(order: list[int]) -> None:
    found = rules.thirds(order)
    assert found.count(1) <= len(order) * 2 / 3
    assert all(
        one >= other
        for one, high in zip(found, order, strict=True)
        for other, low in zip(found, order, strict=True)
        if high >= low
    )


def test_thirds_of_six() -> None:
    assert rules.thirds([3, 3, 2, 2, 1, 1]) == [1, 1, 0, 0, -1, -1]


@given(st.permutations([(0.3, 0.5, 4, "a"), (0.3, 0.5, 4, "b"), (0.9, 0.1, 2, "c"), (0.1, 0.9, 2, "d")]))
def test_the_order_is_the_same_however_the_asks_came(asks: list[tuple[float, float, int, str]]) -> None:
    placed = sorted(rules.place(weight=c * w, due=due, id=id) for c, w, due, id in asks)
    assert [id for _score, _due, id in placed] == ["a", "b", "c", "d"]


def test_no_refusal_is_told_to_what_estimates_a_yes() -> None:
    """It cannot lower a later chance, because nothing that somebody declined or gave back goes in."""
    assert set(inspect.signature(rules.liking).parameters) == {"km", "interest", "lacks_welcome_skill"}
    assert set(inspect.signature(rules.chance_of_coming).parameters) == {"kept", "broken"}


@given(promised=counts, expected=amounts)
def test_appeal_of_what_was_shown_in_vain_falls_and_never_ends(promised: int, expected: float) -> None:
    assert (
        0
        < rules.appeal(promised=promised, expected=expected + 1)
        <= rules.appeal(promised=promised, expected=expected)
    )


def test_one_more_is_taken_only_until_it_is_sure() -> None:
    assert rules.taken_at_most(places=1, coming=[]) == 2
    assert rules.taken_at_most(places=1, coming=[0.7]) == 1
    assert rules.taken_at_most(places=2, coming=[0.7, 0.7]) == 3
    assert rules.taken_at_most(places=2, coming=[0.7, 0.7, 0.7]) == 2
