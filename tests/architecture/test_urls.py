"""One noun is the URL name, the view, the page and its test; and some link leads to every page."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.source import SOURCE, area, files, module, none, place, tree


@dataclass(frozen=True)
class Route:
    area: str
    noun: str
    view: str
    address: str

    @property
    def name(self) -> str:
        return f"{self.area}:{self.noun}"

    @property
    def where(self) -> str:
        return place(SOURCE / self.area / "urls.py")


def routes(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[Route]:
    """Every named route of our own areas."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern) and pattern.name and (SOURCE / namespace).is_dir() and namespace:
            yield Route(namespace, pattern.name, view_name(pattern), str(pattern.pattern))


def view_name(pattern: URLPattern) -> str:
    return str(getattr(pattern.callback, "__name__", ""))


def test_a_view_bears_the_noun_of_its_url() -> None:
    """A view whose noun is taken (`exit`, or the `request` it is given) says `exit_` or `request_page`."""
    none(
        f"{one.where}: {one.name} is shown by {one.view}"
        for one in routes()
        if one.view.removesuffix("_page").removesuffix("_") != one.noun
    )


def test_every_page_is_a_noun_of_the_urls() -> None:
    """A template that a view names is the page of a URL of its own area."""
    nouns = {(one.area, one.noun) for one in routes()}
    for path in files(".py"):
        if "views" not in module(path).split(".") or area(path) == "ui":
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                match = re.fullmatch(r"([a-z]+)/([a-z_]+)\.html", node.value)
                fits = not match or (match[1], match[2]) in nouns or (match[1] == "ui")
                none(
                    [] if fits else [f"{place(path, node.lineno)}: {node.value} is no noun of {area(path)}:…"]
                )


SECRETS = {"handle", "key", "secret", "token"}
"""What an address may hold beside identifiers: each is looked up by its digest or its seal, never as it stands."""


def test_what_an_address_names_has_the_form_of_an_identifier() -> None:
    """A database that is asked for any text at all may answer with an error: PostgreSQL does for a NUL."""
    none(
        f"{one.where}: {one.name} takes any text as its {argument}"
        for one in routes()
        for kind, argument in re.findall(r"<(?:(\w+):)?(\w+)>", one.address)
        if kind not in {"id", "int", "slug"} and argument not in SECRETS
    )


@cache
def said_in_tests(area_name: str) -> str:
    """What the tests of an area say, the journeys and the rest of tests/ left out."""
    folder = SOURCE / area_name / "tests"
    return "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("test_*.py"))


@pytest.mark.parametrize("route", sorted(routes(), key=lambda one: one.name), ids=lambda one: one.name)
def test_route_has_its_test(route: Route) -> None:
    """Its own file, or its name or the end of its address in the file of the page that it belongs to."""
    own = SOURCE / route.area / "tests" / f"test_{route.noun}.py"
    said, end = said_in_tests(route.area), route.address.rpartition(">")[2].strip("/")
    covered = own.exists() or f'"{route.name}"' in said or (end != "" and f"{end}/" in said)
    if not covered:
        pytest.fail(f"{route.where}: no test speaks of {route.name}", pytrace=False)


def spoken_names(skip: Path | None = None) -> set[str]:
    """Every `area:noun` that stands in quotes outside the URL tables."""
    quoted = re.compile(r"""["']([a-z]+:[a-z_]+)["']""")
    return {
        name
        for path in files(".py", ".html", ".txt")
        if path.name != "urls.py" and path != skip
        for name in quoted.findall(path.read_text(encoding="utf-8"))
    }


UNLINKED = {
    "home:health": "For a monitor; docs/operate/watching.md names its address.",
    "home:metrics": "For a monitor; docs/operate/watching.md names its address.",
    "ui:gallery": "For whoever builds pages; CONTRIBUTING names its address.",
}


def unreachable(names: set[str], spoken: set[str]) -> set[str]:
    return names - spoken - UNLINKED.keys()


def test_a_link_leads_to_every_page() -> None:
    lost = unreachable({one.name for one in routes()}, spoken_names())
    none(
        f"{place(SOURCE / name.split(':')[0] / 'urls.py')}: no link leads to {name}" for name in sorted(lost)
    )


def test_a_lost_page_is_seen() -> None:
    assert unreachable({"asks:ask", "asks:lost"}, {"asks:ask"}) == {"asks:lost"}


def test_links_name_routes_that_exist() -> None:
    known = {one.name for one in routes()}
    areas = {one.area for one in routes()}
    for path in files(".html"):
        text = path.read_text(encoding="utf-8")
        none(
            f"{place(path, text[: match.start()].count(chr(10)) + 1)}: {match[1]} is no route"
            for match in re.finditer(r"""{%\s*url\s+["']([a-z]+:[a-z_]+)["']""", text)
            if match[1].split(":")[0] in areas and match[1] not in known
        )
