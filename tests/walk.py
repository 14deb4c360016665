"""Opening every page of the same world."""

from collections.abc import Callable, Iterator

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


def visits(world: World, browser: Client) -> Iterator[tuple[str, Callable[[], HttpResponse]]]:
    """Every route, looked at and with an empty form sent, by whoever is signed in there; some routes end a session."""
    session = browser.cookies.get(settings.SESSION_COOKIE_NAME)
    for route in sorted(set(routes())):
        path = address(route, world)
        for method in ("get", "post"):
            anew = type(browser)()
            if session is not None:
                anew.cookies[settings.SESSION_COOKIE_NAME] = session.value
            yield (
                f"{method.upper()} {route}",
                lambda anew=anew, method=method, path=path: getattr(anew, method)(path),
            )
