"""People leave a group without a word, and leave altogether."""

import pytest
from playwright.sync_api import expect

from alongside.communities.models import Membership
from alongside.home.cast import PASSPHRASE, Cast
from alongside.ledger import queries as ledger
from alongside.notices.models import Notice
from alongside.people.models import Person
from tests.journeys.conftest import SUBMIT, SignIn
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser


def test_member_leaves_and_nobody_is_told(cast: Cast, open_as: SignIn) -> None:
    left(open_as(cast.chidi), cast)
    assert not Membership.objects.filter(person=cast.chidi).exists()
    assert not Notice.objects.filter(to=cast.amal).exists()


def left(chidi: Keyboard, cast: Cast) -> None:
    chidi.open(f"/communities/{cast.harbour.pk}/")
    chidi.unfold("main details:last-of-type")
    chidi.press(f'main a[href="/communities/{cast.harbour.pk}/leaving/"]')
    chidi.press("main form button.is-danger")
    expect(chidi.page.locator("main form button.is-danger")).to_have_count(0)


def test_somebody_deletes_themselves_and_is_gone(cast: Cast, nobody: Keyboard, open_as: SignIn) -> None:
    deleted(open_as(cast.bruno))
    assert not Person.objects.filter(pk=cast.bruno.pk).exists()
    assert list(ledger.breaks()) == []
    nobody.open("/account/sign-in/")
    nobody.write("[name=login]", cast.bruno.sign_in_name)
    nobody.write("[name=password]", PASSPHRASE)
    nobody.press(SUBMIT)
    expect(nobody.page.get_by_text("do not fit together").first).to_be_visible()


def deleted(bruno: Keyboard) -> None:
    bruno.open("/me/")
    bruno.press('main a[href="/me/delete/"]', at_most=30)
    bruno.press('main form[action="/me/delete/"] button')
