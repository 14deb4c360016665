"""A real browser over a slow, thin line that loses what is sent or what comes back.

A form is sent again until it is answered. What somebody typed goes along each time, and it has one effect.
Nothing of it needs a script.
"""

import datetime as dt
import random
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from alongside.asks.models import Ask
from alongside.home.cast import Cast
from tests.faults.proxy import BadLine
from tests.journeys.conftest import NARROW, SUBMIT, session_of

pytestmark = pytest.mark.browser
SECONDS, TRIES = 60, 12
WORDS = "Carry soup pots over a line that breaks"
GOES, BREAKS = 0.9, 0.1


class Unlucky(random.Random):
    """The next answer is lost, and the request after it; then chance goes on."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.told = [BREAKS, BREAKS, GOES]

    def random(self) -> float:
        return self.told.pop() if self.told else super().random()


@pytest.fixture
def line(live_server: Any) -> Iterator[BadLine]:
    port = urlsplit(live_server.url).port
    assert port
    with BadLine(port, random.Random(4)) as made:  # noqa: S311 - chances, not secrets
        yield made


@pytest.fixture
def somewhere(browser: Browser, line: BadLine, cast: Cast) -> Iterator[BrowserContext]:
    """Amal's browser, without script, which knows the server only at the other end of the line."""
    url = f"http://localhost:{line.port}"
    with browser.new_context(base_url=url, viewport=NARROW, java_script_enabled=False) as made:
        made.set_default_timeout(SECONDS * 1000)
        made.add_cookies([{"name": "session", "value": session_of(cast.amal), "url": url}])
        yield made


def is_there(page: Page, what: str) -> bool:
    return page.locator(what).count() > 0


def tried_again(page: Page, what: str) -> None:
    """Reloads until it is there, as anybody would. A form is sent once more by it."""
    for _try in range(TRIES):
        if is_there(page, what):
            return
        with suppress(Error):
            page.reload(wait_until="domcontentloaded")
    raise AssertionError("no page ever came")


def sent(page: Page, line: BadLine) -> None:
    line.chance = Unlucky(5)
    with suppress(Error):
        page.locator(SUBMIT).click()


def test_form_is_sent_again_until_it_is_answered_and_has_one_effect(
    cast: Cast, somewhere: BrowserContext, line: BadLine, now: dt.datetime
) -> None:
    """First with a mistake, which comes back with every word; then mended."""
    page = somewhere.new_page()
    with suppress(Error):
        page.goto(f"/communities/{cast.harbour.pk}/asks/new/", wait_until="domcontentloaded")
    tried_again(page, "[name=what]")
    page.fill("[name=what]", WORDS)
    page.fill("[name=on_0]", (now - dt.timedelta(days=9)).date().isoformat())
    page.fill("[name=from_0]", "10:00")
    page.fill("[name=to_0]", "12:00")
    page.fill("[name=how_many]", "2")
    sent(page, line)
    tried_again(page, "[aria-invalid=true]")
    expect(page.locator("[name=what]")).to_have_value(WORDS)
    assert not Ask.objects.filter(what=WORDS).exists()
    page.fill("[name=on_0]", (now + dt.timedelta(days=9)).date().isoformat())
    sent(page, line)
    tried_again(page, "main h1:not(:has-text('What do you need'))")
    expect(page.locator("main")).to_contain_text(WORDS)
    assert Ask.objects.filter(what=WORDS).count() == 1
    assert line.lost_answers >= 2
    assert line.lost_requests >= 2
