"""A form has its effect once. These views stand in front of the real pages, under the real middleware."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import Sender
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from alongside.config import urls
from alongside.core import once
from alongside.core.ids import new_id
from alongside.core.models import SentForm
from alongside.home.cast import Cast
from alongside.ledger.models import Key

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def write() -> str:
    """Something that shows in the database that a view ran."""
    key = Key.objects.create(holder=new_id(), secret="x")
    return key.holder


def saved(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(f"/there/{write()}/")


def shown_again(request: HttpRequest) -> HttpResponse:
    write()
    if request.POST.get("name"):
        return HttpResponseRedirect("/done/")
    return HttpResponse("Please write a name.")


def breaks(request: HttpRequest) -> HttpResponse:
    write()
    raise RuntimeError("in the middle")


def sends_to_login(request: HttpRequest) -> HttpResponse:
    write()
    return HttpResponseRedirect("/account/sign-in/?next=/x/")


@once.repeatable
def harmless(request: HttpRequest) -> HttpResponse:
    return HttpResponse("again")


urlpatterns = [
    path("saved/", saved),
    path("shown-again/", shown_again),
    path("breaks/", breaks),
    path("sends-to-login/", sends_to_login),
    path("harmless/", harmless),
    *urls.urlpatterns,
]
handler400, handler404 = urls.handler400, urls.handler404
KEY = "a-key-that-is-long-enough"


def test_a_form_sent_twice_has_one_effect_and_one_answer(client: Sender) -> None:
    first = client.post("/saved/", {"once": KEY})
    second = client.post("/saved/", {"once": KEY})
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert Key.objects.count() == 1


def test_two_forms_have_two_effects(client: Sender) -> None:
    client.post("/saved/")
    client.post("/saved/")
    assert Key.objects.count() == 2


def test_a_form_shown_again_left_nothing_and_may_be_sent_corrected(client: Sender) -> None:
    assert client.post("/shown-again/", {"once": KEY}).status_code == 200
    assert not Key.objects.exists()
    assert client.post("/shown-again/", {"once": KEY, "name": "Gita"})["Location"] == "/done/"
    assert Key.objects.count() == 1


def test_an_error_leaves_nothing_and_frees_the_key(client: Sender) -> None:
    with pytest.raises(RuntimeError):
        client.post("/breaks/", {"once": KEY})
    assert not Key.objects.exists()
    assert not SentForm.objects.exists()
    assert client.post("/saved/", {"once": KEY}).status_code == 302


def test_the_way_to_the_sign_in_page_is_no_effect(client: Sender) -> None:
    client.post("/sends-to-login/", {"once": KEY})
    assert not Key.objects.exists()
    assert not SentForm.objects.exists()


def test_another_sender_does_not_get_the_answer(cast: Cast, client: Sender) -> None:
    client.force_login(cast.gita)
    answer = client.post("/saved/", {"once": KEY})["Location"]
    other = Sender()
    other.force_login(cast.farid)
    before = Key.objects.count()
    refused = other.post("/saved/", {"once": KEY})
    assert refused.status_code == 400
    assert answer not in refused.content.decode()
    assert Key.objects.count() == before


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "x" * 20 + "\0", "ﻻ" * 20])
def test_a_form_without_a_proper_key_is_refused(client: Sender, key: str) -> None:
    assert client.post("/saved/", {"once": key}).status_code == 400
    assert not Key.objects.exists()


def test_a_harmless_form_needs_no_key(client: Sender) -> None:
    assert client.post("/harmless/", {"once": ""}).content == b"again"


def test_reading_needs_no_key(client: Sender) -> None:
    client.get("/saved/")
    assert not SentForm.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_form_from_six_tabs_at_once_has_one_effect(client: Sender) -> None:
    def send(_number: int) -> str:
        try:
            return str(Sender().post("/saved/", {"once": KEY})["Location"])
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as tabs:
        answers = list(tabs.map(send, range(6)))
    assert len(set(answers)) == 1
    assert Key.objects.count() == 1


def test_the_row_tells_nothing_about_the_sender(cast: Cast, client: Sender) -> None:
    client.force_login(cast.gita)
    client.post("/saved/", {"once": KEY})
    assert cast.gita.pk not in SentForm.objects.get(key=KEY).sender
