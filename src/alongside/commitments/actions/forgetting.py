"""What time takes away: what an ally showed or wrote for one date, and what is left of an ask that is over."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from alongside.asks import actions as asks
from alongside.asks.models import Ask, Shift
from alongside.commitments import queries
from alongside.commitments.actions.locking import hold
from alongside.commitments.models import (
    Acceptance,
    Attendance,
    Commitment,
    Decline,
    DoneClaim,
    Expiry,
    Keep,
    Release,
    SharedNeed,
    Stint,
    Verdict,
    VerdictLink,
)
from alongside.communities import queries as communities
from alongside.communities.models import Community
from alongside.communities.rules import Keeping
from alongside.core import erasing
from alongside.ledger import actions as ledger
from alongside.notices import actions as notices

AT_ONCE = 500


@transaction.atomic
def forget_needs(*, now: dt.datetime) -> int:
    """Deletes the needs that were shown for a date, 30 days after it or sooner. It looks at needs, which are few."""
    gone = 0
    for before, groups in communities.terms(what=Keeping.NEEDS, now=now):
        over = Commitment.objects.filter(pk=OuterRef("commitment"), shift__ends_at__lte=before)
        over = over if groups is None else over.filter(shift__ask__community__in=groups)
        gone += SharedNeed.objects.filter(Exists(over)).delete()[0]
    return gone


@transaction.atomic
def forget_notes(*, now: dt.datetime) -> int:
    """Empties the notes that came with offers, 30 days after the date or sooner."""
    gone = 0
    for before, groups in communities.terms(what=Keeping.NOTES, now=now):
        over = Commitment.objects.filter(forgotten_at__isnull=True, shift__ends_at__lte=before)
        over = over if groups is None else over.filter(shift__ask__community__in=groups)
        some = list(over.order_by("shift").values_list("pk", flat=True)[:AT_ONCE])
        gone += Commitment.objects.filter(pk__in=some).update(note="", forgotten_at=now)
    if gone:
        erasing.wipe_after_commit()
    return gone


@transaction.atomic
def forget_messages(*, now: dt.datetime) -> int:
    """Deletes messages of groups that keep them for less than half a year, which is when all of them go."""
    held = communities.held(now=now)
    gone = 0
    for before, groups in communities.terms(what=Keeping.MESSAGES, now=now):
        if groups is not None:
            about = queries.references(Commitment.objects.filter(shift__ask__community__in=groups))
            gone += notices.forget(about=about, before=before, but=held)
    return gone


@transaction.atomic
def empty_ask(*, ask: Ask, by: None, now: dt.datetime) -> None:
    """What was promised stays with its state and its verdict, and without anybody's name or words."""
    hold(Ask, ask.pk)
    hold(Shift, *Shift.objects.filter(ask=ask).values_list("pk", flat=True))
    forget_promises(Commitment.objects.filter(shift__ask=ask), now)
    Stint.objects.filter(series__ask=ask).delete()
    asks.empty(ask=ask, now=now)
    if ask.published_at:
        ledger.record(
            kind="commitments.empty_ask", subject=ask.pk, community=ask.community_id, by=by, now=now
        )
    erasing.wipe_after_commit()


def forget_promises(found: Iterable[Commitment], now: dt.datetime) -> None:
    names = [one.pk for one in found]
    these = Commitment.objects.filter(pk__in=names)
    notices.forget(about=queries.references(these), before=now, but=communities.held(now=now))
    for steps in (Acceptance, Attendance, Decline, Expiry, Keep, Release, DoneClaim, Verdict):
        steps._default_manager.filter(commitment__in=names).update(by=None)
    SharedNeed.objects.filter(commitment__in=names).delete()
    VerdictLink.objects.filter(commitment__in=names).delete()
    these.update(note="", ally=None, forgotten_at=now)


@transaction.atomic
def forget_group(*, community: Community, now: dt.datetime) -> None:
    """Before a closed group is deleted. The ledger keeps what was judged, by tokens."""
    its = Q(shift__ask__community=community)
    notices.forget(about=queries.references(Commitment.objects.filter(its)), before=now, but=())
    Commitment.objects.filter(its).delete()
