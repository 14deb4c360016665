"""Whatever a named route answers, page, file, redirect or refusal: it carries the headers that protect its reader."""

import datetime as dt

import pytest
from django.test import Client

from alongside.home.cast import Cast
from alongside.people.models import Person
from tests.journeys.promises import HEADERS
from tests.world import address, build, routes


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
            for name, part in HEADERS.items()
            if part not in response.headers.get(name, "")
        ]
    assert not lacks, "\n".join(lacks)
