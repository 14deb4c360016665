"""What one ally holds in a series: the dates that change together are told together, and stand on one page."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from alongside.asks.models import Ask
from alongside.commitments import rules
from alongside.commitments.models import Commitment
from alongside.commitments.queries.desks import Promise
from alongside.commitments.queries.standing import is_change_untold
from alongside.communities import queries as communities
from alongside.people.models import Person

REMEMBERED = dt.timedelta(days=60)


def page_of(*, commitment: Commitment, has_others: bool) -> str:
    """The page of a promise, or of all that its ally holds in the series."""
    if not has_others:
        return reverse("commitments:commitment", args=[commitment.pk])
    return reverse("commitments:series", args=[commitment.shift.occurrence.series_id])


def pages_to_tell(*, ended: Sequence[Commitment]) -> dict[str, str]:
    """For each of several that end together, the page with which its ally is told; empty where another one tells it.

    Promises and offers are told apart, because the words differ.
    """
    together = Counter(told_by(one) for one in ended)
    first: dict[tuple[str | None, bool], str] = {}
    for one in ended:
        first.setdefault(told_by(one), one.pk)
    return {
        one.pk: page_of(commitment=one, has_others=together[told_by(one)] > 1)
        if first[told_by(one)] == one.pk
        else ""
        for one in ended
    }


def told_by(commitment: Commitment) -> tuple[str | None, bool]:
    return commitment.ally_id, commitment.history.accepted_at is not None


def changed_with(*, commitment: Commitment, now: dt.datetime) -> list[str]:
    """What else its ally holds in the series that the same change has moved, and of which they have not heard."""
    shift = commitment.shift
    together = (
        Commitment.objects.filter(ally=commitment.ally_id, shift__changed_at=shift.changed_at)
        .filter(shift__occurrence__series__occurrences__shift=shift)
        .open(now)
        .exclude(pk=commitment.pk)
        .with_history()
    )
    return [one.pk for one in together if is_change_untold(one)]


@dataclass(frozen=True, slots=True)
class SeriesPage:
    ask: Ask
    promises: list[Promise]


def series(*, viewer: Person, id: str, now: dt.datetime) -> SeriesPage:
    """What the viewer holds, or held of late, in a series, soonest first; 404 where they never held anything."""
    mine = (
        Commitment.objects.of(viewer)
        .filter(shift__occurrence__series=id, shift__ends_at__gt=now - REMEMBERED)
        .with_history()
        .select_related("shift__elsewhere")
        .order_by("shift__starts_at", "offered_at")
    )
    unnamed = set(communities.out_of_sight(viewer).values_list("pk", flat=True))
    promises = [
        Promise(one, rules.told_to_ally(one.history), one.shift.ask.community_id not in unnamed, now)
        for one in mine
    ]
    if not promises:
        raise Http404
    return SeriesPage(promises[0].commitment.shift.ask, promises)
