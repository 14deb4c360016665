"""People leave a group without a word, and leave altogether."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from alongside.communities.models import Membership
from alongside.home.cast import PASSPHRASE, Cast
from alongside.ledger import queries as ledger
from alongside.notices.models import Notice
from alongside.people.models import Person

pytestmark = pytest.mark.browser


def test_member_leaves_and_nobody_is_told(cast: Cast, open_as: Callable[[Person], Page]) -> None:
    chidi = open_as(cast.chidi)
    chidi.goto(f"/communities/{cast.harbour.pk}/")
    chidi.get_by_text("Leave, or say that something is wrong").click()
    chidi.get_by_role("link", name="Leave this group").click()
    chidi.get_by_role("button", name="Leave the group").click()
    chidi.wait_for_url("**/communities/")
    assert not Membership.objects.filter(person=cast.chidi).exists()
    assert not Notice.objects.filter(to=cast.amal).exists()


def test_somebody_deletes_themselves_and_is_gone(
    cast: Cast, page: Page, open_as: Callable[[Person], Page]
) -> None:
    bruno = open_as(cast.bruno)
    bruno.goto("/me/")
    bruno.locator('a[href="/me/delete/"]').click()
    bruno.get_by_role("button", name="Delete me now").click()
    bruno.wait_for_url(lambda url: "/me/" not in url)
    assert not Person.objects.filter(pk=cast.bruno.pk).exists()
    assert list(ledger.breaks()) == []
    page.goto("/account/sign-in/")
    page.get_by_label("Sign-in name").fill(cast.bruno.sign_in_name)
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("do not fit together").first).to_be_visible()
