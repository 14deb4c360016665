"""The pages behind a second way to sign in: Jun sets up an app with codes, Hana a passkey."""

from collections.abc import Iterator

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse
from playwright.sync_api import Page

from alongside.home.cast import PASSPHRASE
from tests.journeys.conftest import SUBMIT
from tests.journeys.visits import Come, Stage, Visit, at

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""An authenticator that the browser plays itself, such as a phone with a fingerprint."""


def visits() -> Iterator[Visit]:
    """In this order: each takes the one before it for granted."""
    yield Visit("mfa_view_recovery_codes", "jun", with_an_app)
    for route in ("mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_index", "mfa_reauthenticate"):
        yield Visit(route, "jun", at(lambda _stage, route=route: reverse(route)))
    yield Visit("mfa_authenticate", "jun", again("jun"), "with an app")
    yield Visit("mfa_list_webauthn", "hana", with_a_passkey, "with a passkey")
    yield Visit("mfa_edit_webauthn", "hana", first_passkey)
    yield Visit("mfa_remove_webauthn", "hana", before_removal)
    reauthenticate = at(lambda _stage: reverse("mfa_reauthenticate_webauthn"))
    yield Visit("mfa_reauthenticate_webauthn", "hana", reauthenticate)
    yield Visit("mfa_authenticate", "hana", again("hana"), "with a passkey")


def with_an_app(page: Page, stage: Stage) -> None:
    page.goto(reverse("mfa_activate_totp"))
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(page.locator(".key").inner_text(), counter))
    page.locator("main [name=code]").fill(code)
    page.locator(SUBMIT).click()
    page.wait_for_url(f"**{reverse('mfa_view_recovery_codes')}")


def with_a_passkey(page: Page, stage: Stage) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.goto(reverse("mfa_add_webauthn"))
    page.locator("main [name=name]").fill("my phone")
    page.locator(SUBMIT).click()
    page.wait_for_url(f"**{reverse('mfa_view_recovery_codes')}")
    page.goto(reverse("mfa_list_webauthn"))


def first_passkey(page: Page, stage: Stage) -> None:
    page.goto(reverse("mfa_list_webauthn"))
    page.locator("main a.row-title").click()
    page.wait_for_url("**/passkeys/*/")


def before_removal(page: Page, stage: Stage) -> None:
    first_passkey(page, stage)
    page.goto(f"{page.url}remove/")


def again(name: str) -> Come:
    return lambda page, stage: signed_in_again(page, stage.person(name).sign_in_name)


def signed_in_again(page: Page, name: str) -> None:
    """The passphrase alone no longer lets them in."""
    page.goto(reverse("account_logout"))
    page.locator("main form button").click()
    page.wait_for_url("**/")
    page.goto(reverse("account_login"))
    for field, value in {"login": name, "password": PASSPHRASE}.items():
        page.locator(f"main [name={field}]").fill(value)
    page.locator(SUBMIT).first.click()
    page.wait_for_url(f"**{reverse('mfa_authenticate')}*")
