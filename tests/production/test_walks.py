"""Every route, as several people: what reading changes, what an address adds to a form, and what is left of a visit."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Sender
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.config.logs import Plain
from alongside.home.cast import PASSPHRASE, Cast
from alongside.people.models import Person
from tests.walk import anew, looked
from tests.world import World, address, build, routes

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
WRITTEN_BY_READING = {
    "commitments:calendar": "the owner of a feed reads on which day a program last asked for it",
}
RARE = {
    "HTTP_X_FORWARDED_FOR": "203.0.113.177",
    "REMOTE_ADDR": "203.0.113.177",
    "HTTP_USER_AGENT": "VeryRareBrowser/9",
    "HTTP_REFERER": "https://elsewhere.example/very-rare-page",
}


@pytest.fixture
def world(cast: Cast, now: Any) -> World:
    return build(cast, now)


@pytest.mark.parametrize("by", ["nobody", "bruno", "amal"])
def test_reading_changes_nothing(
    by: str, world: World, client: Client, client_of: Callable[..., Client]
) -> None:
    changed = {}
    browser = client if by == "nobody" else client_of(getattr(world.cast, by))
    for route in sorted(set(routes())):
        with CaptureQueriesContext(connection) as asked:
            looked(world, browser, route)
        written = [one["sql"] for one in asked.captured_queries if one["sql"].startswith(WRITES)]
        if written:
            changed[route] = written
    assert changed.keys() == WRITTEN_BY_READING.keys()


@pytest.mark.parametrize("path", ["people:hours", "people:name", "people:travel"])
def test_what_stands_in_the_address_is_no_part_of_a_form(
    path: str, cast: Cast, client_of: Callable[..., Client]
) -> None:
    browser = client_of(cast.bruno)
    before = Person.objects.filter(pk=cast.bruno.pk).values().get()
    browser.post(f"{reverse(path)}?hours=99&display_name=Mallory&distance=9", {})
    assert Person.objects.filter(pk=cast.bruno.pk).values().get() == before


def test_what_a_form_does_not_ask_for_is_not_taken(cast: Cast, client_of: Callable[..., Client]) -> None:
    more = {
        "is_operator": "1",
        "sign_in_name": "mallory",
        "password": "x",
        "id": "x",
        "is_active": "",
        "joined_at": "x",
    }
    kept = ("is_operator", "sign_in_name", "password", "id", "joined_at")
    before = Person.objects.filter(pk=cast.bruno.pk).values(*kept).get()
    browser = client_of(cast.bruno)
    browser.post(reverse("people:name"), {"display_name": "Bruno B", **more})
    browser.post(reverse("people:hours"), {"hours": 8, **more})
    assert Person.objects.get(pk=cast.bruno.pk).display_name == "Bruno B"
    assert Person.objects.filter(pk=cast.bruno.pk).values(*kept).get() == before


@pytest.mark.parametrize("number", ["9" * 40, "-1", "1e9", "0x10", "٣٠٠٠", "NaN", "1 OR 1=1"])
def test_number_out_of_reach_is_refused_and_breaks_nothing(
    number: str, cast: Cast, client_of: Callable[..., Client]
) -> None:
    browser = client_of(cast.bruno)
    before = Person.objects.filter(pk=cast.bruno.pk).values().get()
    answer = browser.post(reverse("people:hours"), {"hours": number})
    assert answer.status_code == 200
    assert 'id="id_hours_error"' in answer.content.decode()
    assert Person.objects.filter(pk=cast.bruno.pk).values().get() == before
    for page in (reverse("notices:notices"), reverse("matching:fits")):
        assert browser.get(page, {"page": number}).status_code in {200, 404}


def test_text_that_looks_encoded_is_shown_as_it_was_typed(
    cast: Cast, client_of: Callable[..., Client]
) -> None:
    browser = client_of(cast.bruno)
    browser.post(reverse("people:name"), {"display_name": "50%41 &lt;b&gt; \\u0041"})
    assert Person.objects.get(pk=cast.bruno.pk).display_name == "50%41 &lt;b&gt; \\u0041"
    page = browser.get(reverse("people:me")).content.decode()
    assert "50%41 &amp;lt;b&amp;gt; \\u0041" in page
    assert browser.get("/me/%2568ours/").status_code == 404


@pytest.mark.parametrize(
    "address", ["a@example.org\nBcc: b@example.org", "a@example.org\r\n\r\nHello", "a@b@c.org"]
)
def test_mail_address_cannot_carry_another_line(cast: Cast, client: Client, address: str) -> None:
    client.post("/account/sign-in/", {"login": "secret-bruno", "password": PASSPHRASE})
    page = client.post(reverse("account_email"), {"email": address, "action_add": "1"})
    assert page.status_code == 200
    assert 'id="id_email_error"' in page.content.decode()


def test_passphrase_in_the_address_signs_nobody_in(cast: Cast, client: Client) -> None:
    said = f"/account/sign-in/?login=secret-bruno&password={PASSPHRASE}"
    for answer in (client.get(said), client.post(said, {})):
        assert answer.status_code == 200
        assert PASSPHRASE not in answer.content.decode()
    assert client.get(reverse("people:me")).status_code == 302


@pytest.mark.sqlite
def test_nothing_is_left_of_who_came_from_where_with_what(
    world: World,
    on_disk: Callable[[], bytes],
    data_folder: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Every route, looked at and with a form sent: some seven hundred requests."""
    caplog.set_level(logging.INFO)
    nobody = Sender(raise_request_exception=False, **RARE)
    count, paths = 0, [address(route, world) for route in sorted(set(routes()))]
    for path in paths:
        for method in ("get", "post"):
            for by in (None, world.cast.amal):
                browser = anew(nobody)
                if by is not None and Person.objects.filter(pk=by.pk).exists():
                    browser.force_login(by)
                getattr(browser, method)(path)
                count += 1
    assert count > 600
    kept = on_disk() + b"".join(one.read_bytes() for one in data_folder.rglob("*") if one.is_file())
    kept += "\n".join(Plain().format(one) for one in caplog.records).encode()
    assert len(kept) > 100_000
    for trace in (b"203.0.113.177", b"VeryRareBrowser", b"very-rare-page"):
        assert trace not in kept
