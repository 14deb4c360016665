"""What people are told about, and when: one table of kinds, quiet hours, and the limits of a message.

docs/use/notices.md shows the same table; a test compares the two.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """What a kind of notice may do to somebody's peace."""

    MINE = "mine"
    SAFETY = "safety"
    STEWARD = "steward"
    BUDGET = "budget"
    NOTE = "note"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Kind:
    """`folds` says that an unread notice of the same matter is renewed, so that ten messages ring once.

    `comes_in_rest` is for what somebody must hear because they promised to be somewhere, as the page of the rest says.
    `is_answered_by_mail` is for words of somebody, which can be answered from the mail that tells of them.
    `is_urgent` is for what cannot wait for a digest: it is mailed outside quiet hours, whatever its weight.
    `is_about_oneself` is for an answer to what somebody asked or offered, and for what is decided about them.
    `carries_time` is for what begins, moves or ends a time of its reader: a calendar file goes along, if they want it.
    `opens_from_mail` says that the mail leads to its page, for whoever reads that mail, signed in or not.
    """

    weight: Weight
    folds: bool = False
    comes_in_rest: bool = False
    opens_from_mail: bool = False
    carries_time: bool = False
    is_answered_by_mail: bool = False
    is_urgent: bool = False
    is_about_oneself: bool = False

    @property
    def is_mailed_at_once(self) -> bool:
        return self.is_urgent or self.weight in {Weight.MINE, Weight.SAFETY, Weight.NOTE, Weight.URGENT}

    @property
    def is_in_digest(self) -> bool:
        return not self.is_mailed_at_once

    @property
    def comes_when_muted(self) -> bool:
        """What changes a promise, the safety of an account, what is decided about somebody, and what cannot wait: no
        mute holds it.
        """
        return self.weight is Weight.SAFETY or self.comes_in_rest or self.is_about_oneself or self.is_urgent

    @property
    def is_uncounted(self) -> bool:
        """Whether somebody's account is safe is no message that anybody sends them."""
        return self.weight is Weight.SAFETY

    @property
    def may_exceed(self) -> bool:
        """What somebody must hear to be where they promised comes beyond their budget too. It is counted."""
        return self.comes_in_rest

    @property
    def is_emergency(self) -> bool:
        """Whoever opted in to emergencies hears it in a rest, at night and beyond their budget; nobody else does."""
        return self.weight is Weight.URGENT

    @property
    def is_held_in_rest(self) -> bool:
        return self.weight is not Weight.SAFETY and not self.comes_in_rest


KINDS: dict[str, Kind] = {
    "offer.received": Kind(Weight.STEWARD),
    "offer.waits_second": Kind(Weight.STEWARD),
    "offer.accepted": Kind(Weight.MINE, comes_in_rest=True, carries_time=True),
    "offer.declined": Kind(Weight.MINE, is_about_oneself=True),
    "offer.expired": Kind(Weight.MINE, is_about_oneself=True),
    "stint.ends": Kind(Weight.MINE),
    "commitment.near": Kind(Weight.MINE, opens_from_mail=True, carries_time=True),
    "commitment.nobody_left": Kind(Weight.STEWARD, is_urgent=True),
    "commitment.needed": Kind(Weight.MINE, comes_in_rest=True, carries_time=True),
    "commitment.changed": Kind(Weight.MINE, comes_in_rest=True, carries_time=True),
    "commitment.released_by_community": Kind(Weight.MINE, comes_in_rest=True, carries_time=True),
    "commitment.released": Kind(Weight.STEWARD),
    "done.claimed": Kind(Weight.STEWARD, folds=True),
    "verdict.wanted": Kind(Weight.STEWARD, folds=True),
    "ask.fits": Kind(Weight.NOTE),
    "ask.urgent": Kind(Weight.URGENT),
    "ask.nobody_else": Kind(Weight.STEWARD, is_urgent=True),
    "stand_in.offered": Kind(Weight.STEWARD, folds=True),
    "stand_in.called": Kind(Weight.URGENT, is_about_oneself=True),
    "ask.stands": Kind(Weight.STEWARD, folds=True),
    "ask.rests": Kind(Weight.STEWARD, folds=True),
    "ask.same": Kind(Weight.STEWARD, folds=True),
    "run.begun": Kind(Weight.STEWARD, folds=True, is_urgent=True),
    "run.concerns": Kind(Weight.MINE, folds=True, is_about_oneself=True),
    "run.offers": Kind(Weight.STEWARD, folds=True),
    "run.ended": Kind(Weight.MINE, is_about_oneself=True),
    "verdict.helped": Kind(Weight.BUDGET),
    "message.received": Kind(Weight.MINE, folds=True, is_answered_by_mail=True),
    "membership.requested": Kind(Weight.STEWARD, folds=True),
    "membership.accepted": Kind(Weight.BUDGET),
    "standing.given": Kind(Weight.BUDGET),
    "steward.invited": Kind(Weight.BUDGET),
    "steward.missing": Kind(Weight.STEWARD, folds=True),
    "community.keeps": Kind(Weight.STEWARD, folds=True),
    "community.ends": Kind(Weight.STEWARD, is_about_oneself=True),
    "duty.shared": Kind(Weight.STEWARD, folds=True),
    "community.vouched": Kind(Weight.STEWARD),
    "community.exported": Kind(Weight.BUDGET, folds=True),
    "vouch.wanted": Kind(Weight.STEWARD, folds=True),
    "vouch.changed": Kind(Weight.STEWARD, folds=True),
    "vouch.ended": Kind(Weight.STEWARD),
    "restriction.made": Kind(Weight.MINE, is_about_oneself=True),
    "restriction.lasting": Kind(Weight.MINE, is_about_oneself=True),
    "restriction.lifted": Kind(Weight.MINE, is_about_oneself=True),
    "appeal.answered": Kind(Weight.MINE, is_about_oneself=True),
    "report.received": Kind(Weight.STEWARD, folds=True),
    "account.signed_in_elsewhere": Kind(Weight.SAFETY, folds=True),
    "account.way_in_changed": Kind(Weight.SAFETY),
    "account.calendar_made": Kind(Weight.SAFETY),
    "account.return_started": Kind(Weight.SAFETY, opens_from_mail=True),
    "return.wanted": Kind(Weight.STEWARD, folds=True),
    "steward.returned": Kind(Weight.MINE),
}

MAILS_A_WEEK = 14
"""Of somebody who never said how many."""
MAILS_TO_CHOOSE = (3, 7, 14, 28)
NOTES_A_WEEK = 1
NOTES_TO_CHOOSE = (0, 1, 2)

MESSAGE_LENGTH = 2000
MESSAGES_A_DAY = 20
ANSWERS_LAST = dt.timedelta(days=14)
KEPT = dt.timedelta(days=180)
LEASE = dt.timedelta(minutes=10)
ATTEMPTS = 6
REST_IS_ASKED_AGAIN_AFTER = dt.timedelta(hours=1)


def week_of(now: dt.datetime, zone: dt.tzinfo) -> dt.date:
    """The Monday from which a week counts, where its person lives."""
    today = now.astimezone(zone).date()
    return today - dt.timedelta(days=today.weekday())


def next_week(now: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """When a budget begins anew."""
    monday = week_of(now, zone) + dt.timedelta(weeks=1)
    return dt.datetime.combine(monday, dt.time(), zone).astimezone(dt.UTC)


def wait_after(attempts: int) -> dt.timedelta:
    """How long a mail waits after its n-th failed attempt: 5, 20, 80 minutes and so on, four times longer."""
    return dt.timedelta(minutes=5 * 4 ** (attempts - 1))


def may_answer(*, due_at: dt.datetime, answered_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether the link in a mail still takes an answer: once, for two weeks."""
    return answered_at is None and now < due_at + ANSWERS_LAST


def digest_due_at(last: dt.datetime | None, digests_a_week: int, now: dt.datetime) -> dt.datetime | None:
    """When the next digest may go out, or nothing for somebody who wants none."""
    if digests_a_week < 1:
        return None
    return max(now, last + dt.timedelta(days=7) / digests_a_week) if last else now


def is_quiet(at: dt.time, begins: dt.time, ends: dt.time) -> bool:
    """Whether a local time lies in the quiet hours, which may cross midnight. Equal ends mean none."""
    if begins <= ends:
        return begins <= at < ends
    return at >= begins or at < ends


def after_quiet(now: dt.datetime, zone: dt.tzinfo, begins: dt.time, ends: dt.time) -> dt.datetime:
    """`now`, or the end of the quiet hours in which it lies. A clock that goes back gives the later end."""
    local = now.astimezone(zone)
    if not is_quiet(local.time(), begins, ends):
        return now
    day = local.date() if local.time() < ends else local.date() + dt.timedelta(days=1)
    end = dt.datetime.combine(day, ends, tzinfo=zone)
    if end.astimezone(dt.UTC) <= now:
        end = end.replace(fold=1)
    return end.astimezone(dt.UTC)
