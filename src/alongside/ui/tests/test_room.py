"""Small screens, large text, wide spacing, thumbs and keys: the gallery holds every component, and is measured."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 320, "height": 640}
SPACED = """
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }
"""
LARGE = "html { font-size: 200% !important }"
SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"
CUT = """[...document.querySelectorAll("main *, header *, nav *, footer *")].filter(each => {
    const style = getComputedStyle(each)
    if (each.closest(".unseen, .table, svg, select, textarea") || style.display == "inline") return false
    return each.getBoundingClientRect().right > innerWidth + 1 || each.getBoundingClientRect().left < -1
        || (style.overflowX == "hidden" && each.scrollWidth > each.clientWidth)
}).map(each => each.outerHTML.slice(0, 80))"""
SMALL = """[...document.querySelectorAll("a, button, input, select, textarea, summary")].filter(each => {
    if (each.type == "hidden" || each.matches(".skip")) return false
    if (each.closest("p:not(.actions), li p, h2, h3, .notice")) return false
    const box = (each.closest("label.choice") ?? each).getBoundingClientRect()
    return box.height < 43.9 || box.width < 43.9
}).map(each => each.outerHTML.slice(0, 80))"""

RING = """() => {
    const style = getComputedStyle(document.activeElement)
    return [style.outlineStyle, parseFloat(style.outlineWidth), document.activeElement.outerHTML.slice(0, 80)]
}"""


@pytest.fixture(params=["en", "ar"])
def gallery(request: pytest.FixtureRequest, browser: Browser, live_server: object) -> Iterator[Page]:
    with browser.new_context(
        base_url=live_server.url, viewport=NARROW, locale=request.param, bypass_csp=True
    ) as context:
        page = context.new_page()
        page.goto("/gallery/")
        yield page


@pytest.mark.parametrize("style", ["", SPACED, LARGE], ids=["plain", "spaced", "large"])
def test_nothing_is_lost_at_320_pixels(gallery: Page, style: str) -> None:
    if style:
        gallery.add_style_tag(content=style)
    assert gallery.evaluate(SIDEWAYS) <= 0
    assert gallery.evaluate(CUT) == []


def test_targets_are_large_enough_for_a_thumb(gallery: Page) -> None:
    assert gallery.evaluate(SMALL) == []


def test_wide_table_scrolls_inside_itself(gallery: Page) -> None:
    scrolls = "each => each.scrollWidth > each.clientWidth && getComputedStyle(each).overflowX == 'auto'"
    assert gallery.locator(".table").first.evaluate(scrolls)


def test_first_tab_skips_to_the_page(gallery: Page) -> None:
    gallery.goto("/nothing/")
    gallery.keyboard.press("Tab")
    gallery.keyboard.press("Enter")
    assert gallery.evaluate("document.activeElement.id") == "main"


def test_focus_is_seen_on_every_control(gallery: Page) -> None:
    gallery.locator(".name").focus()
    seen, unseen = 0, []
    while gallery.evaluate("document.activeElement != document.body"):
        gallery.keyboard.press("Tab")
        style, width, element = gallery.evaluate(RING)
        seen += 1
        if (style, width >= 2) != ("solid", True) and not element.startswith("<body"):
            unseen.append(element)
    assert seen > 40
    assert unseen == []


def test_dark_screen_prints_ink_on_white(gallery: Page) -> None:
    gallery.emulate_media(media="print", color_scheme="dark")
    colours = "(({ backgroundColor, color }) => [backgroundColor, color])(getComputedStyle(document.body))"
    assert gallery.evaluate(colours) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    assert not gallery.locator(".exit button").is_visible()


def test_page_needs_at_most_four_requests(browser: Browser, live_server: object) -> None:
    with browser.new_context(base_url=live_server.url) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto("/gallery/", wait_until="networkidle")
        assert 1 < len(asked) <= 4
        assert all(url.startswith(live_server.url) for url in asked)
