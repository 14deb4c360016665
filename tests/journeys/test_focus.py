"""Whoever goes through a page by Tab sees the whole of what they are at, and can read it with their own spacing."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from alongside.home.cast import Cast
from tests.journeys.conftest import SignIn
from tests.world import address, build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = [
    "home:desk",
    "asks:new",
    "asks:ask",
    "asks:dates",
    "people:me",
    "communities:community",
    "notices:notices",
]
PRESSES = 70
COVERED = """() => {
    const here = document.activeElement, box = here.getBoundingClientRect();
    if (here === document.body || here.closest(".top, .ways, .skip") || box.height > innerHeight / 2) return "";
    for (const bar of document.querySelectorAll(".top, .ways")) {
        const over = bar.getBoundingClientRect();
        if (getComputedStyle(bar).position !== "sticky") continue;
        if (Math.min(box.bottom, over.bottom) - Math.max(box.top, over.top) > 1) return here.outerHTML.slice(0, 90);
    }
    return box.top < -1 || box.bottom > innerHeight + 1 ? "out of sight: " + here.outerHTML.slice(0, 90) : "";
}"""
WIDE = """() => {
    const ruler = document.createElement("span");
    document.querySelector("main").append(ruler);
    return [...document.querySelectorAll("main p, main li > .words, main dd")].filter((each) => {
        if (each.closest(".table, .story, .doors, .tabs, .actions")) return false;
        ruler.style.font = getComputedStyle(each).font;
        ruler.textContent = "0".repeat(80);
        ruler.style.cssText += ";display:inline-block;white-space:nowrap;visibility:hidden;position:absolute";
        return each.getBoundingClientRect().width > ruler.getBoundingClientRect().width + 1;
    }).map((each) => each.outerHTML.slice(0, 90));
}"""
SPACED = """
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }
"""
STYLED = """css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
}"""
LARGE = "html { font-size: 200% !important }"
SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture
def has_script() -> bool:
    return True


@pytest.mark.parametrize("route", PAGES)
def test_focus_is_covered_by_nothing(route: str, cast: Cast, now: object, open_as: SignIn) -> None:
    page: Page = open_as(cast.amal).page
    page.goto(address(route, build(cast, now)))
    covered, seen = [], 0
    for _press in range(PRESSES):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        seen += 1
        covered.append(page.evaluate(COVERED))
    assert seen > 8
    assert [one for one in covered if one] == []


@pytest.mark.parametrize("route", PAGES)
def test_lines_are_no_longer_than_80_letters(route: str, cast: Cast, now: object, open_as: SignIn) -> None:
    page: Page = open_as(cast.amal).page
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address(route, build(cast, now)))
    assert page.evaluate(WIDE) == []


@pytest.mark.parametrize("style", [SPACED, LARGE], ids=["spaced", "large"])
def test_own_spacing_and_size_lose_nothing(
    style: str, cast: Cast, now: object, open_as: Callable[..., object]
) -> None:
    world = build(cast, now)
    page: Page = open_as(cast.amal).page  # type: ignore[attr-defined]  # a keyboard has a page
    page.set_viewport_size({"width": 640, "height": 640})
    for route in PAGES:
        page.goto(address(route, world))
        page.evaluate(
            STYLED,
            style,
        )
        assert page.evaluate(SIDEWAYS) <= 0, route
    assert page.url.endswith(reverse("notices:notices"))
