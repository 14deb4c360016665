"""Verdicts: chance alone raises few alarms, and too few people are never a pass."""

import itertools
from math import isnan

import numpy as np
import pytest

from alongside_equity.audit import audit
from alongside_equity.comparison import Sides, benjamini_hochberg, compare_rates, detectable_rate, holm, judge
from alongside_equity.measures import exact
from alongside_equity.question import Kind, Question
from alongside_equity.refused import Refused
from alongside_equity.release import Release
from alongside_equity.release.compared import GAP, SAME, UNSURE
from alongside_equity.settings import Family, Settings

FAMILY = Family()


def verdict(k: int, n: int, k_reference: int, n_reference: int, size: int = 1) -> str:
    found = compare_rates([Sides(k, n, k_reference, n_reference)], FAMILY, size)
    return judge(found, FAMILY, size, is_rate=True)[0].verdict


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03], 3) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.01], 10) == pytest.approx([0.1]), "what is withheld still counts in the family"


def test_benjamini_and_hochberg_by_hand() -> None:
    assert benjamini_hochberg([0.01, 0.04, 0.03, 0.5], 4) == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, 0.5])


def test_three_verdicts() -> None:
    assert verdict(100, 1000, 300, 1000) == GAP
    assert verdict(1500, 5000, 1510, 5000) == SAME
    assert verdict(3, 12, 5, 12) == UNSURE


def test_a_gap_no_interval_can_rule_out_is_not_a_pass() -> None:
    """The same rates, but so few people that the ratio could still be under four fifths."""
    assert verdict(30, 100, 30, 100) == UNSURE
    assert verdict(3000, 10000, 3000, 10000) == SAME


@pytest.mark.parametrize(("n1", "n2", "rate"), [(60, 400, 0.3), (150, 150, 0.5), (40, 1000, 0.2)])
def test_the_detectable_gap_is_found_as_often_as_promised(n1: int, n2: int, rate: float) -> None:
    gap = detectable_rate(n1, n2, rate, FAMILY, 1)
    low = rate - gap if rate - gap > 0 else rate + gap
    rng = np.random.default_rng(2)
    k1, k2 = rng.binomial(n1, low, 400), rng.binomial(n2, rate, 400)
    found = [exact.score_p(int(a), n1, int(b), n2) < FAMILY.alpha for a, b in zip(k1, k2, strict=True)]
    assert 0.70 <= np.mean(found) <= 0.92


def test_smaller_groups_need_larger_gaps() -> None:
    gaps = [detectable_rate(n, 1000, 0.3, FAMILY, 20) for n in (10, 30, 100, 1000)]
    assert gaps == sorted(gaps, reverse=True)
    assert detectable_rate(2, 3, 0.5, FAMILY, 20) == 1.0


def test_one_person_changes_the_verdict_of_native_american_women() -> None:
    found = compare_rates([Sides(7, 17, 215, 412)], FAMILY, 1)[0]
    assert found.people_to_change == 1
    assert found.shortfall == pytest.approx(17 * 215 / 412 - 7)
    assert isnan(found.boschloo), "for fewer than forty people only"


def judged_alarms(runs: int, people: int, seed: int) -> int:
    """Reports with any alarm when nothing differs: 3 attributes, 192 cells, every crossing, rate 0.3."""
    rng, alarms = np.random.default_rng(seed), 0
    sizes = (4, 6, 8)
    for _ in range(runs):
        codes = np.stack([rng.choice(s, people, p=np.arange(s, 0, -1) / (s * (s + 1) / 2)) for s in sizes])
        yes = rng.random(people) < 0.3
        sides = []
        for depth in (1, 2, 3):
            for axes in itertools.combinations(range(3), depth):
                flat = np.ravel_multi_index(tuple(codes[list(axes)]), tuple(sizes[a] for a in axes))
                n, k = np.bincount(flat), np.bincount(flat, yes)
                sides += [
                    Sides(int(b), int(a), int(yes.sum() - b), int(people - a))
                    for a, b in zip(n, k, strict=True) if a >= 10
                ]  # fmt: skip
        p = [exact.fisher(s.k, s.n, s.k_reference, s.n_reference)[0] for s in sides]
        alarms += min(holm(p, len(p))) < FAMILY.alpha
    return alarms


def test_crossing_everything_does_not_cry_wolf() -> None:
    assert judged_alarms(40, 500, 1) <= 6, "1 in 100 such tests would reach 7 of 40 at 5 %"


@pytest.mark.long
@pytest.mark.parametrize("people", [500, 2000, 20000])
def test_false_alarms_stay_under_five_per_cent(people: int) -> None:
    assert judged_alarms(400, people, people) / 400 <= 0.05


def reference(label: str) -> Release:
    people = (
        [("a", i % 2) for i in range(60)]
        + [("b", int(i % 4 == 0)) for i in range(60)]
        + [("c", i % 2) for i in range(60)]
    )
    columns = {"g": [g for g, _ in people], "y": [y for _, y in people]}
    asked = {"g": label} if label else {}
    return audit(columns, Settings(Question(by=("g",), outcome="y"), reference=asked))


def test_everyone_else_is_the_reference_unless_another_is_asked_for() -> None:
    alone = {row.labels[0]: row.comparison for row in reference("").rows if row.axes}
    assert alone["b"] is not None
    assert alone["b"].n_reference == 120
    assert alone["b"].difference == pytest.approx(-0.25)
    asked = {row.labels[0]: row.comparison for row in reference("a").rows if row.axes}
    assert asked["a"] is None
    assert asked["c"] is not None
    assert (asked["c"].n_reference, round(asked["c"].difference, 12)) == (60, 0.0)


@pytest.mark.parametrize(
    ("asked", "code"),
    [({"g": "A"}, "nobodys_answer"), ({"grade": "a"}, "no_column")],
    ids=["nobody's answer", "another column"],
)
def test_a_reference_that_is_not_there_is_refused(asked: dict[str, str], code: str) -> None:
    """Or everyone else would be taken, in silence."""
    columns = {"g": ["a", "b"] * 40, "grade": ["a"] * 80, "y": [0, 1] * 40}
    with pytest.raises(Refused) as refused:
        audit(columns, Settings(Question(by=("g",), outcome="y"), reference=asked))
    assert refused.value.code == code


def test_a_reference_may_be_a_group_that_the_community_made() -> None:
    columns = {"g": ["a", "b", "c;a", "c"] * 40, "y": [0, 1, 1, 0] * 40}
    rollup = {"g": {"a": "ours", "c": "ours"}}
    for label in ("a", "a + c", "ours"):
        settings = Settings(Question(by=("g",), outcome="y"), rollup=rollup, reference={"g": label})
        assert audit(columns, settings).settings["reference"] == {"g": label}


def test_strata_alone_are_never_judged() -> None:
    rng = np.random.default_rng(4)
    columns = {
        "g": rng.choice(["a", "b"], 400).tolist(), "grade": ["low", "high"] * 200,
        "y": rng.integers(0, 2, 400).tolist(),
    }  # fmt: skip
    release = audit(columns, Settings(Question(by=("g",), outcome="y", within=("grade",))))
    assert all(row.comparison is None for row in release.rows if row.axes == ("grade",))
    assert any(row.comparison for row in release.rows if row.axes == ("g", "grade"))


@pytest.mark.parametrize("kind", [Kind.PAY, Kind.SCORE, Kind.SCALE])
def test_amounts_are_judged_by_their_means(kind: Kind) -> None:
    values = [float(1 + i % 5) for i in range(300)] + [float(2 + i % 5) for i in range(300)]
    columns = {"g": ["a"] * 300 + ["b"] * 300, "y": values}
    release = audit(columns, Settings(Question(by=("g",), outcome="y", kind=kind)))
    found = next(row for row in release.rows if row.labels == ("a",))
    assert found.mean == 3.0
    assert found.median == 3.0
    assert found.comparison is not None
    assert found.comparison.verdict == GAP
    assert found.comparison.gap == pytest.approx(25.0)


def test_levels_are_represented_by_level() -> None:
    columns = {"g": ["a", "b"] * 300, "grade": ["junior"] * 300 + ["senior", "junior"] * 150}
    release = audit(columns, Settings(Question(by=("g",), outcome="grade", kind=Kind.LEVEL)))
    told = {(row.labels, row.level): row for row in release.rows if row.axes == ("g",)}
    assert set(told) == {(("a",), "junior"), (("a",), "senior"), (("b",), "junior"), (("b",), "senior")}
    assert all(row.n == 300 for row in told.values() if row.n is not None)
