"""A hostile federated server delivers and scrapes.

There is no federation yet. So nothing takes deliveries: no address of this server changes anything for a
message of another one, and none of the addresses at which servers look for each other exists. What is for a
limited audience is served to no nameless reader, whatever it says it accepts.
"""

import json

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from alongside.communities.models import Community
from alongside.core.once import repeatable
from alongside.home.cast import EXACT_PLACE
from tests.adversaries.reach import reachable, text
from tests.adversaries.weak import builds
from tests.walk import looked, undone
from tests.world import address

KINDS = ("application/activity+json", 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"')
KNOCKS = (
    "/inbox", "/inbox/", "/outbox", "/actor", "/nodeinfo/2.0", "/.well-known/webfinger?resource=acct:amal@example.org",
    "/.well-known/nodeinfo", "/.well-known/host-meta", "/api/v1/instance", "/users/amal", "/users/amal/followers",
)  # fmt: skip
OF_EVERY_VISIT = {"people.Session", "core.SentForm"}
DELIVERY = json.dumps(
    {
        "@context": "https://www.w3.org/ns/activitystreams",
        "type": "Follow",
        "actor": "https://bad.example/a",
        "object": "https://here/",
    }
)


def leaks(world, client):
    yield from of_delivering(world, client)
    yield from of_knocking(client)
    yield from of_scraping(world, client)


def of_delivering(world, client):
    """To every address of the URL table, and to those at which others have an inbox."""
    addresses = {route: address(route, world) for route in reachable()} | {one: one for one in KNOCKS}
    for name, there in addresses.items():
        before = rows()
        changed = []

        def deliver(there=there, before=before, changed=changed):
            answer = client.post(
                there, DELIVERY, content_type=KINDS[0], HTTP_SIGNATURE='keyId="https://bad.example/a#key"'
            )
            changed.append(rows() != before)
            return answer

        answer = undone(deliver)
        if answer.status_code in (201, 202) or changed[0]:
            yield f"a delivery to {name}"


def rows():
    """How many each table holds, in one statement: they are counted twice for each address."""
    tables = [one._meta.db_table for one in apps.get_models() if one._meta.label not in OF_EVERY_VISIT]
    counts = ", ".join(f"(SELECT count(*) FROM {connection.ops.quote_name(one)})" for one in tables)  # noqa: S608 - our own tables
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return dict(zip(tables, cursor.fetchone(), strict=True))


def of_knocking(client):
    yield from (one for one in KNOCKS if client.get(one, HTTP_ACCEPT=KINDS[0]).status_code != 404)


def of_scraping(world, client):
    cast = world.cast
    starts_at = cast.shift.starts_at.astimezone(cast.harbour.zone)
    words = [EXACT_PLACE, cast.ask.what, cast.rainbow.name, world.draft.what, f"{starts_at:%H:%M}"]
    words += [f">{one.display_name}<" for one in (cast.amal, cast.bruno, cast.chidi)]
    for route in reachable():
        for kind in (*KINDS, "application/json", "text/calendar", "*/*"):
            said = text(looked(world, client, route, HTTP_ACCEPT=kind))
            yield from (f"{word} on {route}" for word in words if word in said)


def test_nothing_leaks(world, client):
    assert [*leaks(world, client)] == []


@csrf_exempt
@repeatable
def takes_deliveries(request):
    """A weak build: it believes whoever posts."""
    Community.objects.filter(visibility="hidden").delete()
    return HttpResponse(status=202)


class Inboxes:
    """A root of addresses with an inbox beside all others."""

    urlpatterns = [path("inbox", takes_deliveries), path("", include("alongside.config.urls"))]
    handler404 = "alongside.ui.views.not_found"


def test_weak_build_with_an_inbox_is_found(world, client, settings):
    settings.ROOT_URLCONF = Inboxes
    assert any(leaks(world, client))


WEAK = {
    "limited asks are for everybody": [("alongside.asks.rules.may_see", lambda *_told, **_terms: True)],
    "hours are in the feed": [
        ("alongside.asks.rules.may_know_hours", lambda _relation: True),
        ("alongside.asks.rules.may_see", lambda *_told, **_terms: True),
    ],
}


@pytest.mark.sqlite
@pytest.mark.parametrize("weakness", builds(WEAK))
def test_weak_build_is_found(weakness, weaken, world, client):
    weaken(WEAK[weakness])
    assert any(leaks(world, client))
