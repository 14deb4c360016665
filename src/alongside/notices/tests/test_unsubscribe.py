import re

import pytest
from django.test import Client

from alongside.core.fields import seal
from alongside.notices import jobs, queries
from alongside.notices.models import Unsubscription
from alongside.notices.tests.test_notices import tell


@pytest.fixture
def bruno(cast, give_address):
    give_address(cast.bruno, "bruno.private@mail.example")
    return cast.bruno


def link_in(letter):
    return re.fullmatch(
        r"<https://calendar\.example(/notices/unsubscribe/[^>]+)>", letter["List-Unsubscribe"].strip()
    )[1]


def test_the_button_of_a_mail_program_stops_mail(bruno, letterbox, now):
    """RFC 8058: a POST from another machine, without cookie, token or key; twice, because some do."""
    tell(bruno, now)
    jobs.send_due_mail(now)
    letter = letterbox.parsed()[0]
    stranger = Client(enforce_csrf_checks=True)

    answers = [stranger.post(link_in(letter), {"List-Unsubscribe": "One-Click"}) for _time in range(2)]

    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [answer.status_code for answer in answers] == [200, 200]
    tell(bruno, now)
    assert jobs.send_due_mail(now) == 0


def test_opening_the_link_uses_nothing_up(bruno, client):
    page = f"/notices/unsubscribe/{queries.unsubscribe_token(bruno)}/"

    body = client.get(page).content.decode()

    assert "Stop mail?" in body
    assert not Unsubscription.objects.exists()
    assert bruno.display_name not in body
    assert "private" not in body


@pytest.mark.parametrize(
    "make", [lambda _key: "x", lambda key: seal(key), lambda _key: seal("no mail for ghost")]
)
def test_a_link_that_nobody_made_is_not_found(bruno, client, make):
    assert client.get(f"/notices/unsubscribe/{make(bruno.pk)}/").status_code == 404
    assert client.post(f"/notices/unsubscribe/{make(bruno.pk)}/").status_code == 404


def test_safety_still_comes_and_says_why(bruno, letterbox, now):
    queries_before = Unsubscription.objects.create(person=bruno, at=now)
    tell(bruno, now, kind="account.way_in_changed", about="account", url="/me/")

    assert jobs.send_due_mail(now) == 1
    letter = letterbox.parsed()[0]
    assert "List-Unsubscribe" not in letter
    assert "cannot be stopped" in letter.get_payload(decode=True).decode()
    assert queries_before.person == bruno


def test_mail_can_be_turned_off_and_on_again(bruno, client_of, letterbox, now):
    browser = client_of(bruno)

    assert browser.post("/notices/mail/", {"wanted": "no"}).status_code == 302
    assert "Mail is off." in browser.get("/notices/").content.decode()
    assert browser.post("/notices/mail/", {"wanted": "yes"}).status_code == 302
    assert not Unsubscription.objects.exists()


def test_mail_is_turned_off_only_by_whoever_is_signed_in(client, bruno):
    assert client.post("/notices/mail/", {"wanted": "no"}).status_code == 302
    assert client.get("/notices/mail/").status_code == 302
    assert not Unsubscription.objects.exists()
