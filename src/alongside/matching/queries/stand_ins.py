"""Who stands in for a date, for themselves and for the stewards; and whom of them to call now."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max
from django.http import Http404
from django.shortcuts import get_object_or_404

from alongside.asks import queries as asks
from alongside.asks import rules as rules_of_asks
from alongside.asks.models import Ask, Shift
from alongside.asks.queries.posted import posted_of
from alongside.commitments.models import Commitment
from alongside.communities import queries as communities
from alongside.communities.models import Community
from alongside.matching import rules
from alongside.matching.models import Round, StandIn
from alongside.matching.queries.outlooks import outlooks
from alongside.matching.queries.priorities import priorities
from alongside.matching.queries.reaching import Board, fitting
from alongside.notices import queries as notices
from alongside.notices import rules as notice_rules
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class NewStandIn:
    """Before somebody stands in: the dates for which they may, and those for which they do."""

    ask: Ask
    shifts: list[Shift]
    mine: list[StandIn]


@dataclass(frozen=True, slots=True)
class OwnStandIn:
    """What whoever stands in reads. `is_asked`: a place is free, and they were called."""

    stand_in: StandIn
    now: dt.datetime

    @property
    def is_over(self) -> bool:
        shift = self.stand_in.shift
        return bool(shift.cancelled_at) or shift.starts_at <= self.now

    @property
    def stands(self) -> bool:
        return self.stand_in.ended_at is None and not self.is_over

    @property
    def is_asked(self) -> bool:
        return self.stands and self.stand_in.called_at is not None and self.stand_in.shift.free > 0


@dataclass(frozen=True, slots=True)
class StandInsPage:
    """A date and who stands in for it, for its stewards: whoever offered to the group, in the order of their offers."""

    community: Community
    shift: Shift
    standing: list[StandIn]


def new_stand_in(*, viewer: Person, id: str, now: dt.datetime) -> NewStandIn:
    """For whoever may offer to the ask and knows its hours; Http404 for everybody else."""
    ask = asks.ask(viewer=viewer, id=id, now=now)
    relation = ask.community.relation
    if not (rules_of_asks.may_know_hours(relation) and asks.may_offer(ask=ask, relation=relation, now=now)):
        raise Http404
    if ask.posted_by_id == viewer.pk:
        raise Http404
    mine = list(StandIn.objects.standing().filter(shift__ask=ask, person=viewer).order_by("shift__starts_at"))
    for one in mine:
        one.shift = next(date for date in ask.dates if date.pk == one.shift_id)
    held = Commitment.objects.filter(ally=viewer, shift__ask=ask, closed_at=None)
    taken = {*held.values_list("shift", flat=True), *(one.shift_id for one in mine)}
    return NewStandIn(
        ask, [one for one in ask.dates if may_be_stood_in(one, now) and one.pk not in taken], mine
    )


def may_be_stood_in(shift: Shift, now: dt.datetime) -> bool:
    """A flexible ask has no hour at which somebody could be missing."""
    return not shift.ask.is_flexible and shift.cancelled_at is None and shift.starts_at > now


def stand_in(*, viewer: Person, id: str, now: dt.datetime) -> OwnStandIn:
    """Their own; Http404 for everybody else, stewards included: these have the page of the date."""
    mine = StandIn.objects.select_related("shift__ask__community").filter(person=viewer)
    return OwnStandIn(get_object_or_404(mine.prefetch_related("shift__ask__wordings"), pk=id), now)


def own_stand_ins(*, viewer: Person, now: dt.datetime) -> list[OwnStandIn]:
    """What somebody stands in for, the next date first."""
    mine = StandIn.objects.standing().filter(
        person=viewer, shift__cancelled_at=None, shift__starts_at__gt=now
    )
    found = mine.filter(shift__ask__closed_at=None).select_related("shift__ask__community")
    listed = found.prefetch_related("shift__ask__wordings").order_by("shift__starts_at", "pk")
    return [OwnStandIn(one, now) for one in listed]


def stand_ins(*, viewer: Person, id: str, now: dt.datetime) -> StandInsPage:
    shift = get_object_or_404(Shift.objects.select_related("ask"), pk=id)
    community = communities.stewarded_community(viewer=viewer, id=shift.ask.community_id, now=now)
    shift.ask.community = community
    standing = StandIn.objects.standing().filter(shift=shift).select_related("person")
    return StandInsPage(community, shift, list(standing.order_by("offered_at", "pk")))


def answering(*, shift: Shift, now: dt.datetime) -> int:
    """How many were called for a date and have their time to answer still."""
    called = StandIn.objects.standing().filter(shift=shift, called_at__isnull=False)
    return sum(
        rules.stand_ins.has_time(called_at=at, due_at=shift.starts_at, now=now)
        for at in called.values_list("called_at", flat=True)
    )


def next_to_call(*, shift: Shift, now: dt.datetime) -> list[StandIn]:
    """In fair order, as many as are missing: whom the date fits now, and who may be reached now."""
    offered = Commitment.objects.unanswered(now).filter(shift=shift).count()
    number = rules.stand_ins.calls_now(
        missing=shift.free - offered, answering=answering(shift=shift, now=now)
    )
    waiting = {one.pk: one for one in StandIn.objects.uncalled().filter(shift=shift).select_related("person")}
    if not number or not waiting:
        return []
    last = dict(
        StandIn.objects.filter(person__in=[one.person_id for one in waiting.values()])
        .order_by()
        .values_list("person")
        .annotate(Max("called_at"))
    )
    in_turn = rules.stand_ins.in_order(
        rules.stand_ins.Standing(one.pk, one.offered_at, last[one.person_id]) for one in waiting.values()
    )
    board = board_of(shift, now)
    rooms = notices.rooms(people=[one.person for one in waiting.values()], now=now)
    found: list[StandIn] = []
    for turn in in_turn:
        one = waiting[turn.id]
        if len(found) < number and may_be_called(one.person, rooms[one.person_id], board):
            found.append(one)
    return found


def board_of(shift: Shift, now: dt.datetime) -> Board:
    """One date as rounds look at it, so that it fits whom it would fit in a round."""
    group = shift.ask.community
    round = Round(community=group, ask=shift.ask, shift=shift)
    posted = [one for one in posted_of(group.pk, now) if one.ask.pk == shift.ask_id]
    return Board(round, posted, outlooks(), priorities([group.pk], now), now)


def may_be_called(person: Person, room: notices.Room, board: Board) -> bool:
    """By the predicate of the list and of the offer, within their mails, and not at night or in a rest: but for whoever
    chose to be called in an emergency.
    """
    if not room.hears_emergencies:
        waits = notice_rules.after_quiet(board.now, person.zone, person.quiet_from, person.quiet_until)
        if room.mails <= 0 or waits > board.now:
            return False
    return any(True for _one in fitting(person, board, in_rest=room.hears_emergencies))
