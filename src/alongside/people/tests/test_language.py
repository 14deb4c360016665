"""The language of the pages, for a person and for nobody."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.home.cast import Cast
from alongside.people import actions, queries
from alongside.people.models import Person

LANGUAGE = "/me/language/"


def test_language_of_nobody_is_a_cookie(db: None, client) -> None:
    answer = client.post(LANGUAGE, {"language": "ar", "next": "/account/sign-in/"})
    assert answer["Location"] == "/account/sign-in/"
    page = client.get("/account/sign-in/")
    assert page["Content-Language"] == "ar"
    assert '<html lang="ar" dir="rtl"' in page.content.decode()


def test_language_of_a_person_is_kept(cast: Cast, client_of) -> None:
    client_of(cast.bruno).post(LANGUAGE, {"language": "es"})
    assert Person.objects.get(pk=cast.bruno.pk).language == "es"
    assert client_of(cast.bruno).get(reverse("people:me"))["Content-Language"] == "es"


def test_language_of_a_person_is_chosen_by_their_own_pages_alone(cast: Cast, client_of) -> None:
    """Nobody's form needs no key, so that a public page is the same for all. Theirs does, and carries it."""
    cookies = client_of(cast.bruno).cookies
    strict, nobody = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    strict.cookies = cookies
    assert nobody.post(LANGUAGE, {"language": "es"}).status_code == 302
    assert strict.post(LANGUAGE, {"language": "es"}).status_code == 403
    assert Person.objects.get(pk=cast.bruno.pk).language == "en"
    page = strict.get(reverse("people:me")).content.decode()
    key = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[-1]
    assert strict.post(LANGUAGE, {"language": "es", "csrfmiddlewaretoken": key}).status_code == 302
    assert Person.objects.get(pk=cast.bruno.pk).language == "es"


def test_language_of_the_browser_counts_when_nothing_was_chosen(db: None, client) -> None:
    answer = client.get("/account/sign-in/", HTTP_ACCEPT_LANGUAGE="es-MX,es;q=0.9")
    assert answer["Content-Language"] == "es"
    assert "Accept-Language" in answer["Vary"]


def test_language_leads_only_to_pages_of_this_server(cast: Cast, client) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        answer = client.post(LANGUAGE, {"language": "es", "next": elsewhere})
        assert answer["Location"] == reverse("home:front")


def test_language_that_we_do_not_have_is_refused(cast: Cast, client) -> None:
    assert client.post(LANGUAGE, {"language": "tlh"}).status_code == 200


@pytest.fixture
def romani(add_language: Any) -> None:
    add_language("rom", "Romani čhib", {"Me": "Me som"})


def test_pages_of_an_added_language_go_on_in_the_languages_of_their_reader(
    romani: None, cast: Cast, client_of: Any, now: dt.datetime
) -> None:
    actions.add_language(by=cast.bruno, code="es", now=now)
    client_of(cast.bruno).post(LANGUAGE, {"language": "rom"})
    answer = client_of(cast.bruno).get(reverse("people:me"))
    page = answer.content.decode()
    assert answer["Content-Language"] == "rom"
    assert '<html lang="rom" dir="ltr"' in page
    assert '<option value="rom" lang="rom" selected>Romani čhib</option>' in page
    assert "Me som" in page
    assert "Grupos" in page
    assert "Groups" not in page


def test_nobody_reads_on_in_what_the_browser_asks_for(romani: None, client: Any, db: None) -> None:
    page = client.get("/account/sign-in/", HTTP_ACCEPT_LANGUAGE="rom,tlh;q=0.9,*;q=0.8,es-MX;q=0.7,en;q=0.1")
    assert page["Content-Language"] == "rom"
    assert "Entrar" in page.content.decode()


def test_whoever_reads_a_whole_language_is_not_asked_for_others(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    cast.bruno.language = "ar"
    with django_assert_num_queries(0):
        assert queries.reads_in(person=cast.bruno) == ["ar"]


def test_language_that_is_taken_away_leaves_its_readers_their_other_languages(
    cast: Cast, client_of: Any, now: dt.datetime
) -> None:
    actions.add_language(by=cast.bruno, code="es", now=now)
    actions.read_in(by=cast.bruno, language="rom", now=now)
    assert client_of(cast.bruno).get(reverse("people:me"))["Content-Language"] == "es"
