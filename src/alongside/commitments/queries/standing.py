"""What earlier promises mean for the next one."""

import datetime as dt

from alongside.commitments import rules
from alongside.commitments.models import Commitment
from alongside.communities.models import Community


def is_changed_since_offer(commitment: Commitment) -> bool:
    """Whether time or place changed after the ally had offered; then leaving is free at any hour.

    What counts is what they knew when they offered: a yes to something that has moved meanwhile binds nobody.
    """
    changed_at = commitment.shift.changed_at
    return changed_at is not None and changed_at > commitment.offered_at


def is_change_untold(commitment: Commitment) -> bool:
    changed_at = commitment.shift.changed_at
    if not is_changed_since_offer(commitment) or changed_at is None:
        return False
    return commitment.told_change_at is None or commitment.told_change_at < changed_at


def would_be_late(*, commitment: Commitment, now: dt.datetime) -> bool:
    """Whether a release by the ally at `now` counts as late by the group's own window."""
    late_hours = commitment.shift.ask.community.late_hours
    return rules.is_late(commitment.history, late_hours=late_hours, now=now) and not is_changed_since_offer(
        commitment
    )


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
