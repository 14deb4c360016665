"""A stalker or harasser looks for one person, with new accounts.

They can be an ally or a member of the same group, write, offer, report, block in turn, and compare what they
see before and after. So a block looks from outside like absence: every page that the other one can open has the
same bytes; nobody is told who looked at anything; and nobody outside a promise can write to anybody.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.commitments import actions as commitments
from alongside.communities.rules import Relation
from alongside.core.once import FIELD
from alongside.notices import actions as notices
from alongside.notices.actions import NothingWritten, write
from alongside.notices.models import Message, Mute, Notice
from alongside.people import actions as people
from alongside.people.models import Block
from alongside.ui import kept
from tests.adversaries.weak import builds
from tests.walk import anew, looked, undone
from tests.world import address, routes

ONE_TIME = re.compile(rb'name="(?:csrfmiddlewaretoken|until|%s)" value="[^"]*"' % FIELD.encode())


def leaks(world, client_of, now):
    cast = world.cast
    yield from of_a_block(world, cast.bruno, [cast.amal, cast.jun, cast.chidi], client_of, now)
    yield from of_a_block(world, cast.chidi, [cast.amal, cast.bruno], client_of, now)
    yield from of_a_mute(world, cast.bruno, [cast.amal, cast.jun, cast.chidi], client_of, now)
    yield from of_a_mute(world, cast.amal, [cast.bruno, cast.chidi], client_of, now)
    yield from of_looking(world, client_of)
    yield from of_strangers(world, client_of)


def of_a_mute(world, muted, muting, client_of, now):
    """Everything that `muted` can open and send, before and after, and for a group everything of whoever steers it."""
    browser = client_of(muted)
    before = seen(world, browser), sent(world, browser)
    for one in muting:
        notices.mute(by=one, of=f"person:{muted.pk}", note="", now=now)
        notices.mute(by=one, of=f"community:{world.cast.harbour.pk}", note="", now=now)
    after = seen(world, browser), sent(world, browser)
    yield from (f"a mute, on {route}" for route in before[0] if before[0][route] != after[0][route])
    if before[1] != after[1]:
        yield "a mute, by an answer to a form"


def of_a_block(world, blocked, blockers, client_of, now):
    """Everything that `blocked` can open, before and after; then what they write and offer."""
    Block.objects.all().delete()
    browser = client_of(blocked)
    before = seen(world, browser), sent(world, browser)
    for one in blockers:
        people.block(by=one, against=blocked.pk, note="", now=now)
    after = seen(world, browser), sent(world, browser)
    yield from (f"a block, on {route}" for route in before[0] if before[0][route] != after[0][route])
    if before[1] != after[1]:
        yield "a block, by an answer to a form"
    Block.objects.all().delete()


def seen(world, browser):
    """The bytes of every page but for what is drawn anew each time, and how often it asked the database: its time.

    Nothing is kept of other pages: what is made anew asks the database too.
    """
    found = {}
    for route in sorted(set(routes())):
        kept._texts.clear()
        with CaptureQueriesContext(connection) as asked:
            page = looked(world, browser, route)
        bare = ONE_TIME.sub(b"", page.content)
        found[route] = (page.status_code, page.headers.get("Location"), bare, len(asked))
    return found


def sent(world, browser):
    forms = {
        reverse("commitments:conversation", args=[world.promise.pk]): {"text": "Where are you?"},
        reverse("commitments:offer", args=[world.twin.pk]): {"shift": world.twin.shifts.get().pk},
        reverse("asks:community_asks", args=[world.cast.harbour.pk]): {},
    }
    answers = [
        undone(lambda page=page, form=form: anew(browser).post(page, form)) for page, form in forms.items()
    ]
    return [(one.status_code, bool(one.headers.get("Location"))) for one in answers]


def of_looking(world, client_of):
    """Whoever reads, everything that they may: nobody hears of it, and no row says so."""
    before = Notice.objects.count(), Message.objects.count()
    for route in ("commitments:commitment", "commitments:conversation", "communities:community", "asks:ask"):
        client_of(world.cast.amal).get(address(route, world))
    if (Notice.objects.count(), Message.objects.count()) != before:
        yield "who looked"


def of_strangers(world, client_of):
    """Nobody outside a promise reaches its people: not to write, not by an address of a page about them."""
    for who in (world.cast.gita, world.cast.edda, world.hana):
        for route in ("commitments:conversation", "commitments:commitment"):
            if undone(
                lambda who=who, route=route: client_of(who).post(
                    address(route, world), {"text": "I found you."}
                )
            ).status_code not in (404, 405):
                yield f"a way to write, {route}"


def test_nothing_leaks(world, client_of, now):
    assert [*leaks(world, client_of, now)] == []


def either(*, person, other):
    return Block.objects.filter(by__in=(person, other), against__in=(person, other)).exists()


def gone(person):
    return frozenset(Block.objects.filter(against=person).values_list("by", flat=True))


def refused(*, by, **told):
    if Mute.objects.filter(of=f"person:{by.pk}").count() > 1:
        raise NothingWritten
    return write(by=by, **told)


EVERYBODYS_STEWARD = Relation(is_signed_in=True, is_member=True, is_steward=True)
WEAK = {
    "a block hides both from each other": [
        ("alongside.people.queries.has_blocked", either),
        ("alongside.people.queries.blocked_by", gone),
    ],
    "words of the muted are refused": [("alongside.notices.actions.write", refused)],
    "strangers are let in": [
        ("alongside.communities.queries.knowing.made_of", lambda *_told: EVERYBODYS_STEWARD),
    ],
}


@pytest.mark.sqlite
@pytest.mark.parametrize("weakness", builds(WEAK))
def test_weak_build_is_found(weakness, weaken, world, client_of, now):
    weaken(WEAK[weakness])
    assert any(leaks(world, client_of, now))


def test_words_of_the_blocked_are_heard_by_nobody_who_blocks(world, client_of, now):
    """The other half: it is no use to look like absence and still ring."""
    cast = world.cast
    Notice.objects.all().delete()
    people.block(by=cast.amal, against=cast.bruno.pk, note="", now=now)
    commitments.write(commitment=world.promise, text="Answer me.", by=cast.bruno, now=now)
    assert not Notice.objects.filter(to=cast.amal).exists()
