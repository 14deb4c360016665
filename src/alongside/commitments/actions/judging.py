"""The people who asked say whether it helped. No other path leads to a verdict."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse

from alongside.asks.models import Shift
from alongside.commitments import queries, rules
from alongside.commitments.actions import refusals
from alongside.commitments.actions.locking import known_shift, lock_all, locked
from alongside.commitments.models import Acceptance, Commitment, FormerVerdict, Outcome, Verdict, VerdictLink
from alongside.core.rows import rows
from alongside.core.storing import add_all, change
from alongside.ledger import actions as ledger
from alongside.notices import actions as notices
from alongside.people.models import Person


@transaction.atomic
def judge(*, commitment: Commitment, outcome: str, by: Person, now: dt.datetime) -> Commitment:
    """One tap by a steward, the asker, or a delegated member; never on one's own commitment."""
    commitment = locked(commitment)
    queries.require_asking_side(ask=commitment.shift.ask, viewer=by, now=now)
    if commitment.ally_id == by.pk:
        raise refusals.OwnCommitment
    settle([commitment], Outcome(outcome), now, by=by)
    return commitment


@transaction.atomic
def judge_date(*, shift: Shift, outcome: str, by: Person, now: dt.datetime) -> int:
    """The same verdict for everybody of a date who has none yet, except for oneself. Returns how many."""
    shift = known_shift(shift)
    queries.require_asking_side(ask=shift.ask, viewer=by, now=now)
    waiting = unjudged(shift, by, now)
    if lock_all([one.ally_id for one in waiting], shift):
        waiting = unjudged(shift, by, now)
    judged = queries.with_history(commitments=waiting)
    settle(judged, Outcome(outcome), now, by=by)
    return len(judged)


def unjudged(shift: Shift, by: Person, now: dt.datetime) -> list[Commitment]:
    """The promises of a date that has begun, without one's own."""
    if shift.starts_at > now:
        return []
    open_ones = rows(Commitment, without=("note",), shift_id=shift.pk, closed_at=None)
    accepted = {one.pk for one in rows(Acceptance, commitment_id=[one.pk for one in open_ones])}
    return [one for one in open_ones if one.pk in accepted and one.ally_id != by.pk]


@transaction.atomic
def judge_by_link(*, secret: str, outcome: str, by: Person | None, now: dt.datetime) -> None:
    """The person who was helped says it, without an account. `by` is whoever is signed in, to refuse the ally."""
    link = queries.verdict_link(secret=secret)
    commitment = locked(link.commitment)
    if by is not None and commitment.ally_id == by.pk:
        raise refusals.OwnCommitment
    unused = VerdictLink.objects.filter(pk=link.pk, used_at__isnull=True, expires_at__gt=now)
    if not unused.update(used_at=now):
        raise refusals.LinkSpent
    settle([commitment], Outcome(outcome), now, by=None)


def settle(
    commitments: Iterable[Commitment], outcome: Outcome, now: dt.datetime, *, by: Person | None
) -> None:
    """Writes the verdict on each, or amends it. Only *it helped* is told to the ally."""
    judged = list(commitments)
    if not all(rules.may_judge(one.history, now) for one in judged):
        raise refusals.NoLongerPossible
    changed = [one for one in judged if one.outcome != outcome]
    if not changed:
        return
    amended = [one for one in changed if one.outcome]
    newly = [one for one in changed if not one.outcome]
    add_all(
        [
            FormerVerdict(commitment=one, outcome=one.verdict.outcome, at=one.verdict.at, replaced_at=now)
            for one in amended
        ]
    )
    change(Commitment, {"closed_at": now}, id=[one.pk for one in newly])
    said = {"outcome": outcome, "at": now, "by_id": by and by.pk, "is_by_link": by is None}
    change(Verdict, said, commitment_id=[one.pk for one in amended])
    add_all([Verdict(commitment_id=one.pk, first_at=now, **said) for one in newly])
    ledger.record_all(acts=[act_of(one, outcome, by) for one in changed], now=now)
    if outcome is Outcome.HELPED:
        notices.tell_all(letters=[letter(one) for one in changed], kind="verdict.helped", now=now)


def act_of(commitment: Commitment, outcome: Outcome, by: Person | None) -> ledger.Act:
    return ledger.Act(
        kind="commitments.judge",
        subject=commitment.pk,
        community=commitment.shift.ask.community_id,
        by=by,
        about=commitment.ally,
        facts={"outcome": str(outcome), "amends": bool(commitment.outcome), "by_link": by is None},
    )


def letter(commitment: Commitment) -> notices.Letter:
    return notices.Letter(
        to=commitment.ally,
        about=commitment.about,
        url=reverse("commitments:commitment", args=[commitment.pk]),
    )
