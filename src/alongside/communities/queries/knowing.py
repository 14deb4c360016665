"""What a viewer may know of communities. What they may not know of is 404, as what does not exist."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from alongside.communities import rules
from alongside.communities.models import (
    Community,
    CommunityQuerySet,
    Membership,
    Restriction,
    Standing,
    Vouch,
)
from alongside.communities.rules import STRANGER, Relation
from alongside.core.rows import SOME, columns_of, how_many, joined, rows, table
from alongside.people.models import Person


def relation(*, viewer: Person | None, community: Community, now: dt.datetime) -> Relation:
    """Three plain reads: for one community they cost a fifth of `with_relation`, which is made for lists."""
    if viewer is None:
        return STRANGER
    here = {"community_id": community.pk, "person_id": viewer.pk}
    return made_of(rows(Membership, **here), rows(Standing, **here), rows(Restriction, **here), now)


def known(*, viewer: Person | None, community: Community, now: dt.datetime) -> Community:
    """A community at hand, made to carry `relation`, `vouched` and `has_stewards` as those of a list do."""
    vouchers = [vouch.voucher_id for vouch in rows(Vouch, community_id=community.pk)]
    community.vouched = rules.is_vouched(
        by_operator=None in vouchers, by_communities=sum(one is not None for one in vouchers)
    )
    community.has_stewards = bool(how_many(Membership, community_id=community.pk, steward_since=SOME))
    community.relation = relation(viewer=viewer, community=community, now=now)
    return community


def relations(*, viewer: Person | None, now: dt.datetime) -> Mapping[str, Relation]:
    """What the viewer is to each group, by its id, in three plain reads. To most they are whoever is signed in."""
    if viewer is None:
        return defaultdict(lambda: STRANGER)
    found: dict[str, Relation] = defaultdict(lambda: Relation(is_signed_in=True))
    belonging, standings, restrictions = (
        grouped(rows(model, person_id=viewer.pk)) for model in (Membership, Standing, Restriction)
    )
    for id in {*belonging, *standings, *restrictions}:
        found[id] = made_of(belonging[id], standings[id], restrictions[id], now)
    return found


def grouped(found: Iterable[Any]) -> Mapping[str, list[Any]]:
    by_community: dict[str, list[Any]] = defaultdict(list)
    for one in found:
        by_community[one.community_id].append(one)
    return by_community


def made_of(
    belonging: Sequence[Membership],
    standings: Sequence[Standing],
    restrictions: Iterable[Restriction],
    now: dt.datetime,
) -> Relation:
    """One person's own rows in one community. Whoever is shut out is nothing else."""
    if any(one.is_active(now) for one in restrictions):
        return Relation(is_signed_in=True, is_shut_out=True)
    return Relation(
        is_signed_in=True,
        standing=sum(one.level for one in standings),
        is_vouched_for=any(one.vouched_at is not None for one in standings),
        is_newcomer=any(one.vouched_at is None for one in belonging),
        is_member=any(one.vouched_at is not None for one in belonging),
        is_steward=any(one.steward_since is not None for one in belonging),
    )


def community(*, viewer: Person | None, id: str, now: dt.datetime) -> Community:
    """One community, with `vouched` and `relation`. Raises Http404 where the viewer may not know of it.

    For one that never was, the same is read: the time must not tell it from one that is hidden.
    """
    there = rows(Community, id=id)
    found = known(viewer=viewer, community=next(iter(there), Community(pk=id)), now=now)
    if there and rules.may_know(
        found.relation,
        visibility=found.visibility,
        is_vouched=found.vouched,
        is_closed=found.closed_at is not None,
    ):
        return found
    raise Http404


def visible_communities(*, viewer: Person | None, now: dt.datetime) -> CommunityQuerySet:
    """With `vouched` and `relation`, by name."""
    return Community.objects.visible_to(viewer, now).with_relation(viewer, now).order_by("name", "pk")


def may_steer(viewer: Person) -> bool:
    """Whether they are a steward anywhere, shut out or not: one plain read."""
    return bool(how_many(Membership, person_id=viewer.pk, steward_since=SOME))


def stewarded(*, viewer: Person, now: dt.datetime) -> CommunityQuerySet:
    """Those where the viewer is a steward who is not shut out, by name."""
    return Community.objects.stewarded_by(viewer).inside(viewer, now).order_by("name", "pk")


def stewarded_community(*, viewer: Person, id: str, now: dt.datetime) -> Community:
    """One community that the viewer steers. Raises Http404 for everybody else: its pages do not exist for them."""
    found = community(viewer=viewer, id=id, now=now)
    if not found.relation.is_steward:
        raise Http404
    return found


def stewards(*, community: Community, now: dt.datetime | None = None) -> QuerySet[Person]:
    """Whoever steers it, longest first; with `now`, without those who are shut out at the moment."""
    steering = Person.objects.filter(
        memberships__community=community, memberships__steward_since__isnull=False
    ).order_by("memberships__steward_since", "pk")
    if now is None:
        return steering
    shut_out = Restriction.objects.of(community).active(now).values("person")
    return steering.exclude(pk__in=shut_out)


def steering(*, community: Community) -> list[Person]:
    """The same as `stewards`, longest first, in one plain read."""
    return [steward for steward, _more in joined(Person, steering_statement(), [community.pk])]


@cache
def steering_statement() -> str:
    """Its names are the models' own; only the community comes from outside."""
    person, membership = table(Person), table(Membership)
    return (
        f"SELECT {columns_of(Person)} FROM {membership} "  # noqa: S608 - the value is a parameter
        f"JOIN {person} ON {person}.id = {membership}.person_id "
        f"WHERE {membership}.community_id = %s AND {membership}.steward_since IS NOT NULL "
        f"ORDER BY {membership}.steward_since, {person}.id"
    )


def has_ally(*, community: Community, level: int, now: dt.datetime, is_vouched_for: bool = False) -> bool:
    """Whether it trusts anybody outside at least as far as `level`; whoever is shut out does not count.

    With `is_vouched_for`, whether members vouch for one of those as well.
    """
    shut_out = Restriction.objects.of(community).active(now).values("person")
    far_enough = community.standings.filter(level__gte=level).exclude(person__in=shut_out)
    return (far_enough.filter(vouched_at__isnull=False) if is_vouched_for else far_enough).exists()


def restrictions(*, community: Community, now: dt.datetime) -> QuerySet[Restriction]:
    """Whoever is shut out now, latest first."""
    return Restriction.objects.of(community).active(now).select_related("person").order_by("-at", "pk")
