"""What came to the chain later: one more than it needs, stand-ins, dates a week, and somebody who runs one ask."""

import datetime as dt
from collections import Counter
from functools import partial

from django.db.models import Q
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from alongside.asks import actions as asks
from alongside.asks.models import Runner, Shift
from alongside.commitments import actions, jobs, queries, rules
from alongside.commitments.models import Commitment
from alongside.commitments.rules import State
from alongside.commitments.tests.machine import World
from alongside.communities.models import Community, Restriction
from alongside.guards import capacity
from alongside.home.cast import DAY
from alongside.matching import actions as matching
from alongside.matching import jobs as matching_jobs
from alongside.matching.models import StandIn
from alongside.people import queries as people
from alongside.people.models import BookedHours, Person

EVERYBODY = ("amal", "jun", "chidi", "dara", "edda", "farid", "bruno", "gita", "olu")
anybody = st.sampled_from(EVERYBODY)
mostly_runners = st.sampled_from((*EVERYBODY, *("edda", "bruno") * 4))
mostly_stewards = st.sampled_from((*EVERYBODY, *("amal", "jun") * 3))
any_date, any_index = st.integers(0, 6), st.integers(0, 20)
OVER = {State.RELEASED, State.DECLINED, State.EXPIRED, State.NO_ANSWER}


class StandingBy(World):
    def begin_standing_by(self) -> None:
        """So that most sequences have somebody who runs an ask, and somebody who stands in for a date that is full.

        A date in the week of the first comes on top. Bruno has the first, so where a group lets one take one a week he
        may not have both. Olu has its one place, and Edda is one more.
        """
        self.shifts.append(self.date(self.cast.ask, self.shifts[0].starts_at + DAY, places=1))
        self.group_decides(1, one_more=False)
        offer = partial(actions.offer, shift=self.shifts[-1], by=self.cast.bruno, now=self.now)
        assert self.attempt(offer) is None, "more dates in a week than the group lets one take"
        self.group_decides(0, one_more=True)
        for ally in (self.cast.olu, self.cast.edda):
            made = actions.offer(shift=self.shifts[-1], by=ally, now=self.now, as_one_more=True)
            self.made.append(actions.accept(commitment=made, by=self.cast.amal, now=self.now).pk)
        assert made.is_one_more
        self.let_run("amal", "bruno", 0, 9)
        self.stand_in("bruno", 2)
        assert Runner.objects.live(self.now).exists()
        assert StandIn.objects.standing().exists()

    @rule(name=anybody, shift=any_date)
    def stands_in(self, name: str, shift: int) -> None:
        self.stand_in(name, shift)

    def stand_in(self, name: str, shift: int) -> None:
        if name not in self.gone:
            date, who = Shift.objects.select_related("ask").get(pk=self.shifts[shift].pk), self.person(name)
            booked = self.booked(who)
            made = self.attempt(partial(matching.offer_stand_in, shift=date, by=who, now=self.now))
            assert made is None or not self.is_shut_out(who.pk), "somebody who is kept out stands in"
            assert self.booked(who) == booked, "standing in books hours"

    def booked(self, who: Person) -> list[tuple[dt.date, int]]:
        return list(
            BookedHours.objects.filter(person=who).order_by("starts_on").values_list("starts_on", "minutes")
        )

    @precondition(lambda self: StandIn.objects.standing().exists())
    @rule(
        name=mostly_stewards,
        index=any_index,
        answer=st.sampled_from(["yes", "yes", "no", "agreed", "not theirs"]),
    )
    def stand_in_answers(self, name: str, index: int, answer: str) -> None:
        """Those who were called first: else nearly each yes would come too early."""
        found = list(
            StandIn.objects.standing().order_by("called_at", "offered_at", "pk").select_related("person")
        )
        one = found[index % len(found)]
        if name in self.gone:
            return
        if answer == "agreed":
            made = self.attempt(
                partial(matching.agree_stand_in, stand_in=one, by=self.person(name), now=self.now)
            )
            assert made is None or (self.steers(self.person(name)) and one.person_id != self.person(name).pk)
            return
        by = self.person(name) if answer == "not theirs" else Person.objects.get(pk=one.person_id)
        verb = matching.end_stand_in if answer == "no" else matching.come_as_stand_in
        made = self.attempt(partial(verb, stand_in=one, by=by, now=self.now))
        if made is not None:
            assert made.ally_id == one.person_id == by.pk, "somebody came for whoever stands in"
            assert one.called_at, "somebody came who was not called"
            self.made.append(made.pk)
            self.check_limits(made)

    def check_limits(self, made: Commitment) -> None:
        """At the moment in which somebody is booked."""
        ally, limit = (
            Person.objects.get(pk=made.ally_id),
            Community.objects.get(pk=self.cast.harbour.pk).dates_a_week,
        )
        assert not people.is_resting(person=ally, now=self.now), "booked in a rest"
        assert not self.is_shut_out(ally.pk), "booked while they are kept out"
        if limit and self.now < made.shift.starts_at - DAY and not made.shift.ask.is_flexible:
            assert self.dates_of_week(made) <= limit, "more dates in a week than the group lets one take"

    def dates_of_week(self, made: Commitment) -> int:
        """Told from the states alone. What is done counts; an ask without an hour has no week."""

        def week(one: Commitment) -> dt.date:
            return capacity.week_start(one.history.starts_at.astimezone(self.cast.harbour.zone).date())

        held = Commitment.objects.with_history().filter(ally=made.ally_id)
        mine = [one for one in held if one.state(self.now) not in OVER and not one.history.is_flexible]
        found = next(one for one in mine if one.pk == made.pk)
        return sum(week(one) == week(found) for one in mine)

    @rule(a_week=st.integers(0, 2), one_more=st.booleans())
    def group_decides(self, a_week: int, *, one_more: bool) -> None:
        """As the count of the day does it, when its places alone would not make a date sure."""
        Community.objects.filter(pk=self.cast.harbour.pk).update(dates_a_week=a_week, takes_one_more=one_more)
        dates = Shift.objects.filter(ask=self.cast.ask, cancelled_at=None)
        far = [one.pk for one in dates if not rules.is_settled(one.starts_at, self.now)]
        (asks.take_one_more if one_more else asks.take_no_more)(shifts=far)

    @rule(name=mostly_stewards, other=mostly_runners, shift=any_date, days=st.integers(0, 29))
    def somebody_is_let_run(self, name: str, other: str, shift: int, days: int) -> None:
        self.let_run(name, other, shift, days)

    def let_run(self, name: str, other: str, shift: int, days: int) -> None:
        if {name, other} & self.gone:
            return
        ask, by, until = self.shifts[shift].ask, self.person(name), (self.now + days * DAY).date()
        give = partial(asks.let_run, ask=ask, until=until, reads_place=False, by=by, now=self.now)
        secret = self.attempt(give)
        assert not secret or self.steers(by), "somebody let another run an ask, and does not steer the group"
        if secret:
            self.attempt(partial(actions.begin_run, secret=secret, by=self.person(other), now=self.now))

    @precondition(lambda self: self.commitments() and Runner.objects.filter(begun_at__isnull=False).exists())
    @rule(
        name=mostly_runners,
        index=any_index,
        number=any_index,
        verb=st.sampled_from(["yes", "no", "came", "end"]),
    )
    def runner_acts(self, name: str, index: int, number: int, verb: str) -> None:
        runs = list(Runner.objects.filter(begun_at__isnull=False).order_by("at", "pk"))
        runner, commitment = runs[number % len(runs)], self.pick(index)
        if name in self.gone:
            return
        who, before = self.person(name), commitment.state(self.now)
        may = runner.person_id == who.pk and self.is_live(runner)
        about = {"runner": runner, "commitment": commitment}
        verbs = {
            "yes": partial(actions.say_yes_in_run, **about),
            "no": partial(actions.say_no_in_run, **about),
            "came": partial(actions.mark_in_run, **about, came=True),
            "end": partial(asks.end_run, runner=runner),
        }
        made = self.attempt(partial(verbs[verb], by=who, now=self.now))
        if verb == "end":
            return
        if made is not None:
            assert may, f"{name} ran an ask that is not theirs, or not any more"
            assert commitment.shift.ask_id == runner.ask_id, "somebody acted on another ask"
            assert commitment.ally_id != who.pk, "somebody answered themselves"
        elif not self.is_steward_or_ally(who, commitment):
            self.assert_untouched(commitment, before)

    def is_steward_or_ally(self, who: Person, commitment: Commitment) -> bool:
        return self.steers(who) or commitment.ally_id == who.pk

    def is_live(self, runner: Runner) -> bool:
        """Told from the rows alone."""
        kept_out = Restriction.objects.active(self.now).filter(person__in=[runner.person_id, runner.by_id])
        giver = Person.objects.filter(pk=runner.by_id).first()
        is_on = runner.ended_at is None and runner.begun_at is not None and self.now < runner.until
        return is_on and giver is not None and self.steers(giver) and not kept_out.exists()

    def settle_standing_by(self) -> None:
        """What the worker does, and what holds when it has."""
        jobs.settle_one_more(self.now)
        matching_jobs.call_stand_ins(self.now)
        self.read = None
        near = Shift.objects.filter(starts_at__lte=self.now + rules.ONE_MORE_UNTIL, ends_at__gt=self.now)
        kept = Commitment.objects.as_one_more().filter(shift__in=near, release=None, acceptance__isnull=False)
        assert not kept.exists(), "somebody is kept as one more so near to the date"
        assert not queries.to_settle(now=self.now).filter(one_more=0).exists(), (
            "somebody is needed and was not told"
        )

    @invariant()
    def no_date_looks_covered_that_is_not(self) -> None:
        held = Counter(one.shift_id for one in self.commitments() if rules.holds_a_place(one.state(self.now)))
        for shift in Shift.objects.all():
            assert (shift.free == 0) is (held[shift.pk] >= shift.places), "a date looks covered that is not"
            assert held[shift.pk] <= shift.places + shift.one_more, "more than one more"

    @invariant()
    def whoever_runs_an_ask_reads_nothing_after_their_day(self) -> None:
        for runner in Runner.objects.filter(
            Q(until__lte=self.now) | Q(ended_at__isnull=False), person__isnull=False
        ):
            live = queries.runs(viewer=runner.person, now=self.now)
            assert runner.pk not in {one.pk for one in live}, (
                "somebody reads an ask that they do not run any more"
            )
