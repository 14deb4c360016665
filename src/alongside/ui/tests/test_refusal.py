from collections.abc import Callable

import pytest
from django.test import Client

from alongside.home.cast import Cast
from alongside.people.models import Person

pytestmark = [pytest.mark.urls("alongside.ui.tests.places")]


@pytest.mark.django_db
class TestRefusal:
    def test_becomes_a_page_with_its_words(self, client: Client) -> None:
        response = client.post("/full/")
        assert response.status_code == 409
        assert "All places are taken. Look at &lt;other&gt; asks." in response.content.decode()

    def test_leads_back_to_the_page_it_came_from(self, client: Client) -> None:
        page = client.post(
            "/full/", headers={"referer": "http://testserver/blank/?secret=1"}
        ).content.decode()
        assert 'href="/blank/"' in page
        assert "secret" not in page

    def test_never_leads_elsewhere(self, client: Client) -> None:
        page = client.post("/full/", headers={"referer": "https://evil.example/path"}).content.decode()
        assert "evil" not in page
        assert "/path" not in page

    def test_of_a_form_without_its_key_reads_the_same_way(self) -> None:
        response = Client(raise_request_exception=False).post("/blank/")
        assert response.status_code == 400
        assert "came without its key" in response.content.decode()


@pytest.mark.django_db
class TestForm:
    def test_too_old_is_explained(self) -> None:
        response = Client(enforce_csrf_checks=True).post("/blank/", {"text": "Harbour Kitchen"})
        assert response.status_code == 403
        assert "This form is too old" in response.content.decode()
        assert "Harbour" not in response.content.decode()


@pytest.mark.django_db
class TestMessage:
    def test_is_said_once_to_eyes_and_ears(self, client: Client) -> None:
        page = client.post("/told/", follow=True).content.decode()
        assert 'role="status"><div class="notice is-success">' in page
        assert page.count("Your &lt;offer&gt; was sent.") == 1
        assert "Your" not in client.get("/blank/").content.decode()


class TestBroken:
    def test_says_so_without_asking_the_database(
        self, cast: Cast, client_of: Callable[[Person], Client]
    ) -> None:
        client = client_of(cast.amal)
        client.raise_request_exception = False
        response = client.get("/broken/")
        assert response.status_code == 500
        assert "not your fault" in response.content.decode()
        assert "Harbour" not in response.content.decode()
