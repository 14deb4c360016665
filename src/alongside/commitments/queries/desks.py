"""What waits on somebody's desk: the ally's promises, and the work of stewards and askers."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, Max, Q

from alongside.asks import queries as asks
from alongside.asks.models import Ask, Delegate, Shift
from alongside.commitments import rules
from alongside.commitments.models import Commitment, Commitments, Said
from alongside.communities import queries as communities
from alongside.communities.models import Community
from alongside.core.rows import how_many
from alongside.people.models import Person

REMEMBERED = dt.timedelta(days=180)
ENDING_WITHIN = dt.timedelta(days=3)
LISTED_AT_MOST = 60


@dataclass(frozen=True, slots=True)
class Promise:
    """One commitment on its ally's desk, with the steps of which they are told."""

    commitment: Commitment
    history: rules.History
    is_group_named: bool
    now: dt.datetime

    @property
    def state(self) -> rules.State:
        return rules.state(self.history, self.now)

    @property
    def may_keep(self) -> bool:
        return rules.may_keep(self.history, self.now)

    @property
    def may_release(self) -> bool:
        return rules.may_release(self.history, self.now)

    @property
    def may_claim_done(self) -> bool:
        return rules.may_claim_done(self.history, self.now)

    @property
    def was_changed(self) -> bool:
        return self.history.is_changed and self.may_release

    @property
    def said(self) -> Said:
        return Said(self.state)


@dataclass(frozen=True, slots=True)
class AllyDesk:
    """`coming` is what is next, soonest first; `past` waits for the community's word; `came` is what came of it."""

    offered: list[Promise] = field(default_factory=list)
    coming: list[Promise] = field(default_factory=list)
    past: list[Promise] = field(default_factory=list)
    came: list[Promise] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.offered or self.coming or self.past or self.came)


def ally_desk(*, viewer: Person, now: dt.datetime) -> AllyDesk:
    """The viewer's own promises: what is ahead, soonest first, and of the last 180 days what is behind, latest first.

    Each has a limit of its own, so that no long past hides what is next. How long something stays depends on its date
    alone: what was judged in silence must not vanish before what nobody answered.
    """
    desk = AllyDesk()
    if not how_many(Commitment, ally_id=viewer.pk):
        return desk
    mine = Commitment.objects.of(viewer).with_history().prefetch_related("shift__ask__wordings")
    has_ended = Q(closed_at__isnull=False, verdict__isnull=True)
    ahead = mine.filter(~has_ended, shift__ends_at__gt=now).order_by("shift__starts_at")
    behind = (
        mine.filter(has_ended | Q(shift__ends_at__lte=now))
        .filter(shift__ends_at__gt=now - REMEMBERED)
        .order_by("-shift__starts_at")
    )
    unnamed = set(communities.out_of_sight(viewer).values_list("pk", flat=True))
    for one in [*ahead[:LISTED_AT_MOST], *behind[:LISTED_AT_MOST]]:
        is_named = one.shift.ask.community_id not in unnamed
        promise = Promise(one, rules.told_to_ally(one.history), is_named, now)
        if promise.state is rules.State.OFFERED:
            desk.offered.append(promise)
        elif promise.state in rules.OPEN and one.shift.ends_at > now:
            desk.coming.append(promise)
        elif promise.state in rules.OPEN | {rules.State.NO_ANSWER}:
            desk.past.append(promise)
        else:
            desk.came.append(promise)
    return desk


@dataclass(frozen=True, slots=True)
class Waiting:
    """One date on which something waits: how many offers, or how many verdicts."""

    shift: Shift
    count: int


@dataclass(frozen=True, slots=True)
class StewardDesk:
    offers: list[Waiting]
    verdicts: list[Waiting]
    ending: list[Ask]

    @property
    def is_empty(self) -> bool:
        return not (self.offers or self.verdicts or self.ending)


def steward_desk(*, viewer: Person, now: dt.datetime) -> StewardDesk:
    """What waits in all communities that the viewer steers, oldest first, in a fixed number of queries."""
    steered = communities.stewarded(viewer=viewer, now=now)
    here = Q(shift__ask__community__in=steered)
    ending = (
        Ask.objects.filter(community__in=steered, published_at__isnull=False, closed_at__isnull=True)
        .annotate(last=Max("shifts__ends_at", filter=Q(shifts__cancelled_at__isnull=True)))
        .filter(last__gt=now, last__lte=now + ENDING_WITHIN)
        .select_related("community")
        .prefetch_related("wordings")
        .order_by("last")[:LISTED_AT_MOST]
    )
    return StewardDesk(
        offers=by_date(Commitment.objects.unanswered(now).filter(here).exclude(ally=viewer)),
        verdicts=verdicts_wanted(viewer=viewer, now=now),
        ending=list(ending),
    )


def verdicts_wanted(*, viewer: Person, now: dt.datetime) -> list[Waiting]:
    """Dates that the viewer may judge, as steward, asker or delegate, until 14 days after their end: those that
    have ended, and those on which an ally said *done* before the end, which an ask without an hour has late.
    """
    if not asks.may_be_asked(viewer):
        return []
    delegated = Delegate.objects.active(now).filter(person=viewer)
    side = Q(shift__ask__community__in=communities.stewarded(viewer=viewer, now=now)) | Q(
        Q(shift__ask__posted_by=viewer) | Q(shift__ask__delegates__in=delegated),
        shift__ask__community__in=Community.objects.inside(viewer, now).filter(
            memberships__person=viewer, memberships__vouched_at__isnull=False
        ),
    )
    recent = Commitment.objects.waiting_for_verdict(now).filter(
        side,
        Q(shift__ends_at__lte=now) | Q(doneclaim__isnull=False),
        shift__ends_at__gt=now - rules.ANSWERED_WITHIN,
    )
    return by_date(recent.exclude(ally=viewer))


def by_date(commitments: Commitments) -> list[Waiting]:
    counted = (
        commitments.values("shift").annotate(number=Count("pk", distinct=True)).order_by("shift__starts_at")
    )
    numbers = {row["shift"]: row["number"] for row in counted[:LISTED_AT_MOST]}
    shifts = Shift.objects.filter(pk__in=numbers).select_related("ask__community")
    shifts = shifts.prefetch_related("ask__wordings").order_by("starts_at")
    return [Waiting(shift, numbers[shift.pk]) for shift in shifts]
