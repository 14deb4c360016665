"""Parts of pay without a law: the same code as with one, and nothing that is withheld can be worked out."""

import json
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from releases import parts_of_pay, pay, workplace
from visits import csv_of

from alongside_equity.audit import audit
from alongside_equity.cells import Floats
from alongside_equity.cli.main import run
from alongside_equity.compare import compare
from alongside_equity.disclosure.attacker import ranges
from alongside_equity.engines.coded import Coded
from alongside_equity.local.choices import Choices
from alongside_equity.local.posted import Posted
from alongside_equity.measures.quarters import shares
from alongside_equity.pay.quartered import BANDS, quartered
from alongside_equity.question import Kind, Question
from alongside_equity.release import Release
from alongside_equity.release.pay import PayPart
from alongside_equity.report.html import as_html
from alongside_equity.settings import Settings
from alongside_equity.values import Values

Columns = dict[str, Sequence[object]]
PAY = Question(by=("sex",), outcome="salary", kind=Kind.PAY)


def parts(release: Release, part: str) -> dict[tuple[str, str], PayPart]:
    return {(one.label, one.of): one for one in release.pay if one.part == part and one.view == "exact"}


def two_groups(seed: int = 4) -> Columns:
    rng = np.random.default_rng(seed)
    return {
        "sex": rng.choice(["Female", "Male"], 400).tolist(),
        "salary": np.round(rng.lognormal(3, 0.3, 400), 1).tolist(),
        "base": np.round(rng.lognormal(2.5, 0.3, 400), 1).tolist(),
        "bonus": np.where(rng.random(400) < 0.6, np.round(rng.lognormal(1, 0.5, 400), 1), 0).tolist(),
        "grade": rng.choice(["junior", "senior", "lead"], 400).tolist(),
    }


def test_quarters_by_hand_with_a_tie_across_an_edge() -> None:
    low = [("Female", 10.0)] * 12 + [("Male", 10.0)] * 18
    middle = [("Female", 20.0), ("Male", 20.0)] * 10
    people = low + middle + [("Female", 30.0), ("Male", 30.0)] * 25
    found = parts(
        audit({"sex": [s for s, _ in people], "salary": [p for _, p in people]}, Settings(PAY)), "quarter"
    )
    assert found["Female", "lower"].value == 40.0, "25 of the 30 people paid 10, of whom 12 are women"
    assert found["Female", "lower_middle"].value == 48.0, "5 x 12/30 and 20 x 10/20 of 25"
    assert found["Male", "upper"].value == 50.0


def test_without_a_law_the_numbers_are_those_of_a_law_for_the_same_two_groups() -> None:
    """Union names: women beside men, where women's everyone else are men."""
    roles = {"variable": "bonus", "basic": "base", "category": "grade"}
    sexes = {"sex": "sex", "women": "Female", "men": "Male"}
    of_law = audit(two_groups(), Settings(PAY, profile="eu-2023-970", roles={**sexes, **roles}))
    found = audit(two_groups(), Settings(PAY, roles=roles))
    assert of_law.pay == ()
    assert of_law.profile is not None
    law = {(figure.key.removeprefix("eu."), figure.labels): figure for figure in of_law.profile.figures}
    for part, key in (
        ("variable_mean", "variable_mean_gap"),
        ("variable_median", "variable_median_gap"),
        ("category", "category_gap"),
        ("category_basic", "category_basic_gap"),
        ("category_variable", "category_variable_gap"),
    ):
        women = {of: one for (label, of), one in parts(found, part).items() if label == "Female"}
        assert len(women) == (3 if part.startswith("category") else 1)
        for of, one in women.items():
            figure = law[key, (of,) if of else ()]
            assert one.value is not None
            assert (one.value, one.n, one.interval) == (figure.value, figure.n, figure.interval)
    for label, band in product(("Female", "Male"), BANDS):
        assert parts(found, "quarter")[label, band].value == law["quartile_share", (band, label)].value
    assert parts(found, "variable_share")["Male", ""].value == law["variable_share", ("Male",)].value


@pytest.mark.parametrize("heads", [False, True])
@pytest.mark.parametrize("people", [1, 3, 6, 5000])
def test_quarters_from_a_few_ranks_are_those_of_all_rows(people: int, heads: bool) -> None:
    rng = np.random.default_rng(people)
    cell, pay_of = rng.integers(0, 5, people), np.round(rng.lognormal(2, 0.4, people), int(people > 6))
    pay_of[1::7] = np.nan
    weight = rng.integers(0, 4, people) if heads else np.ones(people, np.int64)
    there = ~np.isnan(pay_of)
    known = np.bincount(cell[there], weight[there], 5).astype(np.int64)
    by = [Coded(cell.astype(np.uint8), range(5))]
    values = Values(by, pay_of, np.arange(5, dtype=np.uint8), known, weight if heads else None)
    amounts, at = np.unique(pay_of[there], return_inverse=True)
    table = np.zeros((len(amounts), 5), np.int64)
    np.add.at(table, (at, cell[there]), weight[there])
    assert quartered(values) == pytest.approx(shares(amounts, table).T, abs=1e-9)


def crossed(seed: int) -> Columns:
    """Small groups on both questions, most of them at one end of pay."""
    rng = np.random.default_rng(seed)
    gender = rng.choice(["w", "m", "n", ""], 400, p=[0.45, 0.4, 0.1, 0.05])
    origin = rng.choice(list("ABCD"), 400, p=[0.6, 0.25, 0.1, 0.05])
    low = 0.5 * (gender == "n") + 0.4 * (origin == "C")
    return {
        "gender": gender.tolist(),
        "origin": origin.tolist(),
        "salary": (rng.lognormal(3, 0.4, 400) - 8 * low).tolist(),
    }


@pytest.mark.parametrize("seed", range(3))
def test_nothing_withheld_of_quarters_follows_from_the_whole_report(seed: int) -> None:
    """An attacker knows how large quarters are, and every number of people in all tables of the report."""
    columns = crossed(seed)
    question = Question(by=("gender", "origin"), outcome="salary", kind=Kind.PAY)
    release = audit(columns, Settings(question, model=False))
    salary, size = np.array(columns["salary"], float), len(columns["salary"])
    quarter = np.argsort(np.argsort(salary)) * 4 // size
    said = {name: np.array([str(v) or "not_answered" for v in columns[name]]) for name in question.by}
    stands = list(product(*(sorted(set(said[name])) for name in question.by), range(4)))
    of = np.array(
        [
            stands.index((g, o, q))
            for g, o, q in zip(said["gender"], said["origin"], quarter.tolist(), strict=True)
        ]
    )
    truth = np.bincount(of, minlength=len(stands)).astype(float)

    def row(axes: Sequence[str], labels: Sequence[str], band: int | None = None) -> Floats:
        wanted = dict(zip(axes, labels, strict=True))
        place = {name: at for at, name in enumerate(question.by)}
        return np.array([
            float(all(stand[place[a]] == label for a, label in wanted.items()) and band in (None, stand[2]))
            for stand in stands
        ])  # fmt: skip

    known = [row((), (), band) for band in range(4)]
    known += [
        row(r.axes, r.labels)
        for r in release.rows
        if r.n is not None and r.view in {"everyone", "exact", "silence"}
    ]
    cells = {(one.axis, one.label, one.of): one for one in release.pay}
    known += [row((a,), (g,), BANDS.index(of)) for (a, g, of), one in cells.items() if one.value is not None]
    secret = [row((a,), (g,), BANDS.index(of)) for (a, g, of), one in cells.items() if one.value is None]
    assert len(secret) > 3
    found = ranges(np.stack(known), np.stack(known) @ truth, np.stack(secret), np.zeros(len(stands)))
    assert (found[:, 1] - found[:, 0]).min() >= 1 - 1e-6
    few = [one for one in secret if one @ truth < 10]
    assert all(
        (high - low) >= 3 - 1e-6 for (low, high), one in zip(found, secret, strict=True) if one @ truth < 10
    )
    assert few


def test_people_behind_a_gap_in_variable_pay_do_not_tell_a_share_that_is_withheld() -> None:
    columns = two_groups()
    columns["bonus"] = [
        1.0 + i % 9 if sex == "Male" or i % 200 else 0.0 for i, sex in enumerate(columns["sex"])
    ]
    release = audit(columns, Settings(PAY, roles={"variable": "bonus"}))
    assert parts(release, "variable_share")["Female", ""].value is None
    gap = parts(release, "variable_mean")["Female", ""]
    assert gap.value is not None
    assert gap.n == ()


def test_quarters_stand_in_every_report_of_pay_and_in_no_other() -> None:
    assert {one.part for one in pay().pay} == {"quarter"}
    assert audit(workplace(), Settings(Question(by=("gender",), outcome="promoted"))).pay == ()
    score = Question(by=("gender",), outcome="pay", kind=Kind.SCORE)
    assert audit(workplace(), Settings(score)).pay == ()


def test_two_waves_tell_no_quarters() -> None:
    """They are decided for one release alone."""
    later = workplace(people=1200)
    first = {name: values[:700] for name, values in later.items()}
    question = Question(by=("gender",), outcome="pay", kind=Kind.PAY)
    assert compare(first, later, Settings(question, model=False)).pay == ()


def test_what_the_tables_inside_a_category_tell_is_not_told_again() -> None:
    columns, roles = two_groups(), {"variable": "bonus", "category": "grade"}
    inside = Question(by=("sex",), within=("grade",), outcome="salary", kind=Kind.PAY)
    found = {one.part for one in audit(columns, Settings(inside, roles=roles)).pay}
    assert "category" not in found
    assert "category_variable" in found


def test_command_line_reads_the_parts_and_a_second_person_gets_the_same(tmp_path: Path) -> None:
    data = tmp_path / "people.csv"
    data.write_bytes(csv_of({name: list(values) for name, values in two_groups().items()}))
    asked = ["--outcome", "salary", "--by", "sex", "--kind", "pay", "--out", str(tmp_path / "report")]
    roles = ["--role", "variable=bonus", "--role", "category=grade"]
    assert run(["audit", str(data), *asked, *roles]) == 0
    told = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["pay"]
    assert {one["part"] for one in told} >= {"quarter", "variable_share", "category"}
    assert run(["verify", str(tmp_path / "report.json"), "--data", str(data)]) == 0


@pytest.mark.parametrize(("kind", "is_there"), [("pay", True), ("score", False)])
def test_page_reads_the_parts_where_no_law_is_chosen(kind: str, is_there: bool) -> None:
    sent = {"outcome": ["pay"], "by": ["gender"], "kind": [kind], "variable": ["bonus"], "sex": ["gender"]}
    assert Choices.of(Posted(sent)).settings().roles == ({"variable": "bonus"} if is_there else {})


def test_parts_of_pay_have_their_tables() -> None:
    page = as_html(parts_of_pay(), "en")
    for caption in ("in each quarter of pay", "Variable pay: who gets any", "Gaps inside each category"):
        assert caption in page
    assert "alone or in combination" in page
