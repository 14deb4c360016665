"""Reports and the local page in a real browser: axe-core and contrast on all of them, reports on paper."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle, product
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, sync_playwright
from releases import EVERY, workplace
from visits import CHOSEN, Browser, csv_of, uploaded

from alongside_equity.locales import LANGUAGES
from alongside_equity.release import Release
from alongside_equity.report.html import as_html
from alongside_equity.report.voice import Voice

CHROMIUM = os.environ.get("ALONGSIDE_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "google-chrome"))), None
)
ANSWERS = Path(__file__).with_name("incomplete.txt")
TAGS = ("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "experimental")
RULES = {"resultTypes": ["violations", "incomplete"], "runOnly": {"type": "tag", "values": [*TAGS]}}
FAINT = """() => {
    const parts = said => said.match(/[\\d.]+/g).map(Number);
    const light = said => parts(said).slice(0, 3).map(v => v / 255)
        .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const paper = element => {
        for (let at = element; at; at = at.parentElement) {
            const said = getComputedStyle(at).backgroundColor;
            if ((parts(said)[3] ?? 1) === 1) return said;
        }
        return "rgb(255, 255, 255)";
    };
    const found = [];
    for (const element of document.querySelectorAll("body, body *:not(title)")) {
        if (![...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
        const style = getComputedStyle(element);
        const ink = light(element.closest("svg") ? style.fill : style.color), under = light(paper(element));
        const contrast = (Math.max(ink, under) + 0.05) / (Math.min(ink, under) + 0.05);
        if (contrast < 7) found.push(contrast.toFixed(1) + " " + element.outerHTML.slice(0, 90));
    }
    return found;
}"""
"""Texts of less than 7 to 1, those of pictures and those scrolled out of sight included (WCAG 1.4.6)."""

CUT_OFF = """() => [...document.querySelectorAll("body *")].filter(element => {
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    if (box.width <= 1 || box.height <= 1 || element.parentElement.closest("svg")) return false;
    const scrolls = element.scrollWidth > element.clientWidth + 1 && style.overflowX !== "visible";
    return scrolls || box.left < -1 || box.right > innerWidth + 1;
}).map(element => element.outerHTML.slice(0, 90))"""
"""What a sheet of paper would not show: it stands out at a side, or would have to be scrolled."""

A4 = 718
"""Width in CSS pixels between margins of one centimetre."""

Scheme = Literal["light", "dark"]
Make = Callable[[], Release]
NAMES = [make.__name__ for make in EVERY]

pytestmark = pytest.mark.skipif(
    CHROMIUM is None,
    reason="no Chromium: apt-get install chromium-headless-shell, or ALONGSIDE_CHROMIUM=path",
)


class Look(NamedTuple):
    """How somebody meets a page."""

    language: str
    scheme: Scheme
    width: int


SCHEMES: tuple[Scheme, ...] = ("light", "dark")
ALL = [Look(*look) for look in product(LANGUAGES, SCHEMES, (320, 1280))]
FEW = [Look("en", "light", 1280), Look("es", "dark", 320), Look("ar", "light", 320), Look("ar", "dark", 1280)]
"""Every language, scheme and width; the long run meets them in every combination."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def look(chromium: Chromium) -> Iterator[Callable[[Look], Page]]:
    """A page of that width and scheme. Its rules for scripts are lifted, because axe is one."""
    contexts = []

    def opened(how: Look) -> Page:
        size: Any = {"width": how.width, "height": 640}
        contexts.append(chromium.new_context(viewport=size, color_scheme=how.scheme, bypass_csp=True))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@cache
def answers() -> list[tuple[str, str]]:
    """(rule, part of the markup) of every doubt of axe that somebody has looked into."""
    lines = [line.split(" | ") for line in ANSWERS.read_text("utf-8").splitlines() if line and line[0] != "#"]
    return [(rule, part) for rule, part, _answer in lines]


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response
    said = []
    for fault in found["violations"]:
        said += [f"{fault['id']} ({fault['impact']}): {node['html'][:160]}" for node in fault["nodes"]]
    said += [f"contrast {faint}" for faint in page.evaluate(FAINT)]
    doubts = [(doubt["id"], node["html"]) for doubt in found["incomplete"] for node in doubt["nodes"]]
    return said + [
        f"{rule} is not sure, and {ANSWERS.name} has no answer: {markup[:160]}"
        for rule, markup in doubts
        if not any(rule == about and part in markup for about, part in answers())
    ]


@pytest.mark.parametrize(("make", "how"), [*zip(EVERY, cycle(FEW), strict=False)], ids=NAMES)
def test_report_has_no_barrier(make: Make, how: Look, look: Callable[[Look], Page]) -> None:
    page = look(how)
    page.set_content(as_html(make(), how.language))
    assert faults(page) == []


@pytest.mark.long
@pytest.mark.parametrize("how", ALL, ids=str)
def test_report_has_no_barrier_in_any_look(how: Look, look: Callable[[Look], Page]) -> None:
    for make in EVERY:
        test_report_has_no_barrier(make, how, look)


@pytest.mark.parametrize("make", EVERY, ids=NAMES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_printed_report_is_whole_and_dark_on_white(
    make: Make, language: str, look: Callable[[Look], Page]
) -> None:
    page = look(Look(language, "dark", A4))
    page.set_content(as_html(make(), language))
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(FAINT) == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("how", FEW, ids=str)
def test_local_page_has_no_barrier(browser: Browser, how: Look, look: Callable[[Look], Page]) -> None:
    language = how.language
    columns = uploaded(browser, language)
    _, report, _ = browser.send(f"/{language}/report/{columns.rpartition('/')[2]}", CHOSEN)
    two = {name: (f"{name}.csv", csv_of(workplace())) for name in ("earlier", "later")}
    _, both, _ = browser.send_files(f"/{language}/waves", two)
    page = look(how)
    for path in (f"/{language}/", columns, report, f"/{language}/waves", both, f"/{language}/plan", "/none"):
        page.goto(f"http://127.0.0.1:{browser.port}{path}")
        assert faults(page) == [], path


@pytest.mark.parametrize("how", FEW, ids=str)
def test_refused_form_has_no_barrier(browser: Browser, how: Look, look: Callable[[Look], Page]) -> None:
    """Sent by the browser itself, as somebody does who leaves out what is needed."""
    place = uploaded(browser, how.language)
    page = look(how)
    page.goto(f"http://127.0.0.1:{browser.port}{place}")
    page.locator("select[name=outcome]").select_option("promoted")
    with page.expect_navigation(wait_until="load"):
        page.locator("form button").first.click()
    assert page.locator("[role=alert]").is_visible()
    assert faults(page) == []


SIDES = """() => {
    const text = document.querySelector("p").firstChild, at = i => {
        const range = document.createRange();
        range.setStart(text, i);
        range.setEnd(text, i + 1);
        return range.getBoundingClientRect().left;
    };
    return [...text.data.matchAll(/%|\u2212/g)].map(({0: sign, index: i}) =>
        sign === "%" ? at(i) > at(i - 1) : at(i) < at(i + 1));
}"""
"""Whether each sign stands where it is read with western digits: % at the right, minus at the left."""


def test_signs_stay_on_their_side_of_a_number_in_arabic(look: Callable[[Look], Page]) -> None:
    """At the start of a line as after a letter, which would turn them around."""
    page, voice = look(Look("ar", "light", 1280)), Voice("ar")
    numbers = f"{voice.percent(0.342)} إلى {voice.percent(0.439)} إلى {voice.decimal(-1.6, 1)}"
    page.set_content(f'<html lang="ar" dir="rtl"><p>{numbers}</p></html>')
    assert page.evaluate(SIDES) == [True, True, True]
    page.set_content('<html lang="ar" dir="rtl"><p>إلى 43.9%</p></html>')
    assert page.evaluate(SIDES) == [False], "as it would be without marks"


def test_what_is_a_barrier_is_found(look: Callable[[Look], Page]) -> None:
    page = look(FEW[0])
    faint = '<svg role="img" aria-label="one"><text style="fill:#666" y="20">faint</text></svg>'
    page.set_content(f'<main><input><p style="color:#666">faint</p>{faint}</main>')
    found = faults(page)
    assert {fault.split()[0] for fault in found} >= {"label", "color-contrast-enhanced"}
    assert sum(fault.startswith("contrast 5.7 <") for fault in found) == 2
