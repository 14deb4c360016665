"""Cells keep what they were made from, whatever the data looks like."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside_equity.audit import audit
from alongside_equity.engines import listed
from alongside_equity.identities import Answer, Reading, Silence
from alongside_equity.question import Kind, Question
from alongside_equity.refused import Refused
from alongside_equity.release import Release
from alongside_equity.settings import Settings

ANSWERS = st.sampled_from(["a", "b", "a;b", "", "prefer not to say", "not asked", "c"])
PEOPLE = st.lists(st.tuples(ANSWERS, ANSWERS, st.sampled_from(["1", "0", ""])), min_size=1, max_size=60)
RATE = Question(by=("g", "e"), outcome="y")


def columns(people: Sequence[tuple[str, str, object]]) -> dict[str, list[object]]:
    return {name: [person[i] for person in people] for i, name in enumerate(("g", "e", "y"))}


@given(PEOPLE)
def test_every_order_of_rolling_up_counts_the_same(people: list[tuple[str, str, str]]) -> None:
    cells = listed.cells(columns(people), RATE)
    read = Reading().answer
    for by in (["g"], ["e"], ["e", "g"], []):
        rolled = cells.roll_up(by)
        place = {"g": 0, "e": 1}
        direct = Counter(tuple(read(person[place[name]]) for name in by) for person in people)
        found = {
            tuple(axis.levels[c] for axis, c in zip(rolled.axes, code, strict=True)): int(n)
            for code, n in zip(rolled.codes, rolled.n, strict=True)
        }
        assert found == direct
    assert int(cells.k.sum()) == sum(person[2] == "1" for person in people)


@given(st.lists(st.tuples(ANSWERS, st.floats(-1e6, 1e6)), min_size=2, max_size=40), st.randoms())
def test_sums_do_not_depend_on_the_order_of_rows(people: list[tuple[str, float]], random: object) -> None:
    question = Question(by=("g",), outcome="y", kind=Kind.SCORE)
    shuffled = people.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives random.Random
    one, two = (
        listed.cells({"g": [g for g, _ in rows], "y": [y for _, y in rows]}, question)
        for rows in (people, shuffled)
    )
    assert one.codes.tolist() == two.codes.tolist()
    assert one.y.tolist() == pytest.approx(two.y.tolist(), rel=1e-12, abs=1e-9)
    assert one.ss.tolist() == pytest.approx(two.ss.tolist(), rel=1e-9, abs=1e-3)


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=30), st.floats(-1e9, 1e9))
def test_the_spread_survives_a_large_constant(values: list[float], constant: float) -> None:
    question = Question(by=("g",), outcome="y", kind=Kind.SCORE)
    moved = [value + constant for value in values]
    cells = listed.cells({"g": ["a", "b"] * len(values), "y": [v for v in moved for _ in "ab"]}, question)
    pooled = cells.roll_up([])
    around = np.repeat(np.array(moved) - np.mean(moved), 2)
    assert pooled.ss[0] == pytest.approx(float((around**2).sum()), rel=1e-6, abs=1e-4)


@settings(max_examples=40, deadline=None)
@given(PEOPLE)
def test_an_audit_of_anything_ends_in_a_release_or_a_reason(people: list[tuple[str, str, str]]) -> None:
    try:
        ended: Release | Refused = audit(columns(people), Settings(RATE, model=False))
    except Refused as refused:
        ended = refused
    if isinstance(ended, Release):
        assert ended.protection.recovered == 0
    else:
        assert ended.code in {"no_outcome_known", "cannot_protect"}


@pytest.mark.parametrize(
    ("people", "code"),
    [
        ([], "no_rows"),
        ([("a", "b", "")] * 30, "no_outcome_known"),
        ([("a", "b", "perhaps")] * 3, "outcome_word"),
        ([(f"person {i}", "b", "1") for i in range(600)], "too_many_answers"),
        ([(f"{i % 400}", "b", "1") for i in range(800)], "too_many_groups"),
    ],
    ids=["empty", "all unknown", "a strange word", "an identifier", "too many groups"],
)
def test_what_cannot_be_audited_is_refused_with_its_reason(
    people: list[tuple[str, str, object]], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        audit(columns(people), Settings(RATE))
    assert refused.value.code == code


@pytest.mark.parametrize(
    "people",
    [
        [("a", "b", "1")] * 40 + [("a", "b", "0")] * 40,
        [("", "prefer not to say", "1")] * 40 + [("", "not asked", "0")] * 40,
        [("a", "b", "1"), ("b", "a", "1")] * 40,
    ],
    ids=["one level", "nobody said anything", "everybody selected"],
)
def test_data_without_contrast_is_audited_without_a_gap(people: list[tuple[str, str, object]]) -> None:
    release = audit(columns(people), Settings(RATE))
    assert not [row for row in release.findings if row.comparison and row.comparison.verdict == "gap"]
    assert release.protection.recovered == 0


def test_crossing_is_shallower_when_it_would_be_too_many_groups() -> None:
    people = [(f"{i % 20}", f"{i % 30}", str(i // 20 % 2)) for i in range(1200)]
    release = audit(columns(people), Settings(RATE, model=False))
    assert {len(row.axes) for row in release.rows} == {0, 1}
    assert "depth_lowered" in release.notes


def test_terms_are_a_set_and_silences_are_kept_apart() -> None:
    read = Reading().answer
    assert read("woman; trans ;Woman".replace("Woman", "woman")) == Answer(("trans", "woman"))
    assert read("woman;prefer not to say") == Answer(("woman",)), "what was said counts"
    assert [read(raw).silence for raw in (None, "", "Prefer  not to say", "NOT ASKED")] == [
        Silence.NOT_ANSWERED, Silence.NOT_ANSWERED, Silence.PREFER_NOT, Silence.NOT_ASKED,
    ]  # fmt: skip


def several() -> Release:
    people = [("woman", 0), ("man", 1), ("woman;trans", 1), ("man;trans", 0), ("nonbinary", 1)] * 20
    people += [("", 1), ("prefer not to say", 0), ("not asked", 1)] * 12
    found = {"g": [g for g, _ in people], "y": [(i + y) % 2 for i, (_, y) in enumerate(people)]}
    rollup = {"g": {"woman": "women", "man": "men", "trans": "trans people", "nonbinary": "trans people"}}
    return audit(found, Settings(Question(by=("g",), outcome="y"), rollup=rollup, decided_by="the group"))


def test_three_views_of_people_who_say_several_things() -> None:
    release = several()
    by_view = {
        view: {r.labels[0]: r.n for r in release.rows if r.view == view}
        for view in ("exact", "alone", "rollup")
    }
    assert by_view["alone"] == {"woman": 40, "man": 40, "trans": 40, "nonbinary": 20}
    assert by_view["exact"]["trans + woman"] == 20
    assert by_view["rollup"] == {"men": 20, "women": 20, "trans people": 20, "several_groups": 40}
    assert "overlapping_groups" in release.notes
    assert release.settings["rollup"]["g"]["nonbinary"] == "trans people"
    assert release.settings["decided_by"] == "the group"


def test_gaps_are_bounded_over_those_who_did_not_say() -> None:
    release = several()
    woman = next(row for row in release.rows if row.view == "alone" and row.labels == ("woman",))
    assert woman.comparison is not None
    k, n, rest_n = woman.k or 0, 40, 60
    rest_k = round((k / n - woman.comparison.difference) * rest_n)
    silent = next(row for row in release.rows if row.view == "everyone")
    yes = (silent.k or 0) - k - rest_k
    no = 36 - yes
    worst = k / (n + no) - (rest_k + yes) / (rest_n + yes)
    best = (k + yes) / (n + yes) - rest_k / (rest_n + no)
    assert woman.comparison.could_be == pytest.approx((worst, best))


def test_each_silence_is_a_row_of_its_own() -> None:
    found = {row.labels[0]: row.n for row in several().rows if row.silence}
    assert found == {"not_answered": 12, "prefer_not_to_say": 12, "not_asked": 12}
