"""What both sides read of an ally's word for every date until a day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404

from alongside.asks import queries as asks
from alongside.asks.models import Acceptance, Series
from alongside.asks.queries.repeating import in_words, rule_in_words
from alongside.asks.rules import repeating
from alongside.commitments import rules
from alongside.commitments.models import Commitment, Stint
from alongside.commitments.queries.desks import Promise
from alongside.communities import queries as communities
from alongside.core.rows import how_many
from alongside.people.models import Person


def days_of(*, series: Series) -> list[dt.date]:
    """The days that take place by its rule."""
    off = set(series.days_off.values_list("on", flat=True))
    return [day for day in repeating.named(series.rule, series.first_on) if day not in off]


def steward_of_yes(*, stint: Stint, now: dt.datetime) -> Person | None:
    """Whoever said yes, while they steer the group."""
    group = stint.series.ask.community
    stewards = communities.stewards(community=group, now=now)
    return next((one for one in stewards if one.pk == stint.yes_by_id), None)


def promises_of_stint(*, stint: Stint) -> list[Commitment]:
    """What its ally holds, or held, of the dates that it is for, soonest first."""
    found = Commitment.objects.filter(
        ally=stint.ally_id,
        shift__occurrence__series=stint.series_id,
        shift__occurrence__on__lte=stint.until,
        offered_at__gte=stint.yes_at or stint.offered_at,
    )
    return list(found.with_history().select_related("shift__elsewhere").order_by("shift__starts_at", "pk"))


@dataclass(frozen=True, slots=True)
class NewStint:
    """What somebody reads before they offer every date."""

    series: Series
    seen: asks.Seen
    words: str
    last: dt.date


def new_stint(*, viewer: Person, id: str, now: dt.datetime) -> NewStint:
    """A series of an open ask to which the viewer may offer; 404 otherwise."""
    series = Series.objects.filter(pk=id).first()
    ask = asks.ask(viewer=viewer, id=series.ask_id if series else "", now=now)
    found = asks.seen(ask=ask, viewer=viewer, relation=ask.community.relation, now=now)
    if series is None or not found.may_offer or ask.acceptance == Acceptance.AT_ONCE:
        raise Http404
    today = now.astimezone(ask.community.zone).date()
    last = min(today + rules.STINT_AT_MOST, max(days_of(series=series), default=today))
    return NewStint(series, found, in_words(series), last)


@dataclass(frozen=True, slots=True)
class StintPage:
    """The word of one ally, for them and for the stewards."""

    stint: Stint
    words: str
    promises: list[Promise]
    is_mine: bool
    is_group_named: bool
    now: dt.datetime

    @property
    def phase(self) -> rules.Phase:
        return self.stint.phase(self.now)

    @property
    def may_answer(self) -> bool:
        return not self.is_mine and self.phase is rules.Phase.WAITS

    @property
    def may_end(self) -> bool:
        return self.phase is not rules.Phase.OVER and (self.is_mine or self.phase is rules.Phase.GOES_ON)

    @property
    def may_renew(self) -> bool:
        zone = self.stint.series.ask.community.zone
        is_near = rules.may_be_renewed(self.stint.until, self.now.astimezone(zone).date())
        return self.is_mine and is_near and self.stint.yes_at is not None

    @property
    def holds_some(self) -> bool:
        return self.is_mine and any(one.may_release for one in self.promises)


def stint(*, viewer: Person, id: str, now: dt.datetime) -> StintPage:
    """404 for whoever is neither its ally nor a steward of the group."""
    found = Stint.objects.select_related("ally", "series__ask__community").filter(pk=id).first()
    if found is None:
        raise Http404
    group = found.series.ask.community
    is_mine = found.ally_id == viewer.pk
    if not is_mine and not communities.relation(viewer=viewer, community=group, now=now).is_steward:
        raise Http404
    is_named = not is_mine or not communities.out_of_sight(viewer).filter(pk=group.pk).exists()
    promises = [
        Promise(one, rules.told_to_ally(one.history) if is_mine else one.history, is_named, now)
        for one in promises_of_stint(stint=found)
    ]
    return StintPage(found, in_words(found.series), promises, is_mine, is_named, now)


@dataclass(frozen=True, slots=True)
class ListedStint:
    """One on a desk. `words` tells two series of one ask apart: on which days."""

    stint: Stint
    words: str


def listed(stints: Iterable[Stint]) -> list[ListedStint]:
    return [ListedStint(one, rule_in_words(one.series.rule)) for one in stints]


def own_stints(*, viewer: Person, now: dt.datetime) -> list[ListedStint]:
    """What the viewer's desk shows: those that wait, and those that go on."""
    if not how_many(Stint, ally_id=viewer.pk):
        return []
    mine = Stint.objects.open().filter(ally=viewer).select_related("series__ask__community")
    mine = mine.prefetch_related("series__ask__wordings")
    return listed(one for one in mine.order_by("until", "id") if one.phase(now) is not rules.Phase.OVER)


def waiting_stints(*, viewer: Person, now: dt.datetime) -> list[ListedStint]:
    """What the desk of a steward shows, oldest first."""
    steered = communities.stewarded(viewer=viewer, now=now)
    found = Stint.objects.waiting(now).filter(series__ask__community__in=steered).exclude(ally=viewer)
    found = found.select_related("ally", "series__ask__community")
    found = found.prefetch_related("series__ask__wordings")
    return listed(found.order_by("offered_at"))
