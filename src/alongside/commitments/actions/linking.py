"""The one-time link, by which the person who was helped may answer: made by the asking side, and forgotten by time."""

import datetime as dt

from django.db import transaction

from alongside.commitments import queries, rules
from alongside.commitments.actions import refusals
from alongside.commitments.actions.locking import locked
from alongside.commitments.models import Commitment, VerdictLink
from alongside.ledger import actions as ledger
from alongside.people.models import Person


@transaction.atomic
def make_verdict_link(*, commitment: Commitment, by: Person, now: dt.datetime) -> VerdictLink:
    """A one-time link for the person who was helped. A new one puts an unused older one out of use."""
    commitment = locked(commitment)
    queries.require_asking_side(ask=commitment.shift.ask, viewer=by, now=now)
    if commitment.ally_id == by.pk:
        raise refusals.OwnCommitment
    if not rules.holds_a_place(commitment.state(now)):
        raise refusals.NothingPromised
    commitment.verdict_links.filter(used_at__isnull=True).delete()
    link = VerdictLink.objects.create(commitment=commitment, by=by, at=now, expires_at=now + rules.LINK_LASTS)
    ledger.record(
        kind="commitments.make_verdict_link",
        subject=commitment.pk,
        community=commitment.shift.ask.community_id,
        by=by,
        now=now,
    )
    return link


@transaction.atomic
def forget_links(*, now: dt.datetime) -> int:
    """Deletes links 30 days after they were made, used or not. A verdict that came by one stays."""
    return VerdictLink.objects.filter(expires_at__lte=now).delete()[0]
