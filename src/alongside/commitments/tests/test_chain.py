"""The chain under every order of events: a state machine over the real actions, against the published table.

Everybody in the cast tries every verb, in any order, while the clock moves on. A few hundred sequences run each time;
`ALONGSIDE_SEQUENCES=10000 pytest src/alongside/commitments/tests/test_chain.py` is the long run.
"""

import datetime as dt
import os
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.http import Http404
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from alongside.asks.models import Acceptance, Ask, Shift
from alongside.commitments import actions, jobs, queries, rules
from alongside.commitments.models import Commitment, Outcome, Verdict
from alongside.commitments.rules import BEFORE, State
from alongside.communities.models import Standing
from alongside.core.refusals import Refused
from alongside.home import cast as the_cast
from alongside.ledger.models import Entry
from alongside.people.models import BookedHours, Person

SEQUENCES = int(os.environ.get("ALONGSIDE_SEQUENCES", "150"))
START = dt.datetime(2026, 3, 4, 10, 0, tzinfo=dt.UTC)
ALLIES = ("bruno", "gita", "olu")
EVERYBODY = ("amal", "jun", "chidi", "dara", "edda", "farid", *ALLIES)
ASKING_SIDE = {"amal", "jun", "chidi"}
BY_TIME = {
    State.OFFERED: {State.EXPIRED},
    State.ACCEPTED: {State.NO_ANSWER},
    State.KEPT: {State.NO_ANSWER},
    State.DONE_CLAIMED: {State.NO_ANSWER},
}
people = st.sampled_from(EVERYBODY)
outcomes = st.sampled_from(Outcome.values)


class Chain(RuleBasedStateMachine):
    """Four dates of two asks: two collide, one takes offers at once, one is flexible. Two have one place."""

    def __init__(self) -> None:
        super().__init__()
        self.database = transaction.atomic()
        self.database.__enter__()
        self.now = START
        self.cast = the_cast.make(self.now)
        self.shifts = self.four_dates()
        self.seen: dict[str, State] = {}
        self.judged_by_asking_side: set[str] = set()
        self.links: list[tuple[str, str]] = []
        self.made: list[str] = []

    def four_dates(self) -> list[Shift]:
        cast = self.cast
        Ask.objects.update(open_to="anyone", posted_by=cast.chidi)
        flexible = Ask.objects.create(
            community=cast.harbour,
            posted_by=cast.amal,
            kind="from_afar",
            what="Write to the council",
            language="en",
            minutes=60,
            open_to="anyone",
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

    def date(self, ask: Ask, starts_at: dt.datetime, places: int) -> Shift:
        return Shift.objects.create(
            ask=ask, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=2), places=places
        )

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.database.__exit__(None, None, None)

    def person(self, name: str) -> Person:
        found: Person = getattr(self.cast, name)
        return found

    def commitments(self) -> list[Commitment]:
        """In the order in which they were made: the ids are random, and a sequence must be repeatable."""
        found = Commitment.objects.with_history().in_bulk(self.made)
        return [found[pk] for pk in self.made if pk in found]

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

    @rule(name=people, shift=st.integers(0, 3))
    def offer(self, name: str, shift: int) -> None:
        who = self.person(name)
        made = self.attempt(lambda: actions.offer(shift=self.shifts[shift], by=who, now=self.now))
        if made is not None:
            self.made.append(made.pk)
            is_shut_out = name == "farid" and self.now < START + 4 * the_cast.DAY
            assert not is_shut_out, "somebody who is shut out has offered"
            assert made.shift.ask.posted_by_id != who.pk, "somebody offered to their own ask"

    @precondition(lambda self: self.commitments())
    @rule(
        name=people,
        index=st.integers(0, 20),
        verb=st.sampled_from(["keep", "release", "claim_done", "withdraw"]),
    )
    def ally_acts(self, name: str, index: int, verb: str) -> None:
        commitment, who = self.pick(index), self.person(name)
        before = commitment.state(self.now)
        self.attempt(lambda: getattr(actions, verb)(commitment=commitment, by=who, now=self.now))
        if commitment.ally_id != who.pk:
            self.assert_untouched(commitment, before)

    @precondition(lambda self: self.commitments())
    @rule(
        name=people,
        index=st.integers(0, 20),
        verb=st.sampled_from(["accept", "accept", "decline", "release_by_community"]),
    )
    def steward_acts(self, name: str, index: int, verb: str) -> None:
        commitment, who = self.pick(index), self.person(name)
        before = commitment.state(self.now)
        self.attempt(lambda: getattr(actions, verb)(commitment=commitment, by=who, now=self.now))
        if name not in {"amal", "jun"}:
            self.assert_untouched(commitment, before)

    @precondition(lambda self: self.commitments())
    @rule(name=people, index=st.integers(0, 20), outcome=outcomes)
    def judge(self, name: str, index: int, outcome: str) -> None:
        commitment, who = self.pick(index), self.person(name)
        before = Verdict.objects.filter(commitment=commitment).values_list("outcome", "at").first()
        self.attempt(lambda: actions.judge(commitment=commitment, outcome=outcome, by=who, now=self.now))
        after = Verdict.objects.filter(commitment=commitment).values_list("outcome", "at").first()
        if after != before:
            assert name in ASKING_SIDE, f"{name} gave a verdict"
            assert commitment.ally_id != who.pk, "somebody judged themselves"
            self.judged_by_asking_side.add(commitment.pk)

    @rule(name=people, shift=st.integers(0, 3), outcome=outcomes)
    def judge_date(self, name: str, shift: int, outcome: str) -> None:
        who, date = self.person(name), self.shifts[shift]
        before = set(Verdict.objects.values_list("commitment_id", flat=True))
        self.attempt(lambda: actions.judge_date(shift=date, outcome=outcome, by=who, now=self.now))
        for verdict in Verdict.objects.exclude(commitment__in=before):
            assert name in ASKING_SIDE, f"{name} gave a verdict on a whole date"
            assert verdict.commitment.ally_id != who.pk, "somebody judged themselves with a whole date"
            self.judged_by_asking_side.add(verdict.commitment_id)

    @precondition(lambda self: self.commitments())
    @rule(name=people, index=st.integers(0, 20))
    def make_link(self, name: str, index: int) -> None:
        commitment, who = self.pick(index), self.person(name)
        link = self.attempt(lambda: actions.make_verdict_link(commitment=commitment, by=who, now=self.now))
        if link is not None:
            assert name in ASKING_SIDE, f"{name} made a verdict link"
            self.links.append((link.secret, commitment.pk))

    @precondition(lambda self: self.links)
    @rule(name=st.none() | people, index=st.integers(0, 20), outcome=outcomes)
    def use_link(self, name: str | None, index: int, outcome: str) -> None:
        secret, commitment = self.links[index % len(self.links)]
        who = self.person(name) if name else None
        before = Verdict.objects.filter(commitment=commitment).values_list("outcome", "at").first()
        self.attempt(lambda: actions.judge_by_link(secret=secret, outcome=outcome, by=who, now=self.now))
        after = Verdict.objects.filter(commitment=commitment).values_list("outcome", "at").first()
        if after != before:
            ally = Commitment.objects.get(pk=commitment).ally_id
            assert who is None or ally != who.pk, "the ally used the link"
            self.judged_by_asking_side.add(commitment)

    @rule(name=people, shift=st.integers(0, 3))
    def cancel_date(self, name: str, shift: int) -> None:
        date = self.shifts[shift]
        self.attempt(lambda: actions.cancel_date(shift=date, by=self.person(name), now=self.now))
        if name not in {"amal", "jun"}:
            assert Shift.objects.get(pk=date.pk).cancelled_at in {None, date.cancelled_at}
        self.shifts[shift].refresh_from_db()

    @rule(hours=st.sampled_from([1, 12, 30, 49, 100, 400]))
    def time_passes(self, hours: int) -> None:
        self.now += dt.timedelta(hours=hours)

    @rule()
    def worker_runs(self) -> None:
        for job in (jobs.expire_offers, jobs.escalate_offers, jobs.ask_for_verdicts, jobs.tell_changes):
            job(self.now)

    @rule(name=st.sampled_from(ALLIES), hours=st.integers(0, 12))
    def says_how_many_hours(self, name: str, hours: int) -> None:
        Person.objects.filter(pk=self.person(name).pk).update(hours=hours)

    @rule(name=st.sampled_from(ALLIES), level=st.sampled_from(Standing.Level.values))
    def standing_changes(self, name: str, level: int) -> None:
        Standing.objects.filter(person=self.person(name)).update(level=level)

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
        assert list(queries.broken_promises()) == []

    @invariant()
    def hours_are_never_exceeded(self) -> None:
        """Lowering the hours unbooks nothing, so the limit to hold is the highest that was ever said: 12."""
        assert not BookedHours.objects.filter(minutes__gt=12 * 60).exists()

    @invariant()
    def nobody_is_in_two_places(self) -> None:
        by_ally: dict[str, list[rules.History]] = {}
        for commitment in Commitment.objects.open(self.now).with_history():
            mine = by_ally.setdefault(str(commitment.ally_id), [])
            assert not any(rules.overlap(commitment.history, other) for other in mine)
            mine.append(commitment.history)


def reachable(before: State) -> set[State]:
    """Every state that may be seen next, when one verb and any amount of time came in between."""
    following = {state for state, earlier in BEFORE.items() if before in earlier}
    if before in rules.VERDICTS:
        following |= rules.VERDICTS
    return following | BY_TIME.get(before, set())


@pytest.mark.django_db
def test_chain_reaches_no_state_outside_the_table() -> None:
    run_state_machine_as_test(
        Chain,
        settings=settings(
            max_examples=SEQUENCES,
            stateful_step_count=20,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
