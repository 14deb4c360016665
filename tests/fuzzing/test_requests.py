"""Every route, asked as no browser asks: nothing breaks, whoever asks, in whatever form."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from alongside.core import ids
from alongside.core.once import FIELD
from tests.fuzzing.odd import KINDS, encoded, headers, raw, tried, words
from tests.fuzzing.visitors import ROUTES, Visitors
from tests.walk import undone
from tests.world import World, address

READERS = ["nobody", "amal", "bruno", "edda"]
NAMES = [
    "page",
    "problems",
    "about",
    "in",
    "code",
    "key",
    "of",
    "link",
    "role",
    "date",
    "next",
    "find",
    "language",
]
NO_FORM: dict[str, Any] = {"action": "", "method": "post", "fields": {}}
METHODS = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "TRACE", "\u00df", "get"]


def sent(browser: Client, method: str, path: str, **options: Any) -> HttpResponse:
    response = undone(lambda: browser.generic(method, path, **options))
    assert response.status_code < 500, (method, path, options)
    return response


@tried(250)
@given(data=st.data())
def test_no_address_breaks_a_page(data: st.DataObject, world: World, visitors: Visitors) -> None:
    path = urlsplit(address(data.draw(st.sampled_from(ROUTES)), world)).path
    if data.draw(st.booleans()):
        steps = path.split("/")
        steps[data.draw(st.integers(0, len(steps) - 1))] = encoded(data.draw(words))
        path = "/" + "/".join(steps).lstrip("/")
    asked = "&".join(
        f"{name}={encoded(data.draw(words))}" for name in data.draw(st.sets(st.sampled_from(NAMES)))
    )
    strange = {
        "QUERY_STRING": data.draw(st.one_of(st.just(asked), raw.map(lambda one: one.decode("latin-1")))),
        **{
            name: data.draw(headers)
            for name in ("HTTP_ACCEPT_LANGUAGE", "HTTP_REFERER", "HTTP_IF_NONE_MATCH")
        },
    }
    sent(
        visitors.browser(data.draw(st.sampled_from(READERS))),
        data.draw(st.sampled_from(METHODS)),
        path,
        **strange,
    )


@tried(250)
@given(data=st.data())
def test_no_body_breaks_a_page(data: st.DataObject, world: World, visitors: Visitors) -> None:
    path = address(data.draw(st.sampled_from(ROUTES)), world)
    body = f"{FIELD}={ids.new_id()}&".encode() if data.draw(st.booleans()) else b""
    kind = data.draw(st.one_of(st.sampled_from(KINDS), headers))
    browser = visitors.browser(data.draw(st.sampled_from(READERS)))
    sent(browser, "POST", path, data=body + data.draw(raw), content_type=kind)


@tried(300)
@given(data=st.data())
def test_no_form_breaks_a_page(data: st.DataObject, world: World, visitors: Visitors) -> None:
    """As a page sends it, with one or more of its fields missing, twice, or with what nobody would type there."""
    reader, path = data.draw(st.sampled_from(READERS)), address(data.draw(st.sampled_from(ROUTES)), world)
    mine = [one for one in visitors.forms(reader, path) if one["action"] != reverse("people:exit")] or [
        NO_FORM
    ]
    form = data.draw(st.sampled_from(mine))
    fields = {**form["fields"], FIELD: ids.new_id()}
    for name in data.draw(st.lists(st.sampled_from(sorted(fields)), max_size=4)):
        fields[name] = data.draw(st.one_of(words, st.lists(words, max_size=2)))
    body = "&".join(
        f"{encoded(name)}={encoded(one)}"
        for name, given in fields.items()
        for one in ([given] if isinstance(given, str) else given)
    )
    browser, where = visitors.browser(reader), form["action"] or path
    if form["method"] == "get":
        sent(browser, "GET", where.partition("?")[0], QUERY_STRING=body)
    else:
        sent(browser, "POST", where, data=body, content_type="application/x-www-form-urlencoded")


BROKEN_PART = b'--b\r\nContent-Disposition: form-data; name="a"; q*; q*0\r\n\r\nx\r\n--b--\r\n'


@pytest.mark.django_db
def test_a_head_that_python_cannot_read_is_refused() -> None:
    for kind, body in (("a;q*;q*0", b""), ("multipart/form-data; boundary=b", BROKEN_PART)):
        assert Client().generic("POST", "/", body, content_type=kind).status_code == 400, kind
