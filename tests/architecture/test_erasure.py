"""Delete me: nothing that somebody typed about themselves, or wrote to others, is left, in a table or in a file."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.test import Client
from django.urls import reverse

from alongside.accountability import actions as accountability
from alongside.commitments import actions as commitments
from alongside.communities import actions as communities
from alongside.home import cast as the_cast
from alongside.people import actions as people
from alongside.people.models import Person

CANARY = "canary-7731"


def live(now: dt.datetime) -> Person:
    """Somebody who wrote the canary wherever this server lets a person write about themselves."""
    cast = the_cast.make(now)
    canary = the_cast.person(CANARY, now, sign_in_name=CANARY)
    people.set_home(by=canary, area=CANARY, point=None, now=now)
    people.block(by=canary, against=cast.gita.pk, note=CANARY, now=now)
    EmailAddress.objects.create(user=canary, email=f"{CANARY}@example.org", verified=True, primary=True)
    communities.ask_to_join(community=cast.listed, by=canary, words=CANARY, now=now)
    communities.join_as_ally(community=cast.harbour, by=canary, now=now)
    offer = commitments.offer(shift=cast.shift, by=canary, note=CANARY, now=now)
    commitments.accept(commitment=offer, by=cast.amal, now=now)
    commitments.write(commitment=offer, text=CANARY, by=canary, now=now)
    commitments.release(commitment=offer, by=canary, now=now)
    about = f"community:{cast.harbour.pk}"
    accountability.report(by=canary, about=about, words=CANARY, language="en", now=now)
    return canary


def rows_with(word: str) -> list[str]:
    """Every table with the word in a row; what is sealed is opened for this."""
    return [
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if any(word in str(row) for row in model._base_manager.values_list())
    ]


def files_with(word: str, folder: Path) -> list[str]:
    return [str(file) for file in folder.rglob("*") if file.is_file() and word.encode() in file.read_bytes()]


@pytest.mark.django_db(transaction=True)
def test_delete_me_leaves_nothing_behind(
    now: dt.datetime, data_folder: Path, on_disk: Callable[[], bytes], client: Client
) -> None:
    canary = live(now)
    key = canary.pk
    client.post("/account/sign-in/", {"login": CANARY, "password": the_cast.PASSPHRASE})
    Authenticator.objects.create(user=canary, type="webauthn", data={"name": CANARY})
    client.post(reverse("people:this_device"), {"name": CANARY})
    assert len(rows_with(CANARY)) >= 8

    answer: Any = client.post(reverse("home:leave"))

    assert answer["Location"] == reverse("home:front")
    assert rows_with(CANARY) == []
    assert rows_with(key) == []
    assert files_with(CANARY, data_folder) == []
    assert files_with(key, data_folder) == []
    kept = on_disk()
    assert CANARY.encode() not in kept
    assert key.encode() not in kept
