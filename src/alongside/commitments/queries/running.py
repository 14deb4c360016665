"""One ask as somebody reads it who runs it for the stewards, and nothing else of its group; 404 for everybody else."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from alongside.asks import queries as asks
from alongside.asks import rules as ask_rules
from alongside.asks.models import Ask, Runner, Shift
from alongside.commitments import rules
from alongside.commitments.models import Attendance, Commitment, Commitments, Said, still_offered
from alongside.commitments.queries.sides import NO_ASK
from alongside.commitments.queries.standing import run_about
from alongside.communities import queries as communities
from alongside.communities.rules import Relation
from alongside.core.rows import how_many
from alongside.notices import queries as notices
from alongside.notices.models import Message
from alongside.people.models import Block, Person

PEOPLE_A_PAGE = 60


@dataclass(frozen=True, slots=True)
class RunPerson:
    """Somebody who offered or promised, as whoever runs the ask reads them: a name, a state, and whether they came.

    Their note, their needs and what the asking side said of it are not in it.
    """

    commitment: Commitment
    may_say_yes: bool
    now: dt.datetime

    @property
    def history(self) -> rules.History:
        return replace(self.commitment.history, outcome=None, judged_at=None)

    @property
    def state(self) -> rules.State:
        return rules.state(self.history, self.now)

    @property
    def said(self) -> Said:
        return Said(self.state)

    @property
    def name(self) -> str:
        return self.commitment.ally.display_name if self.commitment.ally else ""

    @property
    def may_answer(self) -> bool:
        return rules.may_answer(self.history, self.now)

    @property
    def may_mark(self) -> bool:
        return rules.holds_a_place(self.state) and self.commitment.shift.starts_at <= self.now

    @property
    def attendance(self) -> Attendance | None:
        return getattr(self.commitment, "attendance", None)


@dataclass(frozen=True, slots=True)
class RunDate:
    """A date, how many wait for an answer there and how many promised, of those whom its runner reads."""

    shift: Shift
    area: str
    waiting: int
    promised: int


@dataclass(frozen=True, slots=True)
class RunPage:
    runner: Runner
    dates: list[RunDate]
    is_read_today: bool

    @property
    def ask(self) -> Ask:
        found: Ask = self.runner.ask
        return found


@dataclass(frozen=True, slots=True)
class RunDatePage:
    runner: Runner
    shift: Shift
    exact_place: str
    place_opens_at: dt.datetime | None
    shown: Page[RunPerson]


@dataclass(frozen=True, slots=True)
class RunPersonPage:
    runner: Runner
    person: RunPerson
    messages: list[Message]


def running(*, viewer: Person, id: str, now: dt.datetime) -> Runner:
    """What somebody runs at this moment. Whatever ended it, and whatever never was, is 404 alike."""
    for one in runs(viewer=viewer, now=now):
        if one.pk == id:
            return one
    raise Http404


def runs(*, viewer: Person, now: dt.datetime) -> list[Runner]:
    """All that somebody runs, soonest to end first. An ask that has become too near for them is not in it."""
    if not how_many(Runner, person_id=viewer.pk):
        return []
    found = Runner.objects.live(now).filter(person=viewer).order_by("until", "pk")
    live = list(found.select_related("ask__community", "ask__place").prefetch_related("ask__wordings"))
    relations = communities.relations(viewer=viewer, now=now) if live else {}
    return [one for one in live if may_still_run(one.ask, relations[one.ask.community_id])]


def may_still_run(ask: Ask, relation: Relation) -> bool:
    is_sensitive = ask_rules.is_sensitive(kind=ask.kind, open_to=ask.open_to)
    return ask_rules.may_begin_to_run(relation, is_sensitive=is_sensitive)


def within(runner: Runner, now: dt.datetime) -> Commitments:
    """The people of its dates that had not ended when it was given: who waits for an answer, and who has a place.

    Whoever blocks the runner is not there, and neither is the runner.
    """
    blocked = Block.objects.filter(by=OuterRef("ally"), against=runner.person_id)
    return of_whole_run(runner=runner, now=now).filter(~Exists(blocked))


def of_whole_run(*, runner: Runner, now: dt.datetime) -> Commitments:
    """Everybody whom it concerns that somebody runs the ask, also those whom its runner does not read."""
    holds = Q(acceptance__isnull=False, release__isnull=True)
    found = Commitment.objects.filter(still_offered(now) | holds, shift__ask=runner.ask_id)
    found = found.filter(shift__ends_at__gt=runner.at, ally__isnull=False).exclude(ally=runner.person_id)
    return found.select_related("ally").order_by("offered_at", "pk")


def run(*, viewer: Person, id: str, now: dt.datetime) -> RunPage:
    runner = running(viewer=viewer, id=id, now=now)
    there = within(runner, now).values_list("shift", "acceptance__at")
    waiting, promised = Counter[str](), Counter[str]()
    for shift, accepted_at in there:
        (promised if accepted_at else waiting)[shift] += 1
    dates = runner.ask.shifts.with_elsewhere().filter(ends_at__gt=runner.at, cancelled_at=None)
    for one in (listed := list(dates.order_by("starts_at", "role", "pk"))):
        one.ask = runner.ask
    today = now.astimezone(runner.ask.community.zone).date()
    return RunPage(
        runner=runner,
        dates=[
            RunDate(one, one.place.area if one.place else "", waiting[one.pk], promised[one.pk])
            for one in listed
        ],
        is_read_today=runner.read_on == today,
    )


def run_date(*, viewer: Person, id: str, date: str, now: dt.datetime, page: str | None = None) -> RunDatePage:
    runner = running(viewer=viewer, id=id, now=now)
    shift = Shift.objects.select_related("elsewhere").filter(pk=date, ask=runner.ask_id).first()
    if shift is None or shift.ends_at <= runner.at or shift.cancelled_at:
        raise Http404
    shift.ask = runner.ask
    there = within(runner, now).filter(shift=shift).with_history().select_related("ally", "attendance")
    shown = [seen(one, runner, now) for one in there.order_by("offered_at", "pk")]
    shown.sort(key=lambda one: not one.may_answer)
    return RunDatePage(
        runner=runner,
        shift=shift,
        exact_place=asks.exact_place(shift=shift, is_accepted=runner.reads_place, now=now),
        place_opens_at=asks.exact_place_opens_at(shift=shift, is_accepted=runner.reads_place, now=now),
        shown=Paginator(shown, PEOPLE_A_PAGE).get_page(page),
    )


def seen(one: Commitment, runner: Runner, now: dt.datetime) -> RunPerson:
    return RunPerson(one, ask_rules.may_say_yes_for_stewards(runner.ask.kind), now)


def of_run(*, runner: Runner, commitment: str, now: dt.datetime) -> Commitment:
    """Somebody of an ask that is run, with their steps; 404 for everybody else."""
    found = within(runner, now).filter(pk=commitment).with_history().select_related("ally", "attendance")
    for one in found:
        return one
    raise Http404


def run_person(*, viewer: Person, id: str, commitment: str, now: dt.datetime) -> RunPersonPage:
    runner = running(viewer=viewer, id=id, now=now)
    found = of_run(runner=runner, commitment=commitment, now=now)
    about = run_about(runner=runner, commitment=found)
    return RunPersonPage(
        runner=runner,
        person=seen(found, runner, now),
        messages=list(notices.messages(about=about, viewer=viewer)),
    )


@dataclass(frozen=True, slots=True)
class WithRunner:
    """What an ally and whoever runs the ask wrote to each other, for that ally and for the stewards.

    `may_write`: it is the ally's own, and the other one still runs it.
    """

    runner: Runner
    commitment: Commitment
    messages: list[Message]
    is_mine: bool
    may_write: bool


def with_runner(*, viewer: Person, id: str, runner: str, now: dt.datetime) -> WithRunner:
    """404 for everybody who is neither that ally nor a steward, and for a runner who never began."""
    found = Commitment.objects.with_history().select_related("ally").filter(pk=id).first()
    ask = found.shift.ask if found else NO_ASK
    there = (
        Runner.objects.select_related("person").filter(pk=runner, ask=ask.pk, begun_at__isnull=False).first()
    )
    relation = communities.relation(viewer=viewer, community=ask.community, now=now)
    is_mine = found is not None and found.ally_id == viewer.pk
    if found is None or there is None or not (is_mine or relation.is_steward):
        raise Http404
    about = run_about(runner=there, commitment=found)
    is_heard = is_mine and not relation.is_shut_out and within(there, now).filter(pk=found.pk).exists()
    return WithRunner(
        runner=there,
        commitment=found,
        messages=list(notices.messages(about=about, viewer=viewer)),
        is_mine=is_mine,
        may_write=is_heard and Runner.objects.live(now).filter(pk=there.pk).exists(),
    )


def untold_of_offers(*, now: dt.datetime) -> list[Runner]:
    """Whoever runs an ask where an offer has come since they last heard of any."""
    since = Commitment.objects.filter(
        still_offered(now), shift__ask=OuterRef("ask"), offered_at__gt=OuterRef("told_at")
    )
    return list(
        Runner.objects.live(now).filter(Exists(since)).select_related("person", "ask__community")[:500]
    )
