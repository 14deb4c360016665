"""No page grows too heavy for a slow line, however many people and things a group has."""

import datetime as dt
import gzip

import pytest
from django.test import Client

from alongside.asks.models import Ask, Place, Shift
from alongside.communities.models import Membership, MembershipRequest, Standing
from alongside.home.cast import DAY, Cast
from alongside.notices.models import Notice
from alongside.people.models import Block, Person

HEAVIEST = 20 * 1024
"""Bytes of any page on the wire, compressed."""
MANY = 300
OWN = ["/desk/", "/communities/", "/asks/", "/notices/", "/me/blocks/", "/me/everything/"]
OF_A_GROUP = ["", "members/", "allies/", "asks/", "asks/drafts/", "places/", "asks/new/", "invitations/"]
OF_AN_ASK = ["", "edit/", "dates/", "delegates/"]


@pytest.fixture
def crowd(cast: Cast, now: dt.datetime) -> Cast:
    """Hundreds of everything in one group, all of it known to Amal, who blocks half of them as well."""
    people = Person.objects.bulk_create(
        person_named(f"Maryam Al-Hassani {number}", number, now) for number in range(4 * MANY)
    )
    waiting, newcomers, members, allies = (people[start * MANY : (start + 1) * MANY] for start in range(4))
    MembershipRequest.objects.bulk_create(
        MembershipRequest(community=cast.harbour, person=one, at=now, words="I cook on Fridays.")
        for one in waiting
    )
    Membership.objects.bulk_create(
        Membership(community=cast.harbour, person=one, joined_at=now, vouched_at=vouched_at)
        for group, vouched_at in ((newcomers, None), (members, now))
        for one in group
    )
    Standing.objects.bulk_create(
        Standing(community=cast.harbour, person=one, level=2, given_at=now) for one in allies
    )
    Block.objects.bulk_create(Block(by=cast.amal, against=one, at=now) for one in allies)
    asks_of_all_ages(cast, now)
    Place.objects.bulk_create(
        Place(community=cast.harbour, name=f"The hall number {number}", area=f"Street {number}")
        for number in range(60)
    )
    Notice.objects.bulk_create(
        Notice(to=cast.amal, kind="offer.received", about=f"commitment:{n}", url="/desk/", at=now)
        for n in range(MANY)
    )
    return cast


def person_named(name: str, number: int, now: dt.datetime) -> Person:
    return Person(sign_in_name=f"secret-{number}", display_name=name, joined_at=now, password="!")


def asks_of_all_ages(cast: Cast, now: dt.datetime) -> None:
    asks = Ask.objects.bulk_create(
        Ask(
            community=cast.harbour,
            posted_by=cast.amal,
            kind="in_person",
            what=f"Carry the boxes number {number} to the hall",
            language="en",
            place=cast.place,
            created_at=now,
            published_at=None if number % 3 == 0 else now,
        )
        for number in range(MANY)
    )
    Shift.objects.bulk_create(
        Shift(ask=ask, starts_at=now + (number % 7 - 3) * DAY, ends_at=now + (number % 7 - 2) * DAY)
        for number, ask in enumerate(asks)
    )


def test_page_of_a_crowd_is_light(crowd: Cast, client_of) -> None:
    group, ask = f"/communities/{crowd.harbour.pk}/", f"/asks/{crowd.ask.pk}/"
    browser: Client = client_of(crowd.amal)
    pages = [*OWN, *(group + one for one in OF_A_GROUP), *(ask + one for one in OF_AN_ASK)]
    weights = {}
    for page in pages:
        answer = browser.get(page)
        assert answer.status_code == 200, page
        weights[page] = len(gzip.compress(answer.content))
    assert {page: weight for page, weight in weights.items() if weight > HEAVIEST} == {}
