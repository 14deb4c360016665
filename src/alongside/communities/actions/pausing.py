"""Rest for a whole group, and its end. Every steward can undo what one steward did."""

import datetime as dt

from django.db import transaction

from alongside.communities import queries
from alongside.communities.actions.belonging import record
from alongside.communities.models import Community, Invitation, VouchLink
from alongside.people.models import Person


@transaction.atomic
def pause(*, community: Community, by: Person, now: dt.datetime) -> None:
    """All asks rest until somebody resumes; promises that were made stay made."""
    community = queries.stewarded_community(viewer=by, id=community.pk, now=now)
    if Community.objects.filter(pk=community.pk, paused_at=None).update(paused_at=now, paused_by=by):
        record("pause", community, community.pk, by, now)


@transaction.atomic
def resume(*, community: Community, by: Person, now: dt.datetime) -> None:
    community = queries.stewarded_community(viewer=by, id=community.pk, now=now)
    paused = Community.objects.filter(pk=community.pk, paused_at__isnull=False)
    if paused.update(paused_at=None, paused_by=None):
        record("resume", community, community.pk, by, now)


@transaction.atomic
def close(*, community: Community, by: Person, now: dt.datetime) -> None:
    """Ends a group for everybody outside. Those inside still find it, and a steward may open it again."""
    community = queries.stewarded_community(viewer=by, id=community.pk, now=now)
    if Community.objects.filter(pk=community.pk, closed_at=None).update(closed_at=now):
        Invitation.objects.filter(community=community, used_at=None).delete()
        VouchLink.objects.filter(community=community, used_at=None).delete()
        record("close", community, community.pk, by, now)


@transaction.atomic
def reopen(*, community: Community, by: Person, now: dt.datetime) -> None:
    community = queries.stewarded_community(viewer=by, id=community.pk, now=now)
    if Community.objects.filter(pk=community.pk, closed_at__isnull=False).update(
        closed_at=None, end_told_at=None
    ):
        record("reopen", community, community.pk, by, now)
