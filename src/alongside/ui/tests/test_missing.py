"""What may not be known and what does not exist are the same page, byte for byte."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from alongside.home.cast import Cast
from alongside.people.models import Person

pytestmark = [pytest.mark.urls("alongside.ui.tests.places")]
PATHS = [
    "/hidden/",
    "/nothing/",
    "/communities/nothing/",
    "/asks/nothing/",
    "/desk/nothing/",
    "/notices/nothing/",
]


def without_ways(page: bytes) -> bytes:
    return re.sub(rb'<nav class="ways".*?</nav>', b"", page, flags=re.DOTALL)


class TestMissing:
    def test_is_the_same_for_every_address_and_person(
        self, cast: Cast, client: Client, client_of: Callable[[Person], Client]
    ) -> None:
        readers = [client, client_of(cast.amal), client_of(cast.gita), client_of(cast.farid)]
        responses = [reader.get(path) for reader in readers for path in PATHS]
        assert {response.status_code for response in responses} == {404}
        assert len({without_ways(response.content) for response in responses}) == 1

    def test_is_the_same_for_one_person_with_ways(
        self, cast: Cast, client_of: Callable[[Person], Client]
    ) -> None:
        client = client_of(cast.amal)
        assert len({client.get(path).content for path in PATHS}) == 1

    def test_keeps_a_message_for_the_next_page(
        self, cast: Cast, client_of: Callable[[Person], Client]
    ) -> None:
        client = client_of(cast.amal)
        client.post("/told/")
        assert b"was sent" not in client.get("/nothing/").content
        assert b"was sent" in client.get("/blank/").content
