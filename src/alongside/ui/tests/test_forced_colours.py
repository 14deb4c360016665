"""Whoever chose the colours of their device sees the same: what is a button, where they are, and what has the focus."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.journeys.conftest import session_of

from alongside.home.cast import Cast

pytestmark = pytest.mark.browser
LINE = """each => {
    const style = getComputedStyle(each)
    return [style.borderBottomStyle, parseFloat(style.borderBottomWidth) > 0, style.borderBottomColor]
}"""
SAME_AS_THE_PAGE = """[...document.querySelectorAll("main *, header *, nav *, footer *")].filter(each => {
    const style = getComputedStyle(each), words = [...each.childNodes].some(one => one.nodeType == 3 && one.data.trim())
    return words && !each.closest(".unseen, option") && style.color == getComputedStyle(document.body).backgroundColor
        && style.backgroundColor == "rgba(0, 0, 0, 0)"
}).map(each => each.outerHTML.slice(0, 80))"""


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser, live_server: object, cast: Cast) -> Iterator[Page]:
    with browser.new_context(
        base_url=live_server.url, color_scheme=request.param, forced_colors="active"
    ) as context:
        context.add_cookies([{"name": "session", "value": session_of(cast.bruno), "url": live_server.url}])
        yield context.new_page()


@pytest.mark.parametrize("path", ["/gallery/", "/desk/", "/asks/", "/me/"])
def test_words_stand_out_in_forced_colours(page: Page, path: str) -> None:
    page.goto(path)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert page.evaluate(SAME_AS_THE_PAGE) == []


def test_buttons_and_the_place_where_one_stands_have_a_line_in_forced_colours(page: Page) -> None:
    page.goto("/desk/")
    canvas = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for button in page.locator("main .button:not(.is-link), .exit button").all():
        style, has_line, colour = button.evaluate(LINE)
        assert (style, has_line, colour != canvas) == ("solid", True, True), button.inner_text()
    here = page.locator(".ways [aria-current]").evaluate(LINE)
    elsewhere = page.locator(".ways a:not([aria-current])").first.evaluate(LINE)
    assert here[2] not in {elsewhere[2], canvas}


def test_focus_is_seen_in_forced_colours(page: Page) -> None:
    page.goto("/desk/")
    for _press in range(3):
        page.keyboard.press("Tab")
        ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert ring not in {"none", "hidden"}
