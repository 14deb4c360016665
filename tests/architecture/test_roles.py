"""Who may open what: every route for every role, decided in roles.txt first and held against it here.

Each cell says what happens on GET and on POST with an empty form, by one letter each:
`w` works or answers with a form; `n` may not, and reads why (409); `s` leads to the sign-in page; `.` does not exist
(404); `m` wrong method (405). No page answers 403: what somebody may not know of does not exist for them.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from alongside.home.cast import Cast
from tests.walk import undone
from tests.world import World, address, build, routes

TABLE = Path(__file__).with_name("roles.txt")
ROLES = ("nobody", "gita", "dara", "bruno", "chidi", "amal", "jun", "edda", "farid", "olu")
LETTERS = {404: ".", 405: "m", 409: "n"}
EVERY_ROUTE = sorted(set(routes()))


def decided() -> dict[str, dict[str, str]]:
    """{route: {role: two letters}} of roles.txt."""
    lines = [line.split() for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    head, *rows = lines
    assert tuple(head[1:]) == ROLES
    return {row[0]: dict(zip(ROLES, row[1:], strict=True)) for row in rows}


def letter(response: HttpResponse) -> str:
    if response.status_code in LETTERS:
        return LETTERS[response.status_code]
    assert response.status_code in {200, 301, 302, 400}
    leads_to_sign_in = response.status_code == 302 and response["Location"].startswith(
        "/account/sign-in/?next="
    )
    return "s" if leads_to_sign_in else "w"


@pytest.fixture
def world(cast: Cast, now: Any) -> World:
    return build(cast, now)


def test_roles_table_names_every_route_once() -> None:
    assert sorted(decided()) == EVERY_ROUTE


@pytest.mark.parametrize("role", ROLES)
def test_roles_are_kept_on_every_route(
    role: str, world: World, client: Client, client_of: Callable[..., Client]
) -> None:
    """Every route is opened by a fresh session, because some routes end it."""
    table, wrong = decided(), []
    for route in EVERY_ROUTE:
        path = address(route, world)
        for number, method in enumerate(("get", "post")):
            browser = type(client)() if role == "nobody" else client_of(getattr(world.cast, role))
            seen = letter(
                undone(lambda browser=browser, method=method, path=path: getattr(browser, method)(path))
            )
            if seen != table[route][role][number]:
                wrong.append(
                    f"{method.upper()} {route} as {role}: {seen}, decided {table[route][role][number]}"
                )
    assert wrong == []
