"""Signing in and out, without telling anybody who has an account."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from alongside.home.cast import PASSPHRASE, Cast
from alongside.people.models import Session

SIGN_IN = "/account/sign-in/"


def varying(page: str) -> str:
    """Takes out what differs between any two answers: the form keys and what was typed."""
    page = re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]*"', "", page)
    return re.sub(r'name="login" value="[^"]*"', "", page)


def test_sign_in_asks_for_a_name_of_the_device(cast: Cast, client) -> None:
    answer = client.post(SIGN_IN, {"login": "Secret-Bruno", "password": PASSPHRASE})
    assert answer["Location"] == reverse("people:this_device")
    assert Session.objects.get(person=cast.bruno).name == ""
    client.post(reverse("people:this_device"), {"name": "kitchen tablet"})
    assert Session.objects.get(person=cast.bruno).name == "kitchen tablet"


@pytest.mark.parametrize("page", [SIGN_IN, "/account/sign-up/"])
def test_empty_field_is_asked_for_kindly_also_where_the_form_is_a_library_s(db, client, page: str) -> None:
    assert client.post(page, {}).content.decode().count("Please fill this in.") >= 2


def test_sign_in_leads_back_to_where_somebody_was_going(cast: Cast, client) -> None:
    answer = client.post(SIGN_IN, {"login": "secret-bruno", "password": PASSPHRASE, "next": "/me/hours/"})
    assert answer["Location"] == "/me/hours/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_sign_in_leads_nowhere_else(cast: Cast, client, elsewhere: str) -> None:
    answer = client.post(SIGN_IN, {"login": "secret-bruno", "password": PASSPHRASE, "next": elsewhere})
    assert answer["Location"] == reverse("people:this_device")


def test_failed_sign_in_is_the_same_for_known_and_unknown_names(cast: Cast, client) -> None:
    pages = [
        client.post(SIGN_IN, {"login": name, "password": "not this one at all"})
        for name in ("secret-bruno", "nobody-here")
    ]
    assert [page.status_code for page in pages] == [200, 200]
    known, unknown = (varying(page.content.decode()) for page in pages)
    assert known == unknown
    first, second = (
        {name: value for name, value in page.headers.items() if name not in ("Content-Length", "Expires")}
        for page in pages
    )
    assert first == second


@pytest.mark.parametrize(("tries", "apart"), [(15, 0.25), pytest.param(200, 0.2, marks=pytest.mark.long)])
def test_failed_sign_in_takes_as_long_for_unknown_names(
    cast: Cast, client, settings, medians, tries: int, apart: float
) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    wrong = {"password": "not this one at all"}
    known, unknown = medians(
        lambda: client.post(SIGN_IN, {"login": "secret-bruno", **wrong}),
        lambda: client.post(SIGN_IN, {"login": "nobody-here", **wrong}),
        tries=tries,
    )
    assert abs(known - unknown) < apart * max(known, unknown)


def test_sign_in_is_slowed_by_name_and_not_by_line(cast: Cast, client) -> None:
    for _try in range(6):
        page = client.post(SIGN_IN, {"login": "secret-bruno", "password": "not this one at all"})
    assert "Too many tries" in page.content.decode()
    other = client.post(SIGN_IN, {"login": "secret-chidi", "password": PASSPHRASE})
    assert other.status_code == 302


def test_sign_out_asks_and_then_ends_the_session(cast: Cast, client_of) -> None:
    client = client_of(cast.bruno)
    out = reverse("account_logout")
    assert client.get(out).status_code == 200
    assert Session.objects.filter(person=cast.bruno).exists()
    client.post(out)
    assert not Session.objects.filter(person=cast.bruno).exists()
    assert settings.SESSION_COOKIE_NAME not in client.cookies or not client.cookies["session"].value


def test_failed_sign_in_shows_no_sign_in_name_to_others(cast: Cast, client_of) -> None:
    page = client_of(cast.gita).get(reverse("people:me")).content.decode()
    assert "secret-gita" not in page
