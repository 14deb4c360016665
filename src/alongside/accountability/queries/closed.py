"""Which notices lead to a page that is not there for their reader: they left since, are kept out, or it is gone."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import Resolver404, resolve

from alongside.accountability.models import Matter
from alongside.accountability.queries.answering import answerers
from alongside.accountability.queries.matters import handled
from alongside.asks import queries as asks
from alongside.asks.models import Ask, Delegate, Shift
from alongside.commitments import queries as commitment_queries
from alongside.commitments.models import Commitment, Stint
from alongside.communities import queries as communities
from alongside.communities.models import Community, Membership, Restriction, Return
from alongside.notices.models import Notice
from alongside.people.models import Person

Keys = Iterable[str]


def closed_notices(*, reader: Person, notices: Iterable[Notice], now: dt.datetime) -> set[str]:
    """Ids of the notices whose page is 404 for this reader. One or two queries for each kind of page."""
    led_to: dict[str, dict[str, str]] = defaultdict(dict)
    for notice in notices:
        page, key = page_of(notice.url)
        led_to[page][notice.pk] = key
    closed = set(led_to.pop("", {}))
    for page, keys in led_to.items():
        there = set(PAGES[page](reader, now, keys.values())) if page in PAGES else set(keys.values())
        closed |= {notice for notice, key in keys.items() if key not in there}
    return closed


def page_of(url: str) -> tuple[str, str]:
    """The name of a page and what it is about; two empty words where no page has this address."""
    try:
        found = resolve(url)
    except Resolver404:
        return "", ""
    return found.view_name, next(iter(found.kwargs.values()), "")


def asking(reader: Person, now: dt.datetime, ask: str) -> Q:
    """`commitments.queries.is_asking_side`, for many asks at once. `ask` is the way to the ask, in field names."""
    delegated = Delegate.objects.active(now).filter(person=reader)
    own = Q(**{f"{ask}__posted_by": reader}) | Q(**{f"{ask}__delegates__in": delegated})
    steered = Q(**{f"{ask}__community__in": communities.stewarded(viewer=reader, now=now)})
    return steered | (Q(**{f"{ask}__community__in": belonging(reader, now)}) & own)


def belonging(reader: Person, now: dt.datetime) -> QuerySet[Community]:
    vouched = Membership.objects.filter(person=reader, vouched_at__isnull=False).values("community")
    return Community.objects.inside(reader, now).filter(pk__in=vouched)


def groups(reader: Person, now: dt.datetime, keys: Keys) -> Keys:
    return (
        communities.visible_communities(viewer=reader, now=now)
        .filter(pk__in=keys)
        .values_list("pk", flat=True)
    )


def asks_to_read(reader: Person, now: dt.datetime, keys: Keys) -> Keys:
    return asks.readable(viewer=reader, ids=keys, now=now)


def dates_of_asks(reader: Person, now: dt.datetime, keys: Keys) -> Keys:
    """`asks.queries.editable`, for many asks at once."""
    steered = Q(community__in=communities.stewarded(viewer=reader, now=now))
    own = Q(community__in=belonging(reader, now), posted_by=reader)
    return Ask.objects.filter(steered | own, pk__in=keys, closed_at=None).values_list("pk", flat=True)


def steered_groups(reader: Person, now: dt.datetime, keys: Keys) -> Keys:
    return communities.stewarded(viewer=reader, now=now).filter(pk__in=keys).values_list("pk", flat=True)


def operators_page(reader: Person, now: dt.datetime, keys: Keys) -> Keys:
    return keys if reader.is_operator else ()


def commitments(reader: Person, now: dt.datetime, keys: Keys) -> Keys:
    sides = Q(ally=reader) | asking(reader, now, "shift__ask")
    return Commitment.objects.filter(sides, pk__in=keys).values_list("pk", flat=True)


def conversations(reader: Person, now: dt.datetime, keys: Keys) -> Keys:
    sides = Q(ally=reader) | Q(shift__ask__community__in=communities.stewarded(viewer=reader, now=now))
    return Commitment.objects.filter(sides, pk__in=keys).values_list("pk", flat=True)


def dates(reader: Person, now: dt.datetime, keys: Keys) -> Keys:
    return Shift.objects.filter(asking(reader, now, "ask"), pk__in=keys).values_list("pk", flat=True)


def stints(reader: Person, now: dt.datetime, keys: Keys) -> Keys:
    sides = Q(ally=reader) | Q(series__ask__community__in=communities.stewarded(viewer=reader, now=now))
    return Stint.objects.filter(sides, pk__in=keys).values_list("pk", flat=True)


def steered_asks(reader: Person, now: dt.datetime, keys: Keys) -> Keys:
    steered = communities.stewarded(viewer=reader, now=now)
    return Ask.objects.filter(community__in=steered, pk__in=keys).values_list("pk", flat=True)


def own_runs(reader: Person, now: dt.datetime, keys: Keys) -> Keys:
    return [one.pk for one in commitment_queries.runs(viewer=reader, now=now)]


def matters(reader: Person, now: dt.datetime, keys: Keys) -> Keys:
    return handled(reader, now).filter(pk__in=keys).values_list("pk", flat=True)


def restrictions(reader: Person, now: dt.datetime, keys: Keys) -> Keys:
    """`restriction_page`, for many at once."""
    shown = Q(person=reader) | Q(community__in=communities.stewarded(viewer=reader, now=now))
    if reader.is_operator:
        same = {"community": OuterRef("community")}
        steers = Membership.objects.filter(**same, person=OuterRef("person"), steward_since__isnull=False)
        reported = Matter.objects.handled_by(reader).filter(**same, concerns=OuterRef("person"))
        kept_out = Restriction.objects.active(now).filter(**same, person=OuterRef("person"))
        shown |= Q(by=reader) | Q(lasting_by=reader)
        shown |= Q(Exists(steers)) & (Q(Exists(reported)) | Q(Exists(kept_out)))
    return Restriction.objects.filter(shown, pk__in=keys).values_list("pk", flat=True)


def own_returns(reader: Person, now: dt.datetime, keys: Keys) -> Keys:
    return Return.objects.filter(person=reader, pk__in=keys).values_list("pk", flat=True)


def own_appeals(reader: Person, now: dt.datetime, keys: Keys) -> Keys:
    """Of the person who wrote, and of those who may answer."""
    found = Restriction.objects.select_related("community", "person", "appeal").filter(pk__in=keys)
    return [
        one.pk
        for one in found
        if one.person_id == reader.pk
        or (hasattr(one, "appeal") and reader.pk in {each.pk for each in answerers(one, now)})
    ]


PAGES: dict[str, Callable[[Person, dt.datetime, Keys], Keys]] = {
    "accountability:appeal": own_appeals,
    "accountability:matter": matters,
    "accountability:restriction": restrictions,
    "asks:ask": asks_to_read,
    "asks:dates": dates_of_asks,
    "asks:runners": steered_asks,
    "commitments:commitment": commitments,
    "commitments:conversation": conversations,
    "commitments:date": dates,
    "commitments:run": own_runs,
    "commitments:run_person": own_runs,
    "commitments:stint": stints,
    "commitments:with_runner": conversations,
    "communities:community": groups,
    "communities:members": steered_groups,
    "communities:refusal": own_returns,
    "communities:returns": steered_groups,
    "communities:vouches": steered_groups,
    "communities:vouching": operators_page,
    "home:carrying": steered_groups,
}
"""For each page to which notices lead and that not everybody may open: which of its keys are there for a reader."""
