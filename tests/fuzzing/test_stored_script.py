"""Every word that a form takes is script, and is kept. Then everybody reads every page."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse

from alongside.core import ids
from alongside.core.once import FIELD
from tests.fuzzing.odd import CANARY, forms, is_escaped
from tests.fuzzing.visitors import ROUTES, Visitors, is_page
from tests.walk import undone
from tests.world import World, address

WRITTEN = f"'\"><script>{CANARY}()</script>"
LAST = {"home:leave", "communities:leaving", "asks:closed", "commitments:cancellation"}
WRITERS, READERS = ["edda", "bruno", "amal"], ["nobody", "bruno", "amal", "chidi", "edda", "dara"]
PLACES_AT_LEAST = 25


def texts(form: dict[str, Any]) -> dict[str, str]:
    """The form with script wherever it takes words; nothing for one that takes none."""
    if form["method"] != "post" or CANARY not in form["fields"].values():
        return {}
    said = {name: WRITTEN if value == CANARY else value for name, value in form["fields"].items()}
    return {**said, FIELD: ids.new_id()}


def opened(visitors: Visitors, reader: str, path: str) -> str:
    page = undone(lambda: visitors.browser(reader).get(path))
    return page.content.decode() if is_page(page) else ""


def written(world: World, visitors: Visitors) -> Iterator[HttpResponse]:
    """What each form answers, with its effect kept; those that end what others write on come last."""
    for route in sorted(ROUTES, key=lambda one: (one in LAST, one)):
        for writer in WRITERS:
            path = address(route, world)
            for form in forms(opened(visitors, writer, path)):
                if said := texts(form):
                    yield visitors.browser(writer).post(form["action"] or path, said)


def test_no_words_are_kept_as_script(world: World, visitors: Visitors) -> None:
    answers = [one.status_code for one in written(world, visitors)]
    assert max(answers) < 500
    places = 0
    for route in ROUTES:
        for reader in READERS:
            page = opened(visitors, reader, address(route, world))
            assert is_escaped(page), (route, reader)
            places += CANARY in page
    assert places >= PLACES_AT_LEAST, f"script was kept in {places} pages, which shows too little"
