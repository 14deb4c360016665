"""Signing up with a private name and a passphrase."""

import datetime as dt

import pytest
from django.urls import reverse

from alongside.home.cast import Cast
from alongside.people import passphrases
from alongside.people.models import Person

SIGN_UP = "/account/sign-up/"
GOOD = "velvet anchor pickle sunrise"


def test_sign_up_makes_a_person_and_leads_to_the_first_page(db: None, client, now: dt.datetime) -> None:
    answer = client.post(SIGN_UP, {"username": "Quiet-Heron", "password1": GOOD})
    person = Person.objects.get()
    assert answer["Location"] == reverse("people:first")
    assert (person.sign_in_name, person.display_name) == ("quiet-heron", "")
    assert person.joined_at >= now
    assert person.check_password(GOOD)
    assert client.get(reverse("people:first")).status_code == 200


def test_sign_up_on_the_way_to_a_page_leads_there_after_the_name_and_the_exit(cast: Cast, client) -> None:
    """An invitation into a hidden group, say: it cannot be found again."""
    going = f"/communities/{cast.harbour.pk}/?from=here"
    page = client.get(reverse("account_login"), {"next": going}).content.decode()
    assert page.count(f"{SIGN_UP}?next=%2Fcommunities%2F{cast.harbour.pk}%2F%3Ffrom%3Dhere") == 2
    signed_up = client.post(SIGN_UP, {"username": "heron", "password1": GOOD, "next": going})
    assert signed_up["Location"] == reverse("people:first")
    named = client.post(reverse("people:first"), {"display_name": "Heron"})
    assert named["Location"] == reverse("people:exit_explained")
    assert client.post(named["Location"])["Location"] == going
    assert client.post(named["Location"])["Location"] == reverse("home:desk")


def test_sign_up_leads_to_no_other_server(db: None, client) -> None:
    client.post(SIGN_UP, {"username": "heron", "password1": GOOD, "next": "https://elsewhere.example/"})
    assert client.post(reverse("people:exit_explained"))["Location"] == reverse("people:start")


def test_sign_up_may_say_that_a_name_is_taken(cast: Cast, client) -> None:
    answer = client.post(SIGN_UP, {"username": "SECRET-amal", "password1": GOOD})
    assert "This sign-in name is taken" in answer.content.decode()
    assert Person.objects.filter(sign_in_name="secret-amal").count() == 1


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_sign_up_keeps_the_language_that_was_read(db: None, client, language: str) -> None:
    client.cookies["language"] = language
    client.post(SIGN_UP, {"username": "heron", "password1": GOOD})
    assert Person.objects.get().language == language


def test_sign_up_sent_twice_makes_one_person(db: None, client) -> None:
    client.get(SIGN_UP)
    form = {"username": "heron", "password1": GOOD, "once": "abcdefghijkmnpqrst"}
    cookie = client.cookies["form"].value
    client.post(SIGN_UP, form)
    client.cookies.clear()
    client.cookies["form"] = cookie
    again = client.post(SIGN_UP, form)
    assert again.status_code == 302
    assert Person.objects.count() == 1


def test_sign_up_lets_paste_and_managers_work(db: None, client) -> None:
    page = client.get(SIGN_UP).content.decode()
    assert 'autocomplete="username"' in page
    assert 'autocomplete="new-password"' in page
    assert "onpaste" not in page


@pytest.mark.parametrize(
    "poor",
    [
        "fourteen chars",
        "Correct Horse Battery Staple",
        "c0rrect h0rse b@ttery st@ple",
        "passwordpassword",
        "aaaaaaaaaaaaaaaaaaaa",
        "qwertyuiopasdfghjkl",
        "123456789012345",
        "!!!!!!!!!!!!!!!!!!",
    ],
)
def test_sign_up_refuses_a_poor_passphrase_at_its_field(db: None, client, poor: str) -> None:
    answer = client.post(SIGN_UP, {"username": "heron", "password1": poor})
    assert answer.status_code == 200
    assert 'id="id_password1_error"' in answer.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "good", [GOOD, "مفتاح أزرق تحت الشجرة", "🐙🐳🦑🐠🐡🦀🦞🦐🐚🐬🐋🦈🐟🪼🐌", "x9 K!m2 Qr7# vT5 pL"]
)
def test_passphrase_in_any_script_is_good(good: str) -> None:
    assert not passphrases.is_well_known(good)
    passphrases.LongEnough().validate(good)


@pytest.mark.parametrize(
    "passphrase", ["a" * 2_000_000 + "b", "e" + "\u0301\u0327" * 500_000], ids=["run", "marks"]
)
def test_passphrase_of_megabytes_is_refused_before_anybody_weighs_it(
    passphrase: str, db: None, client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it repeats itself, and how its marks are ordered, takes the square of its length: hours of one core."""
    weighed = []
    monkeypatch.setattr(passphrases, "is_well_known", lambda one: weighed.append(one) or False)
    page = client.post(SIGN_UP, {"username": "heron", "password1": passphrase})
    assert "at most 500" in page.content.decode()
    assert weighed == []
    assert not Person.objects.exists()


def test_passphrase_of_ten_lines_is_taken(db: None, client) -> None:
    assert client.post(SIGN_UP, {"username": "heron", "password1": "velvet anchor pickle " * 20 + "sun"})[
        "Location"
    ]
