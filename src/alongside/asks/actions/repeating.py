"""Dates that repeat: a rule, the dates that are made of it some weeks ahead, and the days that it leaves out."""

import datetime as dt

from django.db import transaction

from alongside.asks import rules
from alongside.asks.actions import refusals
from alongside.asks.actions.checks import allowed
from alongside.asks.actions.dating import locked
from alongside.asks.actions.tending import tend
from alongside.asks.models import Ask, DayOff, Occurrence, Series, Shift
from alongside.asks.rules import repeating
from alongside.ledger.actions import record
from alongside.people.models import Person


@transaction.atomic
def repeat(*, shift: Shift, by: Person, now: dt.datetime, rule: str) -> Series:
    """Lets a date repeat by a rule, of which it becomes the first; its hours, places and role are those of all."""
    ask, shift = locked(shift, by=by, now=now)
    series = begun_with(shift, ask, rule)
    check_rule(series)
    if shift.cancelled_at or Occurrence.objects.filter(shift=shift).exists():
        raise refusals.RepeatsAlready
    series.save(force_insert=True)
    Occurrence.objects.create(shift=shift, series=series, on=series.first_on)
    make_dates(series, ask, now)
    note("asks.repeat", series, ask, by=by, now=now, rule=repeating.parts(rule))
    return series


def begun_with(shift: Shift, ask: Ask, rule: str) -> Series:
    """A series that is not saved yet. Hours of a clock say all of a date only when it is shorter than a day."""
    zone = ask.community.zone
    starts_at, ends_at = shift.starts_at.astimezone(zone), shift.ends_at.astimezone(zone)
    series = Series(
        ask=ask,
        first_on=starts_at.date(),
        rule=rule,
        starts=starts_at.time(),
        ends=ends_at.time(),
        places=shift.places,
        role=shift.role,
        elsewhere_id=shift.elsewhere_id,
    )
    if ask.is_flexible or series.slot(series.first_on, zone).ends_at != shift.ends_at:
        raise refusals.CannotRepeat
    return series


def check_rule(series: Series) -> None:
    found = repeating.fault(series.rule, series.first_on)
    if found:
        raise refusals.OF_FAULT[found]


def make_dates(series: Series, ask: Ask, now: dt.datetime) -> int:
    """Makes a date of each day that is near enough, while the ask has room for one more. Again makes none twice.

    A day that has begun meanwhile is passed over: nobody could have offered to it. In a long break the next day is a
    date at once, so that nobody takes the ask for over.
    """
    zone = ask.community.zone
    horizon = (now + repeating.LAID_OUT).astimezone(zone).date()
    coming = ask.shifts.coming(now).count()
    done = {*series.occurrences.values_list("on", flat=True), *series.days_off.values_list("on", flat=True)}
    left = [day for day in repeating.named(series.rule, series.first_on) if day not in done]
    ahead = [(day, slot) for day in left if (slot := series.slot(day, zone)).starts_at > now]
    near = sum(day <= horizon for day, _slot in ahead) or not coming
    room = max(0, rules.DATES_AT_MOST - coming)
    fresh = [(day, Shift.of(ask, slot)) for day, slot in ahead[: min(room, near)]]
    Shift.objects.bulk_create(shift for _day, shift in fresh)
    Occurrence.objects.bulk_create(Occurrence(shift=shift, series=series, on=day) for day, shift in fresh)
    series.next_on = next((day for day, _slot in ahead[len(fresh) :]), None)
    series.save(update_fields=["next_on"])
    return len(fresh)


@transaction.atomic
def lay_out(*, series: Series, by: None, now: dt.datetime) -> int:
    """Time has come nearer to the next days of a series: they become dates. How many there are more."""
    del by
    ask = Ask.objects.select_for_update(of=("self",)).select_related("community").get(pk=series.ask_id)
    due = Series.objects.due(now).filter(pk=series.pk).first()
    return make_dates(due, ask, now) if due else 0


def held(series: Series, *, by: Person, now: dt.datetime) -> tuple[Ask, Series]:
    """The ask first and then its series, in the one order of locks."""
    ask = allowed(series.ask, by=by, now=now)
    return ask, Series.objects.select_for_update().get(pk=series.pk)


@transaction.atomic
def leave_out(*, series: Series, on: dt.date, by: Person, now: dt.datetime) -> None:
    """Nothing takes place on this day of the series. A date that somebody may count on is called off instead."""
    ask, series = held(series, by=by, now=now)
    if on not in repeating.named(series.rule, series.first_on):
        raise refusals.NotOneOfItsDays
    there = Shift.objects.filter(occurrence__series=series, occurrence__on=on)
    if ask.published_at and there.exists():
        raise refusals.CallItOff
    there.delete()
    _day, is_new = DayOff.objects.get_or_create(series=series, on=on)
    make_dates(series, ask, now)
    if is_new:
        note("asks.leave_out", series, ask, by=by, now=now, on=on.isoformat())


@transaction.atomic
def take_in(*, series: Series, on: dt.date, by: Person, now: dt.datetime) -> None:
    """A day that was left out takes place after all."""
    ask, series = held(series, by=by, now=now)
    gone, _rows = series.days_off.filter(on=on).delete()
    make_dates(series, ask, now)
    if gone:
        note("asks.take_in", series, ask, by=by, now=now, on=on.isoformat())


@transaction.atomic
def end_series(*, series: Series, last: dt.date, by: Person, now: dt.datetime) -> None:
    """Another end for a series, sooner or later. Dates beyond it that somebody may count on are called off first."""
    ask, series = held(series, by=by, now=now)
    series.rule = repeating.until(series.rule, last)
    if last != series.first_on:
        check_rule(series)
    beyond = Shift.objects.filter(occurrence__series=series, occurrence__on__gt=last)
    if ask.published_at and beyond.coming(now).exists():
        raise refusals.DatesBeyond
    beyond.filter(ask__published_at__isnull=True).delete()
    series.save(update_fields=["rule"])
    make_dates(series, ask, now)
    note("asks.end_series", series, ask, by=by, now=now, last=last.isoformat())


def note(kind: str, series: Series, ask: Ask, *, by: Person, now: dt.datetime, **facts: object) -> None:
    if ask.published_at:
        all_facts = {"ask": ask.pk, **facts}
        tend(ask, by=by, now=now)
        record(kind=kind, subject=series.pk, by=by, now=now, community=ask.community_id, facts=all_facts)
