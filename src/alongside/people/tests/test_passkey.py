"""A passkey in a real browser: made, used alone, used as the second thing, and survived by recovery codes."""

import pytest
from django.db import transaction
from playwright.sync_api import BrowserContext, Page, expect

from alongside.core.fields import unseal
from alongside.notices.models import Notice
from alongside.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSPHRASE = "velvet anchor pickle sunrise"


@pytest.fixture
def key(context: BrowserContext, page: Page) -> str:
    """A virtual authenticator of the browser's own, such as a phone with a fingerprint; gives its id."""
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    made = devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return str(made["authenticatorId"])


def sign_up(page: Page) -> None:
    page.goto("/account/sign-up/")
    page.get_by_label("Sign-in name").fill("quiet-heron")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What may others call you?")


def sign_out(page: Page) -> None:
    page.goto("/account/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")


def add_passkey(page: Page) -> list[str]:
    """Gives the recovery codes that come with the first one."""
    page.goto("/account/safer/passkeys/new/")
    page.get_by_label("A name for it").fill("my phone")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    return page.locator(".codes code").all_inner_texts()


def test_passkey_signs_in_alone(page: Page, key: str) -> None:
    sign_up(page)
    codes = add_passkey(page)
    assert len(codes) == len(set(codes)) == 10
    sign_out(page)
    page.goto("/account/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed in")


def test_passkey_is_asked_after_the_passphrase(page: Page, key: str) -> None:
    sign_up(page)
    add_passkey(page)
    sign_out(page)
    type_passphrase(page)
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed in")


def test_recovery_code_lets_in_once_when_the_passkey_is_gone(
    context: BrowserContext, page: Page, key: str
) -> None:
    sign_up(page)
    codes = add_passkey(page)
    sign_out(page)
    page.evaluate("() => { delete window.PublicKeyCredential }")
    for attempt in range(2):
        type_passphrase(page)
        page.get_by_label("Code").fill(codes[0])
        page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
        if attempt == 0:
            expect(page.get_by_role("heading", level=1)).to_have_text("You are signed in")
            sign_out(page)
    expect(page.locator("#id_code_error")).to_be_visible()


def test_passkey_page_says_that_it_needs_a_script(page: Page, browser, live_server) -> None:
    sign_up(page)
    cookies = page.context.cookies()
    with browser.new_context(base_url=live_server.url, java_script_enabled=False) as plain:
        plain.add_cookies(cookies)
        tab = plain.new_page()
        tab.goto("/account/safer/passkeys/new/")
        expect(tab.get_by_text("A passkey needs JavaScript")).to_be_visible()
        expect(tab.get_by_role("button", name="Make the passkey")).to_have_count(0)


def type_passphrase(page: Page) -> None:
    page.goto("/account/sign-in/")
    page.get_by_label("Sign-in name").fill("quiet-heron")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")


def test_what_is_stored_names_nobody(page: Page, key: str) -> None:
    sign_up(page)
    add_passkey(page)
    person = Person.objects.get()
    stored = [str(row.data) for row in person.authenticator_set.all()]
    assert len(stored) == 2
    assert Notice.objects.get(to=person).kind == "account.way_in_changed"
    assert not [row for row in stored if "quiet-heron" in row]
    codes = person.authenticator_set.get(type="recovery_codes").data
    assert unseal(codes["seed"])
    transaction.get_connection().close()
