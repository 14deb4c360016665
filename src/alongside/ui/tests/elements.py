"""Reads a page as the elements it is made of."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple

from django.template import engines
from django.test import RequestFactory

from alongside.ui import queries

VOID = {"meta", "link", "input", "br", "img", "hr"}


class Element(NamedTuple):
    name: str
    attributes: dict[str, str | None]
    inside: tuple[str, ...]


class Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Element] = []
        self.open: list[str] = []
        self.wrongly_closed: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(Element(tag, dict(attrs), tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(Element(tag, dict(attrs), tuple(self.open)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrongly_closed.append(tag)

    def named(self, *names: str) -> list[Element]:
        return [element for element in self.found if element.name in names]

    def values(self, attribute: str) -> Iterator[str]:
        for element in self.found:
            if (value := element.attributes.get(attribute)) is not None:
                yield value


def shown(name: str, values: dict[str, Any]) -> str:
    """A component as a page shows it."""
    example = queries.Example("", values)
    template = engines["django"].from_string("{% exhibit name example %}")
    page: str = template.render({"name": name, "example": example}, RequestFactory().get("/gallery/"))
    return page
