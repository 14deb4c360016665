"""Codes from an app: set up by picture or by key, asked at the next sign-in, sealed on the disk."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse

from alongside.core.fields import unseal
from alongside.home.cast import PASSPHRASE, Cast

APP = "/account/safer/app/"


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client):
    return client.post("/account/sign-in/", {"login": "secret-bruno", "password": PASSPHRASE})


@pytest.fixture
def secret(cast: Cast, client) -> str:
    """The key of an app that Bruno has just set up."""
    sign_in(client)
    page = client.get(APP).content.decode()
    secret = re.search(r'<code class="key" dir="ltr">([A-Z2-7]+)</code>', page)[1]
    assert client.post(APP, {"code": code_of(secret)})["Location"] == reverse("mfa_view_recovery_codes")
    return secret


def test_app_is_set_up_by_picture_or_by_key(cast: Cast, client) -> None:
    sign_in(client)
    page = client.get(APP).content.decode()
    assert '<svg viewBox="0 0 ' in page
    assert 'role="img"' in page
    assert "data:image" not in page
    assert "secret-bruno" not in page


def test_app_with_a_wrong_code_is_not_turned_on(cast: Cast, client) -> None:
    sign_in(client)
    client.get(APP)
    page = client.post(APP, {"code": "000000"}).content.decode()
    assert 'id="id_code_error"' in page
    assert not Authenticator.objects.exists()


def test_app_is_asked_at_the_next_sign_in(secret: str, client, cast: Cast, now) -> None:
    Authenticator.objects.filter(type="totp").update(last_used_at=None)
    other = type(client)()
    assert sign_in(other)["Location"].startswith(reverse("mfa_authenticate"))
    assert other.get(reverse("people:me")).status_code == 302
    recovery = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    answer = other.post(reverse("mfa_authenticate"), {"code": recovery[0]})
    assert answer["Location"] == reverse("people:this_device")
    again = type(client)()
    sign_in(again)
    assert (
        'id="id_code_error"'
        in again.post(reverse("mfa_authenticate"), {"code": recovery[0]}).content.decode()
    )


def test_app_secret_is_sealed(secret: str) -> None:
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in stored
    assert unseal(stored) == secret


def test_recovery_codes_are_ten_to_print_and_to_download(secret: str, client) -> None:
    page = client.get(reverse("mfa_view_recovery_codes"))
    shown = re.findall(r"<code dir=\"ltr\">(\w+)</code>", page.content.decode())
    assert len(shown) == 10
    file = client.get(reverse("mfa_download_recovery_codes"))
    assert file.content.decode().split() == shown
    assert file["Cache-Control"] == "no-store"


def test_recovery_codes_are_replaced_all_at_once(secret: str, client) -> None:
    page = reverse("mfa_view_recovery_codes")
    before = client.get(page).content.decode()
    client.post(reverse("mfa_generate_recovery_codes"))
    after = client.get(page).content.decode()
    codes = [set(re.findall(r"<code dir=\"ltr\">(\w+)</code>", text)) for text in (before, after)]
    assert not codes[0] & codes[1]


def test_app_is_turned_off(secret: str, client) -> None:
    assert client.post("/account/safer/app/off/").status_code == 302
    assert not Authenticator.objects.exists()


def test_safer_page_needs_nothing(cast: Cast, client) -> None:
    sign_in(client)
    page = client.get(reverse("mfa_index")).content.decode()
    assert "Go to my desk" in page
