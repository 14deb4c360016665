"""The page for when nothing can be kept: it gives back what was typed, and asks nothing of the database."""

from html import unescape

import pytest
from django.test import Client

from alongside.core import outages
from alongside.ui import rules

pytestmark = pytest.mark.urls("alongside.ui.tests.places")
KEY = "k" * 20
SAYS = {
    "en": "Nothing can be kept just now",
    "es": "Ahora no se puede guardar nada",
    "ar": "لا يمكن حفظ أي شيء الآن",
}
TYPED = "Two soup pots.\nAnd «mañana» <b>"


@pytest.fixture
def sent(db: None) -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("language", SAYS)
def test_gives_back_what_was_typed_in_the_language_of_whoever_sent_it(sent: Client, language: str) -> None:
    sent.cookies["language"] = language
    answer = sent.post("/unkept/?next=1", {"once": KEY, "why": TYPED, "kind": ["make", "lend"]})
    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Retry-After"] == "120"
    assert answer["Cache-Control"] == "no-store"
    assert SAYS[language] in page
    assert f'<html lang="{language}"' in page
    assert f"\n{TYPED}</textarea>" in unescape(page)
    assert "<b>" not in page.split("<textarea")[1].split("</textarea>")[0]
    for name, value in (("once", KEY), ("kind", "make"), ("kind", "lend")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    assert 'action="/unkept/?next=1"' in page


def test_reading_offers_no_form(sent: Client) -> None:
    answer = sent.get("/unkept/")
    assert answer.status_code == 503
    assert "<textarea" not in answer.content.decode()


@pytest.mark.parametrize("name", ["password", "oldpassword", "password1", "passphrase", "code", "credential"])
def test_nothing_of_a_form_with_a_secret_stands_on_the_page(sent: Client, name: str) -> None:
    answer = sent.post("/unkept/", {"once": KEY, "login": "secret name", name: "velvet anchor"})
    page = answer.content.decode()
    assert answer.status_code == 503
    for word in ("velvet", "secret name", KEY):
        assert word not in page


def test_fault_of_the_program_is_no_outage(sent: Client) -> None:
    assert sent.get("/broken/").status_code == 500


def test_every_field_goes_along_once() -> None:
    found = rules.given_back([("once", [KEY]), ("why", ["two pots"]), ("days", ["1", "2"]), ("empty", [""])])
    assert found is not None
    assert found.typed == [("why", "two pots")]
    assert found.hidden == [("once", KEY), ("days", "1"), ("days", "2"), ("empty", "")]
    assert outages.is_outage(None) is False
