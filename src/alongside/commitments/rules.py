"""The published table of states, and which step may follow which. Everything the product claims starts here."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

ESCALATES_AFTER = dt.timedelta(days=2)
EXPIRES_AFTER = dt.timedelta(days=4)
A_DAY = dt.timedelta(days=1)
STINT_AT_MOST = dt.timedelta(weeks=12)
"""Nobody promises every date for longer, and nobody is asked to: then both sides are asked again."""
REVIEWED_BEFORE = dt.timedelta(days=14)
STINT_KEPT = dt.timedelta(days=180)
ASKED_TO_KEEP = {A_DAY: dt.timedelta(days=2), dt.timedelta(days=7): dt.timedelta(days=21)}
"""How long before it is due somebody is asked whether they come, and how long before it they must have promised."""
ANSWERED_WITHIN = dt.timedelta(days=14)
ONE_MORE_UNTIL = dt.timedelta(days=2)
"""So long before it is due, whoever is one more than it needs gets their time back."""
AMENDABLE_FOR = dt.timedelta(days=14)
LINK_LASTS = dt.timedelta(days=30)
CALENDARS_AT_MOST = 10
CALENDAR_LASTS_UNREAD = dt.timedelta(days=180)


class State(StrEnum):
    """The states of a commitment; there is no other."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    KEPT = "kept"
    RELEASED = "released"
    DONE_CLAIMED = "done_claimed"
    HELPED = "helped"
    NOT_NEEDED = "not_needed"
    DID_NOT_COME = "did_not_come"
    NO_ANSWER = "no_answer"


VERDICTS = frozenset({State.HELPED, State.NOT_NEEDED, State.DID_NOT_COME})
PROMISED = frozenset({State.ACCEPTED, State.KEPT})
BEFORE: dict[State, frozenset[State]] = {
    State.OFFERED: frozenset(),
    State.ACCEPTED: frozenset({State.OFFERED}),
    State.DECLINED: frozenset({State.OFFERED}),
    State.EXPIRED: frozenset({State.OFFERED}),
    State.KEPT: frozenset({State.ACCEPTED}),
    State.RELEASED: PROMISED,
    State.DONE_CLAIMED: PROMISED,
    State.NO_ANSWER: PROMISED | {State.DONE_CLAIMED},
    **{verdict: PROMISED | {State.DONE_CLAIMED, State.NO_ANSWER} for verdict in VERDICTS},
}
"""The published table: which states may come right before which. A verdict may also amend a verdict."""

OPEN = frozenset({State.OFFERED, State.ACCEPTED, State.KEPT, State.DONE_CLAIMED})


def due_at(starts_at: dt.datetime, ends_at: dt.datetime, *, is_flexible: bool) -> dt.datetime:
    """The moment a promise is for: the start of a date, or the last day of a flexible ask."""
    return ends_at if is_flexible else starts_at


def offer_ends_at(
    offered_at: dt.datetime, ends_at: dt.datetime, ask_closed_at: dt.datetime | None
) -> dt.datetime:
    """When an offer that nobody answers ends: after four days, with its date, or when its ask is closed."""
    latest = min(offered_at + EXPIRES_AFTER, ends_at)
    return min(latest, ask_closed_at) if ask_closed_at else latest


@dataclass(frozen=True, slots=True)
class History:
    """The steps of one commitment: the time of each, or None. For a flexible ask `starts_at` is its publication."""

    offered_at: dt.datetime
    starts_at: dt.datetime
    ends_at: dt.datetime
    is_flexible: bool = False
    accepted_at: dt.datetime | None = None
    declined_at: dt.datetime | None = None
    expired_at: dt.datetime | None = None
    kept_at: dt.datetime | None = None
    released_at: dt.datetime | None = None
    done_at: dt.datetime | None = None
    outcome: str | None = None
    judged_at: dt.datetime | None = None
    ask_closed_at: dt.datetime | None = None
    changed_at: dt.datetime | None = None

    @property
    def is_changed(self) -> bool:
        """Whether time or place changed after the ally had offered; then leaving is free at any hour.

        What counts is what they knew when they offered: a yes to something that has moved meanwhile binds nobody.
        """
        return self.changed_at is not None and self.changed_at > self.offered_at

    @property
    def due_at(self) -> dt.datetime:
        return due_at(self.starts_at, self.ends_at, is_flexible=self.is_flexible)

    @property
    def offer_ends_at(self) -> dt.datetime:
        return offer_ends_at(self.offered_at, self.ends_at, self.ask_closed_at)


def state(history: History, now: dt.datetime) -> State:
    """The state of a commitment at `now`. What the clock decides (expired, no answer) is derived, never stored."""
    if history.declined_at:
        return State.DECLINED
    if history.released_at:
        return State.RELEASED
    if history.outcome:
        return State(history.outcome)
    if not history.accepted_at:
        is_over = history.expired_at is not None or history.offer_ends_at <= now
        return State.EXPIRED if is_over else State.OFFERED
    if history.ends_at + ANSWERED_WITHIN <= now:
        return State.NO_ANSWER
    if history.done_at:
        return State.DONE_CLAIMED
    return State.KEPT if history.kept_at else State.ACCEPTED


def told_to_ally(history: History) -> History:
    """The steps as their ally is told of them: of no verdict but *it helped*.

    Until then everything is as if nobody had said anything, so that silence and another verdict look the same.
    """
    return history if history.outcome == State.HELPED else replace(history, outcome=None, judged_at=None)


def may_become(following: State, history: History, now: dt.datetime) -> bool:
    """Whether the table lets `following` come next. The clock's conditions of each step come on top."""
    return state(history, now) in BEFORE[following]


def may_answer(history: History, now: dt.datetime) -> bool:
    """A steward may say yes or no while the offer stands."""
    return may_become(State.ACCEPTED, history, now)


def may_withdraw(history: History, now: dt.datetime) -> bool:
    """An offer that nobody has answered yet is the ally's to take back; then it never was a commitment."""
    return state(history, now) is State.OFFERED


def may_keep(history: History, now: dt.datetime) -> bool:
    return may_become(State.KEPT, history, now) and now < history.due_at


def may_release(history: History, now: dt.datetime) -> bool:
    """Before it is due; what has moved since the offer may be left until it is over."""
    until = history.ends_at if history.is_changed else history.due_at
    return may_become(State.RELEASED, history, now) and now < until


def asked_to_keep_at(history: History) -> list[dt.datetime]:
    """The moments from which its ally is asked to keep or release; none for a promise that was made shortly before."""
    accepted_at = history.accepted_at
    if accepted_at is None:
        return []
    return [
        history.due_at - ahead
        for ahead, lead in ASKED_TO_KEEP.items()
        if accepted_at <= history.due_at - lead
    ]


def must_ask_to_keep(history: History, *, asked_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Whoever has said already that they come is not asked again."""
    moments = asked_to_keep_at(history)
    return may_keep(history, now) and any(
        one <= now and (asked_at is None or asked_at < one) for one in moments
    )


def may_be_released_by_community(history: History, now: dt.datetime) -> bool:
    return may_become(State.RELEASED, history, now) and now < history.ends_at


def is_late(history: History, *, late_hours: int, now: dt.datetime) -> bool:
    """Whether a release at `now` falls inside the group's own late window before the due time.

    It never does once the group has changed time or place after the offer.
    """
    return not history.is_changed and now > history.due_at - dt.timedelta(hours=late_hours)


def may_claim_done(history: History, now: dt.datetime) -> bool:
    """After the start. An ally who is told of no verdict may say it still; the verdict stands all the same."""
    return may_become(State.DONE_CLAIMED, told_to_ally(history), now) and now >= history.starts_at


def may_judge(history: History, now: dt.datetime) -> bool:
    """After the start, on what was promised; also late, after "no answer"; and again within 14 days."""
    if now < history.starts_at:
        return False
    if may_become(State.HELPED, history, now):
        return True
    return (
        state(history, now) in VERDICTS
        and history.judged_at is not None
        and now < history.judged_at + AMENDABLE_FOR
    )


def is_alone(*, two_people: bool, places_taken: int) -> bool:
    """Whether an ask for two who go together still lacks the second one."""
    return two_people and places_taken < 2


def is_settled(due_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether it is so near that nobody is kept as one more: who is not needed now is let go."""
    return now >= due_at - ONE_MORE_UNTIL


def holds_a_place(commitment_state: State) -> bool:
    """Whether a state occupies a place of its date: once accepted, until released."""
    return commitment_state in PROMISED | VERDICTS | {State.DONE_CLAIMED, State.NO_ANSWER}


def gives_hours_back(*, was_late: bool, from_asking_side: bool) -> bool:
    """Whether a release gives the hours back: always, except when the ally gives back late."""
    return from_asking_side or not was_late


def follow_through(states: Iterable[State]) -> tuple[int, int]:
    """How many of the answered commitments helped: (helped, answered). The only source of any such claim."""
    answered = [one for one in states if one in VERDICTS]
    return sum(one is State.HELPED for one in answered), len(answered)


class Phase(StrEnum):
    """How far an ally's word for all dates until a day has come."""

    WAITS = "waits"
    GOES_ON = "goes_on"
    OVER = "over"


def phase(
    *,
    offered_at: dt.datetime,
    yes_at: dt.datetime | None,
    ended_at: dt.datetime | None,
    until: dt.date,
    now: dt.datetime,
) -> Phase:
    """Nobody needs to end it: without an answer it is over like any offer, and after its last day too."""
    if ended_at is not None or until < (now - A_DAY).date():
        return Phase.OVER
    if yes_at is not None:
        return Phase.GOES_ON
    return Phase.WAITS if now < offered_at + EXPIRES_AFTER else Phase.OVER


def lasts_too_long(until: dt.date, today: dt.date) -> bool:
    return until > today + STINT_AT_MOST


def may_be_renewed(until: dt.date, today: dt.date) -> bool:
    """Whether it ends so soon that its ally may offer the dates after it."""
    return until <= today + REVIEWED_BEFORE
