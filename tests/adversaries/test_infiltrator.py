"""An infiltrator joins a community, with two hundred accounts.

They can be let in by a steward whom they deceived, invite and vouch for one another as far as the product lets
them, and read whatever they find. So newcomers see no name, hour or place; sensitive asks are not there for an
ally for whom only they vouch; and no decision moves: no vouch of a group, no return, no restriction, no word
about two asks, no verdict.
"""

import datetime as dt

import pytest
from django.http import Http404
from django.urls import reverse

from alongside.accountability import actions as accountability
from alongside.asks import actions as asks
from alongside.asks.models import SameAsk
from alongside.commitments import actions as commitments
from alongside.communities import actions as communities
from alongside.communities import queries
from alongside.communities.actions.founding import Details
from alongside.communities.models import Invitation, Membership, Restriction, Return, Standing
from alongside.core.refusals import Refused
from alongside.home.cast import EXACT_PLACE, hashed
from alongside.people.models import Person
from tests.adversaries.reach import pages, text
from tests.adversaries.weak import builds

DAY = dt.timedelta(days=1)
MANY = 200
NEAR = "Sit with somebody who cannot be alone"


@pytest.fixture
def crowd(world, now):
    """Half of them are members since long: jun, a steward, was deceived. A quarter are newcomers, a quarter allies."""
    cast = world.cast
    then = now - 40 * DAY
    cast.ask.kind, cast.ask.open_to, cast.ask.what = "at_home", "known", NEAR
    cast.ask.save()
    cast.shift.starts_at += dt.timedelta(minutes=37)
    cast.shift.save()
    made = Person.objects.bulk_create(
        Person(
            sign_in_name=f"puppet-{n}",
            display_name=f"Puppet {n}",
            password=hashed(),
            joined_at=then,
            has_seen_exit=True,
        )
        for n in range(MANY)
    )
    for one in made[:150]:
        Membership.objects.create(community=cast.harbour, person=one, joined_at=then)
    for one in made[:100]:
        communities.vouch_for_member(membership=one.memberships.get(), by=cast.jun, now=then)
    for one in made[150:]:
        communities.join_as_ally(community=cast.harbour, by=one, now=then)
    known = Standing.objects.get(person=made[-1])
    communities.give_standing(standing=known, level=2, by=cast.amal, now=now)
    for one in made[:100]:
        communities.vouch_for_ally(standing=known, by=one, now=now)
    return made


def leaks(world, crowd, client_of, now):
    newcomer, ally = crowd[120], crowd[-1]
    yield from of_a_newcomer(world, newcomer, client_of)
    yield from of_an_ally(world, ally, client_of, now)
    yield from of_decisions(world, crowd, now)


def of_a_newcomer(world, newcomer, client_of):
    """Over every route: names of others, the hour, the place, and lists of people."""
    cast = world.cast
    starts_at = cast.shift.starts_at.astimezone(cast.harbour.zone)
    words = [EXACT_PLACE, NEAR, cast.place.name, f"{starts_at:%H:%M}"]
    words += [f">{one.display_name}<" for one in (cast.amal, cast.jun, cast.chidi, cast.bruno, cast.dara)]
    yield from found(newcomer, words, world, client_of)


def of_an_ally(world, ally, client_of, now):
    """Known to a steward, vouched for by a hundred who came in through one other: the ask is not there at all."""
    cast = world.cast
    yield from found(
        ally,
        [EXACT_PLACE, NEAR, f">{cast.chidi.display_name}<", f">{cast.dara.display_name}<"],
        world,
        client_of,
    )
    missing = client_of(ally).get(reverse("asks:ask", args=["a" * 17]))
    hidden = client_of(ally).get(reverse("asks:ask", args=[cast.ask.pk]))
    if (missing.status_code, missing.content) != (hidden.status_code, hidden.content):
        yield "that the ask exists"
    yield from done(lambda: commitments.offer(shift=cast.shift, by=ally, now=now), "an offer")


def found(who, words, world, client_of):
    for route, page in pages(world, client_of(who)):
        yield from (f"{word} on {route}" for word in words if word in text(page))


def of_decisions(world, crowd, now):
    """Every member among them tries everything that decides; so does one who became a steward since."""
    cast, member = world.cast, crowd[0]
    ours = communities.found(by=member, details=sham(), now=now - 60 * DAY)
    for one in crowd[1:12]:
        theirs = communities.found(by=one, details=sham(), now=now - 60 * DAY)
        secret = communities.make_vouch_link(community=ours, by=member, now=now)
        done_quietly(
            lambda secret=secret, theirs=theirs, one=one: communities.vouch(
                secret=secret, voucher=theirs, by=one, now=now
            )
        )
    if queries.is_vouched(community=ours):
        yield "a vouch for a group of their own"
    for one in crowd[:100]:
        done_quietly(lambda one=one: communities.confirm_return(one=world.lost, by=one, now=now))
        done_quietly(
            lambda one=one: accountability.restrict(
                community=cast.harbour, person=cast.bruno, reason="trust", by=one, now=now
            )
        )
        done_quietly(lambda one=one: asks.call_same(ask=cast.ask, other=world.twin, by=one, now=now))
        done_quietly(
            lambda one=one: commitments.judge(
                commitment=world.promise, outcome="helped", by=one, now=now + 9 * DAY
            )
        )
        done_quietly(
            lambda one=one: communities.vouch_for_member(
                membership=cast.dara.memberships.get(), by=one, now=now
            )
        )
        done_quietly(
            lambda one=one: communities.invite(community=cast.harbour, role="member", by=one, now=now)
        )
    if Return.objects.get(pk=world.lost.pk).confirmed_at:
        yield "a return"
    if Restriction.objects.exclude(pk=world.restriction.pk).exists():
        yield "a restriction"
    if SameAsk.objects.filter(by__in=crowd).exists():
        yield "that two asks are the same"
    if hasattr(type(world.promise).objects.get(pk=world.promise.pk), "verdict"):
        yield "a verdict"
    if cast.dara.memberships.get().vouched_at:
        yield "a vouch for a newcomer"
    if Invitation.objects.filter(by__in=crowd).exists():
        yield "an invitation"
    yield from of_a_new_steward(world, member, now)


def of_a_new_steward(world, member, now):
    """A steward who became one after it began is no second voice: not to keep somebody out, nor for a return."""
    Membership.objects.filter(person=member, community=world.cast.harbour).update(steward_since=now)
    done_quietly(lambda: accountability.make_last(restriction=world.restriction, by=member, now=now))
    if Restriction.objects.get(pk=world.restriction.pk).lasting_at:
        yield "that a restriction lasts"
    done_quietly(lambda: communities.confirm_return(one=world.lost, by=member, now=now))
    if Return.objects.get(pk=world.lost.pk).confirmed_at:
        yield "a return, as a new steward"


def sham():
    return Details("Ring", "x", "y", "en", "UTC", visibility="public")


def done(act, what):
    try:
        act()
    except (Http404, Refused):
        return
    yield what


def done_quietly(act):
    list(done(act, ""))


def test_nothing_leaks(world, crowd, client_of, now):
    assert [*leaks(world, crowd, client_of, now)] == []


def every_voice(given, **_told):
    return len(list(given))


WEAK = {
    "a crowd is many voices": [("alongside.communities.rules.voices", every_voice)],
    "close help is like any other": [("alongside.asks.rules.seeing.is_sensitive", lambda **_terms: False)],
    "everybody sees every ask": [("alongside.asks.rules.may_see", lambda *_told, **_terms: True)],
    "the newest steward is a second voice": [
        ("alongside.accountability.queries.restrictions.was_steward_before", lambda *_told: True)
    ],
    "members keep each other out": [
        ("alongside.accountability.queries.restrictions.may_restrict", lambda *_told: True)
    ],
}


@pytest.mark.sqlite
@pytest.mark.parametrize("weakness", builds(WEAK))
def test_weak_build_is_found(weakness, weaken, world, request, client_of, now):
    weaken(WEAK[weakness])
    assert any(leaks(world, request.getfixturevalue("crowd"), client_of, now))
