"""Every page that the URL table has: for everybody's eyes and ears, light, safe, and with no word to anybody else.

In CI each is opened in its worst variant: Arabic, dark, 320 px. `ALONGSIDE_ALL_VARIANTS=1` opens them all.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from alongside.home.cast import Cast
from alongside.people.models import Person
from tests.journeys.conftest import session_of
from tests.journeys.pages import ALL_VARIANTS, NO_PAGE, OPENED_BY, faults, pages, reader
from tests.world import World, build, routes

pytestmark = pytest.mark.browser
VARIANTS = (
    [*product(("en", "es", "ar"), ("light", "dark"), (320, 1280))] if ALL_VARIANTS else [("ar", "dark", 320)]
)
PARTS = sorted({route.partition(":")[0] if ":" in route else route.partition("_")[0] for route in pages()})


@pytest.fixture
def world(cast: Cast, now: dt.datetime) -> World:
    return build(cast, now)


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[Callable[[Person | None, str, str, int], Page]]:
    """A cold browser for one person. Its rules for scripts are lifted, because axe is one."""
    opened = []

    def page(person: Person | None, language: str, scheme: Any, width: int) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 640},
            color_scheme=scheme,
            bypass_csp=True,
        )
        opened.append(context)
        cookies = {"language": language}
        if person is not None:
            cookies["session"] = session_of(person)
        context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )
        return context.new_page()

    yield page
    for context in opened:
        context.close()


def test_every_route_is_a_page_or_says_why_not() -> None:
    named = {*routes()}
    assert {*NO_PAGE} <= named
    assert {*OPENED_BY} <= named


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(("language", "scheme", "width"), VARIANTS)
def test_every_page_is_for_everybody(
    part: str, language: str, scheme: str, width: int, world: World, open_page: Callable[..., Page]
) -> None:
    Person.objects.update(language=language)
    wrong = []
    for route in pages():
        if route.startswith(part):
            page = open_page(reader(route, world), language, scheme, width)
            wrong += [f"{route} {fault}" for fault in faults(page, route, world)]
            page.context.close()
    assert not wrong, "\n" + "\n".join(wrong)
