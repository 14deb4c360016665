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

from alongside.asks import actions as asks
from alongside.home.cast import Cast
from alongside.people.models import Person
from tests.walk import anew, undone
from tests.world import World, address, build, routes

TABLE = Path(__file__).with_name("roles.txt")
ROLES = ("nobody", "gita", "dara", "bruno", "chidi", "amal", "jun", "edda", "farid", "olu")
LETTERS = {404: ".", 405: "m", 409: "n"}
RUN = {
    "commitments:run": "wm",
    "commitments:run_came": "mw",
    "commitments:run_date": "wm",
    "commitments:run_end": "mw",
    "commitments:run_no": "mw",
    "commitments:run_person": "ww",
    "commitments:run_yes": "mw",
}
"""What somebody opens who runs one ask, beyond what a stranger does."""
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
    """Every route is opened with the session as it was, because some routes end it."""
    table = decided()
    wanted = {route: table[route][role] for route in EVERY_ROUTE}
    somebody = None if role == "nobody" else getattr(world.cast, role)
    assert wrong_cells(wanted, somebody, world, client, client_of) == []


@pytest.mark.parametrize("is_over", [False, True])
def test_whoever_runs_one_ask_finds_what_a_stranger_finds_everywhere_else(
    is_over: bool, world: World, client: Client, client_of: Callable[..., Client]
) -> None:
    """Beside the pages of that one ask, which are those of `RUN`, and which end with it."""
    if is_over:
        asks.end_run(runner=world.runner, by=world.cast.amal, now=world.runner.begun_at)
    table = decided()
    wanted = {
        route: RUN.get(route, table[route]["gita"]) if not is_over else table[route]["gita"]
        for route in EVERY_ROUTE
    }
    assert wrong_cells(wanted, world.noor, world, client, client_of) == []


def wrong_cells(
    wanted: dict[str, str],
    somebody: Person | None,
    world: World,
    client: Client,
    client_of: Callable[..., Client],
) -> list[str]:
    wrong = []
    browser = client_of(somebody) if somebody else client
    for route in EVERY_ROUTE:
        path = address(route, world)
        for number, method in enumerate(("get", "post")):
            seen = letter(undone(lambda method=method, path=path: getattr(anew(browser), method)(path)))
            if seen != wanted[route][number]:
                wrong.append(
                    f"{method.upper()} {route} as {somebody}: {seen}, decided {wanted[route][number]}"
                )
    return wrong
