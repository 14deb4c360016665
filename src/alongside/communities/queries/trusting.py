"""Who vouches for an ally: whether it is enough, and what a member and a steward may read of it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404

from alongside.communities import rules
from alongside.communities.models import AllyVouch, Community, Membership, Standing
from alongside.communities.queries.knowing import community as known_community
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class AllyVouchPage:
    """What a member reads of one ally whose address they were given: the name, and their own word."""

    community: Community
    standing: Standing
    vouched_at: dt.datetime | None
    may_vouch: bool


@dataclass(frozen=True, slots=True)
class Vouching:
    """Who vouches for one ally, for stewards, and how many of them are unrelated."""

    people: list[Person]
    voices: int


def is_vouched_for(*, standing: Standing, now: dt.datetime) -> bool:
    needed = standing.community.vouches_needed
    return not needed or voices(standing=standing, now=now) >= needed


def voices(*, standing: Standing, now: dt.datetime) -> int:
    return vouching(standings=[standing], community=standing.community, now=now)[standing.pk].voices


def vouching(*, standings: Iterable[Standing], community: Community, now: dt.datetime) -> dict[str, Vouching]:
    """By the id of the standing. Two queries, however many allies."""
    asked = list(standings)
    given: dict[str, list[Person]] = {one.pk: [] for one in asked}
    for vouch in AllyVouch.objects.filter(standing__in=given).select_related("by").order_by("at", "pk"):
        given[vouch.standing_id].append(vouch.by)
    wanted = {one.pk for people in given.values() for one in people} | {one.given_by_id for one in asked} - {
        None
    }
    voice = {
        one.person_id: rules.Voice(one.person_id, one.vouched_at, one.vouched_by_id, one.circle)
        for one in Membership.objects.filter(community=community, person__in=wanted)
    }
    return {
        one.pk: Vouching(
            given[one.pk],
            rules.voices(
                [voice[by.pk] for by in given[one.pk] if by.pk in voice],
                ally=one.person_id,
                giver=voice.get(one.given_by_id or ""),
                now=now,
            ),
        )
        for one in asked
    }


def member_community(*, viewer: Person, id: str, now: dt.datetime) -> Community:
    """A group of which the viewer is a vouched member. Raises Http404 for everybody else."""
    found = known_community(viewer=viewer, id=id, now=now)
    if not found.relation.is_member:
        raise Http404
    return found


def ally_vouch_page(*, viewer: Person, id: str, ally: str, now: dt.datetime) -> AllyVouchPage:
    """Raises Http404 for everybody but vouched members, and for the ally themselves."""
    found = member_community(viewer=viewer, id=id, now=now)
    standing = found.standings.select_related("community", "person").filter(pk=ally).first()
    if standing is None or standing.person_id == viewer.pk:
        raise Http404
    mine = standing.vouches.filter(by=viewer).first()
    own = found.memberships.filter(person=viewer).first()
    return AllyVouchPage(
        community=found,
        standing=standing,
        vouched_at=mine.at if mine else None,
        may_vouch=own is not None and rules.has_belonged(own.vouched_at, now),
    )


def ally_vouches(*, viewer: Person, id: str, now: dt.datetime) -> tuple[Community, list[AllyVouch]]:
    """The allies for whom the viewer vouches in one group, latest first."""
    found = member_community(viewer=viewer, id=id, now=now)
    given = AllyVouch.objects.filter(by=viewer, standing__community=found)
    return found, list(given.select_related("standing__person").order_by("-at", "pk"))
