"""Something is wrong: it is reported, somebody is kept out, and somebody must be gone at once."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from alongside.accountability.models import Matter
from alongside.asks.models import Ask
from alongside.communities.models import Restriction
from alongside.home.cast import Cast
from tests.journeys.conftest import SUBMIT, SignIn
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser
LASTING = 'form[action$="/lasting/"] button'


def status(somebody: Keyboard, path: str) -> int:
    response = somebody.page.goto(path)
    assert response is not None
    return response.status


def test_ask_is_reported_to_somebody_else_than_its_writer(cast: Cast, open_as: SignIn) -> None:
    bruno, olu = open_as(cast.bruno), open_as(cast.olu)
    reported(bruno, cast.ask)
    expect(bruno.page.locator("main h1")).to_have_text("We got it")
    matter = Matter.objects.get()
    assert matter.goes_to_operator
    olu.open("/reports/")
    olu.press(f'main a[href="/reports/{matter.pk}/"]')
    expect(olu.page.get_by_text("It says where a family lives.")).to_be_visible()
    expect(olu.page.get_by_text(cast.bruno.display_name)).to_have_count(0)
    for steward in (cast.amal, cast.jun):
        assert status(open_as(steward), f"/reports/{matter.pk}/") == 404


def reported(bruno: Keyboard, ask: Ask) -> None:
    bruno.open(f"/asks/{ask.pk}/")
    bruno.press('main a[href^="/report/"]')
    bruno.write("[name=words]", "It says where a family lives.")
    bruno.press(SUBMIT)


def test_one_steward_keeps_somebody_out_and_a_second_makes_it_last(cast: Cast, open_as: SignIn) -> None:
    amal, jun, bruno = open_as(cast.amal), open_as(cast.jun), open_as(cast.bruno)
    bruno.open(f"/asks/{cast.ask.pk}/")
    expect(bruno.page.locator(f'main a[href="/asks/{cast.ask.pk}/offer/"]')).to_be_visible()
    amal.open(f"/communities/{cast.harbour.pk}/allies/")
    amal.press(f'main a[href="/restrictions/in/{cast.harbour.pk}/of/{cast.bruno.pk}/"]')
    amal.tick("[name=reason][value=boundary]")
    amal.press(SUBMIT)
    made = Restriction.objects.get(person=cast.bruno)
    expect(amal.page.locator(LASTING)).to_have_count(0)
    assert status(bruno, f"/asks/{cast.ask.pk}/") == 404
    bruno.open(f"/restrictions/{made.pk}/")
    expect(bruno.page.locator("main h1")).to_have_text("You cannot take part for now")
    expect(bruno.page.get_by_text(cast.amal.display_name)).to_have_count(0)
    jun.open(f"/communities/{cast.harbour.pk}/")
    jun.press(f'main a[href="/restrictions/in/{cast.harbour.pk}/"]')
    jun.press(f'main a[href="/restrictions/{made.pk}/"]')
    jun.press(LASTING)
    expect(jun.page.locator(LASTING)).to_have_count(0)
    made.refresh_from_db()
    assert made.lasting_by == cast.jun


def test_exit_leaves_at_once_and_back_shows_what_everybody_may_see(
    settings: Any, cast: Cast, live_server: Any, open_as: SignIn, has_left: Callable[[Page], None]
) -> None:
    settings.ALONGSIDE_EXIT_URL = live_server.url.replace("localhost", "127.0.0.1") + "/help/"
    amal = open_as(cast.amal)
    for path in ("/notices/", "/desk/"):
        amal.page.goto(path)
    amal.reach(".exit button")
    amal.page.keyboard.press("Enter")
    amal.page.wait_for_url("http://127.0.0.1:*/help/")
    has_left(amal.page)
    amal.page.go_back()
    amal.page.wait_for_url(live_server.url + "/")
    expect(amal.page.get_by_role("link", name="Sign in").first).to_be_visible()
    expect(amal.page.get_by_text(cast.amal.display_name)).to_have_count(0)
