"""A round asks around: within everybody's own limits, spread fairly, and nobody reads whom it reached."""

import datetime as dt
from contextlib import suppress

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.asks.models import Ask, Shift
from alongside.communities import queries as communities
from alongside.communities.models import Community
from alongside.core.refusals import Refused
from alongside.core.storing import add_all
from alongside.ledger import actions as ledger
from alongside.matching import queries, rules
from alongside.matching.models import Note, Planner, Round
from alongside.notices import actions as notices
from alongside.notices import queries as notice_queries
from alongside.people.models import Person

LASTS = dt.timedelta(days=7)
"""Whoever had no room today may have it tomorrow; after a week the steward decides anew."""


class RoundRunning(Refused):
    message = _("We ask around for this already. End that first, or wait for it.")


class NotUrgent(Refused):
    message = _("Urgent is for one ask whose date is within two days. Choose that ask, or ask without hurry.")


class NothingToAsk(Refused):
    message = _("Nothing here is open and has a free place.")


@transaction.atomic
def begin_round(
    *,
    community: Community,
    by: Person | None,
    now: dt.datetime,
    at_most: int,
    ask: Ask | None = None,
    shift: Shift | None = None,
    is_urgent: bool = False,
) -> Round:
    """Has the worker ask at most so many people, for one date, one ask or all that are open. `by` is empty for a
    promise that was given back. An urgent one is for the next date of its ask, and goes out in waves.

    Raises `RoundRunning`, `NothingToAsk`, `NotUrgent`, and Http404 for whoever does not run the group.
    """
    if by is not None:
        community = communities.stewarded_community(viewer=by, id=community.pk, now=now)
    if is_urgent and shift is None:
        shift = soonest(ask, now)
    made = Round(
        community=community,
        ask=ask,
        shift=shift,
        is_urgent=is_urgent,
        by=by,
        at_most=at_most,
        begun_at=now,
    )
    if not queries.wanting(round=made, now=now):
        raise NothingToAsk
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise RoundRunning from error
    ledger.record(
        kind="matching.begin_round",
        subject=made.pk,
        community=community.pk,
        by=by,
        now=now,
        facts={"ask": ask.pk if ask else "", "at_most": at_most, "urgent": is_urgent},
    )
    return made


def soonest(ask: Ask | None, now: dt.datetime) -> Shift:
    """The next date of an ask that has a free place and is near enough to be urgent. Raises `NotUrgent`."""
    free = Shift.objects.coming(now).filter(ask=ask, places_taken__lt=F("places"))
    found = free.filter(starts_at__lte=now + rules.waves.NEAR).order_by("starts_at", "pk").first()
    if ask is None or found is None:
        raise NotUrgent
    return found


@transaction.atomic
def begin_after_release(*, shift: Shift, by: Person | None, now: dt.datetime) -> None:
    """A promise was given back: the next people are asked by the worker, urgently where the date is near.

    The place stands open either way; so it is no fault when nobody is to be asked, or when somebody asks already.
    """
    del by
    is_near = shift.starts_at <= now + rules.waves.NEAR
    with suppress(RoundRunning, NothingToAsk):
        begin_round(
            community=shift.ask.community,
            ask=shift.ask,
            shift=shift,
            is_urgent=is_near,
            at_most=rules.waves.AFTER_A_RELEASE,
            by=None,
            now=now,
        )


@transaction.atomic
def end_round(*, round: Round, by: Person, now: dt.datetime) -> None:
    """Nobody more is asked. Who was asked may still offer. Raises Http404."""
    page = queries.round_page(viewer=by, id=round.pk, now=now)
    if Round.objects.running().filter(pk=page.round.pk).update(ended_at=now):
        ledger.record(
            kind="matching.end_round", subject=page.round.pk, community=page.community.pk, by=by, now=now
        )


@transaction.atomic
def go_on(*, round: Round, now: dt.datetime) -> int:
    """Asks whom it fits and who has room, and answers how many that were. A round that is over ends.

    One for a date waits while somebody who stands in for it may answer.
    """
    found = Round.objects.select_for_update().running().filter(pk=round.pk).first()
    if found is None:
        return 0
    if now >= found.begun_at + LASTS or not queries.wanting(round=found, now=now):
        end(found, now)
        return 0
    left = found.at_most - found.notes.count()
    if left <= 0:
        if may_be_answered(found, now):
            return 0
        tell_that_nobody_else_is_called(found, now)
        end(found, now)
        return 0
    if found.shift and queries.answering(shift=found.shift, now=now):
        return 0
    if found.is_urgent:
        left = min(left, size_of_wave(found, now))
        if not left:
            if found.waves >= rules.waves.WAVES_AT_MOST and not may_be_answered(found, now):
                tell_that_nobody_else_is_called(found, now)
            return 0
    planner = Planner.FLOW if rules.flows.is_there() else Planner.GREEDY
    plan = chosen_of(queries.candidates(round=found, now=now), left, planner)
    if not plan:
        tell_that_nobody_else_is_called(found, now)
    ask_each(found, plan, now)
    Round.objects.filter(pk=found.pk).update(planned_at=now, planner=planner, waves=F("waves") + 1)
    return len(plan)


def end(round: Round, now: dt.datetime) -> None:
    Round.objects.filter(pk=round.pk).update(ended_at=now)


def may_be_answered(round: Round, now: dt.datetime) -> bool:
    """Whether those whom the last wave called have their time still."""
    date, last_at = round.shift, round.planned_at
    if not round.is_urgent or date is None or last_at is None:
        return False
    return now < last_at + rules.waves.wait(date.ends_at - last_at)


def size_of_wave(round: Round, now: dt.datetime) -> int:
    """How many the next wave calls: none while the last one may still answer."""
    date = round.shift
    if date is None or not rules.waves.is_due(
        waves=round.waves, last_at=round.planned_at, due_at=date.ends_at, now=now
    ):
        return 0
    return rules.waves.size(missing=queries.missing(round=round, now=now))


def tell_that_nobody_else_is_called(round: Round, now: dt.datetime) -> None:
    """The stewards, once in a round, while somebody is missing on its date."""
    kind, about = "ask.nobody_else", f"date:{round.shift_id}"
    if not round.is_urgent or queries.missing(round=round, now=now) <= 0:
        return
    if notice_queries.is_told(kind=kind, about=about, since=round.begun_at):
        return
    url = reverse("commitments:date", args=[round.shift_id])
    for steward in communities.stewards(community=round.community, now=now):
        notices.tell(to=steward, kind=kind, about=about, url=url, now=now)


def chosen_of(candidates: list[queries.Candidate], in_all: int, planner: Planner) -> list[queries.Candidate]:
    asks, people = (
        list(dict.fromkeys(getattr(one, name).pk for one in candidates)) for name in ("ask", "person")
    )
    by_pair = {(asks.index(one.ask.pk), people.index(one.person.pk)): one for one in candidates}
    options = [(ask, person, one.gain) for (ask, person), one in by_pair.items()]
    planned = rules.flows.flow if planner is Planner.FLOW else rules.greedy
    plan = planned(options, at_most=[in_all] * len(asks), in_all=in_all)
    return [by_pair[pair] for pair in plan]


def ask_each(round: Round, plan: list[queries.Candidate], now: dt.datetime) -> None:
    add_all([Note(round=round, ask=one.ask, person=one.person, at=now) for one in plan])
    for one in plan:
        notices.tell(
            to=one.person,
            kind="ask.urgent" if round.is_urgent else "ask.fits",
            about=f"ask:{one.ask.pk}",
            url=reverse("asks:ask", args=[one.ask.pk]),
            now=now,
        )


@transaction.atomic
def forget_rounds(*, now: dt.datetime) -> int:
    """Deletes what is past its time, the notes of a round with it."""
    gone, _kinds = Round.objects.filter(begun_at__lt=now - dt.timedelta(days=180)).delete()
    return gone
