"""The two sample tables of New York City's rule (6 RCNY 5-301), retyped."""

import numpy as np
import pytest
from published import rows

from alongside_equity.cells import Cells
from alongside_equity.counted import labels_of
from alongside_equity.data import data_of
from alongside_equity.measures.exact import fisher
from alongside_equity.measures.intervals import wilson
from alongside_equity.question import Kind, Question
from alongside_equity.settings import Settings

SELECT = rows("ll144_rule_select.csv")
SCORE = rows("ll144_rule_score.csv")
KEYS = {(row["table"], row["sex"], row["race"]): row for row in SELECT}


CUT_OFF = "64.2"
"""18 of 28 is 64.29 %: the only number of the tables that was not rounded but cut off."""


def is_rounded(value: float, printed: str) -> bool:
    """Whether `printed` is the value to the digits given."""
    return abs(value - float(printed)) <= 0.5000001 * 10.0 ** -len(printed.partition(".")[2])


def ratios(table: str) -> dict[tuple[str, str], float]:
    of = [row for row in SELECT if row["table"] == table]
    rates = np.array([int(row["selected"]) / int(row["applicants"]) for row in of])
    return {(row["sex"], row["race"]): ratio for row, ratio in zip(of, rates / rates.max(), strict=True)}


@pytest.mark.parametrize("table", ["sex", "race", "intersectional"])
def test_impact_ratios_within_rounding(table: str) -> None:
    for (sex, race), ratio in ratios(table).items():
        assert is_rounded(ratio, KEYS[table, sex, race]["ir_pub"])


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


def scored() -> Cells:
    """Who is above the median of the whole sample, from a made-up score of each of the 168 people: as many of
    each group have one of the 84 highest as the table says."""
    people: dict[str, list[object]] = {"sex": [], "race": [], "score": []}
    for row in SCORE:
        if row["table"] == "intersectional":
            n = int(row["applicants"])
            above = round(n * float(row["rate_pub"]) / 100)
            people["sex"] += [row["sex"]] * n
            people["race"] += [row["race"]] * n
            people["score"] += [50.0 + i for i in range(1, above + 1)] + [49.0 - i for i in range(n - above)]
    question = Question(by=("sex", "race"), outcome="score", kind=Kind.SCORE)
    return data_of(people, Settings(question, profile="us-nyc-ll144")).cells


@pytest.mark.parametrize("table", ["sex", "race", "intersectional"])
def test_scoring_ratios_within_rounding(table: str) -> None:
    cells = scored().roll_up(["sex", "race"] if table == "intersectional" else [table])
    rates = cells.k / cells.n
    found = {
        labels_of(cells, code): (float(rate), float(rate / rates.max()), int(n))
        for code, rate, n in zip(cells.codes, rates, cells.n, strict=True)
    }
    published = [row for row in SCORE if row["table"] == table]
    assert len(found) == len(published)
    for row in published:
        rate, ratio, n = found[tuple(label for label in (row["sex"], row["race"]) if label)]
        assert n == int(row["applicants"])
        assert is_rounded(100 * rate, "64.3" if row["rate_pub"] == CUT_OFF else row["rate_pub"])
        assert is_rounded(ratio, row["ir_pub"])
