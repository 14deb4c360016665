"""A partner or parent holds the device.

They can open the browser, its history, the mail and the lock screen. So no title, sender or subject says
anything; nothing that was read is stored; Exit works from anything and Back then meets the public front page;
another device can be signed out from afar; and nobody is ever told that somebody joined.
"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from alongside.commitments import actions as commitments
from alongside.communities import actions as communities
from alongside.communities.actions import belonging
from alongside.communities.actions.telling import tell_stewards
from alongside.home.cast import person
from alongside.notices import jobs
from alongside.notices.models import Notice
from alongside.people.middleware import LEFT_COOKIE
from tests.adversaries.reach import pages, text
from tests.adversaries.weak import builds

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def leaks(world, client_of, letterbox, give_address, now):
    yield from of_the_history(world, client_of)
    yield from of_going_back(world)
    yield from of_another_device(world, client_of)
    yield from of_the_mail(world, letterbox, give_address, now)
    yield from of_a_joining(world, now)


def of_the_history(world, client_of):
    cast = world.cast
    words = [
        cast.harbour.name,
        cast.ask.what,
        *(one.display_name for one in (cast.amal, cast.bruno, cast.chidi)),
    ]
    for route, page in pages(world, client_of(cast.amal)):
        title = TITLE.search(text(page))
        if title and any(word in title[1] for word in words):
            yield f"the title of {route}"
        if page.headers.get("Cache-Control") != "no-store":
            yield f"{route} is stored"


def of_going_back(world):
    """Exit is pressed on an old page, without a token, and then Back."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.cast.bruno)
    browser.post(reverse("people:exit"))
    back = browser.get(reverse("home:desk"))
    if back.status_code != 302 or back["Location"] != reverse("home:front"):
        yield "going back after Exit"


def of_another_device(world, client_of):
    lost, own = client_of(world.cast.bruno), client_of(world.cast.bruno)
    own.post(reverse("people:everywhere"))
    if lost.get(reverse("home:desk")).status_code == 200:
        yield "a device that was signed out"


def of_the_mail(world, letterbox, give_address, now):
    give_address(world.cast.bruno, "bruno@mail.example")
    commitments.write(commitment=world.promise, text="The blue door.", by=world.cast.amal, now=now)
    jobs.send_due_mail(now)
    letters = letterbox.parsed()
    assert letters
    for one in letters:
        said = f"{one['From']} {one['Subject']} {one.get_payload(decode=True).decode()}"
        if any(word in said for word in (world.cast.harbour.name, "Amal", "blue door", world.cast.ask.what)):
            yield "a mail"


def of_a_joining(world, now):
    Notice.objects.all().delete()
    communities.join_as_ally(community=world.cast.harbour, by=person("Zora", now), now=now)
    if Notice.objects.exists():
        yield "that somebody joined"


def test_nothing_leaks(world, client_of, letterbox, give_address, now):
    assert [*leaks(world, client_of, letterbox, give_address, now)] == []


def announced(verb, community, *_words, **_facts):
    """A weak build that tells the stewards who came."""
    if verb == "join_as_ally":
        tell_stewards(community, "membership.requested", "allies", _words[2])


WEAK = {
    "pages are stored": [("alongside.ui.middleware.is_signed_in", lambda _request: False)],
    "Back asks to sign in": [("alongside.people.middleware.after_exit", lambda _request, response: response)],
    "other devices stay": [("alongside.people.actions.end_sessions", lambda **_told: None)],
    "a subject that says it": [("alongside.notices.jobs.letters.subject", lambda **_told: "Harbour Kitchen")],
    "joining is told": [(f"{belonging.__name__}.record", announced)],
}


@pytest.mark.sqlite
@pytest.mark.parametrize("weakness", builds(WEAK))
def test_weak_build_is_found(weakness, weaken, world, client_of, letterbox, give_address, now):
    weaken(WEAK[weakness])
    assert any(leaks(world, client_of, letterbox, give_address, now))


def test_cookie_of_the_exit_ends_soon(world, client_of):
    """It is itself a trace."""
    answer = client_of(world.cast.bruno).post(reverse("people:exit"))
    assert answer.cookies[LEFT_COOKIE]["max-age"] <= 600
