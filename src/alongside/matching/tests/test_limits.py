"""In whatever order things happen, nobody is taken beyond their hours, rest, mails or dates of a week, and no refusal
makes later chances worse.

`ALONGSIDE_SEQUENCES=10000 pytest src/alongside/matching/tests/test_limits.py` is the long run, of `make long-limits`.
"""

import datetime as dt
import os
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F
from django.http import Http404
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from alongside.asks.models import Ask, Shift
from alongside.commitments import actions as commitments
from alongside.commitments import jobs as promises
from alongside.commitments.models import Commitment
from alongside.commitments.queries.promises import broken_promises
from alongside.commitments.rules import State
from alongside.communities.models import Community, Standing
from alongside.core.refusals import Refused
from alongside.guards import capacity
from alongside.home import cast as the_cast
from alongside.home.cast import DAY, person
from alongside.matching import actions, jobs
from alongside.matching.models import StandIn
from alongside.notices import actions as notices
from alongside.notices import jobs as mails
from alongside.notices.models import Notice, Spent
from alongside.people import actions as people
from alongside.people.models import BookedHours, Person, Rest

SEQUENCES = int(os.environ.get("ALONGSIDE_SEQUENCES", "12"))
START = dt.datetime(2026, 3, 4, 10, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
ALLIES = ("Nadia", "Petra", "Quang", "Ravi")
MAILS = 2
CALLS = ("ask.fits", "ask.urgent", "stand_in.called")
allies = st.integers(0, len(ALLIES) - 1)
any_index = st.integers(0, 20)
NEXT_WEEK = 5


class Limits(RuleBasedStateMachine):
    """Four allies and seven dates of one group, near each other and with few places. Ravi wants emergencies."""

    def __init__(self) -> None:
        super().__init__()
        self.database = transaction.atomic()
        self.database.__enter__()
        self.now = START
        self.cast = the_cast.make(START)
        self.group = self.cast.harbour
        self.allies = [self.ally(name) for name in ALLIES]
        self.shifts = [self.date(hours) for hours in (20, 44, 50, 92, 96, 140, 330)]
        Community.objects.filter(pk=self.group.pk).update(dates_a_week=1)

    def ally(self, name: str) -> Person:
        made = person(name, START)
        Standing.objects.create(
            community=self.group, person=made, level=Standing.Level.KNOWN, given_at=START, vouched_at=START
        )
        EmailAddress.objects.create(
            user=made, email=f"{name.lower()}@example.org", verified=True, primary=True
        )
        hears = name == "Ravi"
        notices.set_budget(by=made, mails_a_week=MAILS, notes_a_week=2, hears_emergencies=hears, now=START)
        return made

    def date(self, hours: int) -> Shift:
        starts_at = START + hours * HOUR
        Ask.objects.update(posted_by=self.cast.chidi)
        return Shift.objects.create(
            ask=self.cast.ask, starts_at=starts_at, ends_at=starts_at + 2 * HOUR, places=1 + hours % 3
        )

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.database.__exit__(None, None, None)

    def attempt(self, verb: Callable[[], Any]) -> Any:
        try:
            with transaction.atomic():
                return verb()
        except (Refused, Http404):
            return None

    def pick(self, index: int) -> Commitment | None:
        held = Commitment.objects.with_history().filter(ally__in=self.allies).order_by("offered_at", "shift")
        found = list(held.select_related("ally"))
        return found[index % len(found)] if found else None

    def standing(self, index: int) -> StandIn | None:
        found = list(StandIn.objects.select_related("person").order_by("offered_at", "shift__starts_at"))
        return found[index % len(found)] if found else None

    @initialize(first=st.sampled_from([1, 2]), second=st.sampled_from([3, 4]))
    def each_limit_is_reached_and_somebody_tries_to_go_on(self, first: int, second: int) -> None:
        """By chance alone too few would. Nadia has her date of the week, Petra her hours, and Quang rests."""
        for who, hours in enumerate((6, self.cast.ask.minutes // 60, 6)):
            people.set_hours(by=self.allies[who], hours=hours, now=self.now)
        self.offers(who=0, dates=[first, second], as_one_more=False)
        self.is_called(who=0, date=second)
        self.offers(who=1, dates=[NEXT_WEEK, first], as_one_more=False)
        self.is_called(who=1, date=first)
        self.rests(who=2, days=4, gives_back=False)
        self.offers(who=2, dates=[first], as_one_more=False)
        assert Commitment.objects.filter(ally__in=self.allies).count() == 2

    def is_called(self, who: int, date: int) -> None:
        """As somebody who stood in before they reached their limit, and who says yes now."""
        standing = StandIn(
            shift=self.shifts[date], person=self.allies[who], offered_at=self.now, called_at=self.now
        )
        standing.save(force_insert=True)
        verb = partial(actions.come_as_stand_in, stand_in=standing, by=standing.person, now=self.now)
        self.check(self.attempt(verb))

    @rule(who=allies, dates=st.lists(st.integers(0, 6), min_size=2, max_size=4), as_one_more=st.booleans())
    def offers(self, who: int, dates: list[int], *, as_one_more: bool) -> None:
        """To several dates, one after another: by one alone too few would come near any limit."""
        for date in dates:
            ally = Person.objects.get(pk=self.allies[who].pk)
            verb = partial(
                commitments.offer, shift=self.shifts[date], by=ally, now=self.now, as_one_more=as_one_more
            )
            self.check(self.attempt(verb))

    @rule(index=any_index, answer=st.sampled_from(["accept", "accept", "decline", "let go"]))
    def steward_answers(self, index: int, answer: str) -> None:
        found = self.pick(index)
        if found is not None:
            let_go = partial(commitments.release_by_community, reason="changed")
            verbs = {"accept": commitments.accept, "decline": commitments.decline, "let go": let_go}
            self.attempt(partial(verbs[answer], commitment=found, by=self.cast.amal, now=self.now))

    @rule(index=any_index, answer=st.sampled_from(["release", "release", "withdraw", "keep"]))
    def ally_answers(self, index: int, answer: str) -> None:
        found = self.pick(index)
        if found is not None and found.ally is not None:
            verb = getattr(commitments, answer)
            self.attempt(partial(verb, commitment=found, by=found.ally, now=self.now))

    @rule(who=allies, date=st.integers(0, 6))
    def stands_in(self, who: int, date: int) -> None:
        shift = Shift.objects.select_related("ask").get(pk=self.shifts[date].pk)
        self.attempt(partial(actions.offer_stand_in, shift=shift, by=self.allies[who], now=self.now))

    @rule(index=any_index, answer=st.sampled_from(["yes", "yes", "no", "agreed"]))
    def stand_in_answers(self, index: int, answer: str) -> None:
        found = self.standing(index)
        if found is None:
            return
        verbs = {
            "yes": partial(actions.come_as_stand_in, by=found.person),
            "no": partial(actions.end_stand_in, by=found.person),
            "agreed": partial(actions.agree_stand_in, by=self.cast.amal),
        }
        made = self.attempt(partial(verbs[answer], stand_in=found, now=self.now))
        self.check(made if answer == "yes" else None)

    @rule(who=allies, hours=st.integers(0, 6))
    def says_how_many_hours(self, who: int, hours: int) -> None:
        people.set_hours(by=self.allies[who], hours=hours, now=self.now)

    @rule(who=allies, days=st.integers(1, 9), gives_back=st.booleans())
    def rests(self, who: int, days: int, *, gives_back: bool) -> None:
        until_on = (self.now + days * DAY).date()
        self.attempt(
            partial(
                people.start_rest, by=self.allies[who], until_on=until_on, now=self.now, gives_back=gives_back
            )
        )

    @rule(who=allies)
    def ends_rest(self, who: int) -> None:
        self.attempt(partial(people.end_rest, by=self.allies[who], now=self.now))

    @rule(a_week=st.integers(0, 2), one_more=st.booleans())
    def group_decides(self, a_week: int, *, one_more: bool) -> None:
        Community.objects.filter(pk=self.group.pk).update(dates_a_week=a_week, takes_one_more=one_more)
        actions.count_anew(community=self.group, now=self.now)

    @rule(urgent=st.booleans())
    def steward_asks_around(self, *, urgent: bool) -> None:
        self.attempt(
            partial(
                actions.begin_round, community=self.group, ask=self.cast.ask, by=self.cast.amal, at_most=5,
                is_urgent=urgent, now=self.now,
            )
        )  # fmt: skip

    @rule(hours=st.sampled_from([1, 3, 12, 30]))
    def time_passes(self, hours: int) -> None:
        self.now += hours * HOUR

    @rule()
    def worker_runs(self) -> None:
        promises.expire_offers(self.now)
        promises.give_back_in_rest(self.now)
        promises.settle_one_more(self.now)
        jobs.count_outlooks(self.now)
        before = set(Notice.objects.filter(kind__in=CALLS).values_list("pk", flat=True))
        jobs.call_stand_ins(self.now)
        jobs.go_on_with_rounds(self.now)
        for call in Notice.objects.filter(kind__in=CALLS).exclude(pk__in=before).select_related("to"):
            is_emergency = call.to.display_name == "Ravi" and call.kind != "ask.fits"
            assert is_emergency or not self.is_resting(call.to), "somebody who rests was called"
        mails.send_due_mail(self.now)

    def is_resting(self, who: Person) -> bool:
        today = self.now.astimezone(who.zone).date()
        return Rest.objects.filter(person=who, ended_at=None, until_on__gt=today).exists()

    def check(self, made: Commitment | None) -> None:
        """What must hold at the moment in which somebody is booked."""
        if made is None or made.ally is None:
            return
        ally = Person.objects.get(pk=made.ally.pk)
        booked = BookedHours.objects.get(person=ally, starts_on=made.period_on)
        assert booked.minutes <= ally.hours * 60, "booked beyond their hours"
        assert not self.is_resting(ally), "booked in a rest"
        limit = Community.objects.get(pk=self.group.pk).dates_a_week
        if limit and self.now < made.shift.starts_at - DAY:
            assert self.dates_in_week_of(made, ally) <= limit, (
                "more dates in a week than the group lets one take"
            )

    def dates_in_week_of(self, made: Commitment, ally: Person) -> int:
        """Told from the states alone."""
        monday = capacity.week_start(made.shift.starts_at.astimezone(self.group.zone).date())
        over = {State.RELEASED, State.DECLINED, State.EXPIRED}
        held = Commitment.objects.with_history().filter(ally=ally)
        days = [
            one.shift.starts_at.astimezone(self.group.zone).date()
            for one in held
            if one.state(self.now) not in over
        ]
        return sum(capacity.week_start(day) == monday for day in days)

    @invariant()
    def no_mail_goes_beyond_a_week(self) -> None:
        """But for what changes a promise, and for emergencies of whoever chose them."""
        beyond = Spent.objects.filter(person__in=self.allies, mails__gt=F("urgent") + MAILS)
        assert not beyond.exclude(person=self.allies[3]).exists()

    @invariant()
    def places_and_hours_add_up(self) -> None:
        assert list(broken_promises()) == []
        assert not Shift.objects.filter(places_taken__gt=F("places") + F("one_more")).exists()

    @invariant()
    def no_date_looks_covered_that_is_not(self) -> None:
        for shift in Shift.objects.all():
            held = Commitment.objects.filter(shift=shift).holding_a_place().count()
            assert (shift.free == 0) is (held >= shift.places)


@pytest.mark.django_db
def test_no_order_of_events_takes_anybody_beyond_what_they_said() -> None:
    run_state_machine_as_test(
        Limits,
        settings=settings(
            max_examples=SEQUENCES,
            stateful_step_count=25,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
