"""Others say that a new group is what it says it is, before strangers hear of it."""

import datetime as dt

from django.db import transaction
from django.http import Http404

from alongside.communities import queries, rules
from alongside.communities.actions import refusals
from alongside.communities.actions.belonging import record
from alongside.communities.actions.telling import tell_stewards
from alongside.communities.models import Community, Vouch, VouchLink
from alongside.core import ids
from alongside.people.models import Person


@transaction.atomic
def make_vouch_link(*, community: Community, by: Person, now: dt.datetime) -> str:
    """A one-time link to give to a steward of an established group. Answers its secret, which is kept nowhere."""
    community = queries.stewarded_community(viewer=by, id=community.pk, now=now)
    secret = ids.new_secret()
    link = VouchLink.objects.create(
        community=community,
        digest=ids.digest(secret),
        by=by,
        at=now,
        expires_at=now + rules.INVITATION_LASTS,
    )
    record("make_vouch_link", community, link.pk, by, now)
    return secret


@transaction.atomic
def vouch(*, secret: str, voucher: Community, by: Person, now: dt.datetime) -> Community:
    """A steward vouches in the name of their established group.

    Raises `NotEstablished`, `OwnTies`, `VouchedAlready`, `LinkOver`.
    """
    link = VouchLink.objects.select_related("community").filter(digest=ids.digest(secret)).first()
    if link is None:
        raise Http404
    community: Community = link.community
    voucher = queries.stewarded_community(viewer=by, id=voucher.pk, now=now)
    check(community, voucher, by, now)
    if not VouchLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=now).update(used_at=now):
        raise refusals.LinkOver
    give(community, voucher, by, now)
    return community


@transaction.atomic
def vouch_as_operator(*, community: Community, by: Person, now: dt.datetime) -> None:
    """Raises `VouchedAlready` for an operator who vouched in the name of a group: it would be one voice twice."""
    if not by.is_operator:
        raise Http404
    if community.vouches.filter(voucher=None).exists():
        return
    if community.vouches.filter(by=by).exists():
        raise refusals.VouchedAlready
    give(community, None, by, now)


@transaction.atomic
def take_back_vouch(*, vouch: Vouch, by: Person, now: dt.datetime) -> None:
    """Ends a group's word, or the operator's. With too few left, nobody outside sees the group any more."""
    vouch = queries.given_vouch(viewer=by, id=vouch.pk, now=now)
    community: Community = vouch.community
    was_vouched = queries.is_vouched(community=community)
    Vouch.objects.filter(pk=vouch.pk).delete()
    record("take_back_vouch", community, vouch.pk, by, now, by_operator=vouch.voucher_id is None)
    if was_vouched and not queries.is_vouched(community=community):
        tell_stewards(community, "vouch.ended", "community", now)


def check(community: Community, voucher: Community, by: Person, now: dt.datetime) -> None:
    if not queries.is_established(community=voucher, now=now):
        raise refusals.NotEstablished
    if community.vouches.filter(voucher=voucher).exists() or community.vouches.filter(by=by).exists():
        raise refusals.VouchedAlready
    if queries.has_ties(community=community, voucher=voucher):
        raise refusals.OwnTies


def give(community: Community, voucher: Community | None, by: Person, now: dt.datetime) -> None:
    """Writes the vouch. The ledger names the voucher only under the voucher's own token, not the new group's."""
    given = Vouch.objects.create(community=community, voucher=voucher, by=by, at=now)
    record("vouch", community, given.pk, by, now, by_operator=voucher is None)
    if queries.is_vouched(community=community):
        tell_stewards(community, "community.vouched", "community", now)
