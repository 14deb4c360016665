"""Somebody lost the way into their account, or another person says so: two stewards, days to say no, and a code."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from alongside.communities.models import Keyholder, Return
from alongside.home.cast import Cast
from tests.journeys.conftest import SUBMIT, SignIn
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser
FRESH = "velvet anchor pickle sunrise"


def test_two_stewards_help_somebody_back_in(
    cast: Cast, later: Callable[..., None], nobody: Keyboard, open_as: SignIn
) -> None:
    returns = f"/communities/{cast.harbour.pk}/returns/"
    name_the_group(open_as(cast.chidi), cast)
    one = begun(open_as(cast.amal), cast)
    jun = open_as(cast.jun)
    jun.open(returns)
    jun.press(f'form[action="{returns}{one.pk}/confirmed/"] button')
    later(days=7, hours=1)
    jun = open_as(cast.jun)
    jun.open(returns)
    jun.press(f'form[action="{returns}{one.pk}/code/"] button')
    come_back(nobody, jun.page.locator("#code").input_value(), cast)


def test_one_tap_on_any_page_stops_it(cast: Cast, open_as: SignIn) -> None:
    chidi, amal = open_as(cast.chidi), open_as(cast.amal)
    name_the_group(chidi, cast)
    one = begun(amal, cast)
    chidi.open("/me/languages/")
    chidi.press(f'main form[action="/back/{one.pk}/"] button')
    one.refresh_from_db()
    assert one.refused_at
    jun = open_as(cast.jun)
    jun.open(f"/communities/{cast.harbour.pk}/returns/")
    expect(jun.page.locator("main form")).to_have_count(0)


def name_the_group(chidi: Keyboard, cast: Cast) -> None:
    chidi.open("/me/")
    chidi.press('main a[href="/me/keyholders/"]', at_most=30)
    chidi.press(f'main a[href="/me/keyholders/{cast.harbour.pk}/"]')
    chidi.press(SUBMIT)
    assert Keyholder.objects.get().person == cast.chidi


def begun(amal: Keyboard, cast: Cast) -> Return:
    """From where their name stands."""
    amal.open(f"/communities/{cast.harbour.pk}/members/")
    amal.press(f'main a[href="/communities/{cast.harbour.pk}/returns/of/{cast.chidi.pk}/"]', at_most=40)
    amal.press(SUBMIT)
    return Return.objects.get(person=cast.chidi)


def come_back(nobody: Keyboard, code: str, cast: Cast) -> None:
    """With a code that was read out, a new passphrase, and a sign-in name that only this browser shows."""
    nobody.open("/account/sign-in/")
    nobody.press('main a[href="/back/"]', at_most=20)
    nobody.write("[name=code]", code)
    nobody.write("[name=passphrase]", FRESH)
    nobody.press(SUBMIT)
    expect(nobody.page.locator("#name")).to_have_value(cast.chidi.sign_in_name)
    nobody.press('main a[href="/account/sign-in/"]')
    nobody.write("[name=login]", cast.chidi.sign_in_name)
    nobody.write("[name=password]", FRESH)
    nobody.press(SUBMIT)
    nobody.open("/me/")
    expect(nobody.page.locator('main a[href="/me/keyholders/"]')).to_be_visible()
