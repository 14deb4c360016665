"""Every page of one's own opens for its person, and leads nobody else anywhere but to the sign-in page."""

import pytest
from django.urls import reverse

from alongside.home.cast import Cast

PAGES = [
    "me",
    "first",
    "start",
    "name",
    "languages",
    "needs",
    "skills",
    "home_area",
    "travel",
    "hours",
    "quiet",
    "rest",
    "blocks",
    "sessions",
    "this_device",
]


@pytest.mark.parametrize("page", PAGES)
def test_page_opens_for_its_person(cast: Cast, client_of, page: str) -> None:
    answer = client_of(cast.bruno).get(reverse(f"people:{page}"))
    assert answer.status_code == 200
    assert "secret-" not in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_page_leads_nobody_to_the_sign_in_page(cast: Cast, client, page: str) -> None:
    answer = client.get(reverse(f"people:{page}"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("page", ["rest_end", "everywhere"])
def test_page_that_only_acts_refuses_get(cast: Cast, client_of, page: str) -> None:
    assert client_of(cast.bruno).get(reverse(f"people:{page}")).status_code == 405
