"""Who vouched for whom, and who still waits for it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from alongside.communities import rules
from alongside.communities.models import Community, CommunityQuerySet, Visibility, Vouch, VouchLink
from alongside.communities.queries.knowing import stewarded, stewarded_community, visible_communities
from alongside.core import ids
from alongside.core.rows import rows
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class Voucher:
    """Who vouched: the operator, a group by its name, or a group that this viewer may not know of.

    `before` is when the name or the purpose became another one, where that was after the vouch.
    """

    is_operator: bool
    community: Community | None
    before: dt.datetime | None


@dataclass(frozen=True, slots=True)
class VouchPage:
    """What a steward of another group sees through a one-time link; without an established group, nothing."""

    community: Community | None
    choices: list[Community]
    days: int
    is_over: bool


@dataclass(frozen=True, slots=True)
class Given:
    """A vouch that somebody gave, and when its group took another name or purpose after it."""

    vouch: Vouch
    changed_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Vouches:
    """What the stewards of a group see of its vouches: who gave them, and to whom it gave its own word."""

    community: Community
    vouchers: list[Voucher]
    is_vouched: bool
    days: int
    given: list[Given]


def is_vouched(*, community: Community) -> bool:
    return bool(Community.objects.filter(pk=community.pk).with_vouched().get().vouched)


def is_established(*, community: Community, now: dt.datetime) -> bool:
    vouched = is_vouched(community=community) and community.closed_at is None
    return rules.is_established(founded_at=community.founded_at, vouched=vouched, now=now)


def has_ties(*, community: Community, voucher: Community) -> bool:
    """Whether anybody who runs or founded one of the two belongs to the other, or runs a group that vouched already."""
    before = Community.objects.filter(vouches_given__community=community)
    return (
        rules.has_ties(leading(community), belonging(voucher))
        or rules.has_ties(leading(voucher), belonging(community))
        or any(rules.has_ties(leading(voucher), leading(other)) for other in before)
    )


def leading(community: Community) -> set[str]:
    """Whoever steers a group, and whoever founded it, also when they have left."""
    steering = community.memberships.filter(steward_since__isnull=False)
    founder = {community.founded_by_id} if community.founded_by_id else set()
    return founder | set(steering.values_list("person_id", flat=True))


def belonging(community: Community) -> set[str]:
    return leading(community) | set(community.memberships.values_list("person_id", flat=True))


def vouchers(*, community: Community, viewer: Person | None, now: dt.datetime) -> list[Voucher]:
    """Two queries, or one where no group vouched. One that the viewer may not know of is counted, never named."""
    given = sorted(rows(Vouch, community_id=community.pk), key=lambda each: (each.at, each.pk))
    groups = [each.voucher_id for each in given if each.voucher_id]
    visible = visible_communities(viewer=viewer, now=now).filter(pk__in=groups) if groups else []
    known = {each.pk: each for each in visible}
    return [
        Voucher(
            is_operator=each.voucher_id is None,
            community=known.get(each.voucher_id or ""),
            before=changed_at(community, each, now),
        )
        for each in given
    ]


def changed_at(community: Community, vouch: Vouch, now: dt.datetime) -> dt.datetime | None:
    described_at: dt.datetime | None = community.described_at
    is_shown = rules.is_change_shown(described_at=described_at, vouched_at=vouch.at, now=now)
    return described_at if is_shown else None


def standing_vouches() -> QuerySet[Vouch]:
    """Vouches by which somebody sees a group. While it hides itself or is closed, its vouchers see nothing of it."""
    shown = Vouch.objects.filter(community__closed_at=None).exclude(community__visibility=Visibility.HIDDEN)
    return shown.select_related("community", "voucher")


def given(*, voucher: Community | None, now: dt.datetime) -> list[Given]:
    """The word of a group, or of the operator, latest first. One query."""
    found = standing_vouches().filter(voucher=voucher).order_by("-at", "pk")
    return [Given(vouch, changed_at(vouch.community, vouch, now)) for vouch in found]


def given_vouch(*, viewer: Person, id: str, now: dt.datetime) -> Vouch:
    """A vouch that this viewer may take back. Raises Http404 for everybody else."""
    found = standing_vouches().filter(pk=id).first()
    if found is None or (found.voucher is None and not viewer.is_operator):
        raise Http404
    if found.voucher is not None:
        stewarded_community(viewer=viewer, id=found.voucher.pk, now=now)
    return found


def vouches(*, viewer: Person, id: str, now: dt.datetime) -> Vouches:
    community = stewarded_community(viewer=viewer, id=id, now=now)
    return Vouches(
        community=community,
        vouchers=vouchers(community=community, viewer=viewer, now=now),
        is_vouched=community.vouched,
        days=rules.age_in_days(community.founded_at, now),
        given=given(voucher=community, now=now),
    )


def vouch_page(*, viewer: Person, secret: str, now: dt.datetime) -> VouchPage:
    """Raises Http404 for a link that never was. The new group shows only to stewards of an established one."""
    link = VouchLink.objects.select_related("community").filter(digest=ids.digest(secret)).first()
    if link is None:
        raise Http404
    choices = [
        each
        for each in stewarded(viewer=viewer, now=now).with_vouched()
        if each.closed_at is None
        and rules.is_established(founded_at=each.founded_at, vouched=each.vouched, now=now)
    ]
    community: Community = link.community
    return VouchPage(
        community=community if choices else None,
        choices=choices,
        days=rules.age_in_days(community.founded_at, now),
        is_over=link.used_at is not None or link.expires_at <= now,
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What operators see: groups that want to be seen and wait, groups that nobody steers, and their own word."""

    vouches: CommunityQuerySet
    stewards: CommunityQuerySet
    given: list[Given]


def waiting(*, viewer: Person, now: dt.datetime) -> Waiting:
    """Raises Http404 for everybody but operators. Hidden groups that asked for nothing stay out of sight."""
    if not viewer.is_operator:
        raise Http404
    going = Community.objects.filter(closed_at=None).order_by("founded_at", "pk")
    wanting = going.with_vouched().filter(vouched=False).exclude(visibility=Visibility.HIDDEN)
    unsteered = going.exclude(visibility=Visibility.HIDDEN).unsteered()
    return Waiting(wanting, unsteered, given(voucher=None, now=now))


def waiting_community(*, viewer: Person, id: str, now: dt.datetime) -> Community:
    found: Community | None = waiting(viewer=viewer, now=now).vouches.filter(pk=id).first()
    if found is None:
        raise Http404
    return found
