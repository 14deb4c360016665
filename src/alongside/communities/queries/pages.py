"""One answer for each page that people outside or inside a group may open."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404

from alongside.communities import rules
from alongside.communities.models import Community, Guidance, Invitation, Link
from alongside.communities.queries.knowing import community as known_community
from alongside.communities.queries.knowing import (
    has_ally,
    relation,
    stewarded_community,
    stewards,
    visible_communities,
)
from alongside.communities.queries.vouching import Voucher, vouchers
from alongside.core import fresh, ids
from alongside.notices import queries as notices
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class CommunityPage:
    """What one viewer may read. Without `may_read` it is the name and the purpose, and the rest is empty."""

    community: Community
    may_read: bool
    days: int
    links: list[Link]
    vouchers: list[Voucher]
    stewards: list[Person]
    has_stewards: bool
    is_lone: bool
    has_no_ally: bool
    has_asked: bool
    may_miss_offers: bool
    own_standing: str

    @property
    def relation(self) -> rules.Relation:
        return self.community.relation

    @property
    def is_paused(self) -> bool:
        return self.community.paused_at is not None or not self.has_stewards

    @property
    def may_step_up(self) -> bool:
        return self.relation.is_member and not self.has_stewards

    @property
    def may_join(self) -> bool:
        """Nothing says so to somebody shut out; the link is simply not there."""
        relation = self.relation
        return not (
            relation.is_shut_out or relation.is_member or relation.is_newcomer or self.community.closed_at
        )


@dataclass(frozen=True, slots=True)
class Communities:
    """The viewer's own groups apart from those that anybody like them may know of."""

    mine: list[Community]
    others: list[Community]


def communities(*, viewer: Person | None, now: dt.datetime) -> Communities:
    found = list(visible_communities(viewer=viewer, now=now))
    return Communities(
        mine=[each for each in found if each.relation.is_inside],
        others=[each for each in found if not each.relation.is_inside],
    )


def community_page(*, viewer: Person | None, id: str, now: dt.datetime) -> CommunityPage:
    community = known_community(viewer=viewer, id=id, now=now)
    may_read = readable(community)
    steering = list(stewards(community=community, now=now))
    return CommunityPage(
        community=community,
        may_read=may_read,
        days=rules.age_in_days(community.founded_at, now),
        links=list(community.links.all()) if may_read else [],
        vouchers=vouchers(community=community, viewer=viewer, now=now) if may_read else [],
        stewards=steering if community.relation.is_member else [],
        has_stewards=bool(steering),
        is_lone=community.relation.is_steward and rules.is_lone(stewards=len(steering)),
        has_no_ally=community.relation.is_steward
        and not has_ally(community=community, level=rules.ALLY_NEW, now=now),
        has_asked=viewer is not None and community.requests.filter(person=viewer).exists(),
        may_miss_offers=viewer is not None and community.relation.is_steward and may_miss_offers(viewer),
        own_standing=own_standing(community, viewer) if viewer and community.relation.standing else "",
    )


def own_standing(community: Community, ally: Person) -> str:
    """The id by which an ally lets a member vouch for them; nothing where no vouch is needed."""
    found = (
        community.standings.filter(person=ally).values_list("pk", flat=True)
        if community.vouches_needed
        else []
    )
    return next(iter(found), "")


def may_miss_offers(steward: Person) -> bool:
    """Whether a steward gets mail, and so seldom that an offer may end before they hear of it."""
    return rules.may_miss_offers(steward.digests_a_week) and bool(notices.mail_address(steward))


def readable(community: Community) -> bool:
    return rules.may_read_page(
        community.relation,
        visibility=community.visibility,
        is_vouched=community.vouched,
        is_closed=community.closed_at is not None,
    )


def late_words(*, community: Community) -> str:
    """What the group says to whoever gives back late, or nothing."""
    found = Guidance.objects.filter(community=community).first()
    return found.late if found else ""


def joinable(*, viewer: Person, id: str, now: dt.datetime) -> Community:
    """A group that the viewer may ask to join. Whoever is shut out finds no such page."""
    community = known_community(viewer=viewer, id=id, now=now)
    if community.relation.is_shut_out or community.closed_at:
        raise Http404
    return community


def own_community(*, viewer: Person, id: str, now: dt.datetime) -> CommunityPage:
    """A group that let the viewer in."""
    page = community_page(viewer=viewer, id=id, now=now)
    if not page.relation.is_inside:
        raise Http404
    return page


def leavable(*, viewer: Person, id: str) -> Community:
    """A group that the viewer may leave: also one that keeps them out. Raises Http404."""
    found: Community | None = Community.objects.letting_in(viewer).filter(pk=id).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """What a one-time link leads to. When it is over, or not for this viewer, it shows nothing of the group."""

    role: str
    community: Community | None
    days: int
    vouchers: list[Voucher]


def invitation_page(*, viewer: Person, secret: str, now: dt.datetime) -> InvitationPage:
    """Raises Http404 for a link that never was."""
    found = Invitation.objects.select_related("community").filter(digest=ids.digest(secret)).first()
    if found is None:
        raise Http404
    community: Community = found.community
    is_over = found.used_at is not None or found.expires_at <= now or community.closed_at is not None
    if is_over or relation(viewer=viewer, community=community, now=now).is_shut_out:
        return InvitationPage(found.role, None, 0, [])
    return InvitationPage(
        role=found.role,
        community=community,
        days=rules.age_in_days(community.founded_at, now),
        vouchers=vouchers(community=community, viewer=viewer, now=now),
    )


def made_link(*, viewer: Person, id: str, sealed: str, now: dt.datetime) -> tuple[Community, str]:
    """A group and the secret that its steward made a moment ago. Raises Http404 for anybody else, and later."""
    community = stewarded_community(viewer=viewer, id=id, now=now)
    return community, fresh.unwrapped(sealed, maker=viewer.pk, now=now)
