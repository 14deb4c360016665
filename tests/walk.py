"""Opening every page of the same world."""

from collections.abc import Callable, Iterator
from copy import copy
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.world import World, address, routes


def undone(send: Callable[[], HttpResponse]) -> HttpResponse:
    """Sends a request and takes back what it did, so that the next one starts from the same world."""
    with transaction.atomic():
        response = send()
        transaction.set_rollback(True)
    return response


def anew(browser: Client) -> Client:
    """The same session in a browser that holds nothing else, also after a page that ended it and was undone.

    To sign in once, and to load the middleware once, saves half of a walk.
    """
    same = copy(browser)
    same.cookies = SimpleCookie()
    session = browser.cookies.get(settings.SESSION_COOKIE_NAME)
    if session is not None:
        same.cookies[settings.SESSION_COOKIE_NAME] = session.value
    return same


def looked(world: World, browser: Client, route: str, **told: Any) -> HttpResponse:
    """The page of a route as whoever is signed in there sees it, without anything that looking did."""
    return undone(lambda: anew(browser).get(address(route, world), **told))


def visits(world: World, browser: Client) -> Iterator[tuple[str, Callable[[], HttpResponse]]]:
    """Every route, looked at and with an empty form sent, by whoever is signed in there; some routes end a session."""
    for route in sorted(set(routes())):
        path = address(route, world)
        for method in ("get", "post"):
            again = anew(browser)
            yield (
                f"{method.upper()} {route}",
                lambda again=again, method=method, path=path: getattr(again, method)(path),
            )
