"""Every word of the interface is marked, translated whole, and plain."""

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from alongside.home.management import catalogues
from tests.architecture.source import files, none, place, tree

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
found = cache(catalogues.found)
SAID = [(area, language) for area in catalogues.areas() for language in catalogues.PLURALS]


def singulars(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def strings(message: Message) -> tuple[str, ...]:
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def holes(text: str) -> set[str]:
    return {first or second for first, second in PLACEHOLDER.findall(text)}


def faults(source: Catalog, translated: Catalog, plurals: int) -> list[str]:
    """What a catalogue lacks against the words found in the sources."""
    problems: list[str] = []
    for message in source:
        if not message.id:
            continue
        shown = repr(singulars(message)[0])
        answer = translated.get(message.id, message.context)
        if answer is None or not catalogues.is_translated(answer.string):
            problems.append(f"not translated: {shown}")
        elif answer.fuzzy:
            problems.append(f"only guessed: {shown}")
        elif len(strings(answer)) != (1 if isinstance(message.id, str) else plurals):
            problems.append(f"has {len(strings(answer))} plural forms: {shown}")
        elif set.union(*map(holes, strings(answer))) != set.union(*map(holes, singulars(message))):
            problems.append(f"has other placeholders: {shown}")
    return problems


@pytest.mark.parametrize(
    ("area", "language"), SAID, ids=[f"{area.name}-{language}" for area, language in SAID]
)
def test_area_is_translated_whole(area: Path, language: str) -> None:
    translated = catalogues.kept(area, language)
    problems = faults(found(area), translated, plurals=translated.num_plurals)
    none(f"{place(catalogues.catalogue_path(area, language))}: {problem}" for problem in problems)


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
    [("", "not translated"), ("Hola %(nombre)s", "other placeholders"), ("Hola %(name)s", "")],
)
def test_a_faulty_translation_is_seen(string: str, problem: str) -> None:
    source, translated = Catalog(), Catalog(locale="es")
    source.add("Hello %(name)s")
    translated.add("Hello %(name)s", string)
    assert problem in "\n".join(faults(source, translated, plurals=2))
    assert bool(problem) == bool(faults(source, translated, plurals=2))


def test_words_are_found_in_python_and_in_templates() -> None:
    said = found(catalogues.SOURCE / "ui")
    assert said.get("Skip to the page")
    assert said.get("%(count)s hour")


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
