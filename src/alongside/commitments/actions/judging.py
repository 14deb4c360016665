"""The people who asked say whether it helped. No other path leads to a verdict."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from alongside.asks.models import Shift
from alongside.commitments import queries, rules
from alongside.commitments.actions import refusals
from alongside.commitments.actions.locking import lock_all, locked
from alongside.commitments.models import Commitment, FormerVerdict, Outcome, Verdict, VerdictLink
from alongside.ledger import actions as ledger
from alongside.notices import actions as notices
from alongside.people.models import Person


@transaction.atomic
def judge(*, commitment: Commitment, outcome: str, by: Person, now: dt.datetime) -> None:
    """One tap by a steward, the asker, or a delegated member; never on one's own commitment."""
    commitment = locked(commitment)
    queries.require_asking_side(ask=commitment.shift.ask, viewer=by, now=now)
    if commitment.ally_id == by.pk:
        raise refusals.OwnCommitment
    settle(commitment, Outcome(outcome), now, by=by)


@transaction.atomic
def judge_date(*, shift: Shift, outcome: str, by: Person, now: dt.datetime) -> int:
    """The same verdict for everybody of a date who has none yet, except for oneself. Returns how many."""
    shift = Shift.objects.select_related("ask__community").get(pk=shift.pk)
    queries.require_asking_side(ask=shift.ask, viewer=by, now=now)
    waiting = (
        Commitment.objects.filter(shift=shift)
        .waiting_for_verdict(now)
        .filter(~Q(ally=by) | Q(ally__isnull=True))
    )
    lock_all([one.ally_id for one in waiting], shift)
    judged = 0
    for commitment in waiting.with_history():
        if rules.may_judge(commitment.history, now):
            settle(commitment, Outcome(outcome), now, by=by)
            judged += 1
    return judged


@transaction.atomic
def make_verdict_link(*, commitment: Commitment, by: Person, now: dt.datetime) -> VerdictLink:
    """A one-time link for the person who was helped. A new one puts an unused older one out of use."""
    commitment = locked(commitment)
    queries.require_asking_side(ask=commitment.shift.ask, viewer=by, now=now)
    if commitment.ally_id == by.pk:
        raise refusals.OwnCommitment
    commitment.verdict_links.filter(used_at__isnull=True).delete()
    link = VerdictLink.objects.create(commitment=commitment, by=by, at=now, expires_at=now + rules.LINK_LASTS)
    ledger.record(
        kind="commitments.make_verdict_link",
        subject=commitment.pk,
        community=commitment.shift.ask.community_id,
        by=by,
        now=now,
    )
    return link


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
    settle(commitment, Outcome(outcome), now, by=None)


def settle(commitment: Commitment, outcome: Outcome, now: dt.datetime, *, by: Person | None) -> None:
    """Writes the verdict, or amends it. Only *it helped* is told to the ally."""
    if not rules.may_judge(commitment.history, now):
        raise refusals.NoLongerPossible
    former: Verdict | None = getattr(commitment, "verdict", None)
    if former is not None and former.outcome == outcome:
        return
    first_at = former.first_at if former else now
    if former is not None:
        FormerVerdict.objects.create(
            commitment=commitment, outcome=former.outcome, at=former.at, replaced_at=now
        )
    Verdict.objects.update_or_create(
        commitment=commitment,
        defaults={"outcome": outcome, "at": now, "by": by, "is_by_link": by is None, "first_at": first_at},
    )
    Commitment.objects.filter(pk=commitment.pk, closed_at__isnull=True).update(closed_at=now)
    ledger.record(
        kind="commitments.judge",
        subject=commitment.pk,
        community=commitment.shift.ask.community_id,
        by=by,
        now=now,
        about=commitment.ally,
        facts={"outcome": str(outcome), "amends": former is not None, "by_link": by is None},
    )
    if outcome is Outcome.HELPED and commitment.ally:
        notices.tell(
            to=commitment.ally,
            kind="verdict.helped",
            about=commitment.about,
            url=reverse("commitments:commitment", args=[commitment.pk]),
            now=now,
        )
