"""What somebody was called before is nowhere any more: not for them, not for others, not in a mail or a file."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core import mail
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client

from alongside.accountability import actions as accountability
from alongside.commitments import actions as commitments
from alongside.home import cast as the_cast
from alongside.home import queries
from alongside.notices import jobs
from alongside.people import actions as people
from alongside.people.models import Person
from tests.architecture.test_crawl import crawl
from tests.world import build

OLD = "Deadname-Canary-5520"
READERS = ("bruno", "amal", "jun", "chidi", "dara", "edda", "farid", "gita", "olu")


@pytest.fixture
def renamed(db: None, now: dt.datetime, settings: Any) -> the_cast.Cast:
    """Bruno did all that an ally does under a name that he then changed."""
    settings.ALONGSIDE_SENDS_MAIL = True
    cast = the_cast.make(now)
    people.change_name(by=cast.bruno, display_name=OLD, now=now)
    for steward in (cast.amal, cast.jun):
        EmailAddress.objects.create(user=steward, email=f"{steward.pk}@example.org", verified=True)
    world = build(cast, now)
    commitments.write(commitment=world.promise, text="Which door?", by=cast.bruno, now=now)
    commitments.release(commitment=world.promise, by=cast.bruno, now=now)
    about = f"person:{cast.bruno.pk}"
    accountability.report(by=cast.jun, about=about, within=cast.harbour.pk, words="", language="en", now=now)
    accountability.restrict(community=cast.harbour, person=cast.bruno, reason="trust", by=cast.amal, now=now)
    people.change_name(by=cast.bruno, display_name="Brunhilde", now=now)
    return cast


def test_former_name_is_on_no_page_of_anybody(
    renamed: the_cast.Cast, client_of: Callable[..., Client], client: Client
) -> None:
    seen_by = {name: crawl(client_of(getattr(renamed, name))) for name in READERS}
    seen_by["nobody"] = crawl(client)
    assert any("Brunhilde" in page for page in seen_by["amal"].values()), "no page shows the new name either"
    assert [
        (name, path) for name, pages in seen_by.items() for path, page in pages.items() if OLD in page
    ] == []


def test_former_name_is_in_no_file_and_no_mail(
    renamed: the_cast.Cast, now: dt.datetime, settings: Any
) -> None:
    for person in Person.objects.all():
        assert OLD not in json.dumps(queries.everything(person=person), cls=DjangoJSONEncoder)
    later = now + dt.timedelta(hours=1)
    jobs.make_digests(later)
    assert jobs.send_due_mail(later) > 0
    assert not [message for message in mail.outbox if OLD in str(message.message())]


def test_former_name_is_in_no_table(renamed: the_cast.Cast) -> None:
    """Nothing copies a name: the row of its person is the only place where it ever was."""
    for model in apps.get_models(include_auto_created=True):
        assert not [row for row in model._base_manager.values_list() if OLD in str(row)], model._meta.label
