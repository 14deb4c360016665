"""Whatever a named route answers, page, file, redirect or refusal: it carries the headers that protect its reader."""

import datetime as dt

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from alongside.home.cast import Cast
from alongside.people.models import Person
from tests.journeys.promises import HEADERS
from tests.world import address, build, routes

KEPT = {"asks:calendar": "no-cache", "commitments:calendar": "private, no-cache"}
"""What calendar programs keep, and ask about anew each time. They do not sign in."""


@pytest.mark.parametrize("by", ["nobody", "amal"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_answer_carries_its_headers(by: str, method: str, cast: Cast, now: dt.datetime) -> None:
    world, lacks = build(cast, now), []
    for route in sorted({*routes()}):
        client = Client(raise_request_exception=False)
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
    return {**HEADERS, "cache-control": KEPT[route]} if is_kept else HEADERS
