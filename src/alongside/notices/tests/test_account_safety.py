"""Whoever owns an account hears when a way into it was changed, or when it was opened in one more browser."""

import re

import pytest
from allauth.account import signals as account
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.dispatch import Signal
from django.urls import reverse

from alongside.core import aside as asides
from alongside.home.cast import PASSPHRASE
from alongside.notices import jobs
from alongside.notices.models import Notice

FRESH = "velvet anchor pickle sunrise"
NO_WAY_IN = {
    "user_logged_out": "closes a way",
    "user_signed_up": "is known to whoever signs up",
    "email_confirmed": "comes with email_changed",
    "email_confirmation_sent": "comes with email_added",
    "authentication_step_completed": "is one step of signing in",
    "authenticator_used": "is one step of signing in",
    "authentication_failed": "opened nothing",
    "login_code_rejected": "opened nothing",
    "password_reset_code_rejected": "opened nothing",
    "email_verification_code_rejected": "opened nothing",
    "_add_email": "is the library's own",
}


@pytest.fixture
def bruno(cast, client, monkeypatch):
    """Signed in a moment ago, so that nothing is asked again; mail is sent before the answer, not beside it."""
    monkeypatch.setattr(asides, "aside", lambda send: send())
    sign_in(client)
    return cast.bruno


def sign_in(browser, passphrase=PASSPHRASE):
    return browser.post("/account/sign-in/", {"login": "secret-bruno", "password": passphrase})


def told(person):
    return list(Notice.objects.filter(to=person).order_by("at").values_list("kind", flat=True))


def code_in(page):
    secret = re.search(r'<code class="key" dir="ltr">([A-Z2-7]+)</code>', page.content.decode())[1]
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_a_new_passphrase_is_told(bruno, client):
    client.post("/account/passphrase/", {"oldpassword": PASSPHRASE, "password1": FRESH})

    assert told(bruno) == ["account.way_in_changed"]
    assert Notice.objects.get().url == reverse("people:sessions")


def test_a_passphrase_that_was_lost_and_replaced_is_told(
    bruno, client, django_capture_on_commit_callbacks, give_address
):
    give_address(bruno, "heron@example.org")
    stranger = type(client)()
    with django_capture_on_commit_callbacks(execute=True):
        stranger.post("/account/passphrase/lost/", {"email": "heron@example.org"})
    assert told(bruno) == []
    link = re.search(r"http://testserver(/\S+)", mail.outbox[-1].body)[1]
    stranger.post(stranger.get(link)["Location"], {"password1": FRESH})

    assert told(bruno) == ["account.way_in_changed"]


def test_a_mail_address_that_is_added_confirmed_and_removed_is_told_each_time(
    bruno, client, django_capture_on_commit_callbacks, give_address
):
    give_address(bruno, "old@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_email"), {"email": "new@example.org", "action_add": "1"})
    assert told(bruno) == ["account.way_in_changed"]
    client.post(re.search(r"http://testserver(/\S+)", mail.outbox[-1].body)[1])
    assert EmailAddress.objects.get().email == "new@example.org"
    assert told(bruno) == ["account.way_in_changed"] * 2
    client.post(reverse("account_email"), {"email": "new@example.org", "action_remove": "1"})
    assert told(bruno) == ["account.way_in_changed"] * 3


def test_the_warning_about_a_new_address_goes_to_the_one_until_now(
    bruno, client, letterbox, now, give_address
):
    give_address(bruno, "old@example.org")

    client.post(reverse("account_email"), {"email": "thief@example.org", "action_add": "1"})
    jobs.send_due_mail(Notice.objects.get().at)

    assert [letter.rcpt_tos for letter in letterbox.letters] == [["old@example.org"]]
    assert "thief" not in letterbox.raw()


def test_codes_from_an_app_are_told_once_when_they_come_change_and_go(
    bruno, client, django_capture_on_commit_callbacks
):
    app = reverse("mfa_activate_totp")
    for number, act in enumerate(
        [
            lambda: client.post(app, {"code": code_in(client.get(app))}),
            lambda: client.post(reverse("mfa_generate_recovery_codes")),
            lambda: client.post(reverse("mfa_deactivate_totp")),
        ],
        1,
    ):
        with django_capture_on_commit_callbacks(execute=True):
            assert act().status_code == 302
        assert told(bruno) == ["account.way_in_changed"] * number


def test_a_first_sign_in_is_no_news_and_one_in_another_browser_is(bruno, client):
    assert told(bruno) == []

    sign_in(type(client)())

    assert told(bruno) == ["account.signed_in_elsewhere"]


def test_signing_in_again_after_signing_out_is_no_news(bruno, client):
    client.post(reverse("account_logout"))
    sign_in(client)

    assert told(bruno) == []


def test_a_wrong_passphrase_in_another_browser_is_no_news(bruno, client):
    sign_in(type(client)(), "not this one at all")

    assert told(bruno) == []


def test_signing_up_is_no_news(db, client):
    client.post("/account/sign-up/", {"username": "heron", "password1": FRESH})

    assert not Notice.objects.exists()


def test_a_mail_address_is_not_changed_without_the_passphrase(cast, client_of):
    """A browser that was left open must not become a way to take the account over."""
    browser = client_of(cast.bruno)

    answer = browser.post(reverse("account_email"), {"email": "thief@example.org", "action_add": "1"})

    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not EmailAddress.objects.exists()


def is_heard(signal):
    """Whether the area listens by itself: nothing here imports what does."""
    ears = [reference() for _key, reference, *_rest in signal.receivers]
    return any(ear and ear.__module__ == "alongside.notices.receivers" for ear in ears)


def test_every_signal_of_the_library_is_told_or_says_why_not():
    signals = {
        name: signal
        for module in (account, mfa)
        for name, signal in vars(module).items()
        if isinstance(signal, Signal)
    }

    assert {name for name, signal in signals.items() if not is_heard(signal)} == set(NO_WAY_IN)
