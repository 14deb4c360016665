import pytest
from django.test import Client

from alongside.ui import queries


@pytest.mark.django_db
def test_gallery_shows_every_component(client: Client) -> None:
    page = client.get("/gallery/").content.decode()
    for name in queries.names():
        assert f'<h2 id="{name}">' in page


@pytest.mark.django_db
def test_gallery_only_shows(client: Client) -> None:
    assert client.post("/gallery/", {"once": "x" * 20}).status_code == 405
