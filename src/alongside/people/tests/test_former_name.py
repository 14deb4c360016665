"""After a change, the old name is nowhere: not on a page, not in the export, not in a byte on the disk."""

import json
import sqlite3
from contextlib import closing

import pytest
from django.db import connection
from django.urls import reverse

from alongside.home import cast as the_cast
from alongside.people import jobs, urls

OLD = "Deadname-Canary-7319"


def own_pages() -> list[str]:
    """The address of every page of people that needs no id, except the ones that only act."""
    acts = {"exit", "everywhere", "rest_end"}
    plain = [page for page in urls.urlpatterns if page.name not in acts and "<" not in str(page.pattern)]
    return [reverse(f"people:{page.name}") for page in plain]


@pytest.mark.django_db(transaction=True)
@pytest.mark.sqlite
def test_former_name_is_gone_from_pages_export_and_disk(now, client_of, on_disk) -> None:
    cast = the_cast.make(now)
    client = client_of(cast.bruno)
    client.post(reverse("people:name"), {"display_name": OLD})
    assert OLD.encode() in on_disk()
    client.post(reverse("people:name"), {"display_name": "Brunhilde"})
    pages = [client.get(page) for page in own_pages()]
    assert len(pages) > 15
    assert not [page.request["PATH_INFO"] for page in pages if OLD in page.content.decode()]
    export = client.get(reverse("home:everything_file"))
    assert OLD not in json.dumps(export.json())
    assert OLD.encode() not in on_disk()


@pytest.mark.django_db(transaction=True)
@pytest.mark.sqlite
def test_worker_wipes_what_a_reader_kept_on_the_disk(now, client_of, on_disk) -> None:
    cast = the_cast.make(now)
    client = client_of(cast.bruno)
    client.post(reverse("people:name"), {"display_name": OLD})
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people_person").fetchone()
        client.post(reverse("people:name"), {"display_name": "Brunhilde"})
        jobs.wipe_log(now)
        assert OLD.encode() in on_disk()
    jobs.wipe_log(now)
    assert OLD.encode() not in on_disk()
