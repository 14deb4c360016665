"""The three languages say the same things: same keys, same blanks, right plural forms, short sentences."""

import json
import re
from importlib.resources import files
from string import Formatter

import pytest

from alongside_equity.locales import FORMS, LANGUAGES, counted, form_of, sentences

OTHERS = [language for language in LANGUAGES if language != "en"]
EVERY_FORM = {form for forms in FORMS.values() for form in forms}


def stem(key: str) -> str:
    """A plural sentence without its form, any other key as it is."""
    head, _, last = key.rpartition(".")
    return head if last in EVERY_FORM else key


def plurals(language: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key in sentences(language):
        if stem(key) != key:
            found.setdefault(stem(key), set()).add(key.rpartition(".")[2])
    return found


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_languages_have_the_same_sentences(language: str) -> None:
    assert {stem(key) for key in sentences(language)} == {stem(key) for key in sentences("en")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_said_twice(language: str) -> None:
    """The second would be taken for the first."""
    for file in files("alongside_equity.locales").joinpath(language).iterdir():
        pairs: list[tuple[str, str]] = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=list)
        names = [name for name, _ in pairs]
        assert sorted(set(names)) == sorted(names), file.name


@pytest.mark.parametrize("language", OTHERS)
def test_blanks_are_the_same(language: str) -> None:
    for key, text in sentences(language).items():
        english = sentences("en").get(key) or sentences("en")[f"{stem(key)}.other"]
        missing = blanks(text) ^ blanks(english)
        assert missing <= ({"count"} if stem(key) != key else set()), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_sentences_have_every_form(language: str) -> None:
    assert plurals(language)
    for key, forms in plurals(language).items():
        assert forms == set(FORMS[language]), key


@pytest.mark.parametrize(
    ("language", "number", "form"),
    [("en", 0, "other"), ("en", 1, "one"), ("es", 1, "one"), ("es", 2_000_000, "many"), ("es", 0, "other")]
    + [("ar", n, form) for n, form in ((0, "zero"), (1, "one"), (2, "two"), (3, "few"), (10, "few"))]
    + [("ar", n, form) for n, form in ((11, "many"), (99, "many"), (100, "other"), (103, "few"))],
)  # fmt: skip
def test_form_of_a_number(language: str, number: int, form: str) -> None:
    assert form_of(language, number) == form


def test_arabic_counts_agree() -> None:
    said = [counted("ar", "report.people", number) for number in (1, 2, 3, 11, 100)]
    assert said == ["شخص واحد", "شخصين", "3 أشخاص", "11 شخصًا", "100 شخص"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_short(language: str) -> None:
    lengths = []
    for key, text in sentences(language).items():
        plain = re.sub(r"\{\w+\}", "x", text)
        for sentence in re.split(r"(?<=[.?!:؟])\s+", plain):
            words = [word for word in sentence.split() if re.search(r"\w", word)]
            assert len(words) <= 25, f"{key}: {sentence}"
            lengths += [len(words)] if len(words) > 3 else []
    assert sum(lengths) / len(lengths) <= 14


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english(language: str) -> None:
    same = [key for key, text in sentences(language).items() if text == sentences("en").get(key)]
    assert [
        key
        for key in same
        if not re.fullmatch(r"[\W\d]*(\{\w+\}[\W\d]*)*|p|Boschloo|[A-Z]{2,}", sentences("en")[key])
    ] == []
