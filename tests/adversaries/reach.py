"""The addresses that somebody without a secret can open: those of one-time links are held by whoever was given them.

The gallery of components shows made-up examples, and reads no table.
"""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.walk import looked
from tests.world import World, routes

HELD = {
    "commitments:said",
    "commitments:calendar",
    "communities:invitation",
    "communities:vouch",
    "ui:gallery",
}


def reachable() -> list[str]:
    """Every named route of the URL table, without those that are themselves a key."""
    return sorted(one for one in set(routes()) - HELD if one != "None")


def pages(world: World, browser: Client, **told: Any) -> Iterator[tuple[str, HttpResponse]]:
    """What whoever is signed in there sees at each of them."""
    for route in reachable():
        yield route, looked(world, browser, route, **told)


def text(page: HttpResponse) -> str:
    return page.content.decode(errors="replace")
