"""What holds for every page, whoever opens it and whatever it shows; each fault is said in words."""

import gzip
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

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
NEVER_KEPT, KEPT_BY_THE_BROWSER = "no-store", "private, no-cache"
ANSWERS = Path(__file__).with_name("incomplete.txt")
GALLERY = {"landmark-unique": "each example stands on the one page, several times"}
HEARD = """() => {
    const named = new Map(), around = new Map(), faults = [];
    const first = document.querySelector("main :is(h1, h2, h3, h4)");
    if (first && first.localName !== "h1") faults.push(`says ${JSON.stringify(first.textContent)} before its h1`);
    for (const link of document.querySelectorAll("a[href]")) {
        const name = (link.getAttribute("aria-label") || link.textContent).trim().replace(/\\s+/g, " ").toLowerCase();
        if (around.has(name) && around.get(name) !== link.pathname)
            faults.push(`leads with ${JSON.stringify(name)} to two pages, in main or around it`);
        around.set(name, link.pathname);
        if (!link.closest("main")) continue;
        const to = link.href.split("#")[0];
        if (named.has(name) && named.get(name) !== to) faults.push(`leads with ${JSON.stringify(name)} to two places`);
        named.set(name, to);
    }
    for (const wrong of document.querySelectorAll("main .is-wrong")) {
        const held = wrong.querySelector("[aria-invalid=true]");
        const said = held && (held.getAttribute("aria-describedby") || "");
        const error = wrong.querySelector(".wrong");
        if (!held || !error || !(said.includes(error.id) || wrong.getAttribute("aria-describedby")?.includes(error.id)))
            faults.push(`has an error that no field is tied to: ${wrong.textContent.slice(0, 60)}`);
    }
    return faults;
}"""
NEEDED = (
    "main form.form[method=post]:not([data-script]) "
    ":is(input:not([type=radio], [type=checkbox], [type=hidden]), textarea, select)[required]"
)
EMPTIED = """needed => {
    const form = document.querySelector(needed).form;
    form.noValidate = true;
    for (const field of form.elements) {
        if (field.required && field.type !== "radio" && field.type !== "checkbox") field.value = "";
        else if (field.matches("textarea, [type=text]") && !field.readOnly) field.value = "KEPT";
    }
    form.querySelector("button:not([name])").click();
}"""
LOST = """needed => {
    const form = document.querySelector(needed).form;
    return [...form.querySelectorAll(":is(textarea, [type=text]):not([required], [readonly])")]
        .filter(field => field.value !== "KEPT").map(field => field.name);
}"""
SMALL = """() => [...document.querySelectorAll("a, button, input, select, textarea, summary")].filter(each => {
    if (each.type === "hidden" || each.matches(".skip") || !each.checkVisibility()) return false;
    if (each.closest("p:not(.actions), li p, dd, figcaption, .notice, h2, h3, li > .words")) return false;
    const box = (each.closest("label.choice") ?? each).getBoundingClientRect();
    return box.height < 43.9 || box.width < 43.9;
}).map(each => each.outerHTML.slice(0, 90))"""


class Wire:
    """What the browser asked for since it last went to a page."""

    def __init__(self, page: Page) -> None:
        self.sent: list[Response] = []
        self.asked: list[str] = []
        page.on("request", self.ask)
        page.on("response", lambda one: self.sent.append(one))

    def ask(self, request: Any) -> None:
        if request.is_navigation_request():
            self.sent.clear()
            self.asked.clear()
        self.asked.append(request.url)

    @property
    def page(self) -> Response:
        return next(one for one in reversed(self.sent) if one.request.is_navigation_request())


def faults(page: Page, wire: Wire, status: int, private: list[str]) -> Iterator[str]:
    """Everything that is wrong with the page at which the browser is, as its reader meets it."""
    if wire.page.status != status:
        yield f"answers {wire.page.status} at {urlsplit(page.url).path}"
        return
    is_gallery = urlsplit(page.url).path == "/gallery/"
    yield from of_the_wire(wire)
    yield from of_the_frame(page, private)
    if not is_gallery:
        yield from of_what_is_read(page)
        yield from page.evaluate(HEARD)
    yield from (f"has a target that is too small: {one}" for one in page.evaluate(SMALL))
    yield from of_axe(page, ignored=GALLERY if is_gallery else {})


def faults_of_the_empty_form(page: Page, wire: Wire, private: list[str]) -> Iterator[str]:
    """A form that is sent without what it needs comes back: it says so at each field, and keeps what was typed."""
    if not page.locator(NEEDED).count():
        return
    with page.expect_event("load"):
        page.evaluate(EMPTIED, NEEDED)
    if page.locator("main .summary").count() != 1 or not page.locator("main .wrong").count():
        yield f"takes a form that lacks something: {urlsplit(page.url).path}"
        return
    yield from (f"loses what was typed: {name}" for name in page.evaluate(LOST, NEEDED))
    yield from faults(page, wire, 200, private)


def of_the_wire(wire: Wire) -> Iterator[str]:
    response, origin = wire.page, urlsplit(wire.page.url).netloc
    yield from (f"asks {url}, which is elsewhere" for url in wire.asked if urlsplit(url).netloc != origin)
    for name, part in HEADERS.items():
        if part not in response.headers.get(name, ""):
            yield f"lacks {name}: {part}"
    yield from of_what_is_kept(response)
    weight = sum(weighed(one) for one in wire.sent)
    if weight > LARGEST_PAGE:
        yield f"weighs {weight} bytes, at most {LARGEST_PAGE}"
    if len(wire.asked) > MOST_REQUESTS:
        yield f"takes {len(wire.asked)} requests: {[urlsplit(url).path for url in wire.asked]}"


def of_what_is_kept(response: Response) -> Iterator[str]:
    """A browser may keep a public page of nobody's, and asks each time. Of whoever is signed in it keeps nothing."""
    is_signed_in = "session=" in response.request.all_headers().get("cookie", "")
    allowed = [NEVER_KEPT] if is_signed_in else [NEVER_KEPT, KEPT_BY_THE_BROWSER]
    if response.headers.get("cache-control") not in allowed:
        yield f"may be kept: {response.headers.get('cache-control')}"


def weighed(response: Response) -> int:
    """Bytes as a server with compression sends them: Chromium unpacks what it is given. A redirect is all header."""
    return 0 if 300 <= response.status < 400 else packed(response.body())


@cache
def packed(body: bytes) -> int:
    return len(gzip.compress(body, 6))


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


def of_what_is_read(page: Page) -> Iterator[str]:
    if found := MEANT_FOR_THE_PROGRAM.search(page.locator("body").inner_text()):
        yield f"shows {found[0]!r}, which is meant for the program"


def of_axe(page: Page, ignored: dict[str, str]) -> Iterator[str]:
    """All rules, with the whole page in the window: the ways at the foot of a small one cover what is behind them."""
    size = page.viewport_size
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(height, size["height"])})
    found = Axe().run(page, options=ALL_RULES).response
    page.set_viewport_size(size)
    for violation in found["violations"]:
        if violation["id"] not in ignored:
            where = "; ".join(str(node["target"]) for node in violation["nodes"][:3])
            yield f"axe {violation['id']} ({violation['impact']}): {where}"
    for doubt in found["incomplete"]:
        for node in doubt["nodes"]:
            if not is_answered(doubt["id"], node["html"]):
                yield f"axe {doubt['id']} is not sure, and {ANSWERS.name} has no answer: {node['html'][:160]}"


ALL_RULES = {
    "resultTypes": ["violations", "incomplete"],
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a",
            "wcag2aa",
            "wcag2aaa",
            "wcag21a",
            "wcag21aa",
            "wcag22aa",
            "best-practice",
            "experimental",
        ],
    },
}


@cache
def answers() -> list[tuple[str, str]]:
    """(rule, a part of the element's markup) for each line of incomplete.txt that answers a doubt of axe."""
    lines = [line.split(" | ") for line in ANSWERS.read_text("utf-8").splitlines() if line and line[0] != "#"]
    return [(rule, part) for rule, part, _answer in lines]


def is_answered(rule: str, markup: str) -> bool:
    return any(rule == about and part in markup for about, part in answers())
