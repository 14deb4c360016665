import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from alongside.home.cast import Cast
from alongside.notices.actions import tell
from alongside.people.models import Person
from alongside.ui.tests.elements import Elements

pytestmark = [pytest.mark.urls("alongside.ui.tests.places"), pytest.mark.django_db]
KIB = 1024


def zipped(path: str) -> int:
    found = finders.find(path)
    assert isinstance(found, str)
    return len(gzip.compress(Path(found).read_bytes()))


class TestFrame:
    def test_tells_nothing_in_its_title(self, client: Client) -> None:
        assert "<title>Page · Calendar</title>" in client.get("/blank/").content.decode()

    def test_speaks_the_language_of_its_reader(self, client: Client) -> None:
        arabic = client.get("/blank/", headers={"accept-language": "ar"}).content.decode()
        assert '<html lang="ar" dir="rtl">' in arabic
        assert '<html lang="en" dir="ltr">' in client.get("/blank/").content.decode()

    def test_skips_to_the_one_main(self, client: Client) -> None:
        elements = Elements(client.get("/blank/").content.decode())
        first = next(element for element in elements.found if element.name == "a")
        assert first.attributes["href"] == "#main"
        assert [element.attributes["id"] for element in elements.named("main")] == ["main"]

    def test_always_has_the_way_out(self, client: Client) -> None:
        for path in ("/blank/", "/nothing/", "/full/"):
            forms = Elements(client.get(path).content.decode()).named("form")
            assert any(form.attributes.get("data-exit") for form in forms)

    def test_asks_nothing_from_elsewhere(self, client: Client) -> None:
        elements = Elements(client.get("/blank/").content.decode())
        for address in [*elements.values("src"), *(e.attributes["href"] for e in elements.named("link"))]:
            assert str(address).startswith("/static/")
        assert len(elements.named("script", "link", "img")) <= 3

    def test_marks_where_the_reader_is(self, cast: Cast, client_of: Callable[[Person], Client]) -> None:
        page = client_of(cast.amal).get("/notices/").content.decode()
        assert page.count('aria-current="page"') == 1

    def test_offers_ways_in_to_nobody_and_ways_on_to_a_person(
        self, cast: Cast, client: Client, client_of: Callable[[Person], Client]
    ) -> None:
        def ways(page: str) -> str:
            return re.search(r'<nav class="ways".*?</nav>', page, re.DOTALL)[0]  # type: ignore[index]  # a page without ways fails here

        assert "Sign in" in ways(client.get("/blank/").content.decode())
        assert "Groups" in ways(client_of(cast.amal).get("/blank/").content.decode())

    def test_is_kept_for_no_other_reader_place_or_language(
        self, cast: Cast, client: Client, client_of: Callable[[Person], Client], settings: Any
    ) -> None:
        """Its parts are made once and kept, so each may hold only what its readers have in common."""
        tell(to=cast.amal, kind="offer.received", about="offer", url="/blank/", now=cast.ask.created_at)
        amal, gita = client_of(cast.amal), client_of(cast.gita)
        at_notices = amal.get("/notices/").content.decode()
        assert amal.get("/notices/").content.decode().count('aria-current="page"') == 1
        elsewhere = amal.get("/blank/").content.decode()
        assert 'aria-current="page"' not in elsewhere
        assert 'class="new"' in at_notices
        assert 'class="new"' not in gita.get("/notices/").content.decode()
        assert "Sign in" in client.get("/blank/").content.decode()
        assert "تسجيل الدخول" in client.get("/blank/", headers={"accept-language": "ar"}).content.decode()
        settings.ALONGSIDE_CONTACT = "olu@group.example"
        assert "olu@group.example" in amal.get("/blank/").content.decode()
        keys = re.compile(r'name="once" value="([^"]+)"')
        assert keys.findall(elsewhere) != keys.findall(amal.get("/blank/").content.decode())


class TestWeight:
    def test_of_style_and_script_is_small(self) -> None:
        assert zipped("ui/page.css") <= 7 * KIB
        assert zipped("ui/page.js") <= 2 * KIB

    def test_of_the_bare_frame_leaves_room_for_the_page(self, client: Client) -> None:
        page = client.get("/blank/", headers={"accept-encoding": "gzip"})
        frame = len(page.content) + zipped("ui/page.css") + zipped("ui/page.js") + zipped("ui/icon.svg")
        assert frame <= 9 * KIB

    def test_packed_it_says_the_same_in_another_length_each_time(self, client: Client) -> None:
        def sent() -> bytes:
            page = client.get("/blank/", headers={"accept-encoding": "gzip"})
            assert page["Content-Encoding"] == "gzip"
            assert int(page["Content-Length"]) == len(page.content)
            assert "Accept-Encoding" in page["Vary"]
            return page.content

        plain = client.get("/blank/")
        assert "Content-Encoding" not in plain
        one_form = re.compile(rb'value="[^"]+"')
        assert one_form.sub(b"", gzip.decompress(sent())) == one_form.sub(b"", plain.content)
        assert len({len(sent()) for _page in range(20)}) > 10
