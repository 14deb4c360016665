"""A browser keeps cookies by the real clock, so the journeys happen now; `later` lets days go by on the server."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page

from alongside.core import clock, ids
from alongside.core.once import FIELD
from alongside.home.cast import PASSPHRASE, Cast, make
from alongside.people.models import Person

NARROW = {"width": 320, "height": 640}
SignIn = Callable[[Person], Page]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The journeys are part of the long run until they are quick enough for every commit: `make long`."""
    for item in items:
        if "tests/journeys" in str(item.path):
            item.add_marker(pytest.mark.long)


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
def context(browser: Browser, live_server: Any, has_script: bool) -> Iterator[BrowserContext]:
    with browser.new_context(
        base_url=live_server.url, viewport=NARROW, java_script_enabled=has_script, locale="en-GB"
    ) as made:
        made.set_default_timeout(15_000)
        yield made


def session_of(person: Person) -> str:
    """A session as the sign-in page makes it, so that nobody is asked for the passphrase again."""
    client = Client()
    form = {"login": person.sign_in_name, "password": PASSPHRASE, FIELD: ids.new_id()}
    assert client.post(reverse("account_login"), form).status_code == 302
    return client.cookies["session"].value


@pytest.fixture
def open_as(browser: Browser, live_server: Any, has_script: bool) -> Iterator[SignIn]:
    """A browser of their own for each person of a story, signed in."""
    with ExitStack() as browsers:

        def opened(person: Person) -> Page:
            context = browsers.enter_context(
                browser.new_context(
                    base_url=live_server.url, viewport=NARROW, java_script_enabled=has_script, locale="en-GB"
                )
            )
            context.set_default_timeout(15_000)
            session = session_of(person)
            context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
            return context.new_page()

        yield opened
