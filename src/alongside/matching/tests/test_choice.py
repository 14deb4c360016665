"""How somebody wants their list stays, is theirs alone, and goes with them."""

import re

import pytest
from django.urls import reverse

from alongside.home.cast import DAY, Cast
from alongside.matching import actions, queries
from alongside.matching.models import Choice

FITS, CHOICE = reverse("matching:fits"), reverse("matching:choice")
WHAT = "Carry soup pots"


SECRETS = re.compile(r'name="(once|csrfmiddlewaretoken)" value="[^"]*"')


def shown(client, query: str = "") -> str:
    return client.get(FITS + query).content.decode()


def test_a_choice_stays_until_another_one(cast: Cast, client_of) -> None:
    browser = client_of(cast.bruno)
    assert browser.post(CHOICE, {"kind": "make", "language": "en", "within": ""}).status_code == 302
    assert Choice.objects.get().said == "kind=make&language=en"
    page = shown(browser)
    assert WHAT not in page
    assert "Nothing fits what you chose." in page
    assert '<option value="make" selected>' in page
    browser.post(CHOICE, {"kind": "make", "everything": "1"})
    assert not Choice.objects.exists()
    assert WHAT in shown(browser)


def test_the_other_order_is_one_tap_and_stays_beside_what_was_chosen(cast: Cast, client_of) -> None:
    browser = client_of(cast.bruno)
    assert "What is soonest stands first." not in shown(browser)
    browser.post(CHOICE, {"kind": "in_person", "order": "", "turn": "1"})
    assert Choice.objects.get().said == "kind=in_person&order=soonest"
    assert "What is soonest stands first." in shown(browser)
    browser.post(CHOICE, {"kind": "in_person", "order": "soonest", "turn": "1"})
    assert Choice.objects.get().said == "kind=in_person"


def test_an_address_that_says_something_counts_before_what_is_kept(cast: Cast, client_of, now) -> None:
    actions.choose(by=cast.bruno, said="kind=make", now=now)
    assert WHAT in shown(client_of(cast.bruno), "?kind=in_person")
    assert Choice.objects.get().said == "kind=make"


def test_what_makes_no_sense_is_not_kept(cast: Cast, client_of) -> None:
    client_of(cast.bruno).post(CHOICE, {"kind": "nonsense", "days_from": "x", "order": "?", "page": "2"})
    assert not Choice.objects.exists()


def test_for_nobody_it_stands_in_the_address_alone(cast: Cast, client) -> None:
    page = shown(client, "?kind=make")
    assert 'href="?kind=make&amp;order=soonest"' in page
    assert client.post(CHOICE, {"kind": "make"})["Location"].startswith(reverse("account_login"))
    assert not Choice.objects.exists()


@pytest.mark.parametrize("name", ["chidi", "amal", "gita"])
def test_nobody_else_reads_a_choice(cast: Cast, client_of, now, name: str) -> None:
    other = client_of(getattr(cast, name))
    before = SECRETS.sub("", shown(other))
    actions.choose(by=cast.bruno, said="kind=make&facts=toilet", now=now)
    assert SECRETS.sub("", shown(other)) == before


def test_a_choice_is_exported_and_goes_with_its_person(cast: Cast, now) -> None:
    actions.choose(by=cast.bruno, said="kind=make&facts=toilet&facts=seats", now=now)
    kept = {"kind": "make", "facts": ["toilet", "seats"]}
    assert queries.about_person(person=cast.bruno) == {"asked": [], "stood_in": [], "choices": [kept]}
    assert queries.about_person(person=cast.gita) == {"asked": [], "stood_in": [], "choices": []}
    actions.erase_person(person=cast.bruno, now=now)
    assert not Choice.objects.exists()


def test_days_that_are_over_hide_nothing_and_the_rest_of_the_choice_stays(
    cast: Cast, client_of, now, time_machine
) -> None:
    """Kept beyond their last day, they would leave an empty list for good, and its reader would not know why."""
    last = (now + DAY).date().isoformat()
    actions.choose(by=cast.bruno, said=f"kind=in_person&days_from={last}&days_until={last}", now=now)
    browser = client_of(cast.bruno)
    assert WHAT not in shown(browser)
    time_machine.move_to(now + 2 * DAY, tick=False)
    page = shown(browser)
    assert WHAT in page
    assert '<option value="in_person" selected>' in page
