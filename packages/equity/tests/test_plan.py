"""A plan from head counts alone: what could be seen, what is too small, and the gap that would show."""

import pytest
from page import read as read_page

from alongside_equity.audit import audit
from alongside_equity.disclosure.rules import Rules
from alongside_equity.engines import read
from alongside_equity.locales import LANGUAGES
from alongside_equity.plan import Assumed, Fate, Plan, plan_of_cells, plan_of_counts
from alongside_equity.question import Question
from alongside_equity.refused import Refused
from alongside_equity.report.planned import plan_html, plan_sentences, plan_table
from alongside_equity.report.voice import Voice
from alongside_equity.settings import Settings

COUNTS = {
    "gender": {"women": 90.0, "men": 105.0, "non-binary": 5.0},
    "origin": {"Black": 20.0, "white": 160.0, "Asian": 20.0},
}


def fates(plan: Plan) -> dict[tuple[str, ...], Fate]:
    return {group.labels: group.fate for group in plan.groups}


def test_small_groups_are_too_small_to_ask() -> None:
    found = fates(plan_of_counts(COUNTS, Assumed()))
    assert found["women",] is Fate.SEEN
    assert found["non-binary",] is Fate.TOO_SMALL
    assert found["women", "Black"] is Fate.TOO_SMALL
    assert found["women", "white"] is Fate.SEEN


def test_few_others_are_exposed_by_the_rest() -> None:
    found = fates(plan_of_counts({"g": {"a": 50.0, "b": 4.0}}, Assumed()))
    assert found == {("a",): Fate.OTHERS_TOO_SMALL, ("b",): Fate.TOO_SMALL}


def test_rare_outcome_leaves_no_share() -> None:
    found = fates(plan_of_counts({"g": {"a": 20.0, "b": 200.0}}, Assumed(rate=0.05)))
    assert found == {("a",): Fate.NO_SHARE, ("b",): Fate.SEEN}


def test_gap_is_that_of_a_report() -> None:
    plan = plan_of_counts({"g": {"a": 40.0, "b": 160.0}}, Assumed(rate=0.5))
    columns = {"g": ["a"] * 40 + ["b"] * 160, "y": [0, 1] * 100}
    release = audit(columns, Settings(Question(("g",), "y")))
    told = next(row.comparison for row in release.rows if row.labels == ("a",))
    assert told is not None
    assert plan.family == release.family
    assert plan.groups[0].detectable == pytest.approx(told.detectable, abs=1e-12)


def test_more_people_show_smaller_gaps() -> None:
    gaps = [
        plan_of_counts({"g": {"a": n, "b": n}}, Assumed(is_amount=is_amount)).groups[0].detectable
        for is_amount in (False, True)
        for n in (20.0, 80.0, 320.0)
    ]
    assert gaps[0] > gaps[1] > gaps[2]
    assert gaps[3] > gaps[4] > gaps[5]


def test_crossed_counts_of_a_file_are_used_as_they_are() -> None:
    columns = {"g": ["w", "w", "m", "m", ""], "o": ["x", "y", "x", "y", "x"], "n": [30, 10, 12, 40, 7]}
    plan = plan_of_cells(read(columns, Question(("g", "o"), weight="n")), Assumed())
    found = {group.labels: (group.n, group.others) for group in plan.groups}
    assert found["w", "x"] == (30, 62)
    assert found["w",] == (40, 52)
    assert plan.people == 99
    assert not plan.guessed


def test_crossed_counts_that_are_not_known_are_said_to_be_guessed() -> None:
    plan = plan_of_counts(COUNTS, Assumed())
    assert plan.guessed
    assert "Crossed groups are guessed" in " ".join(plan_sentences(plan, Voice("en")))
    assert not plan_of_counts({"g": COUNTS["gender"]}, Assumed()).guessed


def test_totals_that_differ_are_refused() -> None:
    with pytest.raises(Refused, match="head counts differ: g adds up to 3, o to 4"):
        plan_of_counts({"g": {"a": 3.0}, "o": {"b": 4.0}}, Assumed())


@pytest.mark.parametrize("assumed", [{"rate": 0.0}, {"rate": 1.0}, {"spread": 0.0}])
def test_impossible_assumptions_are_refused(assumed: dict[str, float]) -> None:
    with pytest.raises(Refused, match="must be"):
        Assumed(**assumed)  # type: ignore[arg-type]  # wrong on purpose


def test_threshold_decides() -> None:
    found = fates(plan_of_counts(COUNTS, Assumed(rules=Rules(threshold=5))))
    assert found["non-binary",] is Fate.NO_SHARE


@pytest.mark.parametrize("language", LANGUAGES)
def test_plan_is_a_page_of_its_own(language: str) -> None:
    plan = plan_of_counts(COUNTS, Assumed())
    page = read_page(plan_html(plan, language))
    assert page.all("html")[0].attributes["lang"] == language
    assert [item.text for item in page.all("li")]
    assert len(page.all("tr")) == 1 + len(plan.groups)
    assert page.all("script") == []


def test_exact_size_of_a_small_group_is_not_written() -> None:
    table = plan_table(plan_of_counts(COUNTS, Assumed()), Voice("en"))
    row = next(row for row in table.rows if "non-binary" in row[0])
    assert row[1:] == ["fewer than 10", "–", "too small to ask apart: it would be withheld", "–"]
