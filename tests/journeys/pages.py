"""Which page each route is, who opens it, and what holds for every page."""

import gzip
import os
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, Response

from alongside.notices.queries import unsubscribe_token
from alongside.people.models import Person
from tests.world import World, address, routes

OPENED_BY = {
    **dict.fromkeys(
        [
            "account_login",
            "account_signup",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key",
            "account_reset_password_from_key_done",
            "account_confirm_email",
            "home:front",
            "home:help",
            "home:tour",
            "home:holdings",
            "commitments:said",
            "notices:unsubscribe",
            "ui:gallery",
            "people:exit_explained",
        ],
        "nobody",
    ),
    **dict.fromkeys(
        [
            "commitments:commitment",
            "commitments:conversation",
            "people:blocks",
            "people:languages",
            "matching:fits",
            "people:hours",
            "people:needs",
            "people:skills",
        ],
        "bruno",
    ),
    **dict.fromkeys(["communities:vouching", "communities:operator_vouch"], "olu"),
    **dict.fromkeys(
        ["communities:invitation", "commitments:offer", "communities:request", "communities:ally"], "gita"
    ),
    "accountability:restriction": "farid",
    "accountability:matter": "olu",
    "accountability:report": "bruno",
    "commitments:offer": "chidi",
}
"""Everything else is opened by amal, who steers."""

NO_PAGE = {
    **dict.fromkeys(
        [
            "accountability:lasting",
            "accountability:renewal",
            "accountability:restriction_end",
            "asks:archived_place",
            "asks:closed",
            "asks:discarded",
            "asks:dropped_sheet",
            "asks:paused",
            "asks:published",
            "asks:removed_date",
            "asks:restored_place",
            "asks:resumed",
            "asks:taken_sheet",
            "asks:undelegated",
            "commitments:acceptance",
            "commitments:date_verdict",
            "commitments:decline",
            "commitments:dismissal",
            "commitments:done",
            "commitments:keep",
            "commitments:link",
            "commitments:release",
            "commitments:verdict",
            "commitments:withdrawal",
            "commitments:cancellation",
            "communities:closing_end",
            "communities:invitation_end",
            "communities:member_vouch",
            "communities:pause",
            "communities:pause_end",
            "communities:request_answer",
            "communities:request_end",
            "communities:standing",
            "communities:stewarding",
            "communities:stewarding_end",
            "communities:operator_vouch",
            "home:look",
            "notices:mail",
            "people:exit",
            "people:everywhere",
            "people:rest_end",
            "people:session_out",
            "people:unblock",
            "account_logout",
        ],
        "a form's address: the page is the one that holds the form",
    ),
    **dict.fromkeys(
        ["home:everything_file", "mfa_download_recovery_codes", "mfa_login_webauthn"], "a file or data"
    ),
    **dict.fromkeys(
        [
            "mfa_authenticate",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_edit_webauthn",
            "mfa_remove_webauthn",
            "communities:invitation_made",
            "communities:vouch_made",
            "people:session",
        ],
        "only on the way through something else; people's and communities' own tests open it there",
    ),
}
ONE_MORE_REQUEST = {
    "account_login": "the script of passkeys, which stays in the browser's cache",
    "mfa_add_webauthn": "the script of passkeys, which stays in the browser's cache",
}
GALLERY = {"landmark-unique": "each example stands on the one page, several times"}
LARGEST_PAGE = 20 * 1024
MOST_REQUESTS = 4
MEANT_FOR_THE_PROGRAM = re.compile(r".{0,40}(\{\{|\{%).{0,20}")
HEADERS = {
    "content-security-policy": "default-src 'none'",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "geolocation=()",
}
ALL_VARIANTS = bool(os.environ.get("ALONGSIDE_ALL_VARIANTS"))


def pages() -> list[str]:
    return sorted({*routes()} - {*NO_PAGE})


def reader(route: str, world: World) -> Person | None:
    name = OPENED_BY.get(route, "amal")
    return None if name == "nobody" else getattr(world.cast, name)


def way(route: str, world: World) -> str:
    """Where the page is when it has something to show."""
    if route == "notices:unsubscribe":
        return reverse(route, args=[unsubscribe_token(world.cast.bruno)])
    return address(route, world)


def private_words(world: World) -> list[str]:
    """What no title may say: it stands in the history, in the task list and on a shared screen."""
    cast = world.cast
    groups = [cast.harbour.name, cast.rainbow.name, cast.listed.name]
    return [*groups, cast.amal.display_name, cast.bruno.display_name, cast.ask.what, world.draft.what]


def faults(page: Page, route: str, world: World) -> Iterator[str]:
    """Everything that is wrong with one page as this reader sees it, in words."""
    sent: list[Response] = []
    page.on("response", lambda one: sent.append(one))
    path = way(route, world)
    response = page.goto(path, wait_until="load")
    assert response is not None
    if response.status != 200 or urlsplit(page.url).path != urlsplit(path).path:
        yield f"is no page for its reader: {response.status} at {urlsplit(page.url).path}"
        return
    yield from of_the_wire(page, response, sent, MOST_REQUESTS + (route in ONE_MORE_REQUEST))
    yield from of_the_frame(page, private_words(world))
    if route != "ui:gallery":
        yield from of_what_is_read(page)
    yield from of_axe(page, ignored=GALLERY if route == "ui:gallery" else {})


def of_what_is_read(page: Page) -> Iterator[str]:
    if found := MEANT_FOR_THE_PROGRAM.search(page.locator("body").inner_text()):
        yield f"shows {found[0]!r}, which is meant for the program"


def of_axe(page: Page, ignored: Mapping[str, str]) -> Iterator[str]:
    """All rules, with the whole page in the window: the ways at the foot of a small one cover what is behind them."""
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": height})
    for violation in Axe().run(page, options={"runOnly": TAGS}).response["violations"]:
        if violation["id"] in ignored:
            continue
        where = "; ".join(str(node["target"]) for node in violation["nodes"][:3])
        yield f"axe {violation['id']} ({violation['impact']}): {where}"


TAGS = {
    "type": "tag",
    "values": [
        "wcag2a",
        "wcag2aa",
        "wcag2aaa",
        "wcag21a",
        "wcag21aa",
        "wcag22a",
        "wcag22aa",
        "best-practice",
    ],
}


def of_the_wire(page: Page, response: Response, sent: list[Response], most: int) -> Iterator[str]:
    origin = urlsplit(page.url).netloc
    yield from (f"asks {one.url}, which is elsewhere" for one in sent if urlsplit(one.url).netloc != origin)
    for name, part in HEADERS.items():
        if part not in response.headers.get(name, ""):
            yield f"lacks {name}: {part}"
    if "no-store" not in response.headers.get("cache-control", ""):
        yield f"may be stored: {response.headers.get('cache-control')}"
    weight = sum(compressed(one) for one in sent)
    if weight > LARGEST_PAGE:
        yield f"weighs {weight} bytes, at most {LARGEST_PAGE}"
    if len(sent) > most:
        yield f"takes {len(sent)} requests: {[urlsplit(one.url).path for one in sent]}"


def compressed(response: Response) -> int:
    """Bytes as a server with compression sends them: Chromium unpacks what it is given."""
    return len(gzip.compress(response.body(), 6))


def of_the_frame(page: Page, private: list[str]) -> Iterator[str]:
    if page.locator("h1").count() != 1 or page.locator("main").count() != 1:
        yield f"has {page.locator('h1').count()} h1 and {page.locator('main').count()} main"
    wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    if wide > window:
        yield f"scrolls sideways: {wide} px in {window}; {widest(page)}"
    title = page.title()
    yield from (f"says {word!r} in its title" for word in private if word in title)
    language, direction = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
    if direction != ("rtl" if language == "ar" else "ltr"):
        yield f"runs {direction} in {language}"


def widest(page: Page) -> Any:
    return page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .map((one) => [one, one.getBoundingClientRect()])
            .filter(([one, box]) => box.right > innerWidth + 1 || box.left < -1)
            .slice(0, 3).map(([one]) => one.tagName + "." + one.className)"""
    )
