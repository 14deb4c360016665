"""A steward prints what somebody asked on the phone: large letters on the paper, and nothing of the page around it."""

import datetime as dt
import re
import zlib
from contextlib import suppress

import pytest
from playwright.sync_api import Page

from alongside.asks import actions
from alongside.asks.models import Ask, OpenTo
from alongside.asks.rules import Slot
from alongside.home.cast import DAY, Cast
from tests.journeys.conftest import SignIn

pytestmark = pytest.mark.browser
LARGE = 18
"""Points."""
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
DRAWN = re.compile(rb"(?m)^(q|Q)$|([\d.]+) \S+ \S+ \S+ \S+ \S+ cm$|^/F\d+ ([\d.]+) Tf$")
"""Remember the scale, go back to what was remembered, change the scale, write in letters of this size."""


def pdf(page: Page) -> bytes:
    """As a browser prints it that adds the time, the title and the address to each sheet where a page leaves room."""
    edge = {"top": "20mm", "bottom": "20mm"}
    return page.pdf(format="A4", margin=edge, display_header_footer=True, prefer_css_page_size=True)


def sizes(printed: bytes) -> set[float]:
    """Of all letters on all sheets, in points."""
    found: set[float] = set()
    for stream in STREAM.findall(printed):
        with suppress(zlib.error):
            found |= letters(zlib.decompress(stream))
    return found


def letters(drawn: bytes) -> set[float]:
    scales, found = [1.0], set()
    for step, scale, size in DRAWN.findall(drawn):
        if step == b"q":
            scales.append(scales[-1])
        elif step == b"Q":
            scales.pop()
        elif scale:
            scales[-1] *= float(scale)
        else:
            found.add(round(float(size) * scales[-1], 1))
    return found


def sheets(printed: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", printed))


def test_steward_prints_what_was_asked_on_the_phone_in_two_languages(
    cast: Cast, open_as: SignIn, now: dt.datetime
) -> None:
    slots = [Slot(now + DAY, now + DAY + dt.timedelta(hours=2), 2)]
    said = {"kind": "transport", "what": "A lift to the clinic", "language": "en", "known_as": "Rosa"}
    ask = actions.phone_in(community=cast.harbour, by=cast.amal, now=now, slots=slots, is_open=True, **said)
    actions.reword(ask=ask, by=cast.amal, now=now, language="ar", what="توصيلة إلى العيادة")
    amal = open_as(cast.amal)
    amal.open(f"/asks/{ask.pk}/")
    assert min(sizes(pdf(amal.page))) < LARGE, "another page is printed in small letters, with its address"
    amal.press(f'main a.button[href="/asks/{ask.pk}/paper/"]', at_most=30)
    for part in ("what", "people"):
        amal.tick(f"[name=shows][value={part}]")
    amal.page.locator("[name=second]").select_option("ar")
    amal.press("main form.form button")
    printed = pdf(amal.page)
    assert min(sizes(printed)) >= LARGE
    assert sheets(printed) == 1
    assert b"/URI" not in printed
    assert only_paper_is_left(amal.page)


def test_steward_prints_the_open_asks_for_a_wall(cast: Cast, open_as: SignIn) -> None:
    Ask.objects.update(open_to=OpenTo.ANYONE)
    jun = open_as(cast.jun)
    jun.open(f"/communities/{cast.harbour.pk}/asks/")
    jun.press(f'main a[href="/communities/{cast.harbour.pk}/asks/board/"]', at_most=30)
    printed = pdf(jun.page)
    assert (min(sizes(printed)) >= LARGE, sheets(printed)) == (True, 1)
    assert only_paper_is_left(jun.page)


def only_paper_is_left(page: Page) -> bool:
    page.emulate_media(media="print")
    paper, whole = page.locator(".paper").inner_text(), page.locator("body").inner_text()
    return bool(paper.strip()) and paper.strip() == whole.strip()
