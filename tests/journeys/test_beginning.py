"""Somebody signs up, begins a group, and others vouch for it until strangers may hear of it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from alongside.communities.models import Community
from alongside.home.cast import Cast
from alongside.people.models import Person

pytestmark = pytest.mark.browser
PASSPHRASE = "copper meadow violin harvest"


def test_somebody_signs_up_with_a_name_of_their_own(cast: Cast, page: Page) -> None:
    page.goto("/account/sign-up/")
    page.get_by_label("Sign-in name").fill("quiet-heron")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Sign up").click()
    page.get_by_label("The name that others see").fill("Нур")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto("/desk/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your desk")
    made = Person.objects.get(sign_in_name="quiet-heron")
    assert made.display_name == "Нур"
    assert made.has_seen_exit


def test_a_taken_name_is_said_at_its_field_and_keeps_what_was_typed(cast: Cast, page: Page) -> None:
    page.goto("/account/sign-up/")
    page.get_by_label("Sign-in name").fill(cast.amal.sign_in_name)
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Sign up").click()
    name = page.get_by_label("Sign-in name")
    expect(name).to_have_value(cast.amal.sign_in_name)
    expect(name).to_have_attribute("aria-invalid", "true")


def found(page: Page, name: str) -> Community:
    page.goto("/communities/new/")
    page.get_by_label("Name of the group").fill(name)
    page.get_by_label("What is it for?").fill("We repair bicycles together.")
    page.get_by_role("button", name="Begin the group").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    made: Community = Community.objects.get(name=name)
    assert made.visibility == "hidden"
    return made


def show_to_everybody(page: Page, group: Community) -> None:
    page.goto(f"/communities/{group.pk}/details/")
    page.get_by_label("Public: others see its page and its open asks").check()
    page.locator("main form.form button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(group.name)


def is_known_to_strangers(page: Page, group: Community) -> bool:
    response = page.goto(f"/communities/{group.pk}/")
    return bool(response and response.status == 200)


def test_group_is_founded_and_the_operator_vouches(
    cast: Cast, page: Page, open_as: Callable[[Person], Page]
) -> None:
    gita, olu = open_as(cast.gita), open_as(cast.olu)
    group = found(gita, "Wheel Table")
    show_to_everybody(gita, group)
    assert not is_known_to_strangers(page, group)
    olu.goto("/communities/waiting/")
    olu.locator(f'form[action="/communities/waiting/{group.pk}/"] button').click()
    expect(olu.locator(f'form[action="/communities/waiting/{group.pk}/"]')).to_have_count(0)
    assert is_known_to_strangers(page, group)


def test_group_is_founded_and_two_groups_vouch(
    cast: Cast, page: Page, open_as: Callable[[Person], Page]
) -> None:
    gita = open_as(cast.gita)
    group = found(gita, "Wheel Table")
    show_to_everybody(gita, group)
    for steward in (cast.amal, cast.edda):
        assert not is_known_to_strangers(page, group)
        gita.goto(f"/communities/{group.pk}/vouches/")
        gita.get_by_role("button", name="Make a link").click()
        address = gita.get_by_label("Link for one group").input_value()
        other = open_as(steward)
        other.goto(address[address.index("/vouches/") :])
        voucher = other.locator("main form input[type=radio]")
        if voucher.count():
            voucher.first.check()
        other.get_by_role("button", name="We vouch for them").click()
        expect(other.get_by_role("button", name="We vouch for them")).to_have_count(0)
    assert is_known_to_strangers(page, group)
