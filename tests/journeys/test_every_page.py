"""Every page that the URL table has, in each of its states: for all eyes and ears, light, safe, silent elsewhere.

In CI each is opened in its worst variant: Arabic, dark, 320 px. Those of many words are opened once more, in a language
that is 40 % longer. `ALONGSIDE_ALL_VARIANTS=1` opens each in all twelve and in that language.
`ALONGSIDE_LOOK=folder` keeps a picture of each, to be looked at.
"""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page

from alongside.home.cast import Cast
from alongside.people.models import Person
from tests.architecture.test_roles import decided
from tests.journeys import longer, safer, states
from tests.journeys.conftest import session_of
from tests.journeys.promises import Wire, faults, faults_of_the_empty_form
from tests.journeys.visits import BY, WITHOUT_A_PAGE, Stage, Visit, plain, special
from tests.world import World, build, routes

pytestmark = pytest.mark.browser
IN_ALL = bool(os.environ.get("ALONGSIDE_ALL_VARIANTS"))
VARIANTS = [*product(("en", "es", "ar"), ("light", "dark"), (320, 1280))] if IN_ALL else [("ar", "dark", 320)]

LOOK = os.environ.get("ALONGSIDE_LOOK")


def is_page(route: str) -> bool:
    """A route that takes forms only answers everybody who is signed in with "wrong method"."""
    letters = {cell[0] for role, cell in decided()[route].items() if role != "nobody"}
    return letters != {"m"} and route not in WITHOUT_A_PAGE


PAGES = sorted(route for route in {*routes()} if is_page(route))
WITH_A_WAY = [*special(), *safer.visits()]
VISITS = [*map(plain, sorted({*PAGES} - {one.route for one in WITH_A_WAY if one.is_the_page})), *WITH_A_WAY]
"""By reader, in this order: some change what the next shows."""
AT_ONCE = 25
SHARES = [
    (by, start)
    for by in sorted({one.by for one in VISITS})
    for start in range(0, sum(one.by == by for one in VISITS), AT_ONCE)
]
"""Whose visits, and from which one on: a whole round of amal's pages would keep one core busy and the other idle."""
OF_MANY_WORDS = {
    *("home:front", "home:help", "home:holdings", "account_signup", "people:exit_explained"),
    *("home:desk", "asks:new", "asks:ask", "asks:dates", "commitments:verdict", "communities:community"),
    *("communities:details", "people:me", "people:quiet", "notices:notices"),
    *("matching:fits", "commitments:commitment", "commitments:conversation", "commitments:release"),
}


@pytest.fixture
def stage(cast: Cast, now: dt.datetime) -> Stage:
    world = build(cast, now)
    return Stage(world, states.build(world, now))


@pytest.fixture
def open_cold(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """For one person, with nothing kept between pages. Its rules for scripts are lifted, because axe is one."""
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
        made = context.new_page()
        context.new_cdp_session(made).send("Network.setCacheDisabled", {"cacheDisabled": True})
        return made

    yield page
    for context in opened:
        context.close()


def test_every_page_is_visited() -> None:
    assert {*WITHOUT_A_PAGE} | {*BY} <= {*routes()}
    assert {*PAGES} <= {one.route for one in VISITS}


@pytest.mark.parametrize(("by", "start"), SHARES)
@pytest.mark.parametrize(("language", "scheme", "width"), VARIANTS)
def test_every_page_is_for_everybody(
    by: str,
    start: int,
    language: str,
    scheme: str,
    width: int,
    stage: Stage,
    open_cold: Callable[..., Page],
) -> None:
    Person.objects.update(language=language)
    page = open_cold(stage.person(by), language, scheme, width)
    visits = [one for one in VISITS if one.by == by][start : start + AT_ONCE]
    assert_for_everybody(visits, page, stage, f"{language}-{scheme}-{width}/{by}", start)


@pytest.mark.parametrize("by", sorted({one.by for one in VISITS}) if IN_ALL else ["amal", "bruno", "nobody"])
def test_pages_of_many_words_hold_words_that_are_longer(
    by: str, stage: Stage, open_cold: Callable[..., Page], add_language: Callable[..., None]
) -> None:
    """In a language that is 40 % longer than English, laid beside the program as an operator does it."""
    add_language(longer.CODE, longer.NAME, longer.catalogue())
    Person.objects.update(language=longer.CODE)
    page = open_cold(stage.person(by), longer.CODE, "light", 320)
    visits = [one for one in VISITS if one.by == by and (IN_ALL or one.route in OF_MANY_WORDS)]
    assert_for_everybody(visits, page, stage, f"{longer.CODE}-light-320/{by}")


def assert_for_everybody(
    visits: list[Visit], page: Page, stage: Stage, pictures: str, start: int = 0
) -> None:
    wire, private = Wire(page), private_words(stage.world)
    wrong = []
    for number, visit in enumerate(visits, start):
        wrong += [f"{visit} {fault}" for fault in seen(visit, page, wire, stage, private)]
        if LOOK:
            name = f"{pictures}-{number:03}-{visit.route.replace(':', '-')}.png"
            page.screenshot(path=Path(LOOK) / name, full_page=True)
    assert not wrong, "\n" + "\n".join(wrong)


def seen(visit: Visit, page: Page, wire: Wire, stage: Stage, private: list[str]) -> Iterator[str]:
    try:
        visit.come(page, stage)
    except Error as why:
        yield f"cannot be reached: {str(why).splitlines()[0]} at {page.url}"
        return
    yield from faults(page, wire, visit.status, private)
    if visit.is_the_page and visit.route != "ui:gallery":
        again = faults_of_the_empty_form(page, wire, private)
        yield from (f"with nothing typed {fault}" for fault in again)


def private_words(world: World) -> list[str]:
    """What no title may say: it stands in the history, in the task list and on a shared screen."""
    cast = world.cast
    groups = [cast.harbour.name, cast.rainbow.name, cast.listed.name]
    return [*groups, cast.amal.display_name, cast.bruno.display_name, cast.ask.what, world.draft.what]
