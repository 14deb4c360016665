"""A group asks, an ally promises and does it, and whoever was helped says so."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from alongside.asks.models import Ask
from alongside.commitments import actions
from alongside.commitments.models import Commitment
from alongside.home.cast import Cast
from alongside.people.models import Person
from tests.journeys.conftest import SUBMIT, SignIn
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser
WHAT = {"en": "Carry the piano to the hall", "ar": "حمل البيانو إلى القاعة"}
NOTE = {"en": "I bring straps.", "ar": "سأحضر الأحزمة."}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_ask_becomes_help_that_was_wanted(
    language: str,
    cast: Cast,
    now: dt.datetime,
    later: Callable[..., None],
    open_as: SignIn,
    open_browser: Callable[..., BrowserContext],
) -> None:
    Person.objects.update(language=language)
    amal, bruno = (open_as(person, language) for person in (cast.amal, cast.bruno))
    ask = asked(amal, cast, now, WHAT[language])
    promise = promised(bruno, amal, ask)
    later(days=2, hours=20)
    bruno.open(f"/commitments/{promise.pk}/")
    bruno.press(f'form[action="/commitments/{promise.pk}/keep/"] button')
    later(hours=8)
    bruno.open(f"/commitments/{promise.pk}/")
    bruno.press(f'form[action="/commitments/{promise.pk}/done/"] button')
    bruno.open(linked(amal, promise))
    expect(bruno.page.locator("main form")).to_have_count(0)
    helped = Keyboard(open_browser(language).new_page(), language)
    said_by_whoever_was_helped(helped, linked(amal, promise))
    bruno.open(f"/commitments/{promise.pk}/")
    expect(bruno.page.locator(".notice.is-good")).to_be_visible()
    promise.refresh_from_db()
    assert promise.verdict.outcome == "helped"
    assert promise.verdict.is_by_link


def asked(amal: Keyboard, cast: Cast, now: dt.datetime, what: str) -> Ask:
    day = (now + dt.timedelta(days=3)).astimezone(cast.harbour.zone)
    amal.open(f"/communities/{cast.harbour.pk}/")
    amal.press(f'main a[href="/communities/{cast.harbour.pk}/asks/new/"]')
    amal.write("#id_what", what)
    amal.set("#id_on_0", day.date().isoformat())
    amal.set("#id_from_0", day.strftime("%H:%M"))
    amal.press(SUBMIT, at_most=30)
    ask = Ask.objects.get(what=what)
    amal.press(f'form[action="/asks/{ask.pk}/published/"] button')
    ask.refresh_from_db()
    assert ask.published_at
    return ask


def promised(bruno: Keyboard, amal: Keyboard, ask: Ask) -> Commitment:
    bruno.open(f"/asks/{ask.pk}/")
    bruno.press(f'main a[href="/asks/{ask.pk}/offer/"]')
    bruno.write("main textarea", NOTE[bruno.language])
    bruno.press(SUBMIT)
    assert Commitment.objects.filter(shift__ask=ask), bruno.page.locator("main").inner_text()
    promise = Commitment.objects.get(shift__ask=ask)
    amal.open("/desk/")
    amal.press(f'a[href="/dates/{promise.shift_id}/"]')
    amal.press(f'form[action="/commitments/{promise.pk}/acceptance/"] button')
    assert Commitment.objects.get(pk=promise.pk).acceptance
    return promise


def linked(amal: Keyboard, promise: Commitment) -> str:
    """The way of a one-time link from the steward to the person who was helped."""
    amal.open(f"/commitments/{promise.pk}/verdict/")
    amal.press(f'a[href="/commitments/{promise.pk}/link/"]')
    if amal.page.locator(".copy").count() == 0:
        amal.press(f'form[action="/commitments/{promise.pk}/link/"] button')
    _origin, said, secret = amal.page.locator(".copy").inner_text().partition("/said/")
    return said + secret


def said_by_whoever_was_helped(keyboard: Keyboard, path: str) -> None:
    """They need no account; opening the link twice uses nothing up."""
    keyboard.page.goto(path)
    keyboard.open(path)
    keyboard.press("button[name=outcome][value=helped]")
    keyboard.page.goto(path)
    expect(keyboard.page.locator("main form")).to_have_count(0)


def test_desk_takes_two_taps_to_say_yes_and_two_to_say_that_it_helped(
    cast: Cast, now: dt.datetime, later: Callable[..., None], open_as: SignIn
) -> None:
    """The fewest there can be where a desk counts offers and the names stand one page behind it."""
    offers = [actions.offer(shift=cast.shift, by=ally, now=now) for ally in (cast.bruno, cast.chidi)]
    jun = open_as(cast.jun)
    jun.open("/desk/")
    opened: list[str] = []
    jun.page.on("request", lambda sent: sent.is_navigation_request() and opened.append(sent.method))
    jun.press(f'a[href="/dates/{cast.shift.pk}/"]')
    for one in offers:
        jun.press(f'form[action="/commitments/{one.pk}/acceptance/"] button')
    assert opened == ["GET", "POST", "GET", "POST", "GET"], "date, yes, yes: it stays on the date"
    later(days=10)
    jun.open("/desk/")
    opened.clear()
    jun.press(f'a[href="/dates/{cast.shift.pk}/"]')
    jun.press(f'form[action="/dates/{cast.shift.pk}/verdict/"] button')
    assert opened == ["GET", "POST", "GET"], "date, it helped"
    assert {one.outcome for one in Commitment.objects.with_history()} == {"helped"}
