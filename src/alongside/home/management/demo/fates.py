"""What may become of an offer: each fate is a chain of steps, and each step is taken when its moment has come."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.http import Http404

from alongside.asks.models import Shift
from alongside.commitments import actions, rules
from alongside.commitments.actions import refusals
from alongside.commitments.models import Commitment, Outcome
from alongside.core.refusals import Refused
from alongside.home.management.demo.town import Group, Town
from alongside.people.models import Person


@dataclass
class Promise:
    """One offer on its way. `ally` made it."""

    town: Town
    group: Group
    shift: Shift
    commitment: Commitment
    ally: Person

    @property
    def steward(self) -> Person:
        return self.town.one_of(self.group.stewards)

    @property
    def due_at(self) -> dt.datetime:
        flexible = self.shift.ask.is_flexible
        return rules.due_at(self.shift.starts_at, self.shift.ends_at, is_flexible=flexible)


@dataclass(frozen=True, slots=True)
class Step:
    """`when` answers the moment, given the moment of the step before; `act` does it."""

    when: Callable[[Promise, dt.datetime], dt.datetime]
    act: Callable[[Promise, dt.datetime], None]


def go_on(promise: Promise, steps: tuple[Step, ...]) -> None:
    """Plans the first of the steps; a step that the product refuses ends the story there."""
    if steps:
        moment = steps[0].when(promise, promise.town.timeline.here)
        promise.town.timeline.plan(moment, partial(take, promise, steps))


def take(promise: Promise, steps: tuple[Step, ...], now: dt.datetime) -> None:
    try:
        steps[0].act(promise, now)
    except (Refused, Http404):
        return
    go_on(promise, steps[1:])


def soon(promise: Promise, before: dt.datetime) -> dt.datetime:
    """Within two days, and before the date."""
    return before + min(promise.town.hours(2, 40), (promise.due_at - before) * 0.5)


def day_before(promise: Promise, before: dt.datetime) -> dt.datetime:
    return max(before + promise.town.hours(1, 3), promise.due_at - promise.town.hours(26, 70))


def early(promise: Promise, before: dt.datetime) -> dt.datetime:
    return before + (promise.due_at - before) * 0.2


def late(promise: Promise, before: dt.datetime) -> dt.datetime:
    return promise.due_at - promise.town.hours(1, 8)


def afterwards(promise: Promise, before: dt.datetime) -> dt.datetime:
    return max(promise.shift.ends_at, before) + promise.town.hours(0.5, 5)


def next_day(promise: Promise, before: dt.datetime) -> dt.datetime:
    return max(promise.shift.ends_at, before) + promise.town.hours(8, 60)


def accept(promise: Promise, now: dt.datetime) -> None:
    """When every place is gone by then, a steward says so instead."""
    if promise.shift.ask.acceptance == "at_once":
        return
    try:
        actions.accept(commitment=promise.commitment, by=promise.steward, now=now)
    except refusals.Covered:
        actions.decline(commitment=promise.commitment, by=promise.steward, now=now, reason="enough")
        raise


def decline(promise: Promise, now: dt.datetime) -> None:
    reason = promise.town.one_of(("", "enough", "changed", "known", "other_time"))
    actions.decline(commitment=promise.commitment, by=promise.steward, now=now, reason=reason)


def withdraw(promise: Promise, now: dt.datetime) -> None:
    actions.withdraw(commitment=promise.commitment, by=promise.ally, now=now)


def keep(promise: Promise, now: dt.datetime) -> None:
    actions.keep(commitment=promise.commitment, by=promise.ally, now=now)


def release(promise: Promise, now: dt.datetime) -> None:
    actions.release(commitment=promise.commitment, by=promise.ally, now=now)


def let_go(promise: Promise, now: dt.datetime) -> None:
    reason = promise.town.one_of(("covered", "changed"))
    actions.release_by_community(commitment=promise.commitment, by=promise.steward, now=now, reason=reason)


def claim_done(promise: Promise, now: dt.datetime) -> None:
    actions.claim_done(commitment=promise.commitment, by=promise.ally, now=now)


def judge(outcome: Outcome) -> Callable[[Promise, dt.datetime], None]:
    def say(promise: Promise, now: dt.datetime) -> None:
        actions.judge(commitment=promise.commitment, outcome=outcome, by=promise.steward, now=now)

    return say


def judge_by_link(promise: Promise, now: dt.datetime) -> None:
    """The person who was helped says it, without an account."""
    link = actions.make_verdict_link(commitment=promise.commitment, by=promise.steward, now=now)
    actions.judge_by_link(secret=link.secret, outcome=Outcome.HELPED, by=None, now=now)


def ask_something(promise: Promise, now: dt.datetime) -> None:
    write(promise, promise.ally, promise.town.words.questions, now)


def answer(promise: Promise, now: dt.datetime) -> None:
    write(promise, promise.steward, promise.town.words.answers, now)


def write(promise: Promise, by: Person, words: dict[str, tuple[str, ...]], now: dt.datetime) -> None:
    text = promise.town.one_of(words[by.language])
    actions.write(commitment=promise.commitment, text=text, by=by, now=now)


ACCEPTED, KEPT, DONE = Step(soon, accept), Step(day_before, keep), Step(afterwards, claim_done)
HELPED = Step(next_day, judge(Outcome.HELPED))
FATES: dict[str, tuple[Step, ...]] = {
    "helped": (ACCEPTED, KEPT, DONE, HELPED),
    "helped after a talk": (ACCEPTED, Step(soon, ask_something), Step(soon, answer), KEPT, DONE, HELPED),
    "helped by link": (ACCEPTED, KEPT, Step(next_day, judge_by_link)),
    "thanked": (ACCEPTED, HELPED),
    "done": (ACCEPTED, KEPT, DONE),
    "kept": (ACCEPTED, Step(soon, keep)),
    "not needed": (ACCEPTED, DONE, Step(next_day, judge(Outcome.NOT_NEEDED))),
    "amended": (ACCEPTED, Step(next_day, judge(Outcome.DID_NOT_COME)), HELPED),
    "did not come": (ACCEPTED, Step(next_day, judge(Outcome.DID_NOT_COME))),
    "gave back early": (ACCEPTED, Step(early, release)),
    "gave back late": (ACCEPTED, KEPT, Step(late, release)),
    "let go": (ACCEPTED, Step(early, let_go)),
    "declined": (Step(soon, decline),),
    "waiting": (),
    "took back": (Step(soon, withdraw),),
}
