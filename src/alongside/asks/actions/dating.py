"""The dates of an ask, and the places on each of them."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import F

from alongside.asks import rules
from alongside.asks.actions import refusals
from alongside.asks.actions.checks import allowed, check_elsewhere, check_slots
from alongside.asks.actions.tending import tend
from alongside.asks.models import Ask, DayOff, Occurrence, Shift
from alongside.asks.rules import Slot
from alongside.ledger.actions import record
from alongside.people.models import Person


@transaction.atomic
def add_shift(*, ask: Ask, by: Person, now: dt.datetime, slot: Slot) -> Shift:
    """One more date, or one more role on a date."""
    ask = allowed(ask, by=by, now=now)
    check_slots([slot], now)
    check_elsewhere(slot, ask)
    if slot.ends_at <= now:
        raise refusals.NoDate
    if ask.shifts.coming(now).count() >= rules.DATES_AT_MOST:
        raise refusals.TooManyDates
    return put(ask, slot, by=by, now=now)


def put(ask: Ask, slot: Slot, *, by: Person, now: dt.datetime) -> Shift:
    """A date that was checked, of an ask that is locked."""
    shift = Shift.of(ask, slot)
    shift.save(force_insert=True)
    note("asks.add_shift", shift, ask, by=by, now=now)
    return shift


@transaction.atomic
def change_shift(*, shift: Shift, by: Person, now: dt.datetime, slot: Slot) -> Shift:
    """Moves a date in time or place, or changes its places or role. Those who are committed are told when it moves.

    It never moves into the past: nobody who promised it could have come, or could still leave.
    """
    ask, shift = locked(shift, by=by, now=now)
    check_slots([slot], now)
    check_elsewhere(slot, ask)
    if slot.places + shift.one_more < shift.places_taken:
        raise refusals.FewerThanTaken
    if slot.ends_at <= now or (ask.published_at and not ask.is_flexible and slot.starts_at <= now):
        raise refusals.NotStillToCome
    moves = is_moved(shift, ask, slot)
    write_slot(shift, slot)
    if moves and ask.published_at:
        shift.changed_at = ask.changed_at = now
        ask.save(update_fields=["changed_at"])
    shift.save()
    note("asks.change_shift", shift, ask, by=by, now=now, moved=moves)
    return shift


def is_moved(shift: Shift, ask: Ask, slot: Slot) -> bool:
    """Whether a date would be at another time, or at another place than it is now."""
    is_later = (slot.starts_at, slot.ends_at) != (shift.starts_at, shift.ends_at)
    return is_later or (slot.place or ask.place_id) != (shift.elsewhere_id or ask.place_id)


def write_slot(shift: Shift, slot: Slot) -> None:
    shift.starts_at, shift.ends_at = slot.starts_at, slot.ends_at
    shift.places, shift.role = slot.places, slot.role
    shift.elsewhere_id = slot.place or None


@transaction.atomic
def remove_shift(*, shift: Shift, by: Person, now: dt.datetime) -> None:
    """A draft's date just goes: nobody can have promised it. A series leaves out its day from then on."""
    ask, shift = locked(shift, by=by, now=now)
    if ask.published_at:
        raise refusals.CancelInstead
    for day in Occurrence.objects.filter(shift=shift):
        DayOff.objects.get_or_create(series_id=day.series_id, on=day.on)
    shift.delete()


@transaction.atomic
def cancel_shift(*, shift: Shift, by: Person, now: dt.datetime) -> Shift:
    """A published date does not take place. Only for `commitments.cancel_date`, which lets go whoever promised it."""
    ask, shift = locked(shift, by=by, now=now, even_closed=True)
    if not ask.published_at:
        raise refusals.StillADraft
    if shift.cancelled_at is None:
        shift.cancelled_at = now
        shift.save(update_fields=["cancelled_at"])
        note("asks.cancel_shift", shift, ask, by=by, now=now)
    return shift


def locked(shift: Shift, *, by: Person, now: dt.datetime, even_closed: bool = False) -> tuple[Ask, Shift]:
    """The ask first and then its date, in the one order of locks; a date that has begun stays as it is."""
    ask = allowed(shift.ask, by=by, now=now, even_closed=even_closed)
    shift = Shift.objects.select_for_update().get(pk=shift.pk)
    has_begun = shift.ends_at <= now if ask.is_flexible else shift.starts_at <= now
    if has_begun and ask.published_at:
        raise refusals.AlreadyStarted
    return ask, shift


def note(kind: str, shift: Shift, ask: Ask, *, by: Person, now: dt.datetime, **facts: object) -> None:
    if ask.published_at:
        all_facts = {"ask": ask.pk, "places": shift.places, **facts}
        tend(ask, by=by, now=now)
        record(kind=kind, subject=shift.pk, by=by, now=now, community=ask.community_id, facts=all_facts)


def take_place(*, shift: Shift, even_one_more: bool = False) -> bool:
    """Takes one free place of a date in one statement; False when none is free, or the date is cancelled.

    With `even_one_more` that may be one beyond what it needs, where it takes that.
    """
    room = F("places") + F("one_more") if even_one_more else F("places")
    free = Shift.objects.filter(pk=shift.pk, cancelled_at__isnull=True, places_taken__lt=room)
    return free.update(places_taken=F("places_taken") + 1) == 1


def take_one_more(*, shifts: Collection[str]) -> None:
    """These dates take one more than they need from now on."""
    Shift.objects.filter(pk__in=shifts, one_more=0, cancelled_at__isnull=True).update(one_more=1)


def take_no_more(*, shifts: Collection[str]) -> None:
    """These do not, as soon as nobody is there as one more."""
    Shift.objects.filter(pk__in=shifts, one_more=1, places_taken__lte=F("places")).update(one_more=0)


def give_back_place(*, shift: Shift) -> None:
    """Frees one place of a date, cancelled or not; never below none."""
    Shift.objects.filter(pk=shift.pk, places_taken__gt=0).update(places_taken=F("places_taken") - 1)
