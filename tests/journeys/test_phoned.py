"""Somebody without an account phones; a steward writes it down, an ally offers, and the word for whom it is goes."""

import pytest
from playwright.sync_api import expect

from alongside.asks.models import Ask, Behalf
from alongside.home.cast import Cast
from tests.journeys.conftest import SUBMIT, SignIn

pytestmark = pytest.mark.browser
WORD = "Rosa"


def test_phoned_ask_is_open_after_two_answers_two_taps_and_one_form(cast: Cast, open_as: SignIn) -> None:
    """What "in under a minute" rests on. It is counted, because a time would measure the machine."""
    amal, bruno = open_as(cast.amal), open_as(cast.bruno)
    amal.open("/desk/")
    opened: list[str] = []
    amal.page.on("request", lambda sent: sent.is_navigation_request() and opened.append(sent.method))
    amal.press(f'main a[href="/communities/{cast.harbour.pk}/asks/phoned/"]')
    needed = amal.page.locator("main form :is(input, select, textarea):invalid")
    assert {field.get_attribute("name") for field in needed.all()} == {"what", "kind"}
    amal.write("[name=what]", "A lift to the clinic")
    amal.tick("[name=kind][value=transport]")
    amal.write("[name=known_as]", WORD, at_most=30)
    amal.press(SUBMIT)
    assert opened == ["GET", "POST", "GET"], "form, tap, open ask"
    ask = Ask.objects.get(what="A lift to the clinic")
    assert ask.published_at is not None
    expect(amal.page.get_by_text(WORD, exact=True)).to_be_visible()
    bruno.open(f"/asks/{ask.pk}/")
    expect(bruno.page.locator(f'main a[href="/asks/{ask.pk}/offer/"]')).to_be_visible()
    assert WORD not in bruno.page.content()
    amal.press(f'form[action="/asks/{ask.pk}/behalf/end/"] button', at_most=30)
    expect(amal.page.get_by_text(WORD, exact=True)).to_have_count(0)
    assert not Behalf.objects.exists()


def test_phoned_ask_of_the_group_page_may_stay_a_draft(cast: Cast, open_as: SignIn) -> None:
    jun = open_as(cast.jun)
    jun.open(f"/communities/{cast.harbour.pk}/")
    jun.press(f'main a[href="/communities/{cast.harbour.pk}/asks/phoned/"]', at_most=30)
    jun.write("[name=what]", "Shopping for a week")
    jun.tick("[name=kind][value=at_home]")
    jun.press("main button[name=draft]", at_most=30)
    assert Ask.objects.get(what="Shopping for a week").published_at is None
