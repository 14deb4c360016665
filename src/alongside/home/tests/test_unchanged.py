"""Public pages and feeds that a browser has already: nobody waits for them twice, and nobody learns more from it."""

import re
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.undisturbed import undisturbed

from alongside.asks.models import Ask
from alongside.commitments import actions as commitments
from alongside.commitments.models import Calendar
from alongside.communities.models import Community, Visibility
from alongside.core import ids
from alongside.home.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = ["home:front", "home:help", "home:tour", "home:holdings", "home:easy", "people:exit_explained"]
LISTS = ["matching:fits", "communities:communities"]
OF_A_GROUP = ["communities:community", "asks:community_asks", "asks:calendar"]


@pytest.fixture
def public_ask(cast: Cast) -> str:
    Ask.objects.update(open_to="anyone")
    return reverse("asks:ask", args=[cast.ask.pk])


def asked(client: Client, path: str, version: str = "") -> tuple[int, str, list[str]]:
    """The status, the version, and every statement but the question whether somebody wrote."""
    with CaptureQueriesContext(connection) as found:
        answer = client.get(path, headers={"If-None-Match": version} if version else {})
    statements = [re.sub("'[^']*'", "?", one["sql"]) for one in found.captured_queries]
    told = answer.headers.get("ETag", "")
    return answer.status_code, told, [one for one in statements if "pg_current_snapshot" not in one]


def twice(client: Client, path: str) -> tuple[int, int, list[str]]:
    """Both statuses, the second one of whoever has it already, with its statements."""
    status, version, _statements = asked(client, path)
    again, told, statements = asked(client, path, version)
    assert version
    assert told == version
    return status, again, statements


def test_public_pages_and_feeds_are_answered_without_the_database(
    cast: Cast, client, public_ask: str
) -> None:
    groups = [reverse(name, args=[cast.harbour.pk]) for name in OF_A_GROUP]
    for path in [*map(reverse, WORDS + LISTS), *groups, public_ask]:
        assert undisturbed(partial(twice, client, path)) == (200, 304, []), path


def test_calendar_of_a_person_is_answered_without_the_database_until_it_is_ended(
    cast: Cast, client, now
) -> None:
    """The first time its reading is noted, which is a write."""
    secret = commitments.make_calendar(by=cast.bruno, name="phone", shows="time", now=now)
    path = reverse("commitments:calendar", args=[secret])
    asked(client, path)
    _status, version, _statements = asked(client, path)
    assert undisturbed(partial(twice, client, path)) == (200, 304, [])
    commitments.end_calendar(id=Calendar.objects.get().pk, by=cast.bruno, now=now)
    assert asked(client, path, version)[0] == 404


def test_page_that_hides_is_as_if_it_had_never_been(cast: Cast, client, public_ask: str) -> None:
    """The same bytes and the same statements, at first and after that: an old version opens nothing."""
    _status, version, _statements = asked(client, public_ask)
    Community.objects.filter(pk=cast.harbour.pk).update(visibility=Visibility.HIDDEN)
    never = reverse("asks:ask", args=[ids.new_id()])
    for _each in range(2):
        assert asked(client, public_ask, version) == asked(client, never, version)
        assert asked(client, public_ask, version)[:2] == (404, "")
    assert client.get(public_ask).content == client.get(never).content
