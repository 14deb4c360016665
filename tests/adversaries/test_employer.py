"""An employer or institution asks for numbers of small groups.

There is no survey, no statistics page and no file of numbers yet. So today no page that an outsider can open
shows a count of people: not of members, not of allies, not of those who come. Two groups that differ in nothing
but how many people are in them have the same pages, to the byte, so nothing can be subtracted either. Free
places of an ask are for those who may offer.
"""

import re

import pytest
from django.urls import reverse

from alongside.communities.models import Standing
from alongside.home.cast import belongs, person
from tests.adversaries.weak import builds

OUTSIDE = ("communities:community", "asks:community_asks", "asks:calendar")
KEY = re.compile(rb'name="(?:csrfmiddlewaretoken|once|key)" value="[^"]*"')


def leaks(world, client, client_of, now):
    """The pages of a group, of its ask and of the list of groups, before and after people come, one by one."""
    before = seen(world, client, client_of)
    for number in range(3):
        belongs(world.cast.harbour, person(f"Member{number}", now), now, vouched_at=now)
        ally = person(f"Ally{number}", now)
        Standing.objects.create(community=world.cast.harbour, person=ally, level=1, given_at=now)
        after = seen(world, client, client_of)
        yield from (f"how many there are, on {path}" for path in before if before[path] != after[path])
    world.cast.shift.places_taken = 1
    world.cast.shift.save()
    after = seen(world, client, client_of)
    yield from (f"how many come, on {path}" for path in before if before[path] != after[path])


def seen(world, client, client_of):
    cast = world.cast
    paths = [reverse(route, args=[cast.harbour.pk]) for route in OUTSIDE]
    paths += [
        reverse("asks:ask", args=[cast.ask.pk]),
        reverse("communities:communities"),
        reverse("home:front"),
    ]
    paths += [reverse("home:holdings")]
    browsers = {"nobody": client, "somebody": client_of(cast.gita)}
    return {
        f"{path} for {who}": KEY.sub(b"", browser.get(path).content)
        for path in paths
        for who, browser in browsers.items()
    }


@pytest.fixture
def shown(world):
    world.cast.ask.open_to = "anyone"
    world.cast.ask.save()
    world.cast.shift.places, world.cast.shift.places_taken = 9, 0
    world.cast.shift.save()
    return world


def test_nothing_leaks(shown, client, client_of, now):
    assert [*leaks(shown, client, client_of, now)] == []


WEAK = {
    "strangers read free places": [("alongside.asks.rules.may_know_hours", lambda _relation: True)],
    "the age of a group is its size": [
        ("alongside.communities.rules.age_in_days", lambda *_told: Standing.objects.count() + 2)
    ],
}


@pytest.mark.sqlite
@pytest.mark.parametrize("weakness", builds(WEAK))
def test_weak_build_is_found(weakness, weaken, shown, client, client_of, now):
    weaken(WEAK[weakness])
    assert any(leaks(shown, client, client_of, now))
