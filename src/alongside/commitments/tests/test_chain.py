"""The chain under every order of events: a state machine over the real actions, against the published table.

Everybody in the cast tries every verb, in any order, while the clock moves on, people rest, leave and are kept out, and
the group moves its dates. Some sequences run each time;
`ALONGSIDE_SEQUENCES=10000 pytest src/alongside/commitments/tests/test_chain.py` is the long run.
"""

import datetime as dt
import os
from functools import partial

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test

from alongside.asks import jobs as ask_jobs
from alongside.asks.models import Series, Shift
from alongside.asks.rules import rests
from alongside.asks.rules.repeating import Reach
from alongside.commitments import actions, jobs, queries
from alongside.commitments.models import Commitment, Outcome, Release, Verdict
from alongside.commitments.tests.happenings import EVENTS, Happening
from alongside.commitments.tests.standing_by import EVERYBODY, StandingBy
from alongside.communities import actions as communities
from alongside.communities.models import Membership, Standing
from alongside.people.models import Person

SEQUENCES = int(os.environ.get("ALONGSIDE_SEQUENCES", "80"))
SHARES = 2
HOUR = dt.timedelta(hours=1)
people = st.sampled_from(EVERYBODY)
mostly_stewards = st.sampled_from((*EVERYBODY, *("amal", "jun") * 3))
mostly_allies = st.sampled_from((*EVERYBODY, *("bruno", "gita") * 3))
dates = st.integers(0, 6)
reaches = st.sampled_from([Reach.ONE, Reach.ONE, Reach.FOLLOWING, Reach.ALL])
any_index = st.integers(0, 20)
outcomes = st.sampled_from(Outcome.values)


class Chain(StandingBy):
    @initialize()
    def four_have_offered_and_three_are_accepted(self) -> None:
        """So that most sequences are about promises, and not about how one begins. A steward and a member have too."""
        for ally in (self.cast.bruno, self.cast.gita):
            self.made.append(actions.offer(shift=self.shifts[0], by=ally, now=self.now).pk)
        actions.accept(commitment=self.pick(0), by=self.cast.amal, now=self.now)
        own = actions.offer(shift=self.shifts[2], by=self.cast.jun, now=self.now)
        self.made.append(actions.accept(commitment=own, by=self.cast.amal, now=self.now).pk)
        self.made.append(actions.offer(shift=self.shifts[3], by=self.cast.chidi, now=self.now).pk)
        series, until = Series.objects.get(), (self.now + 800 * HOUR).date()
        actions.offer_stint(series=series, by=self.cast.bruno, now=self.now, until=until)
        self.begin_standing_by()
        self.read = None

    @rule(name=people, shift=dates, as_one_more=st.booleans())
    def offer(self, name: str, shift: int, *, as_one_more: bool) -> None:
        if name in self.gone:
            return
        who = self.person(name)
        is_full_of_firsts = self.is_new(who) and self.holds_one(who)
        offer = partial(actions.offer, shift=self.shifts[shift], as_one_more=as_one_more)
        made = self.attempt(partial(offer, by=who, now=self.now))
        if made is not None:
            self.made.append(made.pk)
            self.check_limits(made)
            assert as_one_more or not made.is_one_more, "somebody became one more and had not said so"
            assert not self.is_shut_out(who.pk), "somebody who is shut out has offered"
            assert made.shift.ask.posted_by_id != who.pk, "somebody offered to their own ask"
            assert not is_full_of_firsts, "a new ally holds two before the first that helped"
            assert not made.shift.ask.closed_at, "an offer to an ask that is closed"
            assert not rests(made.shift.ask.asked_again_at, self.now), "an offer to an ask that rests"

    def is_new(self, who: Person) -> bool:
        trusted = Standing.objects.filter(person=who, level__gt=1).exists()
        member = Membership.objects.filter(person=who, vouched_at__isnull=False).exists()
        return not (trusted or member or Commitment.objects.of(who).helped().exists())

    def holds_one(self, who: Person) -> bool:
        return Commitment.objects.of(who).open(self.now).exists()

    @precondition(lambda self: self.commitments())
    @rule(
        name=mostly_allies,
        index=any_index,
        verb=st.sampled_from(["keep", "release", "claim_done", "withdraw"]),
    )
    def ally_acts(self, name: str, index: int, verb: str) -> None:
        if name in self.gone:
            return
        commitment, who = self.pick(index), self.person(name)
        before = commitment.state(self.now)
        self.attempt(partial(getattr(actions, verb), commitment=commitment, by=who, now=self.now))
        if commitment.ally_id != who.pk:
            self.assert_untouched(commitment, before)

    @precondition(lambda self: self.commitments())
    @rule(
        name=mostly_stewards, index=any_index, verb=st.sampled_from(["accept", "accept", "decline", "let go"])
    )
    def steward_acts(self, name: str, index: int, verb: str) -> None:
        if name in self.gone:
            return
        commitment, who = self.pick(index), self.person(name)
        before, steers = commitment.state(self.now), self.steers(who)
        let_go = partial(actions.release_by_community, reason=Release.Reason.CHANGED)
        verbs = {"accept": actions.accept, "decline": actions.decline, "let go": let_go}
        made = self.attempt(partial(verbs[verb], commitment=commitment, by=who, now=self.now))
        if not steers:
            self.assert_untouched(commitment, before)
        if made and verb == "accept":
            assert commitment.ally_id != who.pk, "somebody accepted their own offer"
            assert not self.is_shut_out(commitment.ally_id), "somebody who is kept out was accepted"

    @precondition(lambda self: self.commitments())
    @rule(name=mostly_stewards, index=any_index, outcome=outcomes)
    def judge(self, name: str, index: int, outcome: str) -> None:
        if name in self.gone:
            return
        commitment, who = self.pick(index), self.person(name)
        before, asks_for_it = self.verdict(commitment.pk), self.is_asking(who, commitment)
        self.attempt(partial(actions.judge, commitment=commitment, outcome=outcome, by=who, now=self.now))
        if self.verdict(commitment.pk) != before:
            assert asks_for_it, f"{name} gave a verdict"
            assert commitment.ally_id != who.pk, "somebody judged themselves"
            self.judged_by_asking_side.add(commitment.pk)

    def verdict(self, commitment: str) -> object:
        return Verdict.objects.filter(commitment=commitment).values_list("outcome", "at").first()

    @rule(name=people, shift=dates, outcome=outcomes)
    def judge_date(self, name: str, shift: int, outcome: str) -> None:
        if name in self.gone:
            return
        who, date = self.person(name), self.shifts[shift]
        before = set(Verdict.objects.values_list("commitment_id", flat=True))
        self.attempt(partial(actions.judge_date, shift=date, outcome=outcome, by=who, now=self.now))
        for verdict in Verdict.objects.exclude(commitment__in=before).select_related("commitment"):
            assert self.is_asking(who, verdict.commitment), f"{name} gave a verdict on a whole date"
            assert verdict.commitment.ally_id != who.pk, "somebody judged themselves with a whole date"
            self.judged_by_asking_side.add(verdict.commitment_id)

    @precondition(lambda self: self.commitments())
    @rule(name=people, index=any_index)
    def make_link(self, name: str, index: int) -> None:
        if name in self.gone:
            return
        commitment, who = self.pick(index), self.person(name)
        link = self.attempt(partial(actions.make_verdict_link, commitment=commitment, by=who, now=self.now))
        if link is not None:
            assert self.is_asking(who, commitment), f"{name} made a verdict link"
            assert commitment.ally_id != who.pk, "an ally made a link for themselves"
            self.links.append((link.secret, commitment.pk))

    @precondition(lambda self: self.links)
    @rule(name=st.none() | people, index=any_index, outcome=outcomes)
    def use_link(self, name: str | None, index: int, outcome: str) -> None:
        if name in self.gone:
            return
        secret, commitment = self.links[index % len(self.links)]
        who, before = self.person(name) if name else None, self.verdict(commitment)
        self.attempt(partial(actions.judge_by_link, secret=secret, outcome=outcome, by=who, now=self.now))
        if self.verdict(commitment) != before:
            ally = Commitment.objects.get(pk=commitment).ally_id
            assert who is None or ally != who.pk, "the ally used the link"
            self.judged_by_asking_side.add(commitment)

    @rule(
        event=st.sampled_from(EVENTS),
        name=mostly_stewards,
        other=mostly_allies,
        shift=dates,
        number=any_index,
    )
    def something_happens(self, event: str, name: str, other: str, shift: int, number: int) -> None:
        """What is no step of a commitment, and may come between any two of them."""
        if not {name, other} & self.gone:
            date = Shift.objects.select_related("ask__community").get(pk=self.shifts[shift].pk)
            happening = Happening(self.person(name), self.person(other), date, number, self.now)
            self.attempt(partial(getattr(happening, event)))
            if event == "leaves_for_good" and not Person.objects.filter(pk=happening.who.pk).exists():
                self.gone.add(name)
                assert not Commitment.objects.filter(ally=happening.who.pk).exists()

    @rule(index=st.integers(0, 9))
    def ally_leaves_the_group(self, index: int) -> None:
        """Seldom, and then somebody who holds something: by chance alone too few would."""
        ally = self.commitments()[index].ally if index < len(self.commitments()) else None
        if ally is not None:
            self.attempt(partial(communities.leave, community=self.cast.harbour, by=ally, now=self.now))

    @rule(name=people, shift=dates, reach=reaches)
    def cancel_date(self, name: str, shift: int, reach: Reach) -> None:
        if name in self.gone:
            return
        who, before = self.person(name), self.called_off()
        date = Shift.objects.get(pk=self.shifts[shift].pk)
        self.attempt(partial(actions.cancel_date, shift=date, by=who, now=self.now, reach=reach))
        called_off = self.called_off() - before
        assert not called_off or self.steers(who)

    def called_off(self) -> set[str]:
        return set(Shift.objects.filter(cancelled_at__isnull=False).values_list("pk", flat=True))

    @rule(hours=st.sampled_from([1, 12, 30, 49, 100, 400]))
    def time_passes(self, hours: int) -> None:
        self.now += hours * HOUR

    @rule()
    def two_days_go_by(self) -> None:
        """With a pass of the worker then: by chance alone it seldom comes when a date is near."""
        self.now += 50 * HOUR
        self.worker_runs()

    @rule()
    def worker_runs(self) -> None:
        jobs.expire_offers(self.now)
        jobs.escalate_offers(self.now)
        jobs.ask_for_verdicts(self.now)
        jobs.ask_to_keep(self.now)
        jobs.give_back_in_rest(self.now)
        jobs.tell_changes(self.now)
        jobs.let_go_of_shut_out(self.now)
        jobs.let_go_of_left(self.now)
        ask_jobs.ask_what_stands(self.now)
        ask_jobs.lay_out_series(self.now)
        jobs.go_on_with_stints(self.now)
        jobs.review_stints(self.now)
        self.settle_standing_by()
        assert not queries.overdue(now=self.now).exists(), "an offer hangs"
        assert not any(one.is_overdue(self.now) for one in self.commitments()), "an offer hangs unseen"
        for promise in Commitment.objects.promised().filter(shift__starts_at__gt=self.now):
            assert not self.is_shut_out(promise.ally_id), "somebody who is kept out still holds a promise"
        assert not queries.to_ask_to_keep(now=self.now).exists(), "somebody is asked again and again"
        for commitment in self.commitments():
            assert self.counts_where_it_is(commitment), "hours are booked in weeks where the date is not"
            assert not self.must_be_asked(commitment), "somebody was not asked whether they come"
            assert not self.is_kept_in_rest(commitment), "somebody rests, and still holds what falls into it"
            assert not self.is_stranded(commitment), "somebody who left still holds a promise"


@pytest.mark.django_db
@pytest.mark.parametrize("share", range(SHARES))
def test_chain_reaches_no_state_outside_the_table(share: int) -> None:
    """Each share is drawn anew, so that two processors may work at once."""
    run_state_machine_as_test(
        Chain,
        settings=settings(
            max_examples=SEQUENCES // SHARES,
            stateful_step_count=30,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
