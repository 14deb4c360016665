"""A public page that the browser has already is answered 304, before its view runs. The views here count how often."""

import datetime as dt
import itertools
from collections.abc import Iterator

import pytest
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import path
from django.utils.translation import gettext
from time_machine import travel

from alongside.config import urls
from alongside.core import written
from alongside.core.models import SentForm
from alongside.core.unchanged import public

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls(__name__)]
NOW = dt.datetime(2026, 3, 4, 10, 0, 5, tzinfo=dt.UTC)
built: list[str] = []


@public
def page(request: HttpRequest) -> HttpResponse:
    built.append(request.get_full_path())
    return HttpResponse(gettext("Groups") + "".join(SentForm.objects.values_list("key", flat=True)))


@public
def with_key(request: HttpRequest) -> HttpResponse:
    return HttpResponse(get_token(request))


@public
def missing(request: HttpRequest) -> HttpResponse:
    raise Http404


@public
def elsewhere(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect("/page/")


def private(request: HttpRequest) -> HttpResponse:
    return HttpResponse("private")


def told(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Your offer was sent.")
    return HttpResponse()


views = [page, with_key, missing, elsewhere, private, told]
urlpatterns = [*urls.urlpatterns, *(path(f"{view.__name__}/", view) for view in views)]


@pytest.fixture(autouse=True)
def nothing_built_yet() -> Iterator[None]:
    built.clear()
    written._latest[0] = written.Kept()
    with travel(NOW, tick=False):
        yield


keys = (f"key-{number:020}" for number in itertools.count())


def write() -> None:
    SentForm.objects.create(key=next(keys), sender="", answered_to="", sent_at=NOW)


def has(client: Client, version: str, path: str = "/page/", **options: str) -> bool:
    answer = client.get(path, headers={"If-None-Match": version, **options})
    assert answer.status_code in {200, 304}
    assert bool(answer.content) == (answer.status_code == 200)
    return answer.status_code == 304


def test_page_that_the_browser_has_is_not_built_again(client: Client) -> None:
    first = client.get("/page/")
    answer = client.get("/page/", headers={"If-None-Match": first["ETag"]})
    assert (answer.status_code, answer.content) == (304, b"")
    assert len(built) == 1
    for name in ("ETag", "Cache-Control", "Vary", "Content-Language", "Content-Security-Policy"):
        assert answer[name] == first[name]
    assert answer["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "Accept-Language"} <= {one.strip() for one in answer["Vary"].split(",")}


def test_page_is_built_again_after_a_write_and_may_still_be_the_same(client: Client) -> None:
    version = client.get("/page/")["ETag"]
    write()
    assert not has(client, version)
    SentForm.objects.all().delete()
    assert has(client, version)
    assert len(built) == 3


def test_page_is_built_again_in_the_next_minute(client: Client) -> None:
    version = client.get("/page/")["ETag"]
    with travel(NOW + dt.timedelta(seconds=55), tick=False):
        assert has(client, version)
    assert len(built) == 2


def test_page_in_another_language_or_of_another_address_is_another(client: Client) -> None:
    version = client.get("/page/")["ETag"]
    assert not has(client, version, **{"Accept-Language": "es"})
    client.cookies["language"] = "ar"
    assert not has(client, version)
    client.cookies.clear()
    assert has(client, version, path="/page/?page=2")
    assert built == ["/page/", "/page/", "/page/", "/page/?page=2"]


def test_version_says_nothing_under_another_name_of_the_server(client: Client) -> None:
    version = client.get("/page/")["ETag"]
    asked = {"If-None-Match": version, "Host": "elsewhere.example"}
    assert client.get("/page/", headers=asked).status_code == 400


def test_browser_that_has_another_version_gets_this_one(client: Client) -> None:
    client.get("/page/")
    assert not has(client, '"another"')
    assert not has(client, "")


@pytest.mark.parametrize("path", ["/with_key/", "/missing/", "/elsewhere/", "/private/"])
def test_nothing_else_is_kept_by_anybody(client: Client, path: str) -> None:
    """What holds a key for one form, is not there, leads on, or is not marked as public."""
    for _each in range(2):
        answer = client.get(path)
        assert answer["Cache-Control"] == "no-store"
        assert "ETag" not in answer


def test_words_that_wait_for_one_reader_are_not_kept(client: Client) -> None:
    version = client.get("/page/")["ETag"]
    client.get("/told/")
    answer = client.get("/page/", headers={"If-None-Match": version})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert "ETag" not in answer


def test_nothing_is_kept_for_whoever_is_signed_in(client_of, cast) -> None:
    version = Client().get("/page/")["ETag"]
    for _each in range(2):
        answer = client_of(cast.bruno).get("/page/", headers={"If-None-Match": version})
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "no-store"
        assert "ETag" not in answer


def test_form_that_is_sent_is_not_answered_from_what_is_kept(client: Client) -> None:
    version = client.get("/page/")["ETag"]
    assert client.head("/page/", headers={"If-None-Match": version}).status_code == 200
    assert client.post("/page/", headers={"If-None-Match": version}).status_code == 200
