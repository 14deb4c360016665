"""Exact tests, means and decompositions against other people's code and against arithmetic by hand."""

import numpy as np
import pytest
from scipy import stats

from alongside_equity.cells import Cells
from alongside_equity.engines import listed
from alongside_equity.measures import amounts, bounds, exact, quarters
from alongside_equity.measures.decomposition import kitagawa, oaxaca_blinder
from alongside_equity.measures.regression import dummies, least_squares, moments
from alongside_equity.question import Kind, Question

TABLES = [
    (7, 17, 215, 412),
    (0, 5, 5, 5),
    (3, 9, 1, 12),
    (12, 40, 30, 45),
    (0, 8, 0, 9),
    (250, 900, 300, 880),
]


@pytest.mark.parametrize("table", TABLES)
def test_fisher_equals_scipy(table: tuple[int, int, int, int]) -> None:
    k1, n1, k2, n2 = table
    p, mid = exact.fisher(*table)
    expected = stats.fisher_exact(np.array([[k1, n1 - k1], [k2, n2 - k2]])).pvalue
    assert p == pytest.approx(float(expected), rel=1e-9)
    assert mid <= p


@pytest.mark.parametrize("table", [(3, 9, 1, 12), (0, 5, 5, 5), (4, 17, 9, 14)])
def test_boschloo_equals_scipy(table: tuple[int, int, int, int]) -> None:
    k1, n1, k2, n2 = table
    expected = stats.boschloo_exact([[k1, k2], [n1 - k1, n2 - k2]], n=64).pvalue
    assert exact.boschloo(*table) == pytest.approx(min(float(expected), 1.0), rel=2e-3)


def test_score_test_is_pearson_s() -> None:
    k1, n1, k2, n2 = 40, 200, 70, 210
    expected = stats.chi2_contingency([[k1, n1 - k1], [k2, n2 - k2]], correction=False).pvalue
    assert exact.score_p(k1, n1, k2, n2) == pytest.approx(float(expected), rel=1e-12)


def test_welch_equals_scipy_and_fieller_holds_the_ratio() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.normal(90, 20, 30), rng.normal(100, 12, 45)
    one, two = (amounts.amount(len(v), v.sum(), ((v - v.mean()) ** 2).sum()) for v in (a, b))
    found = amounts.compare(one, two)
    expected = stats.ttest_ind(a, b, equal_var=False)
    assert (found.t, found.p) == pytest.approx((expected.statistic, expected.pvalue), rel=1e-10)
    assert found.gap == pytest.approx(100 * (b.mean() - a.mean()) / b.mean())
    assert found.gap_interval[0] < found.gap < found.gap_interval[1]


def test_one_person_tells_nothing_of_the_spread() -> None:
    found = amounts.compare(amounts.amount(1, 10.0, 0.0), amounts.amount(20, 300.0, 50.0))
    assert (found.p, found.interval) == (1.0, (-np.inf, np.inf))


def test_bounds_over_the_unanswered_are_reached_and_never_passed() -> None:
    group, rest, unknown = bounds.Side(3, 10), bounds.Side(8, 20), bounds.Side(2, 5)
    low, high = bounds.unanswered(group, rest, unknown)
    gaps = [
        (3 + yes) / (10 + yes + no) - (8 + 2 - yes) / (20 + 5 - yes - no)
        for yes in range(3)
        for no in range(4)
    ]
    assert (low, high) == pytest.approx((min(gaps), max(gaps)))
    assert bounds.unknown_outcome(group, rest, 2, 4) == pytest.approx((3 / 12 - 12 / 24, 5 / 12 - 8 / 24))


@pytest.mark.parametrize(
    ("people", "expected"), [(8, (2, 2, 2, 2)), (9, (3, 2, 2, 2)), (10, (3, 2, 3, 2)), (11, (3, 3, 3, 2))]
)
def test_odd_people_go_where_the_method_notes_put_them(people: int, expected: tuple[int, ...]) -> None:
    assert quarters.sizes(people) == expected


def test_quarters_keep_the_proportion_of_a_tie_on_both_sides() -> None:
    found = quarters.shares(np.array([1.0, 2.0, 3.0]), np.array([[3, 0], [4, 8], [0, 5]]))
    assert found.sum(axis=1).tolist() == [5, 5, 5, 5]
    assert found[0].tolist() == pytest.approx([3 + 2 / 3, 4 / 3])
    assert found[1].tolist() == pytest.approx([5 / 3, 10 / 3])
    assert found.sum(axis=0).tolist() == pytest.approx([7, 13])


def paid() -> tuple[dict[str, list[object]], Cells]:
    rng = np.random.default_rng(5)
    sex, grade = rng.choice(["f", "m"], 400, p=[0.4, 0.6]), rng.choice(list("abc"), 400)
    years = rng.integers(0, 30, 400).astype(float) + 4 * (sex == "m")
    pay = (
        20
        + 3 * (grade == "b")
        + 7 * (grade == "c")
        + 0.5 * years
        + 1.0 * (sex == "m")
        + rng.normal(0, 2, 400)
    )
    columns: dict[str, list[object]] = {
        "sex": sex.tolist(), "grade": grade.tolist(), "years": years.tolist(), "pay": pay.tolist(),
    }  # fmt: skip
    question = Question(by=("sex",), within=("grade",), outcome="pay", kind=Kind.PAY, covariates=("years",))
    return columns, listed.cells(columns, question)


def test_regression_from_cells_equals_that_from_rows() -> None:
    columns, cells = paid()
    grade, sex = np.array(columns["grade"]), np.array(columns["sex"])
    rows = np.column_stack(
        [np.ones(400), grade == "b", grade == "c", sex == "m", np.array(columns["years"], float)]
    ).astype(float)
    expected, *_ = np.linalg.lstsq(rows, np.array(columns["pay"], float), rcond=None)
    fit = least_squares(moments(cells, dummies(cells, ["grade", "sex"])))
    assert fit.b.tolist() == pytest.approx(expected.tolist(), rel=1e-9)


def test_leaving_the_group_out_of_the_pooled_model_moves_unexplained_into_explained() -> None:
    _, cells = paid()
    men = cells.codes[:, 0] == 1
    found = oaxaca_blinder(cells, men, ~men, ["grade"])
    fit = least_squares(moments(cells, dummies(cells, ["grade", "sex"])))
    assert found.unexplained == pytest.approx(fit.coefficient("sex=m"), rel=1e-9)
    assert abs(found.pooled_plain) < abs(found.unexplained)
    assert found.explained + found.unexplained == pytest.approx(found.gap, rel=1e-12)


def test_the_omitted_level_does_not_matter() -> None:
    columns, cells = paid()
    renamed: dict[str, list[object]] = {
        **columns,
        "grade": [{"a": "z", "b": "y", "c": "x"}[str(g)] for g in columns["grade"]],
    }
    question = Question(by=("sex",), within=("grade",), outcome="pay", kind=Kind.PAY, covariates=("years",))
    other = listed.cells(renamed, question)
    parts = [oaxaca_blinder(c, c.codes[:, 0] == 1, c.codes[:, 0] == 0, ["grade"]) for c in (cells, other)]
    assert parts[0].explained_by[0][1] == pytest.approx(parts[1].explained_by[0][1], rel=1e-9)


def test_kitagawa_by_hand_and_without_a_guess() -> None:
    composition, rate = kitagawa(
        np.array([80.0, 20.0]), np.array([40.0, 5.0]), np.array([30.0, 70.0]), np.array([12.0, 21.0])
    )
    assert composition == pytest.approx((0.8 - 0.3) * 0.45 + (0.2 - 0.7) * 0.275)
    assert rate == pytest.approx((0.5 - 0.4) * 0.55 + (0.25 - 0.3) * 0.45)
    with pytest.raises(ValueError, match="nobody"):
        kitagawa(np.array([8.0, 0.0]), np.array([4.0, 0.0]), np.array([3.0, 7.0]), np.array([1.0, 2.0]))
