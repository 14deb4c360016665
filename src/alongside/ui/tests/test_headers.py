from collections.abc import Callable

import pytest
from django.test import Client

from alongside.home.cast import Cast
from alongside.people.models import Person

pytestmark = [pytest.mark.urls("alongside.ui.tests.places"), pytest.mark.django_db]
EVERYWHERE = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.mark.parametrize(
    "path",
    [
        "/blank/",
        "/nothing/",
        "/full/",
        "/barred/",
        "/broken/",
        "/kept/",
        "/static/ui/page.css",
        "/static/none.css",
    ],
)
def test_every_answer_carries_them(path: str) -> None:
    response = Client(raise_request_exception=False).get(path)
    for name, value in EVERYWHERE.items():
        assert response[name] == value
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    response = client.generic(method, "/blank/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, POST, OPTIONS"
    assert "default-src 'none'" in response["Content-Security-Policy"]


class TestStored:
    def test_nothing_a_person_read_is_stored(self, cast: Cast, client_of: Callable[[Person], Client]) -> None:
        for path in ("/blank/", "/kept/", "/nothing/"):
            assert client_of(cast.amal).get(path)["Cache-Control"] == "no-store"

    def test_a_public_page_may_say_otherwise(self, client: Client) -> None:
        assert client.get("/kept/")["Cache-Control"] == "max-age=60"
        assert client.get("/blank/")["Cache-Control"] == "no-store"

    def test_what_is_the_same_for_everybody_is(self, client: Client) -> None:
        assert "no-store" not in client.get("/static/ui/page.css")["Cache-Control"]
