"""A report: five sentences first, tables that can be heard, nothing from outside, the same bytes twice."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from page import Element, everything, read
from releases import (
    EVERY,
    berkeley,
    law_of_choosing,
    law_of_pay,
    nobody_to_compare,
    pay,
    promotion,
    waves,
    with_noise,
    with_reference,
)

from alongside_equity.locales import LANGUAGES
from alongside_equity.release import Release
from alongside_equity.report.data import as_json
from alongside_equity.report.html import as_html
from alongside_equity.report.said import five_sentences
from alongside_equity.report.style import STYLE
from alongside_equity.report.voice import Voice

Make = Callable[[], Release]
each = pytest.mark.parametrize("make", EVERY, ids=lambda make: make.__name__)
in_each = pytest.mark.parametrize("language", LANGUAGES)


def page(make: Make, language: str = "en") -> Element:
    return read(as_html(make(), language))


def said(make: Make, language: str = "en") -> list[str]:
    return [re.sub("[\u2068\u2069]", "", sentence) for sentence in five_sentences(make(), Voice(language))]


@each
@in_each
def test_five_sentences_come_first(make: Make, language: str) -> None:
    first = next(part for part in page(make, language).all("section"))
    assert [item.text for item in first.all("li")] == said(make, language)
    assert len(said(make, language)) == 5


@in_each
def test_sentences_are_short(language: str) -> None:
    """Names of groups and questions count too."""
    lengths = [
        len(re.findall(r"[^\s·]*\w[^\s·]*", sentence)) for make in EVERY for sentence in said(make, language)
    ]
    assert max(lengths) <= 25
    assert sum(lengths) / len(lengths) <= 14


def test_sentences_tell_what_was_found() -> None:
    asked, found, sure, few, after = said(promotion)
    assert asked == "We asked whether “promoted” differs between groups by gender and origin."
    assert re.search(
        r"^1 of \d+ comparisons shows a gap: women · Black, [\d.]+ points lower than everyone else\.$", found
    )
    assert "at most 5% of such reports" in sure
    assert few.startswith("Too few people to tell in ")
    assert "not" in few or "neither" in few
    assert after.startswith("Talk first with the people")


def test_nothing_to_compare_is_no_pass() -> None:
    _, found, sure, _, after = said(nobody_to_compare)
    assert found.startswith("Nothing could be compared")
    assert sure.startswith("Nothing was compared")
    assert after.startswith("Make a plan first")


def test_not_enough_people_is_a_verdict_with_the_gap_that_would_have_shown() -> None:
    verdicts = [
        row.all("td")[-1].text for table in page(berkeley).all("table")[:3] for row in table.all("tr")[1:]
    ]
    assert any(
        re.fullmatch(r"not enough people to tell; only a gap of [\d.]+ points or more would have shown", v)
        for v in verdicts
    )
    assert not any(re.search(r"\b(pass|passed|compliant|complies)\b", verdict) for verdict in verdicts)


@each
@in_each
def test_page_needs_nothing_else(make: Make, language: str) -> None:
    for element in everything(page(make, language)):
        assert element.tag not in {"script", "link", "img", "iframe", "object", "form"}, element
        assert not {"src", "style", "onclick", "onload"} & set(element.attributes), element
        assert element.attributes.get("href", "#").startswith("#"), element
    assert "url(" not in STYLE
    assert "@import" not in STYLE


@in_each
def test_page_says_its_language_and_direction(language: str) -> None:
    html = page(promotion, language).all("html")[0]
    assert html.attributes == {"lang": language, "dir": "rtl" if language == "ar" else "ltr"}


@each
@in_each
def test_tables_can_be_heard(make: Make, language: str) -> None:
    tables = page(make, language).all("table")
    assert tables
    for table in tables:
        assert table.all("caption")[0].text.strip()
        width = len(table.all("tr")[0].all("th"))
        assert all(head.attributes["scope"] == "col" for head in table.all("tr")[0].all("th"))
        for row in table.all("tr")[1:]:
            assert row.all("th"), row.text
            assert all(head.attributes["scope"] == "row" for head in row.all("th"))
            assert len(row.all("th")) + len(row.all("td")) == width
            assert all(cell.text.strip() for cell in row.all("td")), "an empty cell is read as nothing"


@each
def test_headings_go_down_step_by_step(make: Make) -> None:
    levels = [int(e.tag[1]) for e in everything(page(make)) if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper - higher <= 1 for higher, deeper in pairwise(levels))


@each
def test_names_are_there_once_and_point_somewhere(make: Make) -> None:
    elements = everything(page(make))
    names = [e.attributes["id"] for e in elements if "id" in e.attributes]
    assert len(names) == len(set(names))
    for element in elements:
        for pointed in element.attributes.get("aria-labelledby", "").split():
            assert pointed in names
        if element.tag == "a":
            assert element.attributes["href"][1:] in names


@in_each
@each
def test_parts_are_told_apart_by_their_names(make: Make, language: str) -> None:
    page = read(as_html(make(), language))
    for tag in ("section", "div"):
        by = [e.attributes["aria-labelledby"] for e in page.all(tag) if "aria-labelledby" in e.attributes]
        texts = {e.attributes["id"]: e.text for e in everything(page) if e.attributes.get("id") in by}
        assert len({texts[name] for name in by}) == len(by), tag


@each
@in_each
def test_every_plot_has_its_table(make: Make, language: str) -> None:
    for part in page(make, language).all("section"):
        for svg in part.all("svg"):
            assert svg.attributes["role"] == "img"
            assert svg.all("title")[0].text.strip()
            rows = part.all("table")[0].text
            names = [text.text for text in svg.all("text")[3:]]
            assert names
            assert all(part in rows for name in names for part in name.rstrip("…").split(" · "))


@each
def test_withheld_numbers_are_said_with_why(make: Make) -> None:
    withheld = make().protection.withheld
    cells = [cell.text for table in page(make).all("table") for cell in table.all("td")]
    part = next(s for s in page(make).all("section") if s.attributes["aria-labelledby"] == "protection")
    assert ("withheld" in cells) == bool(withheld)
    assert ("We do not say which, because that alone would help to guess it." in part.text) == bool(withheld)
    assert ("It found 0." if withheld else "No number had to be withheld.") in part.text


@each
def test_only_the_release_is_told(make: Make) -> None:
    """No number of a withheld group stands in its row."""
    for row in make().rows:
        if row.n is None:
            assert row.k is None
            assert row.mean is None
            assert row.comparison is None


def test_no_claim_of_compliance() -> None:
    for make in EVERY:
        assert "no legal advice, and no certificate" in page(make).text


def law_rows(make: Make, language: str = "en") -> list[list[str]]:
    part = next(s for s in page(make, language).all("section") if s.attributes["aria-labelledby"] == "law")
    return [[c.text for c in everything(row) if c.tag in {"th", "td"}] for row in part.all("tr")]


@in_each
def test_every_number_of_a_law_has_its_name_and_its_article(language: str) -> None:
    for make in (law_of_pay, law_of_choosing):
        result = make().profile
        assert result is not None
        heads, *rows = law_rows(make, language)
        assert len(rows) == len(result.figures)
        for row, figure in zip(rows, result.figures, strict=True):
            assert "." not in row[0], "a key instead of words"
            assert row[-1] == figure.article
            assert row[5] == "–" or figure.flag
            assert len(row) == len(heads)


def test_what_is_under_four_fifths_is_marked_with_how_sure() -> None:
    marked = {
        row[1]: row for row in law_rows(law_of_choosing) if row[5] == "past the line that the law names"
    }
    assert float(marked["women"][3]) < 0.8
    assert re.fullmatch(
        r"p [\d.]+, mid p [\d.]+, standard deviations −[\d.]+, people missing [\d.]+, "
        r"people who would change it \d",
        marked["women"][6],
    )


def test_reference_that_was_asked_for_is_named() -> None:
    heads = [
        [head.text for head in table.all("thead")[0].all("th")] for table in page(with_reference).all("table")
    ]
    beside = {
        tuple(head): next(h for h in head if h.startswith("Beside")) for head in heads if "Verdict" in head
    }
    assert {said for head, said in beside.items() if "gender" in head} == {"Beside men"}
    assert {said for head, said in beside.items() if "origin" in head and "gender" not in head} == {
        "Beside everyone else"
    }


def test_who_decided_on_the_groups_is_said() -> None:
    text = page(with_reference).text
    assert "These groups were put together as the community decided. Decided by: the network." in text


def test_grades_by_themselves_are_not_compared() -> None:
    part = next(s for s in page(pay).all("section") if s.all("h2")[0].text == "Each grade")
    assert [head.text for head in part.all("thead")[0].all("th")] == ["grade", "People", "Average", "Median"]
    assert part.all("caption")[0].text == "Each grade: pay on average"
    assert part.all("svg") == []


def test_noise_is_said() -> None:
    text = page(with_noise).text
    assert "Every count is changed by up to 2, in the same way in every table." in text


def test_two_waves_stand_side_by_side() -> None:
    part = next(s for s in page(waves).all("section") if s.attributes["aria-labelledby"] == "waves")
    assert "the second tells nothing that the first withheld" in part.text
    assert part.all("p")[0].text == "No gap has changed by more than chance explains."
    assert said(waves)[0] == "We asked whether “promoted” differs between groups by gender, then and now."
    groups = [row.all("th")[0].text for row in part.all("tr")[1:]]
    assert "gender: not answered" in groups
    women = next(row for row in part.all("tr") if row.all("th")[0].text == "women")
    assert re.fullmatch(r"[\d.]+%", women.all("td")[0].text)
    assert re.fullmatch(r"−?[\d.]+ \(−[\d.]+ to [\d.]+\)", women.all("td")[4].text)


def test_pay_is_said_in_per_cent_of_everyone_else() -> None:
    row = next(r for r in page(pay).all("table")[0].all("tr") if r.all("th")[0].text == "women")
    assert re.fullmatch(r"[\d.]+% lower \(−[\d.]+% to −?[\d.]+%\)", row.all("td")[3].text)


@each
@in_each
def test_report_has_the_same_bytes_twice(make: Make, language: str) -> None:
    assert as_html(make(), language) == as_html(make(), language)
    assert as_json(make()) == as_json(make())


def test_words_of_people_are_never_markup() -> None:
    release = berkeley()
    row = replace(release.rows[1], labels=("<script>alert(1)</script>",))
    html = as_html(replace(release, rows=(*release.rows, row), outcome="<b>"), "en")
    assert "<script" not in html
    assert "<b>" not in html
