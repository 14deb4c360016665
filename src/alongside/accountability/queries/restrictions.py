"""Who is kept out of a group, for its stewards; why and until when, for the one kept out."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404

from alongside.accountability import rules
from alongside.accountability.models import Appeal, Matter
from alongside.accountability.queries.answering import answerers, steers
from alongside.accountability.rules import Actor
from alongside.commitments.models import Commitment
from alongside.communities import queries as communities
from alongside.communities.models import Community, Membership, Restriction
from alongside.communities.rules import may_know
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class RestrictionPage:
    """One restriction: for the person it keeps out without who made it, for the others with what they may do.

    Whoever is kept out reads the group's name as they knew it, or as everybody does. A group that hid itself from them
    under another name is not named.
    """

    restriction: Restriction
    is_mine: bool
    is_named: bool
    may_leave: bool
    is_active: bool
    may_make_last: bool
    may_renew: bool
    may_lift: bool
    waits_for_second: bool
    has_appeal: bool
    may_answer: bool


@dataclass(frozen=True, slots=True)
class Restrictable:
    """Somebody who may be kept out, and the restriction that stands already."""

    community: Community
    person: Person
    steers: bool
    standing: Restriction | None


def actor(viewer: Person, restriction: Restriction, now: dt.datetime) -> Actor:
    present = {steward.pk for steward in communities.stewards(community=restriction.community, now=now)}
    return Actor(
        is_steward=viewer.pk in present,
        is_operator=viewer.is_operator,
        is_first=restriction.by_id == viewer.pk,
        other_stewards=len(present - {viewer.pk, restriction.person_id}),
        is_from_before=was_steward_before(viewer, restriction),
    )


def was_steward_before(viewer: Person, restriction: Restriction) -> bool:
    steering = Membership.objects.filter(community=restriction.community, person=viewer)
    return steering.filter(steward_since__lte=restriction.at).exists()


def operator_may(viewer: Person, community: Community, person: Person, now: dt.datetime) -> bool:
    """An operator acts only where a steward is concerned: somebody reported them, or another keeps them out."""
    if not viewer.is_operator or viewer.pk == person.pk:
        return False
    reported = Matter.objects.handled_by(viewer).filter(community=community, concerns=person)
    return steers(community, person) and (
        reported.exists() or Restriction.objects.of(community).active(now).filter(person=person).exists()
    )


def restrictable(*, viewer: Person, community: str, person: str, now: dt.datetime) -> Restrictable:
    """Somebody of the group, for its stewards and for an operator who may. Raises Http404."""
    group = Community.objects.filter(pk=community).first()
    somebody = Person.objects.filter(pk=person).first()
    if group is None or somebody is None or not may_restrict(viewer, group, somebody, now):
        raise Http404
    active = Restriction.objects.of(group).active(now).filter(person=somebody)
    return Restrictable(group, somebody, steers(group, somebody), active.order_by("-until", "pk").first())


def may_restrict(viewer: Person, community: Community, person: Person, now: dt.datetime) -> bool:
    if viewer.pk == person.pk:
        return False
    is_steward = communities.relation(viewer=viewer, community=community, now=now).is_steward
    may_as_steward = is_steward and has_to_do_with(community, person)
    return may_as_steward or operator_may(viewer, community, person, now)


def has_to_do_with(community: Community, person: Person) -> bool:
    return (
        community.memberships.filter(person=person).exists()
        or community.standings.filter(person=person).exists()
        or community.requests.filter(person=person).exists()
        or community.restrictions.filter(person=person).exists()
        or Commitment.objects.for_community(community).filter(ally=person).exists()
    )


def restrictions_page(
    *, viewer: Person, community: str, now: dt.datetime
) -> tuple[Community, list[Restriction]]:
    """A group and whom it keeps out now, for its stewards. Two queries."""
    found = communities.stewarded_community(viewer=viewer, id=community, now=now)
    return found, list(communities.restrictions(community=found, now=now))


def restriction_page(*, viewer: Person, id: str, now: dt.datetime) -> RestrictionPage:
    """Raises Http404 for everybody but the person, the stewards, and an operator who may act."""
    found = Restriction.objects.select_related("community", "person").filter(pk=id).first()
    if found is None:
        raise Http404
    is_mine = found.person_id == viewer.pk
    acting = actor(viewer, found, now)
    is_operator = not is_mine and (
        operator_may(viewer, found.community, found.person, now)
        or (viewer.is_operator and viewer.pk in {found.by_id, found.lasting_by_id})
    )
    if not (is_mine or acting.is_steward or is_operator):
        raise Http404
    return page_for(viewer, found, acting, is_mine=is_mine, now=now)


def is_known_by_name(restriction: Restriction, now: dt.datetime) -> bool:
    group = communities.known(viewer=restriction.person, community=restriction.community, now=now)
    if group.described_at is None or group.described_at <= restriction.at:
        return True
    is_closed = group.closed_at is not None
    return may_know(
        group.relation, visibility=group.visibility, is_vouched=group.vouched, is_closed=is_closed
    )


def page_for(
    viewer: Person, found: Restriction, acting: Actor, *, is_mine: bool, now: dt.datetime
) -> RestrictionPage:
    target_steers, is_lasting = steers(found.community, found.person), found.lasting_at is not None
    is_over = found.lifted_at is not None
    may_last = not is_over and rules.may_make_last(
        acting, target_steers=target_steers, is_lasting=is_lasting, until=found.until, now=now
    )
    may_renew = not (is_over or is_lasting) and rules.may_restrict_again(
        target_steers=target_steers, is_same_actor=acting.is_first, until=found.until, now=now
    )
    appeal = Appeal.objects.select_related("answer").filter(restriction=found).first()
    return RestrictionPage(
        restriction=found,
        is_mine=is_mine,
        is_named=is_mine and is_known_by_name(found, now),
        may_leave=is_mine
        and Community.objects.letting_in(found.person).filter(pk=found.community_id).exists(),
        is_active=found.is_active(now),
        may_make_last=not is_mine and may_last,
        may_renew=not is_mine and may_renew,
        may_lift=not is_mine and found.is_active(now),
        waits_for_second=not (is_mine or is_lasting or may_last) and found.is_active(now),
        has_appeal=is_mine and appeal is not None,
        may_answer=not is_mine
        and appeal is not None
        and not hasattr(appeal, "answer")
        and viewer.pk in {one.pk for one in answerers(found, now)},
    )
