"""Leaving at once, seen from a real browser. Exit leads to another name of this server here: no test goes out."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from alongside.home.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.urls("alongside.ui.tests.places")]
AWAY = "/kept/"


def elsewhere(url: str) -> str:
    """The same server under its other name, which is another origin to a browser."""
    return url.replace("localhost", "127.0.0.1") + AWAY


@pytest.fixture
def signed_in(settings: Any, context: BrowserContext, cast: Cast, client_of: Any, live_server: Any) -> Page:
    settings.ALONGSIDE_EXIT_URL = elsewhere(live_server.url)
    cookie = client_of(cast.amal).cookies["session"].value
    context.add_cookies([{"name": "session", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto("/blank/")
    page.goto("/notices/")
    expect(page.get_by_role("link", name="Me", exact=True)).to_be_visible()
    return page


def is_signed_out(page: Page) -> bool:
    page.goto("/blank/")
    return page.get_by_role("link", name="Sign in").count() > 0


def test_button_leaves_within_a_second(signed_in: Page, has_left: Callable[[Page], None]) -> None:
    started = time.monotonic()
    signed_in.get_by_role("button", name="Exit").click()
    signed_in.wait_for_url(f"**{AWAY}")
    assert time.monotonic() - started < 1
    has_left(signed_in)
    assert is_signed_out(signed_in)


def test_three_shifts_leave(signed_in: Page, has_left: Callable[[Page], None]) -> None:
    for _ in range(3):
        signed_in.keyboard.press("Shift")
    signed_in.wait_for_url(f"**{AWAY}")
    has_left(signed_in)
    assert is_signed_out(signed_in)


def test_capital_letters_do_not_leave(signed_in: Page) -> None:
    for letter in "ABCD":
        signed_in.keyboard.press(f"Shift+{letter}")
    assert signed_in.evaluate("document.documentElement.hidden") is False
    assert not is_signed_out(signed_in)


def test_page_that_was_left_is_not_in_the_history(signed_in: Page, has_left: Callable[[Page], None]) -> None:
    signed_in.get_by_role("button", name="Exit").click()
    signed_in.wait_for_url(f"**{AWAY}")
    has_left(signed_in)
    signed_in.go_back()
    assert signed_in.url.endswith("/blank/")
    expect(signed_in.get_by_role("link", name="Sign in").first).to_be_visible()


def test_button_leaves_without_script(
    settings: Any, browser: Browser, cast: Cast, client_of: Any, live_server: Any
) -> None:
    settings.ALONGSIDE_EXIT_URL = elsewhere(live_server.url)
    with browser.new_context(base_url=live_server.url, java_script_enabled=False) as context:
        cookie = client_of(cast.amal).cookies["session"].value
        context.add_cookies([{"name": "session", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.goto("/blank/")
        page.get_by_role("button", name="Exit").click()
        page.wait_for_url(f"**{AWAY}")
        page.go_back()
        assert page.url == live_server.url + "/blank/"
        assert is_signed_out(page)
