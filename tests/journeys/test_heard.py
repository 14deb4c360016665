"""The whole of the main flow as it is heard, in two languages: what a screen reader says on each page."""

import datetime as dt
import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from difflib import unified_diff
from pathlib import Path

import pytest
import time_machine
from conftest import NOW
from playwright.sync_api import BrowserContext

from alongside.commitments import actions
from alongside.core import clock
from alongside.home.cast import PASSPHRASE, Cast
from alongside.people.models import Person
from tests.journeys.conftest import SUBMIT, SignIn, sign_up
from tests.journeys.ears import Listener
from tests.journeys.keyboard import Keyboard
from tests.journeys.test_chain import WHAT, asked, linked, promised, said_by_whoever_was_helped
from tests.journeys.test_giving_back import give_back
from tests.journeys.test_going import deleted, left
from tests.journeys.test_harm import reported

pytestmark = pytest.mark.browser
KEPT = Path(__file__).with_name("heard")
ANEW = "ALONGSIDE_TRANSCRIPTS"
DIFFERENT = 'main form[action*="/different/"] button'
HOW_TO_READ = [
    "What a screen reader says in the main flow, by `make transcripts`. Read each change as one who only hears it.",
    'A line is a stop; [ ] a stop inside a line, ( ) what describes it, " " what stands in it, { } another language.',
    "What stands above and below the page is noted once for each person, and again when it changes.",
]


@pytest.fixture
def now() -> Iterator[dt.datetime]:
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def later() -> Iterator[Callable[..., None]]:
    with ExitStack() as travels:
        yield lambda **ahead: travels.enter_context(
            time_machine.travel(clock.now() + dt.timedelta(**ahead), tick=False)
        )


@pytest.fixture
def has_script() -> bool:
    return True


@pytest.mark.parametrize("language", ["en", "ar"])
def test_main_flow_is_heard_as_it_was_reviewed(
    language: str,
    cast: Cast,
    now: dt.datetime,
    later: Callable[..., None],
    open_as: SignIn,
    open_browser: Callable[..., BrowserContext],
) -> None:
    Person.objects.update(language=language)
    transcript: list[str] = []

    def listener(keyboard: Keyboard, name: str) -> Listener:
        return Listener(keyboard.page, language, name, transcript)

    noor = listener(Keyboard(open_browser(language).new_page()), "Noor")
    refused(noor, cast)
    noor.open("/")
    sign_up(noor, "Noor")
    amal, bruno, chidi = (
        listener(open_as(person, language), person.display_name)
        for person in (cast.amal, cast.bruno, cast.chidi)
    )
    ask = asked(amal, cast, now, WHAT[language])
    tell_apart(amal)
    promise = promised(bruno, amal, ask)
    other = actions.offer(shift=cast.shift, by=cast.chidi, now=now)
    actions.accept(commitment=other, by=cast.amal, now=now)
    give_back(chidi, other, is_late=False)
    later(days=2, hours=20)
    bruno.open(f"/commitments/{promise.pk}/")
    bruno.press(f'form[action="/commitments/{promise.pk}/keep/"] button')
    later(hours=8)
    bruno.open(f"/commitments/{promise.pk}/")
    bruno.press(f'form[action="/commitments/{promise.pk}/done/"] button')
    path = linked(amal, promise)
    said_by_whoever_was_helped(
        listener(Keyboard(open_browser(language).new_page()), "Whoever was helped"), path
    )
    bruno.open(f"/commitments/{promise.pk}/")
    reported(bruno, cast.ask)
    left(chidi, cast)
    deleted(listener(open_as(cast.bruno, language), "Bruno, signed in anew"))
    compare(language, transcript)


def refused(nobody: Keyboard, cast: Cast) -> None:
    nobody.open("/account/sign-up/")
    nobody.write("[name=username]", cast.amal.sign_in_name)
    nobody.write("[name=password1]", PASSPHRASE)
    nobody.press(SUBMIT)


def tell_apart(amal: Listener) -> None:
    """Two asks for a hall are alike in English; which of them the desk would name first depends on their keys."""
    if amal.page.locator(DIFFERENT).count():
        amal.press(DIFFERENT)


def compare(language: str, transcript: list[str]) -> None:
    path = KEPT / f"{language}.txt"
    heard = [*HOW_TO_READ, *(re.sub(r"/said/\S+", "/said/…", line) for line in transcript)]
    if os.environ.get(ANEW):
        path.write_text("\n".join(heard) + "\n", "utf-8")
    reviewed = path.read_text("utf-8").splitlines()
    changed = "\n".join(unified_diff(reviewed, heard, "reviewed", "heard now", lineterm="", n=4))
    assert not changed, f"{path.name} is heard differently. Is it right? Then: make transcripts\n{changed}"
