"""A crowd of accounts in one hand gets no further than one stranger: not to a place, not to trust, not to a verdict."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from alongside.accountability import actions
from alongside.commitments import actions as commitments
from alongside.communities import actions as communities
from alongside.communities import queries as community_queries
from alongside.communities.actions.founding import Details
from alongside.communities.models import Membership, Restriction, Standing
from alongside.home.cast import EXACT_PLACE, Cast, person
from alongside.people.models import Person

DAY = dt.timedelta(days=1)


@pytest.fixture
def puppets(cast: Cast, now: dt.datetime) -> list[Person]:
    """Twelve old accounts: each is an ally of Harbour Kitchen and asks to belong to it, some founded groups."""
    crowd = [person(f"Puppet{number}", now) for number in range(12)]
    for puppet in crowd:
        communities.join_as_ally(community=cast.harbour, by=puppet, now=now - 40 * DAY)
        communities.ask_to_join(community=cast.harbour, by=puppet, words="One of you.", now=now - 40 * DAY)
    return crowd


def test_puppets_do_not_vouch_for_a_group_of_their_own(
    cast: Cast, puppets: list[Person], now: dt.datetime
) -> None:
    made = [
        communities.found(
            by=puppet, details=Details("Ring", "x", "y", "en", "UTC", visibility="public"), now=now - 60 * DAY
        )
        for puppet in puppets
    ]
    for puppet, group in zip(puppets[1:], made[1:], strict=True):
        secret = communities.make_vouch_link(community=made[0], by=puppets[0], now=now)
        with pytest.raises(communities.NotEstablished):
            communities.vouch(secret=secret, voucher=group, by=puppet, now=now)
    assert made[0] not in community_queries.visible_communities(viewer=cast.gita, now=now)


def test_puppets_vouch_for_no_member_and_raise_no_standing(
    cast: Cast, puppets: list[Person], now: dt.datetime
) -> None:
    dara = Membership.objects.get(person=cast.dara)
    for puppet in puppets:
        with pytest.raises(Http404):
            communities.vouch_for_member(membership=dara, by=puppet, now=now)
        for standing in Standing.objects.filter(person__in=puppets):
            with pytest.raises(Http404):
                communities.give_standing(standing=standing, level=3, by=puppet, now=now)
    assert set(Standing.objects.filter(person__in=puppets).values_list("level", flat=True)) == {1}


def test_puppets_reach_neither_what_is_for_known_allies_nor_an_exact_place(
    cast: Cast, puppets: list[Person], now: dt.datetime, client_of: Callable[..., Client]
) -> None:
    page = reverse("asks:ask", args=[cast.ask.pk])
    assert cast.ask.what in client_of(puppets[0]).get(page).content.decode()
    for puppet in puppets[:3]:
        commitments.offer(shift=cast.shift, by=puppet, now=now)
        assert EXACT_PLACE not in client_of(puppet).get(page).content.decode()
    ended = cast.shift.ends_at + DAY
    for offer in cast.shift.commitments.all():
        with pytest.raises(Http404):
            commitments.judge(commitment=offer, outcome="helped", by=puppets[11], now=ended)
    cast.ask.open_to = "known"
    cast.ask.save()
    for puppet in puppets[3:]:
        assert client_of(puppet).get(page).status_code == 404
        with pytest.raises(Http404):
            commitments.offer(shift=cast.shift, by=puppet, now=now)


def test_puppets_bring_nobody_down(cast: Cast, puppets: list[Person], now: dt.datetime) -> None:
    for puppet in puppets:
        actions.report(
            by=puppet, about=f"community:{cast.harbour.pk}", words="They lie.", language="en", now=now
        )
        with pytest.raises(Http404):
            actions.restrict(community=cast.harbour, person=cast.bruno, reason="trust", by=puppet, now=now)
    cast.harbour.refresh_from_db()
    assert (cast.harbour.paused_at, cast.harbour.closed_at) == (None, None)
    assert list(Restriction.objects.values_list("person", flat=True)) == [cast.farid.pk]
