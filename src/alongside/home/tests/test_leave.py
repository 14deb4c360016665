"""Delete me: asked once more, then everything is gone, and the rest stands."""

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.urls import reverse

from alongside.asks.models import Ask
from alongside.home import cast as the_cast
from alongside.home.cast import PASSPHRASE, Cast
from alongside.ledger.models import Key
from alongside.ledger.queries import breaks
from alongside.people.models import Person

CANARY = "Canary-of-Gita-5527"


def sign_in(client, name: str):
    client.post("/account/sign-in/", {"login": name, "password": PASSPHRASE})
    return client


def left_of(key: str) -> list[str]:
    return [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if getattr(field, "concrete", False) and getattr(field, "related_model", None) is Person
        if model._base_manager.filter(**{f"{field.name}_id": key}).exists()
    ]


def test_leave_asks_for_the_passphrase_when_it_was_long_ago(cast: Cast, client_of) -> None:
    answer = client_of(cast.gita).post(reverse("home:leave"))
    assert answer["Location"].startswith("/account/again/")
    assert Person.objects.filter(pk=cast.gita.pk).exists()


def test_leave_says_what_goes_and_what_stays(cast: Cast, client) -> None:
    page = sign_in(client, "secret-gita").get(reverse("home:leave")).content.decode()
    assert "What goes" in page
    assert "What stays" in page


@pytest.mark.parametrize("name", ["gita", "bruno", "chidi", "amal"])
def test_leave_deletes_the_person_everywhere(cast: Cast, client, name: str) -> None:
    person: Person = getattr(cast, name)
    key = person.pk
    EmailAddress.objects.create(user=person, email="somebody@example.org", verified=True, primary=True)
    answer = sign_in(client, person.sign_in_name).post(reverse("home:leave"))
    assert answer["Location"] == reverse("home:front")
    assert left_of(key) == []
    assert not Person.objects.filter(pk=key).exists()
    assert not Key.objects.filter(holder=key).exists()
    assert client.get(reverse("people:me")).status_code == 302


def test_leave_says_that_it_is_done_in_the_language_of_the_page_that_says_it(cast: Cast, client) -> None:
    Person.objects.filter(pk=cast.gita.pk).update(language="ar")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "es"
    sign_in(client, "secret-gita").post(reverse("home:leave"))
    assert "Tu cuenta se ha borrado." in client.get(reverse("home:front")).content.decode()
    assert "Tu cuenta" not in client.get(reverse("home:front")).content.decode()


def test_leave_keeps_the_group_s_asks_without_the_person(cast: Cast, client) -> None:
    sign_in(client, "secret-amal").post(reverse("home:leave"))
    assert Ask.objects.get(pk=cast.ask.pk).posted_by is None


@pytest.mark.django_db(transaction=True)
def test_leave_wipes_the_disk_and_keeps_the_ledger_whole(now, client, on_disk) -> None:
    cast = the_cast.make(now)
    sign_in(client, "secret-gita")
    client.post(reverse("people:name"), {"display_name": CANARY})
    client.post(reverse("people:home_area"), {"area": CANARY, "latitude": "", "longitude": ""})
    client.post(reverse("people:this_device"), {"name": CANARY})
    client.post(reverse("people:block", args=[cast.bruno.pk]), {"note": CANARY})
    client.post(reverse("home:leave"))
    kept = on_disk()
    assert CANARY.encode() not in kept
    assert b"secret-gita" not in kept
    assert list(breaks()) == []
