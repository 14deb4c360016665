"""Somebody signs up, begins a group, and others vouch for it until strangers may hear of it."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from alongside.communities import actions as communities
from alongside.communities.models import Community, Membership
from alongside.home.cast import Cast
from alongside.people.models import Person
from tests.journeys.conftest import SUBMIT, SignIn, sign_up
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser
PASSPHRASE = "copper meadow violin harvest"
H1 = "main h1"


def test_somebody_signs_up_with_a_name_of_their_own(cast: Cast, nobody: Keyboard) -> None:
    nobody.open("/")
    sign_up(nobody, "Нур")
    nobody.open("/desk/")
    expect(nobody.page.locator(H1)).to_have_text("Your desk")
    made = Person.objects.get(sign_in_name="quiet-heron")
    assert made.display_name == "Нур"
    assert made.has_seen_exit


def test_somebody_invited_into_a_hidden_group_signs_up_on_the_way(
    cast: Cast, nobody: Keyboard, now: dt.datetime
) -> None:
    secret = communities.invite(community=cast.rainbow, role="member", by=cast.edda, now=now)
    nobody.open(f"/invitations/{secret}/")
    sign_up(nobody, "Noor")
    nobody.press(SUBMIT)
    made = Person.objects.get(sign_in_name="quiet-heron")
    assert made.has_seen_exit
    assert Membership.objects.filter(community=cast.rainbow, person=made, vouched_at=None).exists()


def test_taken_name_is_said_at_its_field_and_keeps_what_was_typed(cast: Cast, nobody: Keyboard) -> None:
    nobody.open("/account/sign-up/")
    nobody.write("[name=username]", cast.amal.sign_in_name)
    nobody.write("[name=password1]", PASSPHRASE)
    nobody.press(SUBMIT)
    name = nobody.page.locator("[name=username]")
    expect(name).to_have_value(cast.amal.sign_in_name)
    expect(name).to_have_attribute("aria-invalid", "true")


def found(gita: Keyboard, name: str) -> Community:
    gita.open("/communities/")
    gita.press('main a[href="/communities/new/"]')
    gita.write("[name=name]", name)
    gita.write("[name=purpose]", "We repair bicycles together.")
    gita.press(SUBMIT, at_most=30)
    expect(gita.page.locator(H1)).to_have_text(name)
    made: Community = Community.objects.get(name=name)
    assert made.visibility == "hidden"
    return made


def test_group_is_founded_with_two_fields_two_taps_and_one_form(cast: Cast, open_as: SignIn) -> None:
    """What "in two minutes" rests on. It is counted, because a time would measure the machine."""
    gita = open_as(cast.gita)
    gita.open("/communities/new/")
    empty = gita.page.locator("main form :is(input, select, textarea):invalid")
    assert [field.get_attribute("name") for field in empty.all()] == ["name", "purpose"]
    opened: list[str] = []
    gita.page.on("request", lambda sent: sent.is_navigation_request() and opened.append(sent.method))
    group = found(gita, "Wheel Table")
    assert opened == ["GET", "GET", "POST", "GET"], "groups, form, tap, new group"
    assert group.boundary
    assert group.time_zone == cast.gita.time_zone


def show_to_everybody(gita: Keyboard, group: Community) -> None:
    gita.press(f'main a[href="/communities/{group.pk}/details/"]', at_most=30)
    gita.tick("[name=visibility][value=public]")
    gita.press(SUBMIT, at_most=30)
    expect(gita.page.locator(H1)).to_have_text(group.name)


def is_known(nobody: Keyboard, group: Community) -> bool:
    response = nobody.page.goto(f"/communities/{group.pk}/")
    return bool(response and response.status == 200)


def test_group_is_founded_and_the_operator_vouches(cast: Cast, nobody: Keyboard, open_as: SignIn) -> None:
    gita, olu = open_as(cast.gita), open_as(cast.olu)
    group = found(gita, "Wheel Table")
    show_to_everybody(gita, group)
    assert not is_known(nobody, group)
    olu.open("/communities/waiting/")
    olu.press(f'form[action="/communities/waiting/{group.pk}/"] button')
    expect(olu.page.locator(f'form[action="/communities/waiting/{group.pk}/"]')).to_have_count(0)
    assert is_known(nobody, group)


def test_group_is_founded_and_two_groups_vouch(cast: Cast, nobody: Keyboard, open_as: SignIn) -> None:
    gita = open_as(cast.gita)
    group = found(gita, "Wheel Table")
    show_to_everybody(gita, group)
    for steward in (cast.amal, cast.edda):
        assert not is_known(nobody, group)
        gita.open(f"/communities/{group.pk}/vouches/")
        gita.press("main form button")
        address = gita.page.locator("#link").input_value()
        vouch(open_as(steward), address[address.index("/vouches/") :])
    assert is_known(nobody, group)


def vouch(other: Keyboard, path: str) -> None:
    other.open(path)
    if other.page.locator("[name=voucher]").count():
        first = other.page.locator("[name=voucher]").first.get_attribute("value")
        other.tick(f'[name=voucher][value="{first}"]')
    other.press(SUBMIT)
    expect(other.page.locator(H1)).not_to_have_text("Do you vouch for this group?")


def test_steward_vouches_for_a_newcomer(cast: Cast, open_as: SignIn) -> None:
    amal, dara = open_as(cast.amal), open_as(cast.dara)
    member = Membership.objects.get(person=cast.dara)
    dara.open(f"/communities/{cast.harbour.pk}/")
    expect(dara.page.get_by_text(cast.amal.display_name)).to_have_count(0)
    amal.open(f"/communities/{cast.harbour.pk}/")
    amal.press(f'main a[href="/communities/{cast.harbour.pk}/members/"]')
    amal.press(f'form[action="/communities/{cast.harbour.pk}/members/{member.pk}/vouch/"] button')
    dara.open(f"/communities/{cast.harbour.pk}/")
    expect(dara.page.get_by_text(cast.amal.display_name)).to_be_visible()
