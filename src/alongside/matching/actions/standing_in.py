"""Somebody stands in for a date: they offer it, are called when a place becomes free, and say yes or no."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.asks import queries as asks
from alongside.asks import rules as ask_rules
from alongside.asks.models import Shift
from alongside.commitments import actions as commitments
from alongside.commitments import queries as promises
from alongside.commitments.actions import refusals
from alongside.commitments.models import Acceptance, Commitment
from alongside.communities import queries as communities
from alongside.core.refusals import Refused
from alongside.core.storing import add
from alongside.ledger import actions as ledger
from alongside.matching import queries, rules
from alongside.matching.models import StandIn
from alongside.notices import actions as notices
from alongside.people.models import Person

OF_THE_MOMENT = frozenset(
    {
        ask_rules.Misfit.COVERED,
        ask_rules.Misfit.NO_HOURS,
        ask_rules.Misfit.ONE_FIRST,
        ask_rules.Misfit.RESTING,
        ask_rules.Misfit.SAME_TIME,
    }
)
"""What may be otherwise when a place becomes free: then it is asked anew, and nobody is called whom it does not fit."""
KEPT = dt.timedelta(days=30)


class EnoughStandIns(Refused):
    message = _("Enough people stand in for this date. Choose another one, or look at other asks.")
    field = "shift"


class NobodyMissing(Refused):
    message = _("Somebody was faster, so nobody is missing now. Thank you for standing by.")


@transaction.atomic
def offer_stand_in(*, shift: Shift, by: Person, now: dt.datetime) -> StandIn:
    """Nothing is promised and no hours are booked: that begins with their yes when they are called.

    Raises `EnoughStandIns`, what an offer raises where it can never fit, and Http404.
    """
    page = queries.new_stand_in(viewer=by, id=shift.ask_id, now=now)
    date = next((one for one in page.shifts if one.pk == shift.pk), None)
    if date is None:
        raise refusals.DateOver
    refuse_what_never_fits(date, by, now)
    if StandIn.objects.standing().filter(shift=date).count() >= rules.stand_ins.AT_MOST:
        raise EnoughStandIns
    made = StandIn(shift=date, person=by, offered_at=now)
    try:
        with transaction.atomic():
            add(made)
    except IntegrityError as error:
        raise refusals.AlreadyOffered from error
    note(made, by, now, kind="matching.offer_stand_in")
    for steward in communities.stewards(community=page.ask.community, now=now):
        if steward.pk != by.pk:
            url = reverse("matching:stand_ins", args=[date.pk])
            notices.tell(
                to=steward, kind="stand_in.offered", about=f"date:{date.pk}", url=url, now=now, by=by
            )
    return made


def refuse_what_never_fits(date: Shift, by: Person, now: dt.datetime) -> None:
    wanted = asks.wanted(shift=date, ask=date.ask)
    reader = promises.ally(person=by, promises=[], now=now, only=wanted)
    against = ask_rules.misfits(reader, wanted) - OF_THE_MOMENT
    for misfit, refusal in refusals.OF_MISFIT.items():
        if misfit in against:
            raise refusal


@transaction.atomic
def agree_stand_in(*, stand_in: StandIn, by: Person, now: dt.datetime) -> StandIn:
    """A steward's yes beforehand: when they are called, their own yes is enough. Nobody agrees to themselves."""
    found = StandIn.objects.standing().select_related("shift__ask").filter(pk=stand_in.pk).first()
    shift = found.shift if found else Shift()
    page = queries.stand_ins(viewer=by, id=shift.pk, now=now)
    if found is None or found.person_id == by.pk:
        raise refusals.OwnOffer
    if StandIn.objects.standing().filter(pk=found.pk, agreed_at=None).update(agreed_at=now, agreed_by=by):
        note(found, by, now, kind="matching.agree_stand_in", about=found.person)
    found.shift = page.shift
    return found


@transaction.atomic
def call_stand_ins(*, shift: Shift, now: dt.datetime) -> int:
    """Calls who comes next, one for each place that is missing, and answers how many that were."""
    list(StandIn.objects.select_for_update().filter(shift=shift).order_by("pk").values_list("pk"))
    date = Shift.objects.select_related("ask__community").get(pk=shift.pk)
    called = queries.next_to_call(shift=date, now=now)
    for one in called:
        StandIn.objects.filter(pk=one.pk).update(called_at=now)
        url = reverse("matching:stand_in", args=[one.pk])
        notices.tell(to=one.person, kind="stand_in.called", about=f"date:{date.pk}", url=url, now=now)
    return len(called)


@transaction.atomic
def come_as_stand_in(*, stand_in: StandIn, by: Person, now: dt.datetime) -> Commitment:
    """Their yes is an ordinary offer, within their own limits; with a steward's yes beforehand they have the place.

    That yes counts while whoever gave it steers the group. Raises what an offer raises, and `NobodyMissing`.
    """
    page = queries.stand_in(viewer=by, id=stand_in.pk, now=now)
    if not page.is_asked:
        raise NobodyMissing
    found = page.stand_in
    steward = steward_of_yes(found, now)
    made = commitments.offer(shift=found.shift, by=by, now=now, is_told=steward is None)
    if steward is not None and not Acceptance.objects.filter(commitment=made).exists():
        commitments.accept(commitment=made, by=steward, now=now, page="")
    StandIn.objects.filter(pk=found.pk).update(ended_at=now)
    return made


def steward_of_yes(stand_in: StandIn, now: dt.datetime) -> Person | None:
    if stand_in.agreed_by_id is None:
        return None
    steering = communities.stewards(community=stand_in.shift.ask.community, now=now)
    return steering.filter(pk=stand_in.agreed_by_id).first()


@transaction.atomic
def end_stand_in(*, stand_in: StandIn, by: Person, now: dt.datetime) -> None:
    """A no, or a word taken back. It costs nothing, and nobody is told."""
    page = queries.stand_in(viewer=by, id=stand_in.pk, now=now)
    StandIn.objects.standing().filter(pk=page.stand_in.pk).update(ended_at=now)


@transaction.atomic
def forget_stand_ins(*, now: dt.datetime) -> int:
    """Deletes what stood for a date that is long over."""
    gone, _kinds = StandIn.objects.filter(shift__ends_at__lte=now - KEPT).delete()
    return gone


def note(stand_in: StandIn, by: Person, now: dt.datetime, *, kind: str, about: Person | None = None) -> None:
    community = stand_in.shift.ask.community_id
    ledger.record(kind=kind, subject=stand_in.pk, community=community, by=by, now=now, about=about)
