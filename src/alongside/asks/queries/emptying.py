"""Asks that have been over for so long that their words go."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.asks.models import Ask, Place, Series, Shift
from alongside.asks.models.ask import Asks
from alongside.communities import queries as communities
from alongside.communities.models import CommunityQuerySet
from alongside.communities.rules import Keeping


def to_empty(*, now: dt.datetime) -> list[Ask]:
    """Those whose time is over by the terms of their group, and into which nobody looks. Drafts are among them."""
    held = [one.removeprefix("ask:") for one in communities.held(now=now) if one.startswith("ask:")]
    found: dict[str, Ask] = {}
    for before, groups in communities.terms(what=Keeping.ASKS, now=now):
        for ask in over_before(before, groups).exclude(pk__in=held).order_by("created_at")[:AT_ONCE]:
            found[ask.pk] = ask
    return list(found.values())


AT_ONCE = 500


def over_before(before: dt.datetime, groups: CommunityQuerySet | None) -> Asks:
    """Without a date since then, and none that a rule still brings."""
    since = Shift.objects.filter(ask=OuterRef("pk"), cancelled_at__isnull=True, ends_at__gt=before)
    repeating = Series.objects.filter(ask=OuterRef("pk"), next_on__isnull=False)
    over = Ask.objects.filter(
        ~Exists(since),
        Q(closed_at__isnull=False) | ~Exists(repeating),
        emptied_at__isnull=True,
        created_at__lte=before,
    )
    return over if groups is None else over.filter(community__in=groups)


def unused(places: list[str]) -> QuerySet[Place]:
    """Those of these places that nothing names any more."""
    return Place.objects.filter(
        ~Exists(Ask.objects.filter(place=OuterRef("pk"))),
        ~Exists(Shift.objects.filter(elsewhere=OuterRef("pk"))),
        ~Exists(Series.objects.filter(elsewhere=OuterRef("pk"))),
        pk__in=places,
    )
