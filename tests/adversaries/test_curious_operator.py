"""A curious operator has the shell, the database, the backups and the logs.

What the product can shut out of the files without the server's key, it does: words of reports, messages, exact
places, notes and words for whom something was asked are sealed; no address, browser or referrer is kept;
nothing says who read what. No page gives an operator a way into a group. What this does not stop: an operator
who holds the server's key, or changes the code, reads what the server reads. There is no journal and there are
no sealed stories yet.
"""

import logging

import pytest
from django.apps import apps
from django.db import connection

from alongside.asks import actions as asks
from alongside.asks.rules import Slot
from alongside.commitments import actions as commitments
from alongside.communities.rules import Relation
from alongside.home.cast import EXACT_PLACE
from tests.adversaries.reach import pages, text
from tests.adversaries.weak import builds

WORDS = {
    "a report": "The stairs are unsafe.",
    "a message": "Canary-of-a-message-4471",
    "an exact place": EXACT_PLACE,
    "for whom it was asked": "Canary-Rosa-9921",
}
TRACES = {
    "an address": "203.0.113.77",
    "a browser": "Canary-Browser-3317",
    "a referrer": "canary-referrer.example",
}


def leaks(world, client_of, caplog, now):
    write(world, now)
    yield from of_the_rows()
    yield from of_traces(world, client_of, caplog)
    yield from of_the_operators_pages(world, client_of)


def write(world, now):
    """The operator of this world belongs to a group of their own account; here they belong to none."""
    world.cast.rainbow.memberships.filter(person=world.cast.olu).delete()
    commitments.write(commitment=world.promise, text=WORDS["a message"], by=world.cast.amal, now=now)
    world.cast.place.exact = EXACT_PLACE
    world.cast.place.save()
    asks.phone_in(
        community=world.cast.harbour, by=world.cast.amal, now=now, kind="transport", what="A lift", language="en",
        slots=[asks_slot(world)], known_as=WORDS["for whom it was asked"], is_open=True,
    )  # fmt: skip


def asks_slot(world):
    return Slot(world.cast.shift.starts_at, world.cast.shift.ends_at)


def of_the_rows():
    """Every value of every column of every table, as the database itself has it."""
    for table, said in everything():
        yield from (f"{what} in {table}" for what, word in WORDS.items() if word in said)


def everything():
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - our own tables
            yield model._meta.db_table, "\n".join(str(row) for row in cursor.fetchall())


def of_traces(world, client_of, caplog):
    """Every page asked for with an address, a browser and a referrer of its own; then all rows and all log lines."""
    caplog.set_level(logging.DEBUG)
    told = {"REMOTE_ADDR": TRACES["an address"], "HTTP_USER_AGENT": TRACES["a browser"]}
    told["HTTP_REFERER"] = f"https://{TRACES['a referrer']}/"
    told["HTTP_X_FORWARDED_FOR"] = TRACES["an address"]
    assert [*pages(world, client_of(world.cast.bruno), **told)]
    for page in ("/desk/", "/me/devices/", "/no-such-page/"):
        client_of(world.cast.bruno).get(page, **told)
    rows = "\n".join(said for _table, said in everything())
    yield from (f"{what} in a row" for what, word in TRACES.items() if word in rows)
    yield from (f"{what} in a log" for what, word in TRACES.items() if word in caplog.text)


def of_the_operators_pages(world, client_of):
    """What no page tells an operator: who belongs where, what a hidden group is called, what people wrote."""
    cast = world.cast
    words = [
        cast.rainbow.name,
        EXACT_PLACE,
        WORDS["a message"],
        f">{cast.chidi.display_name}<",
        f">{cast.bruno.display_name}<",
    ]
    for route, page in pages(world, client_of(cast.olu)):
        yield from (f"{word} on {route}" for word in words if word in text(page))


def test_nothing_leaks(world, client_of, caplog, now):
    assert [*leaks(world, client_of, caplog, now)] == []


def logs_addresses(request):
    logging.getLogger("alongside.weak").info("%s %s", request.META.get("REMOTE_ADDR"), request.path)
    return False


EVERYBODYS_STEWARD = Relation(is_signed_in=True, is_member=True, is_steward=True)
WEAK = {
    "texts are not sealed": [
        ("alongside.core.fields.seal", lambda text: text),
        ("alongside.core.fields.unseal", lambda text: text),
    ],
    "addresses are logged": [("alongside.ui.middleware.is_signed_in", logs_addresses)],
    "an operator is everybody's steward": [
        ("alongside.communities.queries.knowing.made_of", lambda *_told: EVERYBODYS_STEWARD)
    ],
}


@pytest.mark.sqlite
@pytest.mark.parametrize("weakness", builds(WEAK))
def test_weak_build_is_found(weakness, weaken, world, client_of, caplog, now):
    weaken(WEAK[weakness])
    assert any(leaks(world, client_of, caplog, now))
