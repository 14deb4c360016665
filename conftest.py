"""What every test may use: the cast, a clock that stands where it was made, clients, and a real browser."""

import datetime as dt
import gc
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.template.base import Template
from django.test import Client
from django.test.utils import instrumented_test_render
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from alongside.core import ids
from alongside.core.once import FIELD
from alongside.home import cast as the_cast
from alongside.people.middleware import LEFT_COOKIE
from alongside.people.models import Person

pytest_plugins = ["tests.letterbox", "tests.added_language", "tests.disk", "tests.emptied", "tests.tables"]
RENDER = Template._render
NOW = dt.datetime(2026, 3, 4, 10, 0, tzinfo=dt.UTC)
BROWSERS = [Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium")]
"""The first has the same engine without windows, and opens a page with a fifth of the work."""
CHROMIUM = Path(os.environ.get("ALONGSIDE_CHROMIUM") or next(filter(Path.exists, BROWSERS), BROWSERS[-1]))
PATIENCE = 15
"""Seconds in which a browser must show what a test waits for."""


class Sender(Client):
    """Sends each form with a fresh key, as the pages do; give `once=...` in the data to send one twice."""

    def post(self, path: str, data: Any = None, *args: Any, **options: Any) -> Any:  # type: ignore[override]  # the parent names each option
        if data is None or isinstance(data, dict):
            data = {FIELD: ids.new_id(), **(data or {})}
        return super().post(path, data, *args, **options)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whatever asks for a browser is a browser test, whether or not its author marked it."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def pytest_collection_finish() -> None:
    """What was imported stays, and need not be looked through for garbage after each few hundred objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """How many tests passed, for `.ci/part`: the last lines of `make test` show whether both databases had the same."""
    if kept := os.environ.get("ALONGSIDE_TEST_COUNT"):
        Path(kept).write_text(f"{len(terminalreporter.getreports('passed')):,} tests\n")


@pytest.fixture(autouse=True)
def data_folder(settings: Any, tmp_path: Path) -> Path:
    """The ledger's head and everything else that is kept beside the database, for this test alone."""
    settings.ALONGSIDE_DATA_DIR = tmp_path
    cache.clear()
    return tmp_path


@pytest.fixture(scope="session", autouse=True)
def _rendered_as_on_a_server(django_test_environment: None) -> Iterator[None]:
    """Django's tests copy the context of each template and each part of it; few of ours ask for one."""
    told, Template._render = Template._render, RENDER
    yield
    Template._render = told


@pytest.fixture
def with_context(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a test that reads `response.context`."""
    monkeypatch.setattr(Template, "_render", instrumented_test_render)


@pytest.fixture
def now() -> Iterator[dt.datetime]:
    """The moment of the test; the clock of the views stands there too, and goes on from it."""
    with time_machine.travel(NOW, tick=True):
        yield NOW


@pytest.fixture
def cast(db: None, now: dt.datetime) -> the_cast.Cast:
    return the_cast.make(now)


@pytest.fixture
def client() -> Sender:
    """Nobody: a browser that is not signed in."""
    return Sender()


@pytest.fixture
def client_of() -> Callable[[Person], Sender]:
    def signed_in(person: Person) -> Sender:
        client = Sender()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: apt-get install chromium-headless-shell")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"]) as chromium,
    ):
        yield chromium


@pytest.fixture
def context(browser: Browser, live_server: Any) -> Iterator[BrowserContext]:
    """A fresh browser profile at the live server; `context.new_page()` opens a tab."""
    with browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740}) as made:
        made.set_default_timeout(PATIENCE * 1000)
        yield made


@pytest.fixture
def has_left() -> Callable[[Page], None]:
    """Waits until the browser has the server's answer to Exit, which comes when the page is gone already."""

    def wait(page: Page) -> None:
        give_up = time.monotonic() + PATIENCE
        while not any(cookie["name"] == LEFT_COOKIE for cookie in page.context.cookies()):
            assert time.monotonic() < give_up, "the server never heard of the exit"

    return wait


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
