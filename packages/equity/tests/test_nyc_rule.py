"""The two sample tables of New York City's rule (6 RCNY 5-301), retyped."""

import numpy as np
import pytest
from published import rows

from alongside_equity.measures.exact import fisher
from alongside_equity.measures.intervals import wilson

SELECT = rows("ll144_rule_select.csv")
SCORE = rows("ll144_rule_score.csv")
KEYS = {(row["table"], row["sex"], row["race"]): row for row in SELECT}


def ratios(table: str) -> dict[tuple[str, str], float]:
    of = [row for row in SELECT if row["table"] == table]
    rates = np.array([int(row["selected"]) / int(row["applicants"]) for row in of])
    return {(row["sex"], row["race"]): ratio for row, ratio in zip(of, rates / rates.max(), strict=True)}


@pytest.mark.parametrize("table", ["sex", "race", "intersectional"])
def test_impact_ratios_within_rounding(table: str) -> None:
    for (sex, race), ratio in ratios(table).items():
        printed = KEYS[table, sex, race]["ir_pub"]
        assert ratio == pytest.approx(float(printed), abs=0.0051 if len(printed) < 5 else 0.0011)


def test_only_native_american_women_are_below_four_fifths() -> None:
    below = [(t, *key) for t in ("sex", "race", "intersectional") for key, r in ratios(t).items() if r < 0.8]
    assert below == [("intersectional", "Female", "Native American or Alaska Native")]
    assert ratios("intersectional")[below[0][1:]] == pytest.approx(0.789, abs=5e-4)


def test_native_american_women_against_the_best_cell() -> None:
    best = max(
        (row for row in SELECT if row["table"] == "intersectional"),
        key=lambda row: int(row["selected"]) / int(row["applicants"]),
    )
    p, _ = fisher(7, 17, int(best["selected"]), int(best["applicants"]))
    assert p == pytest.approx(0.46, abs=0.005)
    assert np.concatenate(wilson([7], [17])) == pytest.approx([0.216, 0.640], abs=5e-4)


def test_scoring_ratios_within_rounding() -> None:
    for table in ("sex", "race", "intersectional"):
        of = [row for row in SCORE if row["table"] == table]
        above = [round(int(row["applicants"]) * float(row["rate_pub"]) / 100) for row in of]
        rates = np.array(above) / np.array([int(row["applicants"]) for row in of])
        assert 100 * rates == pytest.approx([float(row["rate_pub"]) for row in of], abs=0.1)
        assert rates / rates.max() == pytest.approx([float(row["ir_pub"]) for row in of], abs=0.011)
