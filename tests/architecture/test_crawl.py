"""A stranger follows every link, and finds nothing that is anybody's own."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from alongside.home.cast import EXACT_PLACE, Cast
from alongside.people.models import Person
from tests.world import World, build

LINK = re.compile(r'(?:href|action|src)="(/[^"#?]*)')


@pytest.fixture
def world(cast: Cast, now: Any) -> World:
    cast.ask.open_to = "anyone"
    cast.ask.save()
    cast.shift.starts_at += dt.timedelta(minutes=37)  # no clock time that stands on a page for another reason
    cast.shift.save()
    return build(cast, now)


def crawl(browser: Client) -> dict[str, str]:
    """Every page that links lead to from the front page, by its path."""
    found: dict[str, str] = {}
    ahead = ["/"]
    while ahead:
        path = ahead.pop()
        if path in found or path.startswith("/static/"):
            continue
        response = browser.get(path)
        assert response.status_code < 500, path
        found[path] = response.content.decode(errors="replace") + str(response.headers)
        ahead += LINK.findall(found[path])
        if response.status_code in {301, 302} and response["Location"].startswith("/"):
            ahead.append(response["Location"].split("?")[0])
    return found


def private_words(world: World) -> dict[str, str]:
    """What no stranger may read: names, exact places, hidden groups, drafts, notes, clock times."""
    cast = world.cast
    starts_at = cast.shift.starts_at.astimezone(cast.harbour.zone)
    words = {
        "the exact place": EXACT_PLACE,
        "a street": "Sailmaker",
        "a phone number": "7946 0958",  # with its space, which no identifier has
        "the place's own name": cast.place.name,
        "a hidden group": cast.rainbow.name,
        "a draft": world.draft.what,
        "an offer's note": world.offer.note,
        "a request's words": world.request.words,
        "a report": "The stairs are unsafe.",
        "a start time": f"{starts_at:%H:%M}",
        "a start time in UTC": f"{cast.shift.starts_at:%H:%M}",
    }
    for person in Person.objects.all():
        words[f"a display name ({person.display_name})"] = f">{person.display_name}<"
        words[f"a sign-in name ({person.sign_in_name})"] = person.sign_in_name
    return words


def leaks(pages: dict[str, str], words: dict[str, str]) -> list[str]:
    return [
        f"{path} shows {what}" for path, page in pages.items() for what, word in words.items() if word in page
    ]


def test_crawl_as_nobody_finds_nothing_private(world: World, client: Client) -> None:
    pages = crawl(client)
    assert any(world.cast.ask.what in page for page in pages.values()), (
        "the crawl did not reach the public ask"
    )
    assert any(world.cast.harbour.name in page for page in pages.values())
    assert leaks(pages, private_words(world)) == []


def test_crawl_as_a_newcomer_finds_no_names_places_or_times_of_others(
    world: World, client_of: Callable[..., Client]
) -> None:
    """Nobody has vouched for Dara yet: what their group's members see is not for them."""
    dara = world.cast.dara
    own = {dara.display_name, dara.sign_in_name}
    words = {
        what: word for what, word in private_words(world).items() if not any(name in what for name in own)
    }
    pages = crawl(client_of(dara))
    assert f"/communities/{world.cast.harbour.pk}/leaving/" in pages, (
        "the crawl did not reach their own group"
    )
    assert leaks(pages, words) == []


def test_crawl_finds_no_mail_address_of_anybody_else(
    world: World, client: Client, client_of: Callable[..., Client]
) -> None:
    readers = list(Person.objects.all())
    for one in readers:
        EmailAddress.objects.create(user=one, email=f"{one.pk}@private.example", verified=True, primary=True)
    found = {one.pk: crawl(client_of(one)) for one in readers} | {"nobody": crawl(client)}
    assert any(f"{world.cast.amal.pk}@" in page for page in found[world.cast.amal.pk].values())
    assert [
        (reader, path)
        for reader, pages in found.items()
        for path, page in pages.items()
        if "@private.example" in page.replace(f"{reader}@private.example", "")
    ] == []


def test_crawl_as_somebody_without_relation_reads_the_hour_on_the_form_of_an_offer_alone(
    world: World, client_of: Callable[..., Client]
) -> None:
    """Nobody can promise an hour that they do not know (decision 10). Everything else is as for nobody."""
    gita = world.cast.gita
    own = {gita.display_name, gita.sign_in_name, "a request's words"}
    words = {
        what: word for what, word in private_words(world).items() if not any(name in what for name in own)
    }
    pages = crawl(client_of(gita))
    offers = [reverse("commitments:offer", args=[one.pk]) for one in (world.cast.ask, world.twin)]
    forms = {offer: pages.pop(offer) for offer in offers}
    assert leaks(pages, words) == []
    assert sorted(leaks(forms, words)) == sorted(f"{offer} shows a start time" for offer in offers)
