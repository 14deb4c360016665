"""Whom a round may ask. Nothing of this is ever shown to anybody, whoever began the round included."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Exists, F, OuterRef, Subquery

from alongside.asks import queries as asks
from alongside.asks.models import Ask, Shift
from alongside.asks.queries import Filters
from alongside.asks.queries.posted import Posted, posted_of
from alongside.asks.rules import misfits
from alongside.commitments.models import Commitment
from alongside.commitments.queries import ally, promised
from alongside.communities import queries as communities
from alongside.communities.models import Membership, Standing
from alongside.matching import rules
from alongside.matching.models import Note, Outlook, Round
from alongside.matching.queries.fits import Reading, weight
from alongside.matching.queries.outlooks import outlooks
from alongside.matching.queries.priorities import priorities
from alongside.matching.queries.reasons import Seen
from alongside.notices import queries as notices
from alongside.notices.models import Mute
from alongside.people.models import Block, Person

REMEMBERED = dt.timedelta(days=56)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom one ask fits now and who may be asked; `gain` is what asking them would add."""

    ask: Ask
    person: Person
    gain: float


@dataclass(frozen=True, slots=True)
class Board:
    """What a round is about, read once for everybody: in a transaction nothing is kept between two who read it."""

    round: Round
    posted: list[Posted]
    outlooks: Mapping[str, Outlook]
    priorities: Mapping[str, int]
    now: dt.datetime


@dataclass(frozen=True, slots=True)
class Fitting:
    """One ask for one person: what the list would weigh it, and whether it is near and has nobody."""

    ask: Ask
    weight: float
    is_pressing: bool


def candidates(*, round: Round, now: dt.datetime) -> list[Candidate]:
    """By the predicate of the list and of the offer, and within what each said of hours, rest, mails and notes.

    Neither a release nor an illness is read, nor what anybody did before.
    """
    wanted = wanting(round=round, now=now)
    people = pool(wanted, round) if wanted else []
    lately, rooms = attention(people, now), notices.rooms(people=people, now=now)
    asked_before = set(Note.objects.filter(ask__in=wanted).values_list("ask", "person"))
    named = {one.pk for one in wanted}
    posted = [one for one in posted_of(round.community_id, now) if one.ask.pk in named]
    board = Board(round, posted, outlooks(), priorities([round.community_id], now), now)
    found = []
    for person in people:
        room, last = rooms[person.pk], lately[person.pk]
        is_called = round.is_urgent and room.hears_emergencies
        if not is_called and (room.mails <= 0 or room.notes <= 0):
            continue
        mine = replace(last, a_week=room.notes)
        for one in fitting(person, board, in_rest=is_called):
            gain = rules.gain_of_asking(one.weight)
            may = is_called or rules.is_to_be_asked(mine, gain=gain, now=now, is_pressing=one.is_pressing)
            if may and (one.ask.pk, person.pk) not in asked_before:
                found.append(Candidate(one.ask, person, gain * rules.rested(last.last_at, now)))
    return found


def wanting(*, round: Round, now: dt.datetime) -> list[Ask]:
    """The open asks of a round that have a free place."""
    found = Ask.objects.open(now).filter(community=round.community_id).select_related("community")
    if round.ask_id:
        found = found.filter(pk=round.ask_id)
    free = Shift.objects.coming(now).filter(ask=OuterRef("pk"), places_taken__lt=F("places"))
    if round.shift_id:
        free = free.filter(pk=round.shift_id)
    return list(found.filter(Exists(free)).order_by("pk"))


def pool(wanted: Sequence[Ask], round: Round) -> list[Person]:
    """Those whom the group let in and who do not run it, whoever was not asked for longest first.

    Nobody who blocks one of those who ask, or who wants to hear nothing of them or of the group. Strangers are asked
    nothing, though they may read what is open to all.
    """
    members = Membership.objects.filter(community=round.community_id, vouched_at__isnull=False)
    allies = Standing.objects.filter(community=round.community_id).values("person")
    inside = members.filter(steward_since=None).values("person").union(allies)
    stewards = members.filter(steward_since__isnull=False).values("person")
    asking = {one.posted_by_id for one in wanted} | {round.by_id}
    blocking = Block.objects.filter(against__in=asking - {None}).values("by")
    sources = [f"community:{round.community_id}", *(f"person:{id}" for id in asking - {None})]
    muting = Mute.objects.filter(of__in=sources).values("by")
    found = Person.objects.filter(pk__in=inside).exclude(pk__in=stewards)
    found = found.exclude(pk__in=blocking).exclude(pk__in=muting)
    asked_at = Note.objects.filter(person=OuterRef("pk")).order_by("-at").values("at")[:1]
    longest = found.annotate(asked_at=Subquery(asked_at)).order_by(F("asked_at").asc(nulls_first=True), "pk")
    return list(longest[: rules.LOOKED_AT])


def attention(people: Collection[Person], now: dt.datetime) -> Mapping[str, rules.Attention]:
    """How each was asked lately, in two reads. An answer is an offer there since; what came of it is not read."""
    asked: dict[str, list[tuple[dt.datetime, str]]] = defaultdict(list)
    lately = Note.objects.filter(person__in=people, at__gt=now - REMEMBERED).order_by("-at")
    for person, ask, at in lately.values_list("person", "ask", "at"):
        asked[person].append((at, ask))
    offered = Commitment.objects.filter(ally__in=asked, offered_at__gt=now - REMEMBERED)
    answered = {*offered.values_list("ally", "shift__ask")}
    found = {}
    for one in people:
        notes = asked[one.pk]
        silent = [(one.pk, ask) not in answered for _at, ask in notes]
        found[one.pk] = rules.Attention(
            a_week=0,
            last_at=notes[0][0] if notes else None,
            in_week=sum(at > now - dt.timedelta(days=7) for at, _ask in notes),
            unanswered=silent.index(False) if False in silent else len(silent),
        )
    return found


def fitting(person: Person, board: Board, *, in_rest: bool) -> Iterator[Fitting]:
    """The asks of the round with a date that fits somebody who may offer there."""
    now, round = board.now, board.round
    relation = communities.relation(viewer=person, community=round.community, now=now)
    found = [
        asks.opened([one], relation)[0]
        for one in board.posted
        if one.ask.posted_by_id != person.pk and asks.may_offer(ask=one.ask, relation=relation, now=now)
    ]
    if not found:
        return
    limited = {round.community_id} if round.community.dates_a_week else set()
    reader = ally(person=person, promises=promised(person=person, now=now), now=now, limited=limited)
    if in_rest:
        reader = replace(reader, is_resting=False)
    reading = Reading(
        reader,
        now,
        board.outlooks,
        Seen(),
        is_by_date=False,
        filters=Filters(),
        priorities=board.priorities,
    )
    for one in found:
        dates = [
            (shift, date)
            for shift, date in one.posted.coming(now)
            if round.shift_id in (None, shift.pk) and shift.free and not misfits(reader, date)
        ]
        if dates:
            pressing = any(
                rules.is_pressing(due_at=shift.starts_at, taken=shift.places_taken, now=now)
                for shift, _date in dates
            )
            yield Fitting(one.ask, weight(one, dates, reading), pressing)


def missing(*, round: Round, now: dt.datetime) -> int:
    """How many more an urgent date needs, when all who offered are taken."""
    date = round.shift
    if date is None:
        return 0
    offered = Commitment.objects.unanswered(now).filter(shift=date).count()
    return max(0, date.places - date.places_taken - offered)
