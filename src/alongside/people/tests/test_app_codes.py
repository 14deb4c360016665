"""Codes from an app: set up by picture or by key, asked at the next sign-in, sealed on the disk."""

import datetime as dt
import re

import pytest
import time_machine
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


def at_the_second_step(client):
    """Somebody who has typed the right passphrase, and is asked for the rest."""
    browser = type(client)()
    assert sign_in(browser)["Location"].startswith(reverse("mfa_authenticate"))
    return browser


def test_app_code_opens_once(secret: str, client, now) -> None:
    with time_machine.travel(now + dt.timedelta(minutes=5)):
        code = code_of(secret)
        first, second = at_the_second_step(client), at_the_second_step(client)
        assert first.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
        assert "id_code_error" in second.post(reverse("mfa_authenticate"), {"code": code}).content.decode()


@pytest.mark.parametrize("seconds", [-60, 60])
def test_app_code_of_another_half_minute_opens_nothing(secret: str, client, now, seconds: int) -> None:
    then = now + dt.timedelta(minutes=5)
    with time_machine.travel(then + dt.timedelta(seconds=seconds)):
        code = code_of(secret)
    with time_machine.travel(then):
        page = at_the_second_step(client).post(reverse("mfa_authenticate"), {"code": code})
        assert "id_code_error" in page.content.decode()


def test_app_code_cannot_be_tried_out(secret: str, client, cast: Cast) -> None:
    browser = at_the_second_step(client)
    pages = [
        browser.post(reverse("mfa_authenticate"), {"code": f"{one:06}"}).content.decode() for one in range(8)
    ]
    assert "That was a lot at once" in pages[-1] or "Too many tries" in pages[-1]
    assert browser.get(reverse("people:me")).status_code == 302


def test_recovery_codes_are_hard_to_guess_and_sealed(secret: str) -> None:
    """Eight digits are 26 bits. What they are made from has 320, and is not on the disk as such."""
    row = Authenticator.objects.get(type="recovery_codes")
    codes = row.wrap().get_unused_codes()
    assert {len(code) for code in codes} == {8}
    assert len(set(codes)) == 10
    assert len(unseal(row.data["seed"])) == 80
    assert not any(code in str(row.data) for code in codes)


def test_new_passphrase_by_mail_does_not_go_round_the_app(secret: str, client, cast: Cast) -> None:
    cast.bruno.set_password("velvet anchor pickle sunrise")
    cast.bruno.save()
    browser = type(client)()
    form = {"login": "secret-bruno", "password": "velvet anchor pickle sunrise"}
    assert browser.post("/account/sign-in/", form)["Location"].startswith(reverse("mfa_authenticate"))
    assert browser.get(reverse("people:me")).status_code == 302


@pytest.mark.parametrize(
    "page", ["/account/safer/app/off/", "/account/safer/passkeys/new/", "/account/safer/codes/"]
)
def test_ways_in_are_changed_only_by_whoever_proves_again_who_they_are(
    secret: str, client, now, page: str
) -> None:
    with time_machine.travel(now + dt.timedelta(minutes=6)):
        assert client.get(page)["Location"].startswith("/account/again/")
        assert client.post(page).status_code in {302, 405}
    assert Authenticator.objects.count() == 2
