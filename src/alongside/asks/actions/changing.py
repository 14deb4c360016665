"""Changing several dates of a series at once: one and those after it, or all that are still to come."""

import datetime as dt

from django.db import transaction

from alongside.asks.actions import refusals
from alongside.asks.actions.checks import allowed, check_elsewhere, check_slots
from alongside.asks.actions.dating import is_moved, locked, write_slot
from alongside.asks.actions.repeating import note
from alongside.asks.models import Ask, Occurrence, Series, Shift
from alongside.asks.rules import Slot, repeating
from alongside.asks.rules.repeating import Reach
from alongside.people.models import Person

DAY = dt.timedelta(days=1)


@transaction.atomic
def change_dates(*, shift: Shift, by: Person, now: dt.datetime, slot: Slot, reach: Reach) -> Series:
    """Changes the hours, places or role of a date and of others of its series, those to come included.

    What was changed for one of the others alone stays. Those who are committed are told where the time moves.
    """
    ask, shift = locked(shift, by=by, now=now)
    check_slots([slot], now)
    check_elsewhere(slot, ask)
    series, from_on = reached_series(shift, reach, now)
    zone = ask.community.zone
    starts_at, ends_at = slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone)
    if starts_at.date() != shift.starts_at.astimezone(zone).date():
        raise refusals.OneDateMoves
    before = {one: series.slot(one.on, zone) for one in ahead(series, from_on, now)}
    part = apart(series, from_on)
    if (slot.starts_at, slot.ends_at) != (shift.starts_at, shift.ends_at):
        part.starts, part.ends = starts_at.time(), ends_at.time()
    part.places = slot.places if slot.places != shift.places else part.places
    part.role = slot.role if slot.role != shift.role else part.role
    if (slot.place or None) != shift.elsewhere_id:
        part.elsewhere_id = slot.place or None
    part.save()
    moved = 0
    for one, usual in before.items():
        wanted = slot if one.shift_id == shift.pk else followed(one.shift, usual, part.slot(one.on, zone))
        moved += change(one.shift, ask, wanted, now)
    if moved:
        ask.changed_at = now
        ask.save(update_fields=["changed_at"])
    note("asks.change_dates", part, ask, by=by, now=now, dates=len(before), moved=moved)
    return part


def reached_series(shift: Shift, reach: Reach, now: dt.datetime) -> tuple[Series, dt.date]:
    """The series of a date, locked, and the first of its days that the change is for."""
    day = Occurrence.objects.filter(shift=shift).first()
    if day is None:
        raise refusals.RepeatsNot
    series = Series.objects.select_for_update().get(pk=day.series_id)
    coming = series.occurrences.ahead(now).values_list("on", flat=True).first()
    return series, min(day.on, coming or day.on) if reach is Reach.ALL else day.on


def ahead(series: Series, from_on: dt.date, now: dt.datetime) -> list[Occurrence]:
    return list(series.occurrences.ahead(now).filter(on__gte=from_on).select_related("shift"))


def apart(series: Series, from_on: dt.date) -> Series:
    """The series from a day on as one of its own; the same one where no date comes before."""
    if not series.occurrences.filter(on__lt=from_on).exists():
        return series
    later = Series.objects.create(
        ask_id=series.ask_id,
        first_on=from_on,
        rule=series.rule,
        starts=series.starts,
        ends=series.ends,
        places=series.places,
        role=series.role,
        elsewhere_id=series.elsewhere_id,
        next_on=series.next_on,
    )
    series.occurrences.filter(on__gte=from_on).update(series=later)
    series.days_off.filter(on__gte=from_on).update(series=later)
    series.rule, series.next_on = repeating.until(series.rule, from_on - DAY), None
    series.save(update_fields=["rule", "next_on"])
    return later


def followed(shift: Shift, usual: Slot, wanted: Slot) -> Slot:
    """What a date becomes with its series: it keeps what was changed for it alone."""
    hours = wanted if (shift.starts_at, shift.ends_at) == (usual.starts_at, usual.ends_at) else shift
    return Slot(
        hours.starts_at,
        hours.ends_at,
        wanted.places if shift.places == usual.places else shift.places,
        wanted.role if shift.role == usual.role else shift.role,
        wanted.place if (shift.elsewhere_id or "") == usual.place else (shift.elsewhere_id or ""),
    )


def change(shift: Shift, ask: Ask, slot: Slot, now: dt.datetime) -> bool:
    """Whether the date moves, in time or place. It never moves into the past, and nobody loses a place."""
    if slot.places + shift.one_more < shift.places_taken:
        raise refusals.FewerThanTaken
    is_later = (slot.starts_at, slot.ends_at) != (shift.starts_at, shift.ends_at)
    if is_later and (slot.ends_at <= now or (ask.published_at and slot.starts_at <= now)):
        raise refusals.NotStillToCome
    moves = is_moved(shift, ask, slot)
    write_slot(shift, slot)
    if moves and ask.published_at:
        shift.changed_at = now
    shift.save()
    return bool(moves and ask.published_at)


@transaction.atomic
def stop_series(*, shift: Shift, by: Person, now: dt.datetime) -> None:
    """Ends a series before one of its dates. Only for `commitments.cancel_date`, which calls off what stands there."""
    day = Occurrence.objects.filter(shift=shift).select_related("series").first()
    if day is None:
        raise refusals.RepeatsNot
    ask = allowed(shift.ask, by=by, now=now, even_closed=True)
    series = Series.objects.select_for_update().get(pk=day.series_id)
    last = max(day.on - DAY, series.first_on)
    series.rule, series.next_on = repeating.until(series.rule, last), None
    series.save(update_fields=["rule", "next_on"])
    note("asks.stop_series", series, ask, by=by, now=now, last=last.isoformat())
