"""Templates borrow only from below, every form has its key, every word is translated, nothing comes from elsewhere."""

import re
from collections.abc import Iterator
from importlib.resources import files as resources
from pathlib import Path

import pytest

from alongside.config.settings import AREAS
from tests.architecture.markup import (
    ELSEWHERE,
    INLINE,
    bare_words,
    forms_without_key,
    lines_with,
    templates,
)
from tests.architecture.source import SOURCE, area, files, none, place

BORROWED = re.compile(r"""(?:{%-?\s*(?:include|extends|keep_each\s+\w+)|(?<=\.html"))\s+["']([^"']+)["']""")
COMPONENTS = SOURCE / "ui" / "components"
WITHOUT_KEY = {"ui/templates/ui/page.html"}
"""The exit button: it must work from a page that was open for days, and leaving twice does no harm."""
LIBRARIES = ("allauth", "django.forms", "django.contrib.auth")
ASKED_FOR = {"429.html"}
"""allauth shows it when somebody tries too often, and ships none."""


def name_of(path: Path) -> str:
    """The name that code calls a template by."""
    inside = path.relative_to(COMPONENTS) if path.is_relative_to(COMPONENTS) else None
    return inside.as_posix() if inside else path.as_posix().rsplit("/templates/", 1)[-1]


def sources() -> dict[str, Path]:
    return {name_of(path): path for path in templates()}


def is_overriding(name: str) -> bool:
    """Whether a library asks for a template of this name."""
    return name in ASKED_FOR or any(
        resources(library).joinpath("templates", name).is_file() for library in LIBRARIES
    )


def test_templates_are_named_for_their_area() -> None:
    none(
        f"{place(path)}: {name} stands in {area(path)}"
        for name, path in sources().items()
        if not path.is_relative_to(COMPONENTS)
        and name.split("/")[0] != area(path)
        and not is_overriding(name)
    )


def upward(path: Path, home: str) -> list[str]:
    """What a template borrows from an area that is neither its own nor below it."""
    text = path.read_text(encoding="utf-8")
    allowed = set(AREAS[AREAS.index(home) :]) if home in AREAS else {home, "ui"}
    return [
        f"{place(path, text[: match.start()].count(chr(10)) + 1)}: borrows {match[1]}"
        for match in BORROWED.finditer(text)
        if match[1].split("/")[0] not in allowed
        and not is_overriding(match[1])
        and not (COMPONENTS / match[1]).exists()
    ]


def test_templates_borrow_from_their_area_or_below() -> None:
    none(problem for path in templates() for problem in upward(path, area(path)))


def test_borrowing_upward_is_seen(tmp_path: Path) -> None:
    fault = tmp_path / "ask.html"
    fault.write_text('{% extends "ui/page.html" %}\n{% include "commitments/card.html" %}')
    assert len(upward(fault, "asks")) == 1


def chain(name: str) -> list[str]:
    """A template and those that it extends, up to the last."""
    found = [name]
    while found[-1] in sources():
        match = re.search(
            r"""{%\s*extends\s+["']([^"']+)""", sources()[found[-1]].read_text(encoding="utf-8")
        )
        if not match:
            break
        found.append(match[1])
    return found


def words_of(*suffixes: str, under: Path = SOURCE) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in files(*suffixes, under=under))


def is_shown(name: str, everything: str) -> bool:
    """Whether a name stands in quotes somewhere, whole or as the noun in an area's `f"area/{noun}.html"`."""
    folder, _slash, noun = name.removesuffix(".html").rpartition("/")
    if f'"{name}"' in everything or f"'{name}'" in everything:
        return True
    python = words_of(".py", under=SOURCE / folder) if (SOURCE / folder).is_dir() else ""
    return f'f"{folder}/{{' in python and f'"{noun}"' in python


def test_every_template_is_used() -> None:
    everything = words_of(".py", ".html")
    none(
        f"{place(path)}: nothing shows {name}"
        for name, path in sources().items()
        if not path.is_relative_to(COMPONENTS) and not is_overriding(name) and not is_shown(name, everything)
    )


def test_an_unused_template_is_seen() -> None:
    assert not is_shown("matching/hours.html", 'render(request, "people/rest.html")')
    assert is_shown("asks/hours.html", 'render(request, "asks/hours.html")')


def test_every_page_is_the_house_s_page() -> None:
    """A template with a document's blocks extends ui/page.html; one that only others include is a fragment."""
    included = {
        match[1] for path in templates() for match in re.finditer(BORROWED, path.read_text(encoding="utf-8"))
    }
    none(
        f"{place(path)}: {name} does not extend ui/page.html"
        for name, path in sources().items()
        if not path.is_relative_to(COMPONENTS)
        and name not in included
        and not is_fragment_of_library(name)
        and chain(name)[-1] != "ui/page.html"
        and name not in OWN_FRAME
    )


OWN_FRAME = {"ui/page.html", "ui/cover.html", "people/cover.html"}
"""The frame itself, and the page that pretends to be something else."""


def is_fragment_of_library(name: str) -> bool:
    return (
        name.split("/")[0] == "django" or "/elements/" in name or "/snippets/" in name or "/messages/" in name
    )


def forms_in_paragraphs(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    for found in re.finditer(r"<p[ >](?:(?!</p>).)*?(?:<form|component \"confirm\")", text, re.S):
        yield f"{place(path)}:{text.count(chr(10), 0, found.start()) + 1}: a form in a paragraph"


def test_every_form_has_its_key() -> None:
    none(
        problem
        for path in templates()
        if path.relative_to(SOURCE).as_posix() not in WITHOUT_KEY
        for problem in forms_without_key(path)
    )


def test_no_form_stands_in_a_paragraph() -> None:
    """A browser ends the paragraph where the form begins, and with it the room between two buttons."""
    none(problem for path in templates() for problem in forms_in_paragraphs(path))


def test_every_word_is_marked() -> None:
    none(problem for path in templates() for problem in bare_words(path))


def test_nothing_is_inline_or_from_elsewhere() -> None:
    for path in files(".html", ".css", ".js"):
        none(lines_with(ELSEWHERE, path, "asks another server"))
        none(lines_with(INLINE, path, "inline style or script") if path.suffix == ".html" else [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<p>{{ x }}</p>\n<p>Save it</p>", ":2: not marked for translation: 'Save it'"),
        ('<img alt="A kitchen">', "not marked for translation"),
        ('<form method="post"><button>{% translate "Go" %}</button></form>', "without form_key"),
        ('\n<p style="color: red"></p>', ":2: inline"),
        ('\n<p class="actions">{% component "confirm" action=go %}</p>', ":2: a form in a paragraph"),
        ("<script>go()</script>", "inline"),
        ('<script src="//cdn.example.org/x.js"></script>', "another server"),
        ('<button onclick="go()"></button>', "inline"),
    ],
)
def test_a_faulty_template_is_seen(tmp_path: Path, text: str, problem: str) -> None:
    fault = tmp_path / "page.html"
    fault.write_text(text)
    found = [
        *bare_words(fault),
        *forms_without_key(fault),
        *forms_in_paragraphs(fault),
        *lines_with(ELSEWHERE, fault, "asks another server"),
        *lines_with(INLINE, fault, "inline style or script"),
    ]
    assert problem in "\n".join(found)


def test_marked_words_are_left_alone(tmp_path: Path) -> None:
    fine = tmp_path / "page.html"
    fine.write_text(
        '{# a note #}{% blocktranslate %}Two\nwords{% endblocktranslate %}<p>{{ name }}: 3</p>{% translate "x y" %}'
    )
    assert bare_words(fine) == []
