"""Opens every route of a server in production, and prints what it answered as JSON. Run in a process of its own."""

import json
import sys
from collections.abc import Iterator
from typing import Any

import django

django.setup()
from django.conf import settings  # noqa: E402 - the program must be set up first
from django.core.management import call_command  # noqa: E402 - the program must be set up first
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from alongside.core import clock, ids  # noqa: E402
from alongside.home.cast import PASSPHRASE, make  # noqa: E402
from alongside.people.models import Person  # noqa: E402
from tests.walk import anew, undone  # noqa: E402
from tests.world import World, address, build, routes  # noqa: E402

HOST = "calendar.example"
NOT_THERE = (
    "/nothing/",
    "/.git/config",
    "/.env",
    "/static/",
    "/static/none.css",
    "/admin/",
    "/docs/",
    "/gallery/",
)
METHODS = ("TRACE", "CONNECT", "PUT", "DELETE", "PATCH", "PROPFIND", "NONSENSE")


def answered(client: Client, method: str, path: str, **options: Any) -> dict[str, Any]:
    response = undone(lambda: client.generic(method, path, **options))
    return {
        "method": method,
        "path": path,
        "status": response.status_code,
        "headers": {name.lower(): value for name, value in response.headers.items()},
        "cookies": [one.OutputString() for one in response.cookies.values()],
        "start": b"".join(response)[:300].decode(errors="replace"),
    }


def browser(**options: Any) -> Client:
    return Client(
        False, raise_request_exception=False, HTTP_HOST=HOST, HTTP_X_FORWARDED_PROTO="https", **options
    )


def walked(world: World) -> Iterator[dict[str, Any]]:
    nobody, amal = browser(), browser()
    amal.force_login(world.cast.amal)
    for route in sorted(set(routes())):
        path = address(route, world)
        for by, client in (("nobody", nobody), ("amal", amal)):
            for method in ("GET", "POST"):
                yield {"route": route, "by": by, **answered(anew(client), method, path)}


def unforged(world: World) -> Iterator[dict[str, Any]]:
    """What a page of somebody else's could send in the name of whoever is signed in: it knows no token."""
    amal = Client(True, raise_request_exception=False, HTTP_HOST=HOST, HTTP_X_FORWARDED_PROTO="https")
    amal.force_login(world.cast.amal)
    for route in sorted(set(routes())):
        form = f"once={ids.new_id()}"
        kind = "application/x-www-form-urlencoded"
        yield {
            "route": route,
            **answered(anew(amal), "POST", address(route, world), data=form, content_type=kind),
        }


def signed_in(world: World) -> list[str]:
    """Every cookie that signing in, choosing a language, a word for the next page and Exit set."""
    client, found = browser(), []
    form = {"login": world.cast.bruno.sign_in_name, "password": PASSPHRASE, "once": ids.new_id()}
    sent = [
        (reverse("people:language"), {"language": "es"}),
        (reverse("account_login"), form),
        (reverse("people:hours"), {"hours": 8, "once": ids.new_id()}),
        (reverse("people:exit"), {}),
    ]
    client.get(reverse("account_login"))
    found += [one.OutputString() for one in client.cookies.values()]
    for path, data in sent:
        found += [one.OutputString() for one in client.post(path, data).cookies.values()]
    return found


def main() -> None:
    call_command("migrate", verbosity=0)
    people_at_first = Person.objects.count()
    now = clock.now()
    world = build(make(now), now)
    seen = {
        "routes": list(walked(world)),
        "not_there": [answered(browser(), "GET", path) for path in NOT_THERE],
        "methods": [
            answered(browser(), method, path) for method in METHODS for path in ("/", "/static/none.css")
        ],
        "forged": list(unforged(world)),
        "other_host": answered(Client(False, False, HTTP_HOST="evil.example"), "GET", "/help/"),
        "cookies": signed_in(world),
        "people_at_first": people_at_first,
        "debug": settings.DEBUG,
        "proxies": settings.ALLAUTH_TRUSTED_PROXY_COUNT,
        "logs": [settings.LOGGING["root"]["handlers"], list(settings.LOGGING["handlers"])],
    }
    json.dump(seen, sys.stdout)


main()
