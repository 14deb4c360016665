"""The language of the pages, for a person and for nobody."""

from django.urls import reverse

from alongside.home.cast import Cast
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
