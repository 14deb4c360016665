"""For how long each group keeps what it need not keep, and which groups are to be emptied."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from alongside.communities import rules, signals
from alongside.communities.models import Community, CommunityQuerySet, Term
from alongside.communities.queries.knowing import stewarded_community
from alongside.communities.rules import Keeping
from alongside.people.models import Person


def in_force(what: str, now: dt.datetime) -> QuerySet[Term]:
    return Term.objects.filter(what=what, at__lte=now - rules.TERM_WAITS)


def terms(*, what: Keeping, now: dt.datetime) -> Iterator[tuple[dt.datetime, CommunityQuerySet | None]]:
    """From before which moment things go, and in which groups. Without groups it is for all."""
    shorter = in_force(what, now)
    yield now - dt.timedelta(days=rules.KEPT_DAYS[what][-1]), None
    for days in sorted(set(shorter.values_list("days", flat=True))):
        groups = Community.objects.filter(pk__in=shorter.filter(days=days).values("community"))
        yield now - dt.timedelta(days=days), groups


def held(*, now: dt.datetime) -> set[str]:
    """References of what somebody still looks into, as the areas above say: it stays until that is over."""
    answers = signals.holding.send(sender=Community, now=now)
    return {str(reference) for _receiver, found in answers for reference in found or ()}


def ending(*, now: dt.datetime) -> CommunityQuerySet:
    """Closed groups whose stewards are to be told now that they are emptied soon."""
    return closed_for(now + rules.END_TOLD_BEFORE, now).filter(end_told_at=None)


def ended(*, now: dt.datetime) -> CommunityQuerySet:
    """Closed groups that are to be emptied: the stewards were told long enough ago, and nobody looks into one."""
    waiting = [one.removeprefix("community:") for one in held(now=now) if one.startswith("community:")]
    told = closed_for(now, now).filter(end_told_at__lte=now - rules.END_TOLD_BEFORE)
    return told.exclude(pk__in=waiting)


def closed_for(at: dt.datetime, now: dt.datetime) -> CommunityQuerySet:
    """Groups whose time after they were closed is over at that moment, as their terms are now."""
    found = Community.objects.none()
    for before, groups in terms(what=Keeping.GROUP, now=now):
        closed = Community.objects.filter(closed_at__lte=before + (at - now))
        found = found | (closed if groups is None else closed.filter(pk__in=groups.values("pk")))
    return found


def emptied_at(community: Community, now: dt.datetime) -> dt.datetime | None:
    """When a closed group goes, as things stand."""
    if community.closed_at is None:
        return None
    days = min([rules.KEPT_DAYS[Keeping.GROUP][-1], *days_of(community, Keeping.GROUP, now)])
    told = community.end_told_at + rules.END_TOLD_BEFORE if community.end_told_at else None
    due = community.closed_at + dt.timedelta(days=days)
    return max(due, told or now + rules.END_TOLD_BEFORE)


def days_of(community: Community, what: Keeping, now: dt.datetime) -> list[int]:
    return list(in_force(what, now).filter(community=community).values_list("days", flat=True))


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of thing on the page of a group's stewards. `begins_at` is set while a shorter time has yet to begin."""

    what: Term.What
    days: int
    begins_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class KeepingPage:
    community: Community
    kept: list[Kept]

    @property
    def chosen(self) -> dict[str, int]:
        return {str(one.what): one.days for one in self.kept}


def keeping_page(*, viewer: Person, id: str, now: dt.datetime) -> KeepingPage:
    community = stewarded_community(viewer=viewer, id=id, now=now)
    said = {one.what: one for one in community.terms.all()}
    return KeepingPage(community, [kept(what, said.get(what), now) for what in Term.What])


def kept(what: Term.What, term: Term | None, now: dt.datetime) -> Kept:
    if term is None:
        return Kept(what, rules.KEPT_DAYS[Keeping(what)][-1], None)
    begins_at = term.at + rules.TERM_WAITS
    return Kept(what, term.days, begins_at if begins_at > now else None)
