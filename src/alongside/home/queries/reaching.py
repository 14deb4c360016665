"""Who reached somebody, for what and how often: for that person alone."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model

from alongside.accountability.models import Appeal, Matter
from alongside.asks.models import Ask, Shift
from alongside.commitments.models import Commitment, Stint
from alongside.communities import queries as communities
from alongside.communities.models import Community, Restriction
from alongside.notices import queries as notices
from alongside.notices.models import Budget, Words
from alongside.people.models import Person

LOOKED_BACK = dt.timedelta(weeks=4)
GROUPS: dict[str, tuple[type[Model], str]] = {
    "community": (Community, "pk"),
    "ask": (Ask, "community"),
    "date": (Shift, "ask__community"),
    "commitment": (Commitment, "shift__ask__community"),
    "stint": (Stint, "series__ask__community"),
    "restriction": (Restriction, "community"),
    "appeal": (Appeal, "restriction__community"),
    "matter": (Matter, "community"),
}
"""What a notice is about, and the way from there to the group that it comes from."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that somebody was told, how often, and how often a mail said so."""

    words: str
    times: int
    mails: int


@dataclass(frozen=True, slots=True)
class Reached:
    """`community` is empty for what no group sent, and for a group that the reader may not know by name any more."""

    community: Community | None
    is_unnamed: bool
    told: list[Told]


@dataclass(frozen=True, slots=True)
class Reaching:
    week: notices.Week
    budget: Budget
    by: list[Reached]


def reaching(*, viewer: Person, now: dt.datetime) -> Reaching:
    """The last four weeks, by the name of the group. As many reads however much somebody was told."""
    found = list(
        viewer.notices.filter(at__gt=now - LOOKED_BACK, at__lte=now).values_list(
            "about", "kind", "mail__sent_at"
        )
    )
    group_of = groups(about for about, _kind, _sent in found)
    told: dict[str, Counter[str]] = defaultdict(Counter)
    mailed: dict[str, Counter[str]] = defaultdict(Counter)
    for about, kind, sent_at in found:
        group = group_of.get(about, "")
        told[group][kind] += 1
        mailed[group][kind] += sent_at is not None
    known = Community.objects.in_bulk([group for group in told if group])
    unnamed = set(communities.out_of_sight(viewer).filter(pk__in=known).values_list("pk", flat=True))
    by = [
        Reached(
            community=known[group] if group in known and group not in unnamed else None,
            is_unnamed=group in unnamed,
            told=[
                Told(str(Words(kind).label), times, mailed[group][kind])
                for kind, times in kinds.most_common()
            ],
        )
        for group, kinds in told.items()
    ]
    return Reaching(
        week=notices.this_week(person=viewer, now=now),
        budget=notices.budget(person=viewer),
        by=sorted(by, key=lambda one: (one.community is None, one.community.name if one.community else "")),
    )


def groups(abouts: Iterable[str]) -> dict[str, str]:
    """The id of the group that each matter belongs to. What is no group's, or is gone, is in none."""
    keys: dict[str, set[str]] = defaultdict(set)
    for about in abouts:
        sort, _colon, key = about.partition(":")
        keys[sort].add(key)
    found: dict[str, str] = {}
    for sort, (model, way) in GROUPS.items():
        if keys[sort]:
            rows = model._default_manager.filter(pk__in=keys[sort]).values_list("pk", way)
            found |= {f"{sort}:{key}": group for key, group in rows if group}
    return found
