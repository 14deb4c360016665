"""What the page on this machine refuses: each form comes back with what was chosen, in words of the page."""

import pytest
from page import read
from visits import CHOSEN, Browser, uploaded

from alongside_equity.locales import sentences


def test_refused_form_comes_back_as_it_was(browser: Browser) -> None:
    place = uploaded(browser)
    chosen = {"outcome": "origin", "kind": "rate", "by": ["gender"], "title": '"Spring" <1>', "profile": ""}
    status, _, shown = browser.send(f"/en/report/{place.rpartition('/')[2]}", chosen)
    assert status == 422
    page = read(shown.decode())
    assert (
        "is neither a yes nor a no. Say below which words mean yes and no, or choose another kind."
        in page.text
    )
    checked = [e.attributes["value"] for e in page.all("input") if "checked" in e.attributes]
    assert checked == ["rate", "gender", ""]
    assert [o.attributes["value"] for o in page.all("option") if "selected" in o.attributes] == ["origin"]
    assert (
        next(e for e in page.all("input") if e.attributes["name"] == "title").attributes["value"]
        == '"Spring" <1>'
    )


@pytest.mark.parametrize(
    ("left_out", "said"),
    [("outcome", "Choose the column of the outcome."), ("by", "Choose at least one column")],
)
def test_missing_choice_is_refused(browser: Browser, left_out: str, said: str) -> None:
    name = uploaded(browser).rpartition("/")[2]
    fields = {key: value for key, value in CHOSEN.items() if key != left_out}
    status, _, shown = browser.send(f"/en/report/{name}", fields)
    assert status == 422
    assert said in shown.decode()


def test_choices_nobody_offered_are_refused(browser: Browser) -> None:
    name = uploaded(browser).rpartition("/")[2]
    for changed in (
        {"kind": "magic"},
        {"outcome": "nothing"},
        {"by": ["gender", "gender"]},
        {"weight": "nothing"},
    ):
        status, _, _ = browser.send(f"/en/report/{name}", {**CHOSEN, **changed})
        assert status == 422, changed


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "This law also needs to know: Column of sex. Open “For a pay law” below."),
        ("es", "Esta ley necesita saber además: Columna del sexo."),
        ("ar", "يحتاج هذا القانون أيضًا إلى معرفة: عمود الجنس."),
    ],
)
def test_law_of_pay_asks_for_its_roles_in_words_of_the_page(
    browser: Browser, language: str, said: str
) -> None:
    name = uploaded(browser, language).rpartition("/")[2]
    chosen = {"outcome": "pay", "kind": "pay", "by": ["gender"], "profile": "uk-gender-pay-gap"}
    status, _, shown = browser.send(f"/{language}/report/{name}", chosen)
    assert status == 422
    assert said in read(shown.decode()).text
    assert b"--role" not in shown


def test_roles_that_are_answered_give_the_figures_of_the_law(browser: Browser) -> None:
    name = uploaded(browser).rpartition("/")[2]
    chosen = {"outcome": "pay", "kind": "pay", "by": ["gender"], "profile": "uk-gender-pay-gap"}
    roles = {"sex": "gender", "women": "women", "men": "men"}
    status, place, _ = browser.send(f"/en/report/{name}", {**chosen, **roles})
    assert status == 303
    assert "Mean gap in hourly pay" in browser.page(place).text


def test_a_broken_file_is_called_by_its_name_alone(browser: Browser) -> None:
    status, _, shown = browser.upload("people.parquet", b"PAR1 and nothing more")
    assert status == 422
    assert "people.parquet" in read(shown.decode()).text
    assert "DUCKDB" not in shown.decode()


def test_no_refusal_of_the_page_names_an_option_of_the_command_line() -> None:
    """Codes that an upload, its columns or a plan can raise; the others belong to files and keys."""
    command = {
        "say_outcome",
        "say_by",
        "no_outcome",
        "no_axes",
        "no_counts",
        "key_or_data",
        "needs_secret",
        "is_folder",
        "would_overwrite",
        "two_waves",
    }
    for key, text in sentences("en").items():
        code = key.removeprefix("refused.")
        if key.startswith("refused.") and "--" in text and code not in command:
            assert f"page.refused.{code}" in sentences("en"), code
