"""An audit of arrays is that of the same people in lists, and holds little more than the arrays."""

import itertools
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import scipy
from people import PAY, RATE, everybody
from releases import workplace
from test_engines import by_hand, middles

from alongside_equity.audit import audit
from alongside_equity.cells import Bools, Cells, Floats
from alongside_equity.compare import compare
from alongside_equity.counted import count
from alongside_equity.data import data_of
from alongside_equity.engines import listed, opened, read, read_values
from alongside_equity.engines.coded import Coded, coded
from alongside_equity.middles import medians
from alongside_equity.question import Kind, Question
from alongside_equity.refused import Refused
from alongside_equity.release import Release
from alongside_equity.settings import Settings
from alongside_equity.values import placed

Lists = dict[str, Sequence[Any]]
Give = Callable[[Lists, Question], dict[str, Any]]


def as_arrays(lists: Lists, question: Question) -> dict[str, Any]:
    """Numbers as such, everything else as text with blanks."""
    return {name: _array(values, is_number=name == question.amount) for name, values in lists.items()}


def _array(values: Sequence[Any], *, is_number: bool) -> np.ndarray[Any, Any]:
    if is_number:
        return np.array([np.nan if v in (None, "") else v for v in values], float)
    return np.array(["" if v is None else str(v) for v in values])


def as_codes(lists: Lists, question: Question) -> dict[str, Any]:
    """Numbers as such, everything else encoded."""
    arrays = as_arrays(lists, question)
    return {name: arrays[name] if name == question.amount else coded(lists[name]) for name in lists}


def as_objects(lists: Lists, question: Question) -> dict[str, Any]:
    """Whatever Python made of them."""
    return {name: np.array(values, object) for name, values in lists.items()}


GIVEN: dict[str, Give] = {"arrays": as_arrays, "codes": as_codes, "objects": as_objects}


def assert_same(found: Any, expected: Any) -> None:
    """The same document; numbers that were added up differ by rounding alone."""
    if isinstance(expected, dict):
        assert found.keys() == expected.keys()
        for name in expected:
            assert_same(found[name], expected[name])
    elif isinstance(expected, list | tuple):
        assert len(found) == len(expected)
        for one, two in zip(found, expected, strict=True):
            assert_same(one, two)
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-9, nan_ok=True)
    else:
        assert found == expected


def people(draw: Callable[[np.random.Generator, int], Sequence[Any]], size: int = 900) -> Lists:
    """Several answers a person, silences, a tiny group, and amounts as drawn."""
    rng = np.random.default_rng(4)
    genders = ["woman", "enby", "trans;woman", "woman ; trans", "", "prefer not to say", "not asked"]
    rare = rng.choice(["north", "south", "islands"], size, p=[0.6, 0.39, 0.01])
    return {"g": rng.choice(genders, size).tolist(), "e": rare.tolist(), "y": draw(rng, size)}


AMOUNTS: dict[str, Callable[[np.random.Generator, int], Sequence[Any]]] = {
    "ties": lambda rng, n: rng.choice([10, 20, 20, 30], n).tolist(),
    "cents": lambda rng, n: np.round(rng.lognormal(10, 0.4, n), 2).tolist(),
    "many unknown": lambda rng, n: [None if rng.random() < 0.4 else float(v) for v in rng.integers(0, 99, n)],
    "extremes": lambda rng, n: rng.choice([-1e15, 0.0, 1e-9, 1e15], n).tolist(),
    "nothing": lambda rng, n: [0.0] * n,
}


def audited(source: Any, question: Question) -> Release | str:
    try:
        return audit(source, Settings(question, model=False))
    except Refused as refused:
        return refused.code


@pytest.mark.parametrize("given", GIVEN)
@pytest.mark.parametrize("amounts", AMOUNTS)
def test_pay_of_arrays_is_that_of_lists(amounts: str, given: str) -> None:
    lists, question = people(AMOUNTS[amounts]), Question(by=("g", "e"), outcome="y", kind=Kind.PAY)
    found, expected = audited(GIVEN[given](lists, question), question), audited(lists, question)
    assert isinstance(found, Release)
    assert isinstance(expected, Release)
    assert_same(found.document(), expected.document())
    assert [row.median for row in found.rows] == [row.median for row in expected.rows]


@pytest.mark.parametrize("amounts", AMOUNTS)
def test_medians_of_overlapping_groups_are_those_of_their_people(amounts: str) -> None:
    """Also of groups too small to be shown: they are withheld after they were counted."""
    lists, question = people(AMOUNTS[amounts]), Question(by=("g", "e"), outcome="y", kind=Kind.PAY)
    data = data_of(as_arrays(lists, question), Settings(question))
    counted = count(data.cells, data.settings, data.values)
    assert counted.medians is not None
    found = {g.labels: counted.medians.median[g.at] for g in counted.groups if g.view == "alone"}
    rows = list(zip(*lists.values(), strict=True))
    for labels, median in found.items():
        own = [y for g, e, y in rows if y is not None and labels[0] in g and labels[1:] in ((), (e,))]
        assert np.array_equal(median, np.median(own) if own else np.nan, equal_nan=True), labels
    assert ("trans", "islands") in found


def test_medians_of_a_second_wave_are_its_own() -> None:
    """Though its groups are counted over the answers of both, some of which nobody gives any more."""
    lists, question = people(AMOUNTS["cents"]), Question(by=("g", "e"), outcome="y", kind=Kind.PAY)
    later: Lists = {name: values[300:] for name, values in lists.items()}
    later["g"] = ["" if answer == "enby" else answer for answer in later["g"]]
    settings = Settings(question, model=False)
    both = compare(as_arrays(lists, question), as_arrays(later, question), settings)
    alone = audit(later, settings)
    found = {(row.view, row.axes, row.labels): row.median for row in both.rows if row.median is not None}
    expected = {(row.view, row.axes, row.labels): row.median for row in alone.rows}
    shared = found.keys() & expected.keys()
    assert len(shared) > 6
    assert {key: found[key] for key in shared} == {key: expected[key] for key in shared}


@pytest.mark.parametrize("given", GIVEN)
@pytest.mark.parametrize(
    "question", [RATE, replace(RATE, outcome="dept", within=(), kind=Kind.LEVEL)], ids=["rate", "level"]
)
def test_rates_and_levels_of_arrays_are_those_of_lists(question: Question, given: str) -> None:
    lists = dict(everybody(900))
    found, expected = audited(GIVEN[given](lists, question), question), audited(lists, question)
    assert isinstance(found, Release)
    assert isinstance(expected, Release)
    assert_same(found.document(), expected.document())


@pytest.mark.parametrize("dtype", [bool, np.int8, np.uint16, float])
def test_yes_and_no_may_be_any_numbers(dtype: type) -> None:
    lists = workplace()
    question = Question(by=("gender",), outcome="promoted")
    arrays = {"gender": np.array(lists["gender"]), "promoted": np.array(lists["promoted"]).astype(dtype)}
    found, expected = audited(arrays, question), audited(lists, question)
    assert isinstance(found, Release)
    assert isinstance(expected, Release)
    assert found.rows == expected.rows


@pytest.mark.parametrize(
    "question",
    [PAY, replace(PAY, weight="heads"), replace(PAY, weight="heads", covariates=())],
    ids=["covariates", "both", "weights"],
)
def test_weights_and_covariates_of_arrays_are_counted_as_in_lists(question: Question) -> None:
    lists = {**everybody(), "heads": [i % 3 for i in range(400)]}
    found, expected = middles(as_arrays(lists, question), question), by_hand(lists, question)
    assert np.array_equal(found, expected, equal_nan=True)
    assert read(as_arrays(lists, question), question).n.tolist() == listed.cells(lists, question).n.tolist()


@pytest.mark.parametrize(
    ("columns", "kind", "code"),
    [
        ({"g": np.array([], str), "y": np.array([])}, Kind.PAY, "no_rows"),
        ({"g": np.array(["a"] * 30), "y": np.full(30, np.nan)}, Kind.PAY, "no_outcome_known"),
        ({"g": np.array(["a"] * 30), "y": np.array(["1", "much"] * 15)}, Kind.PAY, "not_a_number"),
        ({"g": np.array(["a"] * 30), "y": np.full(30, np.inf)}, Kind.PAY, "not_finite"),
        ({"g": np.array(["a"] * 30), "y": np.array(["maybe"] * 30)}, Kind.RATE, "outcome_word"),
        ({"g": np.arange(600), "y": np.ones(600)}, Kind.RATE, "too_many_answers"),
        ({"g": np.array(["a"] * 30), "y": np.ones(29)}, Kind.PAY, "unequal_columns"),
        ({"g": np.array(["a"] * 30), "y": np.ones(29, bool)}, Kind.RATE, "unequal_columns"),
        ({"g": Coded(np.array([0, 1]), ["a"]), "y": np.ones(2)}, Kind.PAY, "code_without_label"),
        ({"g": np.array(["a"] * 30), "z": np.ones(30)}, Kind.PAY, "no_column"),
    ],
    ids=["empty", "all unknown", "a word", "infinite", "a strange word", "an identifier", "unequal",
         "unequal yes", "no label", "no column"],
)  # fmt: skip
def test_arrays_that_cannot_be_audited_are_refused(columns: dict[str, Any], kind: Kind, code: str) -> None:
    assert audited(columns, Question(by=("g",), outcome="y", kind=kind)) == code


def test_not_a_number_is_one_answer() -> None:
    """Each of them is another object, and none equals itself."""
    found = coded(np.array([np.nan, 1.0, np.nan]))
    assert (found.codes.tolist(), found.labels) == ([0, 1, 0], [None, 1.0])


FAR_APART: dict[str, Callable[[np.random.Generator, Coded], Floats]] = {
    "normal": lambda rng, grade: rng.normal(0, 1, len(grade.codes)),
    "lognormal": lambda rng, grade: np.round(rng.lognormal(10, 0.4, len(grade.codes)), 2),
    "grades far apart": lambda rng, grade: rng.lognormal(10, 0.1, len(grade.codes)) * 1.35**grade.codes,
    "grades very far apart": lambda rng, grade: rng.lognormal(10, 0.1, len(grade.codes)) * 3.0**grade.codes,
    "ties": lambda rng, grade: np.round(rng.lognormal(10, 0.4, len(grade.codes)), -3),
    "all equal": lambda rng, grade: np.full(len(grade.codes), 7.0),
    "sorted": lambda rng, grade: np.sort(rng.normal(0, 1, len(grade.codes))),
    "its period is that of the sample": lambda rng, grade: (
        np.arange(len(grade.codes)) % 17 + rng.random(len(grade.codes))
    ),
    "the sample alone is high": lambda rng, grade: (
        rng.random(len(grade.codes)) + 9.0 * (np.arange(len(grade.codes)) % 17 == 0)
    ),
}
"""With the least room that is ever needed, and where the gaps between grades or the sample are against us."""

SIZES = {"a": 2, "b": 3, "c": 4, "d": 6, "e": 8}


def tables(cells: Cells, depth: int) -> Bools:
    """(G, C) everybody, and every group of up to `depth` columns crossed."""
    found = [np.ones((1, len(cells)), bool)]
    for size in range(1, depth + 1):
        for at in itertools.combinations(range(len(cells.axes)), size):
            groups, index = np.unique(cells.codes[:, at], axis=0, return_inverse=True)
            found.append(index.reshape(-1) == np.arange(len(groups))[:, None])
    return np.vstack(found)


def held(shape: str, rows: int, depth: int) -> float:
    """The most that cells and exact medians of all tables hold at once beside the columns, as a multiple of
    them. The library is loaded before."""
    scipy.special.ndtri(0.5)
    rng = np.random.default_rng(7)
    by = {
        name: Coded(rng.integers(0, size, rows).astype(np.uint8), [f"{name}{i}" for i in range(size)])
        for name, size in SIZES.items()
    }
    source = opened({**by, "pay": FAR_APART[shape](rng, by["e"])})
    question = Question(by=tuple(by), outcome="pay", kind=Kind.PAY)
    tracemalloc.start()
    cells = read(source, question)
    values = placed(cells, question.reading, read_values(source, question))
    medians(values, tables(cells, depth), 0.95)
    extra = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return float(extra / (sum(column.codes.nbytes for column in by.values()) + source["pay"].nbytes))


@pytest.mark.parametrize("shape", FAR_APART)
def test_medians_hold_a_third_of_their_columns_at_most(shape: str) -> None:
    assert held(shape, 3_000_000, 2) <= 0.3


@pytest.mark.long
@pytest.mark.parametrize("shape", FAR_APART)
def test_medians_of_all_tables_of_ten_million_hold_as_little(shape: str) -> None:
    assert held(shape, 10_000_000, 3) <= 0.3
