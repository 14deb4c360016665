"""A group begins, and says what it is."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from alongside.communities import queries, rules, signals
from alongside.communities.actions import refusals
from alongside.communities.actions.telling import tell_operators_if_waiting, tell_vouchers
from alongside.communities.actions.trusting import settle_all
from alongside.communities.models import Community, Guidance, Link, Membership, Visibility
from alongside.core import erasing
from alongside.ledger import actions as ledger
from alongside.people import actions as people
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class GivenLink:
    """One address for the group's page. `purpose` is one of `Link.Purpose`."""

    purpose: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Details:
    """What a group says of itself. `late_hours` is how long before a date giving back counts as late.

    `late_words` is what whoever does so reads first.
    """

    name: str
    purpose: str
    boundary: str
    language: str
    time_zone: str
    area: str = ""
    visibility: str = Visibility.HIDDEN
    late_hours: int = 24
    late_words: str = ""
    vouches_needed: int = rules.ALLY_VOUCHES_NEEDED
    takes_one_more: bool = False
    links: tuple[GivenLink, ...] = ()


@transaction.atomic
def found(*, by: Person, details: Details, now: dt.datetime, digests_a_week: int | None = None) -> Community:
    """The founder is its first member and steward. Raises `TooManyLinks`, `LinkNotSafe`.

    `digests_a_week` is what the founder chose for their own mail; without it that stays as it is.
    """
    community = Community(founded_at=now, founded_by=by)
    fill(community, details)
    community.save(force_insert=True)
    put_links(community, details.links)
    founder = Membership(
        community=community, person=by, joined_at=now, vouched_at=now, vouched_by=by, steward_since=now
    )
    founder.circle = founder.pk
    founder.save(force_insert=True)
    ledger.record(kind="communities.found", subject=community.pk, community=community.pk, by=by, now=now)
    if digests_a_week is not None:
        people.set_digests(by=by, digests_a_week=digests_a_week, now=now)
    tell_operators_if_waiting(community, now)
    return community


@transaction.atomic
def edit(*, community: Community, by: Person, details: Details, now: dt.datetime) -> None:
    """Whoever vouched hears of another name or purpose, and the old one is wiped from the disk.

    Raises `TooManyLinks`, `LinkNotSafe`.
    """
    community = queries.stewarded_community(viewer=by, id=community.pk, now=now)
    was_hidden, is_other = community.visibility == Visibility.HIDDEN, describes_anew(community, details)
    vouches_before, one_more_before = community.vouches_needed, community.takes_one_more
    fill(community, details)
    community.described_at = now if is_other else community.described_at
    community.save()
    community.links.all().delete()
    put_links(community, details.links)
    put_guidance(community, details.late_words)
    if community.vouches_needed != vouches_before:
        settle_all(community, now)
    if community.takes_one_more != one_more_before:
        signals.agreed.send(sender=Community, community=community, now=now)
    ledger.record(
        kind="communities.edit",
        subject=community.pk,
        community=community.pk,
        by=by,
        now=now,
        facts={"visibility": community.visibility, "described_anew": is_other},
    )
    tell_operators_if_waiting(community, now)
    if is_other or was_hidden:
        tell_vouchers(community, now)
    if is_other:
        erasing.wipe_after_commit()


def describes_anew(community: Community, details: Details) -> bool:
    return rules.says_something_else(community.name, details.name) or rules.says_something_else(
        community.purpose, details.purpose
    )


def fill(community: Community, details: Details) -> None:
    community.name = details.name
    community.purpose = details.purpose
    community.boundary = details.boundary
    community.language = details.language
    community.time_zone = details.time_zone
    community.area = details.area
    community.visibility = details.visibility
    community.late_hours = details.late_hours
    community.vouches_needed = details.vouches_needed
    community.takes_one_more = details.takes_one_more


def put_guidance(community: Community, late_words: str) -> None:
    """An empty text takes the one away that was there."""
    Guidance.objects.filter(community=community).delete()
    if late_words.strip():
        Guidance.objects.create(community=community, late=late_words.strip())


def put_links(community: Community, links: Iterable[GivenLink]) -> None:
    given = list(links)
    if len(given) > rules.LINKS_AT_MOST:
        raise refusals.TooManyLinks
    if not all(rules.is_safe_address(link.url) for link in given):
        raise refusals.LinkNotSafe
    Link.objects.bulk_create(
        Link(community=community, purpose=link.purpose, title=link.title, url=link.url, position=position)
        for position, link in enumerate(given)
    )
