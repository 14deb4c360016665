"""The quick exit: one press, from anywhere, always."""

from django.conf import settings
from django.test import Client
from django.urls import reverse

from alongside.home.cast import Cast
from alongside.people.models import Person, Session

EXIT = "/exit/"
AWAY = f"0;url={settings.ALONGSIDE_EXIT_URL}"


def test_exit_signs_out_and_leads_away(cast: Cast, client_of) -> None:
    client = client_of(cast.bruno)
    answer = client.post(EXIT)
    assert answer["Refresh"] == AWAY
    assert answer["Cache-Control"] == "no-store"
    assert not Session.objects.filter(person=cast.bruno).exists()


def test_exit_never_fails_without_key_token_or_session(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    for _press in range(3):
        assert client.post(EXIT)["Refresh"] == AWAY
    client.cookies["session"] = "broken"
    assert client.post(EXIT, {"once": "x"})["Refresh"] == AWAY


def test_front_page_after_exit_says_nothing_of_what_was_done_last(cast: Cast, client_of) -> None:
    client = client_of(cast.bruno)
    client.post(reverse("people:hours"), {"hours": 8})
    assert client.cookies["messages"].value
    client.post(EXIT)
    assert "Saved" not in client.get(reverse("home:front")).content.decode()


def test_going_back_after_exit_meets_the_front_page(cast: Cast, client_of) -> None:
    client = client_of(cast.bruno)
    client.post(EXIT)
    assert client.get(reverse("people:hours"))["Location"] == reverse("home:front")
    client.get(reverse("account_login"))
    assert client.get(reverse("people:hours"))["Location"].startswith(reverse("account_login"))


def test_exit_is_explained_to_everybody(cast: Cast, client, client_of) -> None:
    assert client.get(EXIT)["Location"] == reverse("people:exit_explained")
    page = client.get(reverse("people:exit_explained")).content.decode()
    assert "history" in page
    assert "Shift" in page


def test_exit_explained_is_remembered_once_it_was_read(cast: Cast, client_of) -> None:
    Person.objects.filter(pk=cast.gita.pk).update(has_seen_exit=False)
    client = client_of(cast.gita)
    explained = reverse("people:exit_explained")
    assert "I have read this" in client.get(explained).content.decode()
    assert client.post(explained)["Location"] == reverse("people:start")
    assert "I have read this" not in client.get(explained).content.decode()
