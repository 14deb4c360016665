"""An ally offers every date of a series until a day; a steward says yes once; each date is promised as it is made."""

import datetime as dt

from django.db import transaction
from django.http import Http404
from django.urls import reverse

from alongside.asks import queries as asks
from alongside.asks.models import Acceptance as AcceptanceRule
from alongside.asks.models import Ask, Occurrence, Series, Shift
from alongside.commitments import queries, rules
from alongside.commitments.actions import answering, offering, promising, refusals
from alongside.commitments.actions.locking import hold, lock_all, locked_person
from alongside.commitments.models import Ending, Release, Stint
from alongside.communities import queries as communities
from alongside.core.refusals import Refused
from alongside.ledger import actions as ledger
from alongside.notices import actions as notices
from alongside.people.models import Person


@transaction.atomic
def offer_stint(*, series: Series, by: Person, now: dt.datetime, until: dt.date) -> Stint:
    """Nothing is promised yet, and no hours are booked: that begins with a steward's yes."""
    ally = locked_person(by)
    ask = asks.ask(viewer=ally, id=series.ask_id, now=now, is_locked=True)
    refuse_unless_known(ask, ally, now)
    today = now.astimezone(ask.community.zone).date()
    refuse_unless_it_lasts(series, until, today)
    for before in Stint.objects.open().filter(series=series, ally=ally):
        if before.phase(now) is not rules.Phase.OVER and not rules.may_be_renewed(before.until, today):
            raise refusals.EveryDateOfferedAlready
        end(before, now, Ending.OVER)
    stint = Stint.objects.create(series=series, ally=ally, until=until, offered_at=now, looked_on=today)
    stint.series = series
    note(stint, by, now, kind="commitments.offer_stint")
    for steward in communities.stewards(community=ask.community, now=now):
        if steward.pk != ally.pk:
            tell(stint, steward, now, "offer.received")
    return stint


def refuse_unless_known(ask: Ask, ally: Person, now: dt.datetime) -> None:
    """Like any offer; and only of somebody who may hold more than one promise with this group."""
    if ask.posted_by_id == ally.pk:
        raise refusals.OwnAsk
    if not asks.may_offer(ask=ask, relation=ask.community.relation, now=now):
        raise refusals.AskNotOpen
    if ask.acceptance == AcceptanceRule.AT_ONCE:
        raise refusals.NotForEveryDate
    if not ask.community.relation.is_known:
        raise refusals.NotKnownYet


def refuse_unless_it_lasts(series: Series, until: dt.date, today: dt.date) -> None:
    if rules.lasts_too_long(until, today):
        raise refusals.LastsTooLong
    if not any(today < day <= until for day in queries.days_of(series=series)):
        raise refusals.NoDateUntilThen


@transaction.atomic
def accept_stint(*, stint: Stint, by: Person, now: dt.datetime) -> Stint:
    """A steward's yes, for each date until then that fits the ally when it is made."""
    stint = locked_stint(stint)
    refuse_unless_answerable(stint, by, now)
    stint.yes_at, stint.yes_by = now, by
    stint.save(update_fields=["yes_at", "yes_by"])
    promise_dates(stint, now)
    note(stint, by, now, kind="commitments.accept_stint")
    tell(stint, stint.ally, now, "offer.accepted")
    return stint


@transaction.atomic
def decline_stint(*, stint: Stint, by: Person, now: dt.datetime) -> Stint:
    stint = locked_stint(stint)
    refuse_unless_answerable(stint, by, now)
    end(stint, now, Ending.DECLINED)
    note(stint, by, now, kind="commitments.decline_stint")
    tell(stint, stint.ally, now, "offer.declined")
    return stint


def refuse_unless_answerable(stint: Stint, by: Person, now: dt.datetime) -> None:
    queries.require_steward(ask=stint.series.ask, viewer=by, now=now)
    if stint.ally_id == by.pk:
        raise refusals.OwnOffer
    if stint.phase(now) is not rules.Phase.WAITS:
        raise refusals.NoLongerPossible


@transaction.atomic
def end_stint(*, stint: Stint, by: Person, now: dt.datetime, gives_back: bool = False) -> Stint:
    """No more dates come of it. What is promised stands, unless its ally gives back all that they may."""
    stint = locked_stint(stint)
    is_mine = stint.ally_id == by.pk
    if not is_mine:
        queries.require_steward(ask=stint.series.ask, viewer=by, now=now)
    if stint.phase(now) is rules.Phase.OVER:
        raise refusals.NoLongerPossible
    end(stint, now, Ending.BY_ALLY if is_mine else Ending.BY_GROUP)
    if is_mine and gives_back:
        give_back_all(stint, now)
    note(stint, by, now, kind="commitments.end_stint")
    if not is_mine:
        tell(stint, stint.ally, now, "offer.declined")
    return stint


def give_back_all(stint: Stint, now: dt.datetime) -> None:
    """Each goes back as ever, early or late; the stewards hear of it once."""
    page = reverse("commitments:stint", args=[stint.pk])
    held = queries.promises_of_stint(stint=stint)
    lock_all([stint.ally_id], *(one.shift for one in held))
    for one in held:
        if rules.may_release(one.history, now):
            promising.give_back(one, stint.ally, now, Release.Reason.NONE, page=page)
            page = ""


@transaction.atomic
def go_on(*, stint: Stint, by: None, now: dt.datetime) -> bool:
    """Dates were made since: they are promised too, and their ally is told once of all of them."""
    del by
    stint = locked_stint(stint)
    if not Stint.objects.due(now).filter(pk=stint.pk).exists():
        return False
    if promise_dates(stint, now):
        tell(stint, stint.ally, now, "offer.accepted")
    return True


def promise_dates(stint: Stint, now: dt.datetime) -> int:
    """Offers and accepts each date that was made since. What does not fit its ally, or what they had, is passed over.

    A yes counts while whoever gave it steers the group; after that each date waits for somebody's yes.
    """
    fresh = Occurrence.objects.filter(series=stint.series, on__gt=stint.looked_on, on__lte=stint.until)
    fresh = fresh.select_related("shift").order_by("on")
    shifts = [one.shift for one in fresh.ahead(now).exclude(shift__commitments__ally=stint.ally)]
    if shifts:
        lock_all([stint.ally_id], *shifts)
    last = fresh.last()
    if last:
        Stint.objects.filter(pk=stint.pk).update(looked_on=last.on)
    steward = queries.steward_of_yes(stint=stint, now=now)
    return sum(promised(stint, shift, now, steward) for shift in shifts)


def promised(stint: Stint, shift: Shift, now: dt.datetime, steward: Person | None) -> bool:
    try:
        with transaction.atomic():
            made = offering.offer(shift=shift, by=stint.ally, now=now, is_told=steward is None)
            if steward is not None:
                answering.accept(commitment=made, by=steward, now=now, page="")
    except (Refused, Http404):
        return False
    return steward is not None


@transaction.atomic
def review_stint(*, stint: Stint, by: None, now: dt.datetime) -> bool:
    """Asks the ally whether to go on. Silence lets it end, and nobody is told of that."""
    del by
    stint = locked_stint(stint)
    if not Stint.objects.to_review(now).filter(pk=stint.pk).exists():
        return False
    Stint.objects.filter(pk=stint.pk).update(review_asked_at=now)
    tell(stint, stint.ally, now, "stint.ends")
    return True


@transaction.atomic
def settle_stints(*, now: dt.datetime) -> int:
    """Closes what time has ended, and what belongs to nobody inside; tells whoever got no answer; forgets the old."""
    for stint in Stint.objects.unanswered(now).select_related("ally"):
        end(stint, now, Ending.UNANSWERED)
        tell(stint, stint.ally, now, "offer.expired")
    Stint.objects.outside(now).update(ended_at=now, ending=Ending.OUTSIDE)
    Stint.objects.over(now).update(ended_at=now, ending=Ending.OVER)
    forgotten, _rows = Stint.objects.forgettable(now).delete()
    return forgotten


def locked_stint(stint: Stint) -> Stint:
    """As it is now, locked after its ally. Raises 404 when it is gone."""
    hold(Person, *Stint.objects.filter(pk=stint.pk).values_list("ally", flat=True))
    hold(Stint, stint.pk)
    found = (
        Stint.objects.select_related("ally", "yes_by", "series__ask__community").filter(pk=stint.pk).first()
    )
    if found is None:
        raise Http404
    return found


def end(stint: Stint, now: dt.datetime, why: Ending) -> None:
    Stint.objects.filter(pk=stint.pk).update(ended_at=now, ending=why)


def note(stint: Stint, by: Person, now: dt.datetime, *, kind: str) -> None:
    ledger.record(
        kind=kind,
        subject=stint.pk,
        community=stint.series.ask.community_id,
        by=by,
        now=now,
        about=None if stint.ally_id == by.pk else stint.ally,
        facts={"series": stint.series_id},
    )


def tell(stint: Stint, to: Person, now: dt.datetime, kind: str) -> None:
    url = reverse("commitments:stint", args=[stint.pk])
    by = None if stint.ally_id == to.pk else stint.ally
    notices.tell(to=to, kind=kind, about=stint.about, url=url, now=now, by=by)
