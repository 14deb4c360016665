"""The world of the state machine, and what must hold in it after every step."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.http import Http404
from hypothesis.stateful import RuleBasedStateMachine, invariant

from alongside.asks import actions as asks
from alongside.asks.models import Acceptance, Ask, Delegate, Place, Shift
from alongside.asks.rules import repeating
from alongside.asks.rules.repeating import Often
from alongside.commitments import queries, rules
from alongside.commitments.models import Commitment, Verdict
from alongside.commitments.rules import BEFORE, State
from alongside.commitments.tests.happenings import HOURS_AT_MOST
from alongside.communities.models import Membership, Restriction, Standing
from alongside.core.refusals import Refused
from alongside.guards import capacity
from alongside.home import cast as the_cast
from alongside.ledger.models import Entry
from alongside.ledger.rules import breaks
from alongside.people.models import BookedHours, Person, Rest

START = dt.datetime(2026, 3, 4, 10, 0, tzinfo=dt.UTC)
BY_TIME = {
    State.OFFERED: {State.EXPIRED},
    State.ACCEPTED: {State.NO_ANSWER},
    State.KEPT: {State.NO_ANSWER},
    State.DONE_CLAIMED: {State.NO_ANSWER},
}


class World(RuleBasedStateMachine):
    """Four dates of two asks: two collide, one repeats, one is flexible, for allies only, and takes offers at once."""

    def __init__(self) -> None:
        super().__init__()
        self.database = transaction.atomic()
        self.database.__enter__()
        self.now = START
        self.cast = the_cast.make(self.now)
        self.shifts = self.four_dates()
        self.repeat(self.shifts[2])
        Place.objects.create(community=self.cast.harbour, name="A hall without a door to keep", area="Quay")
        self.seen: dict[str, State] = {}
        self.judged_by_asking_side: set[str] = set()
        self.links: list[tuple[str, str]] = []
        self.made: list[str] = []
        self.read: list[Commitment] | None = None
        self.gone: set[str] = set()
        self.counted = 0

    def four_dates(self) -> list[Shift]:
        cast = self.cast
        Ask.objects.update(open_to="anyone", posted_by=cast.chidi)
        cast.ask.refresh_from_db()
        flexible = Ask.objects.create(
            community=cast.harbour,
            posted_by=cast.amal,
            kind="from_afar",
            what="Write to the council",
            language="en",
            minutes=60,
            open_to="allies",
            acceptance=Acceptance.AT_ONCE,
            is_flexible=True,
            created_at=START,
            published_at=START,
        )
        first = cast.shift
        collides = self.date(cast.ask, first.starts_at + dt.timedelta(hours=1), places=1)
        later = self.date(cast.ask, first.starts_at + dt.timedelta(days=9), places=1)
        open_until = Shift.objects.create(
            ask=flexible, starts_at=START, ends_at=START + dt.timedelta(days=10), places=2
        )
        return [first, collides, later, open_until]

    def repeat(self, shift: Shift) -> None:
        """Three weeks of it. `shifts` are then six; what the worker makes later comes on top."""
        first = shift.starts_at.astimezone(shift.ask.community.zone).date()
        rule = repeating.times(repeating.pattern(Often.WEEK, first), first, 3)
        asks.repeat(shift=shift, by=self.cast.amal, now=self.now, rule=rule)
        self.shifts += Shift.objects.exclude(pk__in=[one.pk for one in self.shifts]).order_by("starts_at")

    def date(self, ask: Ask, starts_at: dt.datetime, places: int) -> Shift:
        return Shift.objects.create(
            ask=ask, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=2), places=places
        )

    def teardown(self) -> None:
        try:
            assert list(breaks(Entry.objects.order_by("number"))) == []
            assert list(queries.broken_promises()) == []
        finally:
            transaction.set_rollback(True)
            self.database.__exit__(None, None, None)

    def person(self, name: str) -> Person:
        found: Person = getattr(self.cast, name)
        return Person.objects.get(pk=found.pk)

    def commitments(self) -> list[Commitment]:
        """In the order in which they were made: the ids are random, and a sequence must be repeatable.

        Read once a step: conditions and invariants all ask for them. Those of somebody who offered every date come of
        one step together, in the order of their dates.
        """
        if self.read is None:
            others = Commitment.objects.exclude(pk__in=self.made).order_by(
                "shift__starts_at", "ally__sign_in_name"
            )
            self.made += others.values_list("pk", flat=True)
            found = Commitment.objects.with_history().in_bulk(self.made)
            self.read = [found[pk] for pk in self.made if pk in found]
        return self.read

    def pick(self, index: int) -> Commitment:
        found = self.commitments()
        return found[index % len(found)]

    def attempt(self, verb: Callable[[], Any]) -> Any:
        """What a page does: everything or nothing, and a refusal is an answer."""
        try:
            with transaction.atomic():
                return verb()
        except (Refused, Http404):
            return None
        finally:
            self.read = None

    def is_shut_out(self, person: str | None) -> bool:
        return Restriction.objects.active(self.now).filter(person=person).exists()

    def is_stranded(self, commitment: Commitment) -> bool:
        """Whether its ally left, could not offer there from outside, and holds a promise that could be given back."""
        here = {"community": self.cast.harbour, "person": commitment.ally_id}
        is_inside = Membership.objects.filter(**here).exists() or Standing.objects.filter(**here).exists()
        is_free = rules.may_release(commitment.history, self.now)
        return is_free and not is_inside and commitment.shift.ask.open_to != "anyone"

    def counts_where_it_is(self, commitment: Commitment) -> bool:
        """Of what is to come and still held; moved dates were told by now, and so booked anew or given back."""
        history = commitment.history
        if commitment.ally is None or commitment.closed_at or history.ends_at <= self.now:
            return True
        if commitment.state(self.now) not in rules.PROMISED | {State.OFFERED}:
            return True
        day = history.due_at.astimezone(commitment.shift.ask.community.zone).date()
        return commitment.period_on == capacity.period_start(day)

    def must_be_asked(self, commitment: Commitment) -> bool:
        return (
            rules.must_ask_to_keep(commitment.history, asked_at=commitment.keep_asked_at, now=self.now)
            and not commitment.history.outcome
        )

    def is_kept_in_rest(self, commitment: Commitment) -> bool:
        """Told from the rows alone: a rest that gives back, and something of that time that could be given back."""
        rest = Rest.objects.filter(
            person=commitment.ally_id, ended_at=None, gives_back_since__isnull=False
        ).first()
        if rest is None or commitment.ally is None:
            return False
        back_at = dt.datetime.combine(rest.until_on, dt.time(0), commitment.ally.zone)
        is_free = rules.may_release(commitment.history, self.now) or rules.may_withdraw(
            commitment.history, self.now
        )
        return is_free and self.now < commitment.history.due_at < back_at

    def steers(self, who: Person) -> bool:
        steering = Membership.objects.filter(
            community=self.cast.harbour, person=who, steward_since__isnull=False
        )
        return steering.exists() and not self.is_shut_out(who.pk)

    def is_asking(self, who: Person, commitment: Commitment) -> bool:
        """Told from the rows alone, without a question of the program's own."""
        belongs = Membership.objects.filter(community=self.cast.harbour, person=who, vouched_at__isnull=False)
        ask = Ask.objects.get(shifts=commitment.shift_id)
        is_named = ask.posted_by_id == who.pk or Delegate.objects.filter(ask=ask, person=who).exists()
        return self.steers(who) or (is_named and belongs.exists() and not self.is_shut_out(who.pk))

    def assert_untouched(self, commitment: Commitment, before: State) -> None:
        after = Commitment.objects.with_history().filter(pk=commitment.pk).first()
        assert after is not None, "somebody else withdrew an offer"
        assert after.state(self.now) is before

    @invariant()
    def every_step_is_in_the_table(self) -> None:
        for commitment in self.commitments():
            state = commitment.state(self.now)
            before = self.seen.get(commitment.pk)
            if before is None:
                assert state in {State.OFFERED, State.ACCEPTED}
            elif state is not before:
                assert state in reachable(before), f"{before} became {state}"
            self.seen[commitment.pk] = state

    @invariant()
    def verdicts_come_from_the_asking_side(self) -> None:
        assert set(Verdict.objects.values_list("commitment_id", flat=True)) <= self.judged_by_asking_side
        told = Entry.objects.filter(kind="commitments.judge").values_list("subject", flat=True)
        assert set(told) <= self.judged_by_asking_side

    @invariant()
    def the_counts_hold(self) -> None:
        """Whenever something happened; and once more at the end, so that nothing escapes that left no entry."""
        entries = Entry.objects.count()
        if entries != self.counted:
            assert list(queries.broken_promises()) == []
            self.counted = entries

    @invariant()
    def merging_loses_no_promise(self) -> None:
        """What was merged into another ask was closed without a place that somebody held on a date to come."""
        merged = Shift.objects.filter(ask__merged_into__isnull=False, ends_at__gt=F("ask__closed_at"))
        assert not merged.filter(places_taken__gt=0, cancelled_at=None).exists()

    @invariant()
    def hours_are_never_exceeded(self) -> None:
        """Lowering the hours unbooks nothing, so the limit to hold is the highest that was ever said."""
        assert not BookedHours.objects.filter(minutes__gt=HOURS_AT_MOST * 60).exists()

    @invariant()
    def nobody_is_in_two_places(self) -> None:
        """Unless the group moved a date after the offer; then the ally is told, and may leave."""
        by_ally: dict[str, list[rules.History]] = {}
        for commitment in self.commitments():
            is_held = commitment.ally_id is not None and commitment.state(self.now) in rules.OPEN
            if not is_held or commitment.history.is_changed:
                continue
            mine = by_ally.setdefault(str(commitment.ally_id), [])
            assert not any(overlap(commitment.history, other) for other in mine)
            mine.append(commitment.history)


def overlap(mine: rules.History, other: rules.History) -> bool:
    """Whether two dates share a minute. A flexible ask collides with nothing."""
    if mine.is_flexible or other.is_flexible:
        return False
    return mine.starts_at < other.ends_at and other.starts_at < mine.ends_at


def reachable(before: State) -> set[State]:
    """Every state that may be seen next, when one verb and any amount of time came in between."""
    following = {state for state, earlier in BEFORE.items() if before in earlier}
    if before in rules.VERDICTS:
        following |= rules.VERDICTS
    return following | BY_TIME.get(before, set())
