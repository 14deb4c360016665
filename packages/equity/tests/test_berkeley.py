"""Berkeley 1973: every figure that a correct tool must reproduce."""

import numpy as np
import pytest
from published import berkeley

from alongside_equity.cells import Floats
from alongside_equity.measures.decomposition import kitagawa
from alongside_equity.measures.stratified import Stratified, mantel_haenszel


def sides() -> tuple[Floats, Floats, Floats, Floats]:
    cells = berkeley()
    men = cells.where(cells.codes[:, 0] == 1)
    women = cells.where(cells.codes[:, 0] == 0)
    return men.k.astype(float), men.n.astype(float), women.k.astype(float), women.n.astype(float)


def pooled() -> Stratified:
    return mantel_haenszel(*sides())


def test_rates_of_men_and_women() -> None:
    by_gender = berkeley().roll_up(["Gender"])
    assert by_gender.k.tolist() == [557, 1198]
    assert by_gender.n.tolist() == [1835, 2691]
    rates = by_gender.k / by_gender.n
    assert rates == pytest.approx([0.3035, 0.4452], abs=5e-5)
    assert rates[0] / rates[1] == pytest.approx(0.682, abs=5e-4)


def test_crude_odds_ratio() -> None:
    k1, n1, k2, n2 = (side.sum() for side in sides())
    assert k1 * (n2 - k2) / ((n1 - k1) * k2) == pytest.approx(1.84108, abs=5e-6)


def test_odds_ratio_of_each_department() -> None:
    k1, n1, k2, n2 = sides()
    found = k1 * (n2 - k2) / ((n1 - k1) * k2)
    assert np.round(found, 3).tolist() == [0.349, 0.803, 1.133, 0.921, 1.222, 0.828]


def test_common_odds_ratio_and_interval() -> None:
    found = pooled()
    assert found.odds_ratio == pytest.approx(0.9046968, abs=5e-8)
    assert found.interval == pytest.approx((0.7719074, 1.0603298), abs=5e-8)


def test_common_odds_ratio_tests() -> None:
    found = pooled()
    assert (found.chi2_corrected, found.p_corrected) == pytest.approx((1.4269, 0.2323), abs=5e-5)
    assert (found.chi2, found.p) == pytest.approx((1.5246, 0.2169), abs=5e-5)


def test_odds_ratios_differ_between_departments() -> None:
    assert pooled().homogeneity_p < 0.01


def test_rate_decomposition_adds_up() -> None:
    k1, n1, k2, n2 = sides()
    composition, rate = kitagawa(n1, k1, n2, k2)
    assert composition + rate == pytest.approx(1198 / 2691 - 557 / 1835, abs=1e-14)
    assert composition > 0.1416 > 0 > rate
