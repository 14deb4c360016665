"""Whatever a named route answers, page, file, redirect or refusal: it carries the headers that protect its reader."""

import datetime as dt

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from alongside.home.cast import Cast
from alongside.people.models import Person
from tests.journeys.promises import HEADERS, KEPT_BY_THE_BROWSER, NEVER_KEPT
from tests.walk import anew
from tests.world import address, build, routes

PUBLIC = [
    *("home:front", "home:help", "home:tour", "home:holdings", "people:exit_explained"),
    *("home:easy", "home:easy_text"),
    *("matching:fits", "asks:ask", "asks:community_asks"),
    *("communities:communities", "communities:community"),
]
KEPT = {"asks:calendar": "no-cache", **dict.fromkeys([*PUBLIC, "commitments:calendar"], KEPT_BY_THE_BROWSER)}
"""What browsers and calendar programs keep of nobody's pages and feeds, and ask about anew each time."""


@pytest.mark.parametrize("by", ["nobody", "amal"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_answer_carries_its_headers(by: str, method: str, cast: Cast, now: dt.datetime) -> None:
    world, lacks = build(cast, now), []
    nobody = Client(raise_request_exception=False)
    for route in sorted({*routes()}):
        client = anew(nobody)
        if by != "nobody" and Person.objects.filter(pk=getattr(cast, by).pk).exists():
            client.force_login(getattr(cast, by))
        response = getattr(client, method)(address(route, world))
        lacks += [
            f"{by} {method} {route} {response.status_code} lacks {name}: {part}"
            for name, part in promised(by, route, response).items()
            if part not in response.headers.get(name, "")
        ]
    assert not lacks, "\n".join(lacks)


def promised(by: str, route: str, response: HttpResponseBase) -> dict[str, str]:
    is_kept = by == "nobody" and response.status_code == 200 and route in KEPT
    return {**HEADERS, "cache-control": KEPT[route] if is_kept else NEVER_KEPT}
