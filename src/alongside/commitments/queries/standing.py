"""What earlier promises mean for the next one."""

import datetime as dt

from alongside.commitments import rules
from alongside.commitments.models import Commitment
from alongside.communities.models import Community


def is_change_untold(commitment: Commitment) -> bool:
    """Whether time or place changed after the offer, and its ally has not heard of the last change."""
    history, told_at = commitment.history, commitment.told_change_at
    if not history.is_changed or history.changed_at is None:
        return False
    return told_at is None or told_at < history.changed_at


def would_be_late(*, commitment: Commitment, now: dt.datetime) -> bool:
    """Whether a release by the ally at `now` counts as late by the group's own window."""
    late_hours = commitment.shift.ask.community.late_hours
    return rules.is_late(commitment.history, late_hours=late_hours, now=now)


def chain_with(*, community: Community, now: dt.datetime) -> dict[str, tuple[int, int]]:
    """For each ally of a community: how much of what was answered there helped, as (helped, answered).

    For that community's stewards alone. It informs them; only they give standing.
    """
    judged = (
        Commitment.objects.for_community(community)
        .filter(verdict__isnull=False, ally__isnull=False)
        .with_history()
    )
    states: dict[str, list[rules.State]] = {}
    for commitment in judged:
        states.setdefault(str(commitment.ally_id), []).append(commitment.state(now))
    return {ally: rules.follow_through(found) for ally, found in states.items()}
