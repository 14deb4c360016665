"""Delete me: nothing that somebody typed about themselves, or wrote to others, is left, in a table or in a file."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from alongside.accountability import actions as accountability
from alongside.commitments import actions as commitments
from alongside.communities import actions as communities
from alongside.core.declaring import Declaration, Erasure
from alongside.home import actions as home
from alongside.home import cast as the_cast
from alongside.people import actions as people
from alongside.people.models import Person
from tests.architecture.test_exports import world  # noqa: F401 - a fixture
from tests.architecture.test_models import ours
from tests.world import World

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


NOT_THE_WRITERS = {
    "accountability.AppealAnswer.words": "belongs to whom it was given, and goes with them",
    "accountability.AppealAnswer.language": "the same",
    "communities.Membership.circle": "an id of the first member of a circle, with whom it goes",
}
"""Fields that are deleted with the person of their row, who is not each person whom the row names."""


def words_of(model: type[models.Model]) -> list[str]:
    """The fields of a table that hold free words, and are said to be deleted with a person."""
    said: dict[str, Declaration] = model.declared  # type: ignore[attr-defined]  # every model of ours has it
    return [
        one.name
        for one in model._meta.concrete_fields
        if isinstance(one, models.CharField | models.TextField)
        if not (one.choices or one.unique or one.is_relation)
        if said[one.name].erasure is Erasure.DELETE and not said[one.name].is_mark
        if f"{model._meta.label}.{one.name}" not in NOT_THE_WRITERS
    ]


def people_named(model: type[models.Model]) -> list[str]:
    return [one.name for one in model._meta.concrete_fields if one.related_model is Person]


def fill(model: type[models.Model], row: models.Model) -> set[str]:
    """Writes the canary into each free word of a row. What the database keeps in a form of its own stays."""
    filled = set()
    for name in words_of(model):
        length = getattr(model._meta.get_field(name), "max_length", None) or len(CANARY)
        if length < len(CANARY):
            continue
        model._base_manager.filter(pk=row.pk).update(**{name: CANARY})
        filled.add(f"{model._meta.label}.{name}")
    return filled


def written_by(who: Person) -> set[str]:
    """The canary in every row of every table that names somebody, and in the account itself."""
    filled = fill(Person, who)
    for model in ours():
        for link in people_named(model):
            for row in model._base_manager.filter(**{link: who.pk}):
                filled |= fill(model, row)
    return filled


def test_every_word_of_whoever_leaves_goes_from_every_table(world: World, now: dt.datetime) -> None:  # noqa: F811 - the fixture
    """Not what a test's author thought of: what the declarations say, in each table of a full world."""
    people = [world.hana, world.noor, *Person.objects.filter(sign_in_name__startswith="secret-")]
    filled, left = set(), []
    for who in people:
        with transaction.atomic():
            filled |= written_by(who)
            assert rows_with(CANARY)
            home.erase(by=who, now=now)
            left += [f"{who.display_name}: {label}" for label in rows_with(CANARY) + rows_with(who.pk)]
            transaction.set_rollback(True)
    assert left == []
    assert filled >= {
        f"{model._meta.label}.{name}" for model in ours() if people_named(model) for name in words_of(model)
    }
