"""Every example of every component keeps the promises that all pages make."""

import re
from pathlib import Path

import pytest

from alongside.ui import queries
from alongside.ui.tests.elements import Elements, shown

README = Path(__file__).parent.parent / "README.md"
EXAMPLES = [
    pytest.param(component.name, example, id=f"{component.name}: {example.title}")
    for component in queries.components()
    for example in component.examples
]


def seen(name: str, example: queries.Example) -> str:
    return shown(name, {**example.values, **({"content": example.content} if example.content else {})})


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
class TestExample:
    def test_shows_something_whole(self, name: str, example: queries.Example) -> None:
        page = seen(name, example)
        elements = Elements(page)
        assert elements.found
        assert not elements.open
        assert not elements.wrongly_closed
        assert "None" not in page

    def test_has_no_inline_style_or_script(self, name: str, example: queries.Example) -> None:
        elements = Elements(seen(name, example))
        assert not elements.named("script", "style", "img", "iframe")
        assert not list(elements.values("style"))
        assert not [key for element in elements.found for key in element.attributes if key.startswith("on")]

    def test_ties_words_to_what_they_belong_to(self, name: str, example: queries.Example) -> None:
        elements = Elements(seen(name, example))
        ids = list(elements.values("id"))
        assert len(ids) == len(set(ids))
        referred = [each for value in elements.values("aria-describedby") for each in value.split()]
        assert set(referred) <= set(ids)
        assert {element.attributes.get("for") for element in elements.named("label")} - {None} <= set(ids)

    def test_names_every_control(self, name: str, example: queries.Example) -> None:
        elements = Elements(seen(name, example))
        labelled = {element.attributes.get("for") for element in elements.named("label")}
        for control in elements.named("input", "select", "textarea"):
            if control.attributes.get("type") != "hidden":
                assert "label" in control.inside or control.attributes["id"] in labelled

    def test_hides_drawings_from_ears(self, name: str, example: queries.Example) -> None:
        for drawing in Elements(seen(name, example)).named("svg"):
            assert drawing.attributes.get("aria-hidden") == "true"


def test_ids_are_unique_across_the_gallery() -> None:
    ids = [value for param in EXAMPLES for value in Elements(seen(*param.values)).values("id")]
    assert len(ids) == len(set(ids))


def test_every_folder_is_a_component_with_words_and_examples() -> None:
    folders = {
        folder.name for folder in queries.FOLDER.iterdir() if folder.is_dir() and folder.name != "__pycache__"
    }
    assert folders == set(queries.names())
    for component in queries.components():
        assert component.about
        assert component.examples


def test_readme_lists_every_component_and_tag() -> None:
    readme = README.read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `(\w+)`", readme, re.MULTILINE))
    assert listed >= set(queries.names())
