"""A doxxer or scraper enumerates, crawls, and looks at photos.

So identifiers cannot be guessed; what is forbidden has the same bytes as what never was; a crawl without an
account finds no name, hour or exact place; places and homes are coarse; and the product keeps no picture at
all.
"""

import re
from itertools import count

import pytest
from django.apps import apps
from django.db.models import FileField
from django.urls import reverse

from alongside.core import ids
from alongside.core.locations import Location
from alongside.home.cast import EXACT_PLACE
from alongside.people import actions as people
from tests.adversaries.weak import builds
from tests.architecture.test_crawl import crawl
from tests.walk import undone

HOME = Location(40.416775, -3.703790)
SAMPLE = 2000
HIDDEN = {
    "communities:community": ("rainbow",),
    "communities:request": ("rainbow",),
    "communities:ally": ("rainbow",),
    "asks:community_asks": ("rainbow",),
    "asks:ask": ("ask",),
    "commitments:offer": ("ask",),
}


def leaks(world, client, client_of, now):
    yield from of_guessing()
    yield from of_trying(world, client, client_of)
    yield from of_crawling(world, client)
    yield from of_a_home(world, client_of, now)
    yield from of_pictures()


def of_guessing():
    """No order, no repetition, and room for more than anybody can try."""
    made = [ids.new_id() for _one in range(SAMPLE)]
    if len(set(made)) < SAMPLE or made == sorted(made):
        yield "identifiers"
    if len({one[:4] for one in made}) < SAMPLE * 0.9 or len(ids.ALPHABET) ** len(made[0]) < 2**80:
        yield "identifiers that are near each other"


def of_trying(world, client, client_of):
    """The answer to a thing that is hidden, beside the answer to a thing that never was."""
    world.cast.ask.open_to = "members"
    world.cast.ask.save()
    for route, (name,) in HIDDEN.items():
        there = reverse(route, args=[getattr(world.cast, name).pk])
        never = reverse(route, args=["a" * ids.ID_LENGTH])
        for browser in (client, client_of(world.cast.gita)):
            if answer(browser, there) != answer(browser, never):
                yield f"that something is at {route}"


def answer(browser, path):
    found = undone(lambda: browser.get(path))
    place = found.headers.get("Location", "").replace(path, "")
    return found.status_code, re.sub(r"next=.*", "", place), found.content.replace(path.encode(), b"")


def of_crawling(world, client):
    cast = world.cast
    world.cast.ask.open_to = "anyone"
    world.cast.ask.save()
    starts_at = cast.shift.starts_at.astimezone(cast.harbour.zone)
    words = [EXACT_PLACE, cast.rainbow.name, cast.place.name, f"{starts_at:%H:%M}"]
    words += [f">{one.display_name}<" for one in (cast.amal, cast.bruno, cast.chidi)]
    pages = crawl(client)
    assert any(cast.ask.what in page for page in pages.values())
    yield from (f"{word} at {path}" for path, page in pages.items() for word in words if word in page)


def of_a_home(world, client_of, now):
    """What somebody says of where they live is rounded before it is kept."""
    people.set_home(by=world.cast.bruno, area="Centro", point=HOME, now=now)
    world.cast.bruno.refresh_from_db()
    kept = world.cast.bruno.home
    if kept is None or HOME.distance_km(kept) < 0.2:
        yield "where somebody lives"


def of_pictures():
    """A photo carries where it was taken. No table can hold one; what can, must fail here and strip it."""
    for model in apps.get_models():
        if any(isinstance(field, FileField) for field in model._meta.get_fields()):
            yield f"pictures in {model._meta.label}"


def test_nothing_leaks(world, client, client_of, now):
    assert [*leaks(world, client, client_of, now)] == []


IN_A_ROW = count(10**16)


def in_a_row():
    return str(next(IN_A_ROW))


WEAK = {
    "identifiers in a row": [("alongside.core.ids.new_id", in_a_row)],
    "strangers may know of everything": [
        ("alongside.communities.rules.may_know", lambda *_told, **_terms: True)
    ],
    "strangers read hours": [("alongside.asks.rules.may_know_hours", lambda _relation: True)],
    "homes are exact": [("alongside.core.locations.Location.rounded", lambda self: self)],
}


@pytest.mark.sqlite
@pytest.mark.parametrize("weakness", builds(WEAK))
def test_weak_build_is_found(weakness, weaken, world, client, client_of, now):
    weaken(WEAK[weakness])
    assert any(leaks(world, client, client_of, now))
