"""How far a gap of averages could go over who did not say: reached, never passed, and nobody's pay told."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from releases import workplace

from alongside_equity.audit import audit
from alongside_equity.cells import Floats, Ints
from alongside_equity.disclosure.bounded import bounded, rounding
from alongside_equity.disclosure.rules import Rules
from alongside_equity.measures.bounds import Sum, unanswered_amounts
from alongside_equity.question import Kind, Question
from alongside_equity.release import Release
from alongside_equity.release.compared import Comparison
from alongside_equity.report import groups
from alongside_equity.report.voice import Voice
from alongside_equity.settings import Settings

RULES = Rules()
few_amounts = st.one_of(st.integers(-3, 4).map(float), st.floats(-100, 100))
sides = st.builds(Sum, st.integers(1, 9), st.floats(-300, 300))


def in_steps(amounts: Floats) -> tuple[Ints, Floats]:
    amount, people = np.unique(amounts, return_counts=True)
    return people, amount


@settings(deadline=None)
@given(group=sides, rest=sides, silent=st.lists(few_amounts, min_size=1, max_size=8))
def test_bounds_are_those_of_every_way_to_belong(group: Sum, rest: Sum, silent: list[float]) -> None:
    amounts = np.array(silent)
    gaps = []
    for belongs in product([0, 1], repeat=len(silent)):
        own = np.array(belongs)
        mean = (group.y + amounts @ own) / (group.n + own.sum())
        gaps.append(mean - (rest.y + amounts @ (1 - own)) / (rest.n + (1 - own).sum()))
    low, high = unanswered_amounts(group, rest, *in_steps(amounts))
    assert (low.gap, high.gap) == pytest.approx((min(gaps), max(gaps)), rel=1e-9, abs=1e-9)
    for extreme in (low, high):
        assert extreme.group.n + extreme.rest.n == len(silent)
        assert extreme.group.y + extreme.rest.y == pytest.approx(amounts.sum(), abs=1e-9)


def test_some_of_those_with_equal_amounts_may_belong() -> None:
    """Ten people with 5 each, between a group at 0 and others at 10: the gap is least when half belong."""
    low, high = unanswered_amounts(Sum(10, 0.0), Sum(10, 100.0), np.array([10]), np.array([5.0]))
    assert (high.group, high.rest) == (Sum(5, 25.0, 5.0), Sum(5, 25.0, 5.0))
    assert low.gap == pytest.approx(-7.5)


def test_a_million_people_are_as_many_as_their_amounts() -> None:
    low, high = unanswered_amounts(
        Sum(10**6, 3e6), Sum(10**6, 3e6), np.array([10**6] * 2), np.array([2.0, 4.0])
    )
    assert high.gap == pytest.approx(-low.gap)
    assert high.gap == pytest.approx(1.0)


GROUP, REST = Sum(40, 40 * 3000.0), Sum(60, 60 * 3100.0)


@pytest.mark.parametrize("seed", range(20))
def test_a_bound_is_rounded_outwards_by_less_than_a_unit(seed: int) -> None:
    rng = np.random.default_rng(seed)
    people, amount = in_steps(np.round(rng.normal(3050, 400, 60)))
    raw, told = unanswered_amounts(GROUP, REST, people, amount), bounded(GROUP, REST, people, amount, RULES)
    assert told is not None
    unit = rounding(0.1 * float(people @ amount) / 60 / 40)
    assert raw[0].gap - unit < told[0] <= raw[0].gap
    assert raw[1].gap <= told[1] < raw[1].gap + unit


@pytest.mark.parametrize("seed", range(20))
def test_two_bounds_together_tell_nobody_s_amount(seed: int) -> None:
    """Of somebody who knows how both were split, and is told by two groups the sum with and without one."""
    rng = np.random.default_rng(seed)
    people, amount = in_steps(np.round(rng.lognormal(8, 0.5, 50)))
    average, left = float(people @ amount) / 50, 0.0
    for group, rest in ((Sum(30, 9e4), Sum(80, 2.5e5)), (Sum(55, 1.7e5), Sum(55, 1.7e5))):
        high = unanswered_amounts(group, rest, people, amount)[1]
        unit = rounding(RULES.width_of_pay * average / min(group.n, rest.n))
        left += unit / (1 / (group.n + high.group.n) + 1 / (rest.n + high.rest.n))
    assert left >= RULES.width_of_pay * average


@pytest.mark.parametrize(
    "silent",
    [[3000.0] * 9, [2000.0] * 4 + [4000.0] * 30, [3000.0] * 30 + [90_000.0]],
    ids=["few", "few on one side", "one of them dominates"],
)
def test_bounds_about_few_people_are_withheld(silent: list[float]) -> None:
    assert bounded(GROUP, REST, *in_steps(np.array(silent)), RULES) is None


@pytest.mark.parametrize(("least", "unit"), [(0.3, 0.5), (1.0, 1.0), (1.01, 2.0), (5.1, 10.0), (0.0, 1.0)])
def test_units_are_round(least: float, unit: float) -> None:
    assert rounding(least) == pytest.approx(unit)


QUESTION = Question(by=("gender",), outcome="pay", kind=Kind.PAY)


def women(release: Release) -> Comparison:
    return next(row.comparison for row in release.rows if row.labels == ("women",) and row.comparison)


def test_an_audit_of_pay_says_how_far_those_who_did_not_say_could_move_a_gap() -> None:
    columns = workplace()
    gender, pay = np.array(columns["gender"]), np.array(columns["pay"], float)
    is_silent = np.isin(gender, ["", "prefer not to say"])
    own, silent = pay[gender == "women"], np.sort(pay[is_silent])
    other = pay[~is_silent & (gender != "women")]
    found = women(audit(columns, Settings(QUESTION)))
    gaps = [
        np.concatenate([own, some]).mean() - np.concatenate([other, rest]).mean()
        for j in range(len(silent) + 1)
        for some, rest in ((silent[:j], silent[j:]), (silent[j:], silent[:j]))
    ]
    unit = rounding(0.1 * float(silent.mean()) / min(len(own), len(other)))
    assert found.could_be == pytest.approx(
        (np.floor(min(gaps) / unit) * unit, np.ceil(max(gaps) / unit) * unit)
    )
    assert found.could_be[0] < found.difference < found.could_be[1]


def test_what_may_not_be_told_is_said_in_a_word() -> None:
    columns = workplace()
    keep = [i for i, answer in enumerate(columns["gender"]) if answer not in ("", "prefer not to say")]
    silent = [i for i, answer in enumerate(columns["gender"]) if answer == "prefer not to say"][:12]
    some = {name: [values[i] for i in keep + silent] for name, values in columns.items()}
    release = audit(some, Settings(QUESTION))
    assert women(release).could_be_withheld
    assert np.isnan(women(release).could_be).all()
    table = groups.tests_of(release, Voice("en"))
    at = table.columns.index("If those who did not say are counted")
    assert {row[at] for row in table.rows} == {"withheld"}
    everybody = audit(
        {name: [values[i] for i in keep] for name, values in columns.items()}, Settings(QUESTION)
    )
    assert {row[at] for row in groups.tests_of(everybody, Voice("en")).rows} == {"–"}, "nobody was silent"
