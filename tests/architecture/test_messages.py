"""Every word of the interface is marked, translated whole, and plain."""

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from alongside.config import languages
from alongside.home.management import catalogues
from alongside.home.management.flaws import PLACEHOLDER, flaws, singulars, strings
from tests.architecture.source import files, none, place, tree
from tests.journeys import longer

found = cache(catalogues.found)
SAID = [(area, language) for area in catalogues.areas() for language in catalogues.PLURALS]


@pytest.mark.parametrize(
    ("area", "language"), SAID, ids=[f"{area.name}-{language}" for area, language in SAID]
)
def test_area_is_translated_whole(area: Path, language: str) -> None:
    problems = flaws(found(area), catalogues.kept(area, language))
    none(f"{place(catalogues.catalogue_path(area, language))}: {problem}" for problem in problems)


def test_languages_of_the_program_are_those_that_are_held_whole() -> None:
    assert {*languages.OWN} == {*catalogues.PLURALS, languages.LAST}


@pytest.mark.parametrize("language", catalogues.PLURALS)
def test_the_same_words_are_translated_alike(language: str) -> None:
    """Django merges all areas into one; of two translations of the same words, one would win by chance."""
    known: dict[tuple[object, object], tuple[object, str]] = {}
    for area in catalogues.areas():
        for message in catalogues.kept(area, language):
            if message.id:
                first, where = known.setdefault((message.id, message.context), (message.string, area.name))
                assert first == message.string, (
                    f"{language}: {message.id!r} differs in {where} and {area.name}"
                )


@pytest.mark.parametrize(
    ("string", "problem"),
    [
        ("", "not translated"),
        ("Hola %(nombre)s", "other placeholders"),
        ("Hola %(name)s, 100 %", "a % that stands for nothing"),
        ("Hola <b>%(name)s</b>", "other tags"),
        ("Hola %(name)s https://elsewhere.example", "other tags or addresses"),
        ("Hola %(name)s", ""),
    ],
)
def test_a_faulty_translation_is_seen(string: str, problem: str) -> None:
    source, translated = Catalog(), Catalog(locale="es")
    source.add("Hello %(name)s")
    translated.add("Hello %(name)s", string)
    assert problem in "\n".join(flaws(source, translated))
    assert bool(problem) == bool(flaws(source, translated))


def test_words_are_found_in_python_and_in_templates() -> None:
    said = found(catalogues.SOURCE / "ui")
    assert said.get("Skip to the page")
    assert said.get("%(count)s hour")


def test_longer_language_says_everything_in_words_40_percent_longer() -> None:
    made = longer.catalogue()
    grown = [
        (sum(map(str.isalpha, text)), sum(map(str.isalpha, longer.longer(text))))
        for text in ("Groups", "Who is kept out", "Say when you can come")
    ]
    assert flaws(catalogues.everything(), made) == []
    assert all(after >= before * 1.4 for before, after in grown)
    assert longer.longer("<b>%(name)s</b> comes, 100%%") == "<b>%(name)s</b> çöméšçö, 100%%"


NOT_READ_BY_PEOPLE = {"management", "migrations", "config", "tests"}


def unmarked(path: Path) -> list[str]:
    """Labels and messages that are plain strings."""
    spoken = {"label", "help_text", "empty_label", "message", "verbose_name"}
    found = []
    for node in ast.walk(tree(path)):
        pairs = [(one.arg, one.value) for one in node.keywords] if isinstance(node, ast.Call) else []
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            pairs = [(node.targets[0].id, node.value)]
        found += [
            f"{place(path, value.lineno)}: {name} is not marked for translation: {value.value!r}"
            for name, value in pairs
            if name in spoken
            and isinstance(value, ast.Constant)
            and isinstance(value.value, str)
            and re.search(r"[a-z]{2}", value.value)
        ]
    return found


def test_labels_and_refusals_are_marked() -> None:
    for path in files(".py"):
        is_test = path.name.startswith("test_")
        if (
            not is_test
            and path.name not in {"apps.py", "examples.py"}
            and not NOT_READ_BY_PEOPLE & set(path.parts)
        ):
            none(unmarked(path))


def test_an_unmarked_label_is_seen(tmp_path: Path) -> None:
    fault = tmp_path / "forms.py"
    fault.write_text("name = CharField(label='Your name')\nmessage = 'Not now'\n")
    assert len(unmarked(fault)) == 2


def sentences(said: Iterable[str]) -> list[str]:
    """Sentence by sentence; a label without a verb counts as one."""
    return [part.strip() for text in said for part in re.split(r"(?<=[.!?:؟])\s+|\n+", text) if part.strip()]


def interface(language: str) -> list[str]:
    """Everything that the interface says in a language."""
    if language == "en":
        return [
            text for area in catalogues.areas() for one in found(area) if one.id for text in singulars(one)
        ]
    kept = (one for area in catalogues.areas() for one in catalogues.kept(area, language) if one.id)
    return [text for one in kept for text in strings(one)]


def words(sentence: str) -> int:
    return len(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", PLACEHOLDER.sub("x", sentence)))


@pytest.mark.parametrize("language", ["en", *catalogues.PLURALS])
def test_sentences_are_short(language: str) -> None:
    said = sentences(interface(language))
    counted = [words(sentence) for sentence in said if words(sentence) > 3]
    none(f"{words(sentence)} words: {sentence}" for sentence in said if words(sentence) > 25)
    assert sum(counted) / len(counted) <= 14


def test_nobody_is_called_a_user() -> None:
    none(
        f"says user: {sentence}"
        for sentence in sentences(interface("en"))
        if re.search(r"\busers?\b", sentence, re.I)
    )


GIVEN_UP = {
    re.compile(
        r"\b(keep|keeps|kept|stay)\b[^.]*\baway\b|\bsuspen", re.IGNORECASE
    ): "a person blocks, a group keeps out",
    re.compile(r"\busers?\b", re.IGNORECASE): "people, or whoever it is",
}
"""Words that once named two things, or nobody: the glossary has the one to use."""


def test_words_that_were_given_up_do_not_come_back() -> None:
    none(
        f"{place(area)}: {text!r}: {instead}"
        for area in catalogues.areas()
        for message in found(area)
        for text in singulars(message)
        for word, instead in GIVEN_UP.items()
        if word.search(text)
    )
