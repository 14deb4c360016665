"""Where somebody is signed in, by the names that they gave, and nothing else about it anywhere."""

import datetime as dt

import pytest
import time_machine
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.urls import reverse

from alongside.core.fields import unseal
from alongside.core.ids import digest
from alongside.home.cast import PASSPHRASE, Cast
from alongside.home.jobs import work_round
from alongside.people.models import Session
from alongside.people.sessions import SessionStore

HERE = {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "VeryRareBrowser/9"}


def sign_in(client, name: str = "secret-bruno"):
    client.post("/account/sign-in/", {"login": name, "password": PASSPHRASE}, **HERE)
    return client


def test_stored_session_opens_nothing(cast: Cast, client) -> None:
    sign_in(client)
    cookie, row = client.cookies["session"].value, Session.objects.get()
    assert row.session_key == digest(cookie) != cookie
    client.cookies["session"] = row.session_key
    assert client.get(reverse("people:me")).status_code == 302


def test_stored_session_is_sealed(cast: Cast, client) -> None:
    sign_in(client)
    stored = Session.objects.get().session_data
    assert cast.bruno.pk not in stored
    assert cast.bruno.pk in unseal(stored)


def test_session_keeps_no_address_and_no_browser(cast: Cast, client, on_disk) -> None:
    sign_in(client)
    client.post("/account/safer/codes/new/", **HERE)
    client.post(reverse("home:leave"), **HERE)
    kept = "".join(unseal(row.session_data) + row.name for row in Session.objects.all())
    assert "203.0.113.77" not in kept
    assert "VeryRareBrowser" not in kept
    assert b"203.0.113.77" not in on_disk()


def test_suspended_form_is_not_kept_while_the_passphrase_is_asked(cast: Cast, client) -> None:
    sign_in(client)
    row = Session.objects.get()
    client.session.load()
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    answer = client.post(reverse("home:leave"), {"words": "typed-into-the-form"}, **HERE)
    assert answer["Location"].startswith("/account/again/")
    assert "typed-into-the-form" not in unseal(Session.objects.get(pk=row.pk).session_data)


def test_sessions_are_listed_by_their_given_names(cast: Cast, client_of) -> None:
    tablet, phone = client_of(cast.bruno), client_of(cast.bruno)
    tablet.post(reverse("people:this_device"), {"name": "kitchen tablet"})
    page = phone.get(reverse("people:sessions")).content.decode()
    assert "kitchen tablet" in page
    assert "No name yet" in page
    assert page.count("this one") == 1


def test_session_is_renamed_and_signed_out_from_another(cast: Cast, client_of) -> None:
    tablet, phone = client_of(cast.bruno), client_of(cast.bruno)
    handle = digest(tablet.cookies["session"].value)[:16]
    phone.post(reverse("people:session", args=[handle]), {"name": "old tablet"})
    assert Session.objects.get(session_key__startswith=handle).name == "old tablet"
    phone.post(reverse("people:session_out", args=[handle]))
    assert tablet.get(reverse("people:me")).status_code == 302
    assert phone.get(reverse("people:me")).status_code == 200


def test_session_of_somebody_else_does_not_exist(cast: Cast, client_of) -> None:
    tablet, stranger = client_of(cast.bruno), client_of(cast.gita)
    handle = digest(tablet.cookies["session"].value)[:16]
    page = reverse("people:session", args=[handle])
    missing = stranger.get(reverse("people:session", args=["0" * 16]))
    assert stranger.get(page).status_code == 404 == missing.status_code
    assert stranger.get(page).content == missing.content
    stranger.post(reverse("people:session_out", args=[handle]))
    assert tablet.get(reverse("people:me")).status_code == 200


def test_sign_out_everywhere_ends_all(cast: Cast, client_of) -> None:
    tablet, phone, other = client_of(cast.bruno), client_of(cast.bruno), client_of(cast.gita)
    phone.post(reverse("people:everywhere"))
    assert tablet.get(reverse("people:me")).status_code == phone.get(reverse("people:me")).status_code == 302
    assert other.get(reverse("people:me")).status_code == 200


def test_new_passphrase_signs_out_the_others_and_keeps_the_name(cast: Cast, client) -> None:
    sign_in(client)
    client.post(reverse("people:this_device"), {"name": "kitchen tablet"})
    other = sign_in(type(client)())
    form = {"oldpassword": PASSPHRASE, "password1": "velvet anchor pickle sunrise"}
    assert client.post("/account/passphrase/", form).status_code == 302
    assert client.get(reverse("people:me")).status_code == 200
    assert other.get(reverse("people:me")).status_code == 302
    assert list(Session.objects.filter(person=cast.bruno).values_list("name", flat=True)) == [
        "kitchen tablet"
    ]


def test_session_ends_with_the_passphrase_it_was_opened_with(cast: Cast, client_of) -> None:
    """Also where the row outlived the change, as after a restore."""
    client = client_of(cast.bruno)
    cast.bruno.set_password("velvet anchor pickle sunrise")
    cast.bruno.save()
    assert client.get(reverse("people:me")).status_code == 302
    assert not Session.objects.exists()


def test_session_that_is_over_signs_nobody_in(cast: Cast, client_of, now) -> None:
    client = client_of(cast.bruno)
    Session.objects.update(expire_date=now)
    assert client.get(reverse("people:me")).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_person_whom_a_request_changed_and_did_not_save_is_not_that_of_the_next(
    cast: Cast, client_of
) -> None:
    """What is kept of a session is shared by all its requests; each has a person of its own."""
    cookie = client_of(cast.bruno).cookies["session"].value
    first, second = SessionStore(cookie), SessionStore(cookie)
    first.load()
    first.person.display_name = "Never saved"
    second.load()
    assert second.person.display_name == cast.bruno.display_name


def test_sessions_page_asks_the_same_for_one_and_for_thirty(
    cast: Cast, client_of, django_assert_num_queries
) -> None:
    client = client_of(cast.bruno)
    client.get(reverse("people:sessions"))
    with django_assert_num_queries(3):
        client.get(reverse("people:sessions"))
    for _browser in range(29):
        client_of(cast.bruno)
    with django_assert_num_queries(3):
        client.get(reverse("people:sessions"))


def test_session_that_is_over_is_deleted_by_the_worker(cast: Cast, client_of, now) -> None:
    tablet, phone = client_of(cast.bruno), client_of(cast.bruno)
    over = digest(tablet.cookies["session"].value)
    Session.objects.filter(session_key=over).update(expire_date=now - dt.timedelta(seconds=1))
    assert work_round(holder="me") >= 1
    assert not Session.objects.filter(session_key=over).exists()
    assert phone.get(reverse("people:me")).status_code == 200


def test_session_gets_a_new_key_at_each_proof_and_the_old_one_opens_nothing(cast: Cast, client) -> None:
    client.get("/account/sign-in/")
    client.cookies["session"] = "a-key-that-somebody-else-chose-01"
    sign_in(client)
    signed_in = client.cookies["session"].value
    assert signed_in != "a-key-that-somebody-else-chose-01"
    assert client.post("/account/again/", {"password": "not this one at all"}).status_code == 200
    assert client.cookies["session"].value == signed_in
    assert client.post("/account/again/", {"password": PASSPHRASE}).status_code == 302
    assert client.cookies["session"].value != signed_in
    assert client.get(reverse("people:me")).status_code == 200
    old = type(client)()
    old.cookies["session"] = signed_in
    assert old.get(reverse("people:me")).status_code == 302
    assert Session.objects.filter(person=cast.bruno).count() == 1


def test_session_key_is_random_and_long(cast: Cast, client_of) -> None:
    keys = {client_of(cast.bruno).cookies["session"].value for _browser in range(20)}
    assert len(keys) == 20
    assert {len(key) for key in keys} == {32}
    assert len(VALID_KEY_CHARS) ** 32 > 2**128


def test_session_ends_after_thirty_days_however_busy_it_is(cast: Cast, client, now) -> None:
    sign_in(client)
    for day in (20, 29):
        with time_machine.travel(now + dt.timedelta(days=day)):
            assert client.post("/account/again/", {"password": PASSPHRASE}).status_code == 302
            assert client.get(reverse("people:me")).status_code == 200
    with time_machine.travel(now + dt.timedelta(days=30, seconds=5)):
        assert client.get(reverse("people:me")).status_code == 302
