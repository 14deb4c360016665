"""A mail address is optional, is one, is confirmed by a link, and opens a way back in that tells strangers nothing."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.http import HttpResponse
from django.urls import reverse

from alongside.core import aside as asides
from alongside.home.cast import PASSPHRASE, Cast
from alongside.people.models import Session

LOST = "/account/passphrase/lost/"


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks):
    """Runs what follows a commit, and waits for the thread that sends; gives the mails of one request."""
    aside = asides.aside
    monkeypatch.setattr(asides, "aside", lambda send: aside(send).join())

    def request(do) -> list[mail.EmailMessage]:
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            do()
        return mail.outbox[before:]

    return request


def sign_in(client, name: str = "secret-bruno"):
    client.post("/account/sign-in/", {"login": name, "password": PASSPHRASE})
    return client


def link_in(message: mail.EmailMessage) -> str:
    return re.search(r"http://testserver(/\S+)", message.body)[1]


def test_mail_address_is_confirmed_by_its_link(cast: Cast, client, sent) -> None:
    sign_in(client)
    form = {"email": "Heron@example.org", "action_add": "1"}
    (message,) = sent(lambda: client.post(reverse("account_email"), form))
    assert message.subject == "Your settings"
    assert not re.search(r"Bruno|secret|alongside", message.body + message.subject, re.I)
    assert not EmailAddress.objects.get().verified
    assert client.get(link_in(message)).status_code == 200
    assert not EmailAddress.objects.get().verified
    client.post(link_in(message))
    assert EmailAddress.objects.get().verified


def test_mail_address_page_says_beforehand_what_may_have_to_be_typed_again(cast: Cast, client) -> None:
    page = sign_in(client).get(reverse("account_email")).content.decode()
    assert page.index("Then please type the address once more") < page.index('name="email"')


def test_mail_address_is_one(cast: Cast, client, sent) -> None:
    sign_in(client)
    for address in ("one@example.org", "two@example.org"):
        form = {"email": address, "action_add": "1"}
        (message,) = sent(lambda form=form: client.post(reverse("account_email"), form))
        client.post(link_in(message))
    assert EmailAddress.objects.get().email == "two@example.org"
    client.post(reverse("account_email"), {"email": "two@example.org", "action_remove": "1"})
    assert not EmailAddress.objects.exists()


def test_lost_passphrase_says_the_same_for_known_and_unknown_addresses(
    cast: Cast, client, sent, give_address
) -> None:
    give_address(cast.bruno, "heron@example.org")
    answers = []
    mails = []
    for address in ("heron@example.org", "nobody@example.org"):
        form = {"email": address}
        mails.append(sent(lambda form=form: answers.append(client.post(LOST, form))))
    assert [len(list_) for list_ in mails] == [1, 0]
    assert answers[0]["Location"] == answers[1]["Location"] == reverse("account_reset_password_done")
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("tries", [40, pytest.param(200, marks=pytest.mark.long)])
def test_lost_passphrase_takes_as_long_for_unknown_addresses(
    transactional_db: None, cast: Cast, client, settings, medians, tries: int, give_address
) -> None:
    """With real commits, so that each mail is written and sent."""
    settings.ACCOUNT_RATE_LIMITS = False
    give_address(cast.bruno, "heron@example.org")
    known, unknown = medians(
        lambda: client.post(LOST, {"email": "heron@example.org"}),
        lambda: client.post(LOST, {"email": "nobody@example.org"}),
        tries=tries,
    )
    assert len(mail.outbox) == tries
    assert abs(known - unknown) < 0.2 * max(known, unknown)


def test_mail_begins_when_the_answer_is_complete(
    transactional_db: None, cast: Cast, client, monkeypatch: pytest.MonkeyPatch, give_address
) -> None:
    give_address(cast.bruno, "heron@example.org")
    happened, close = [], HttpResponse.close

    def completed(response: HttpResponse) -> None:
        happened.append("complete")
        close(response)

    monkeypatch.setattr(HttpResponse, "close", completed)
    monkeypatch.setattr(asides, "aside", lambda _send: happened.append("mail"))
    client.post(LOST, {"email": "heron@example.org"})
    assert happened == ["complete", "mail"]


def test_lost_passphrase_mail_is_in_the_language_of_whoever_asks(
    cast: Cast, client, sent, give_address
) -> None:
    give_address(cast.bruno, "heron@example.org")
    client.cookies["language"] = "es"
    (message,) = sent(lambda: client.post(LOST, {"email": "heron@example.org"}))
    assert message.subject == "Tus ajustes"


def test_mail_address_of_somebody_else_is_taken_like_any_other(
    cast: Cast, client, sent, give_address
) -> None:
    """Whether an address is known here is told to nobody but whoever reads its mail."""
    give_address(cast.bruno, "heron@example.org")
    sign_in(client, "secret-gita")
    answers = []
    for address in ("heron@example.org", "nobody@example.org"):
        form = {"email": address, "action_add": "1"}
        (message,) = sent(lambda form=form: answers.append(client.post(reverse("account_email"), form)))
        assert message.to == [address]
        answers.append(client.get(reverse("account_email")).content.decode().replace(address, "x"))
        EmailAddress.objects.filter(user=cast.gita).delete()
    assert answers[0]["Location"] == answers[2]["Location"]
    assert main_of(answers[1]) == main_of(answers[3])


def main_of(page: str) -> str:
    """Without the form keys, and without the notices that each change adds to the head of the page."""
    main = page.split("<main")[1].split("</main")[0]
    return re.sub('name="(once|csrfmiddlewaretoken)" value="[^"]*"', "", main)


def test_lost_passphrase_sends_nothing_to_an_address_that_nobody_confirmed(
    cast: Cast, client, sent, give_address
) -> None:
    """A wrong letter in an address would otherwise let a stranger into the account."""
    give_address(cast.bruno, "heronn@example.org", verified=False)
    assert sent(lambda: client.post(LOST, {"email": "heronn@example.org"})) == []


def test_lost_passphrase_is_replaced_once_and_signs_out_everywhere(
    cast: Cast, client, sent, give_address
) -> None:
    give_address(cast.bruno, "heron@example.org")
    sign_in(type(client)())
    (message,) = sent(lambda: client.post(LOST, {"email": "heron@example.org"}))
    form_page = client.get(link_in(message))["Location"]
    assert client.get(form_page).status_code == 200
    fresh = {"password1": "velvet anchor pickle sunrise"}
    assert client.post(form_page, fresh)["Location"] == reverse("account_reset_password_from_key_done")
    assert not Session.objects.filter(person=cast.bruno).exists()
    cast.bruno.refresh_from_db()
    assert cast.bruno.check_password(fresh["password1"])
    again = type(client)().get(link_in(message))
    assert "no longer good" in again.content.decode()
