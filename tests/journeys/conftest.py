"""A browser keeps cookies by the real clock, so the journeys happen now; `later` lets days go by on the server."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext

from alongside.core import clock, ids
from alongside.core.once import FIELD
from alongside.home.cast import PASSPHRASE, Cast, make
from alongside.people.models import Person
from tests.journeys.keyboard import Keyboard

NARROW = {"width": 320, "height": 640}
PATIENCE = 15
"""Seconds in which a page must show what a story waits for."""
SignIn = Callable[..., Keyboard]
SUBMIT = "main form.form button:not([name])"


@pytest.fixture
def now() -> dt.datetime:
    return clock.now()


@pytest.fixture
def cast(transactional_db: None, now: dt.datetime) -> Cast:
    return make(now)


@pytest.fixture
def later() -> Iterator[Callable[..., None]]:
    """`later(days=4)` is from then on the time of the server."""
    with ExitStack() as travels:

        def go(**ahead: float) -> None:
            travels.enter_context(time_machine.travel(clock.now() + dt.timedelta(**ahead), tick=True))

        yield go


@pytest.fixture(params=[True, False], ids=["with-script", "without-script"])
def has_script(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def open_browser(
    browser: Browser, live_server: Any, has_script: bool
) -> Iterator[Callable[..., BrowserContext]]:
    """A browser of its own for each person of a story, closed when the story ends."""
    with ExitStack() as browsers:

        def opened(locale: str = "en-GB") -> BrowserContext:
            made = browser.new_context(
                base_url=live_server.url, viewport=NARROW, java_script_enabled=has_script, locale=locale
            )
            made.set_default_timeout(PATIENCE * 1000)
            return browsers.enter_context(made)

        yield opened


@pytest.fixture
def nobody(open_browser: Callable[..., BrowserContext]) -> Keyboard:
    """Whoever is not signed in."""
    return Keyboard(open_browser().new_page())


def sign_up(nobody: Keyboard, name: str) -> None:
    """From a page that leads there, over the name that others see and how Exit works, to wherever that leads on."""
    nobody.press('main a[href^="/account/sign-up/"]')
    nobody.write("[name=username]", "quiet-heron")
    nobody.write("[name=password1]", PASSPHRASE)
    nobody.press(SUBMIT)
    nobody.write("[name=display_name]", name)
    nobody.press(SUBMIT)
    nobody.press("main form.confirm button")


def session_of(person: Person) -> str:
    """A session as the sign-in page makes it, so that nobody is asked for the passphrase again."""
    client = Client()
    form = {"login": person.sign_in_name, "password": PASSPHRASE, FIELD: ids.new_id()}
    assert client.post(reverse("account_login"), form).status_code == 302
    return client.cookies["session"].value


@pytest.fixture
def open_as(open_browser: Callable[..., BrowserContext], live_server: Any) -> SignIn:
    """The keyboard of somebody who is signed in; the language is that of their pages."""

    def opened(person: Person, language: str = "en") -> Keyboard:
        context = open_browser("en-GB" if language == "en" else language)
        session = session_of(person)
        context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
        return Keyboard(context.new_page(), language)

    return opened
