"""A steward and an ally write to each other about one commitment, and neither sees an address."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from alongside.commitments import queries
from alongside.commitments.actions import refusals
from alongside.commitments.models import Commitment
from alongside.communities import queries as communities
from alongside.ledger import actions as ledger
from alongside.notices import actions as notices
from alongside.people.models import Person


@transaction.atomic
def write(
    *, commitment: Commitment, text: str, by: Person, now: dt.datetime, from_mail: bool = False
) -> None:
    """Adds a message and tells the other side. The ledger keeps that it was written, never the words."""
    community = commitment.shift.ask.community
    if communities.relation(viewer=by, community=community, now=now).is_shut_out:
        raise refusals.KeptOut
    message = notices.write(
        about=commitment.about,
        by=by,
        from_asking_side=commitment.ally_id != by.pk,
        from_mail=from_mail,
        text=text,
        language=by.language,
        now=now,
        to=queries.other_side(commitment=commitment, writer=by, now=now),
        url=reverse("commitments:conversation", args=[commitment.pk]),
    )
    ledger.record(
        kind="commitments.write",
        subject=message.pk,
        community=community.pk,
        by=by,
        now=now,
        facts={"commitment": commitment.pk},
    )
