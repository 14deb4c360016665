"""What earlier promises mean for the next one."""

import datetime as dt
from collections.abc import Collection

from django.db.models import CharField, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from alongside.asks.models import Ask, Runner, Shift
from alongside.commitments import rules
from alongside.commitments.models import Commitment, Commitments, Stint
from alongside.communities.models import Community

PROMISED_TO = Subquery(Shift.objects.filter(pk=OuterRef("shift")).order_by().values("ask__community"))
"""The group of a commitment, for a query that begins with people. Through a join it would begin with the group."""


def group_of(about: str) -> str:
    """The reference of the group to which an opaque reference leads, or nothing."""
    kind, _colon, key = about.partition(":")
    if kind not in GROUP_OF:
        return ""
    rows, community = GROUP_OF[kind]
    found = rows._default_manager.filter(pk=key.partition(":")[0]).values_list(community, flat=True).first()
    return f"community:{found}" if found else ""


GROUP_OF: dict[str, tuple[type[Model], str]] = {
    "commitment": (Commitment, "shift__ask__community"),
    "date": (Shift, "ask__community"),
    "ask": (Ask, "community"),
    "run": (Runner, "ask__community"),
    "stint": (Stint, "series__ask__community"),
}


def references(found: Commitments) -> QuerySet[Commitment, str]:
    """What notices and messages call them, for a query of these: `Commitment.about`, and `run_about` where somebody
    runs or ran their ask.
    """
    runner = "shift__ask__runners"
    own = named(found, Value("commitment:"), "pk")
    return own.union(
        named(found.filter(**{f"{runner}__isnull": False}), Value("run:"), runner, Value(":"), "pk")
    )


def named(found: Commitments, *parts: Value | str) -> QuerySet[Commitment, str]:
    return found.order_by().values_list(Concat(*parts, output_field=CharField()), flat=True)


def run_about(*, runner: Runner, commitment: Commitment) -> str:
    """The opaque reference of what is written between whoever runs an ask and one ally."""
    return f"run:{runner.pk}:{commitment.pk}"


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


def is_anybody_left(*, shift: Shift) -> bool:
    """Whether somebody still holds a place of a date, read anew: one was given back just now."""
    return Shift.objects.filter(pk=shift.pk, places_taken__gt=0).exists()


def day_of_hours(*, commitment: Commitment) -> dt.date:
    """The day on which its hours count, in the group's own time."""
    return commitment.history.due_at.astimezone(commitment.shift.ask.community.zone).date()


def chain_with(*, community: Community, allies: Collection[str]) -> dict[str, tuple[int, int]]:
    """For these allies of a community: how much of what was answered there helped, as (helped, answered).

    For that community's stewards alone. It informs them; only they give standing. One query, of what these people
    promised and not of all that the group was: what is judged stays so, whatever the clock says.
    """
    of_these = Commitment.objects.filter(ally__in=allies).judged()
    judged = of_these.alias(promised_to=PROMISED_TO).filter(promised_to=community.pk)
    states: dict[str, list[rules.State]] = {}
    for ally, outcome in judged.values_list("ally", "verdict__outcome"):
        states.setdefault(ally, []).append(rules.State(outcome))
    return {ally: rules.follow_through(found) for ally, found in states.items()}
