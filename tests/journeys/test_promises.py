"""Each fault is seen on a page that has it: a sweep that finds nothing is only good news if it could find something."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.promises import HEARD, SMALL, is_answered, of_axe, of_the_frame, of_what_is_read

pytestmark = pytest.mark.browser
PAGE = '<!doctype html><html lang="en" dir="ltr"><title>Calendar</title><main><h1>Page</h1>{}</main></html>'


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 320, "height": 640}) as context:
        yield context.new_page()


@pytest.mark.parametrize(
    ("markup", "look", "fault"),
    [
        ('<a href="/a">More</a> <a href="/b">More</a>', HEARD, "to two places"),
        ('<div class="is-wrong"><p class="wrong" id="e">No</p><input></div>', HEARD, "no field is tied to"),
        ('<a href="/a">x</a>', SMALL, 'href="/a"'),
    ],
)
def test_what_is_heard_and_touched(page: Page, markup: str, look: str, fault: str) -> None:
    page.set_content(PAGE.format(markup))
    assert any(fault in found for found in page.evaluate(look))


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("<h1>Again</h1>", "has 2 h1"),
        ('<p style="width: 30rem">wide</p>', "scrolls sideways"),
        ("", "in its title"),
    ],
)
def test_frame(page: Page, markup: str, fault: str) -> None:
    page.set_content(PAGE.format(markup))
    assert any(fault in found for found in of_the_frame(page, ["Calendar"]))


def test_words_for_the_program(page: Page) -> None:
    page.set_content(PAGE.format("Hello {{ name }}"))
    assert any("meant for the program" in found for found in of_what_is_read(page))


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ('<p style="color: #666">faint</p>', "axe color-contrast-enhanced (serious)"),
        ("<input>", "axe label (critical)"),
        (
            '<p style="background: linear-gradient(red, blue)">over a picture</p>',
            "color-contrast is not sure",
        ),
    ],
)
def test_axe(page: Page, markup: str, fault: str) -> None:
    page.set_content(PAGE.format(markup))
    assert any(fault in found for found in of_axe(page, ignored={}))


def test_answer_is_for_one_rule_and_one_element() -> None:
    assert is_answered("color-contrast", '<span class="turn" aria-hidden="true">←</span>')
    assert not is_answered("label", '<span class="turn" aria-hidden="true">←</span>')
    assert not is_answered("color-contrast", "<p>words</p>")
