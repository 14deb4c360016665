"""How many mails may reach somebody in a week, and how many did."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count

from alongside.notices import rules
from alongside.notices.models import Budget, Mail, Spent
from alongside.people.models import Person

A_FORTNIGHT = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Week:
    """`urgent` of the mails were about a promise, and so came beyond the budget too."""

    budget: int
    mails: int = 0
    urgent: int = 0


@dataclass(frozen=True, slots=True)
class Room:
    """What is left of somebody's week. `notes` is their own number of notes, whatever was sent."""

    mails: int
    notes: int
    hears_emergencies: bool


def budget(*, person: Person) -> Budget:
    """What somebody said, or the usual numbers."""
    return Budget.objects.filter(person=person).first() or Budget(person=person)


def this_week(*, person: Person, now: dt.datetime) -> Week:
    spent = Spent.objects.filter(person=person, week_on=rules.week_of(now, person.zone)).first()
    limit = budget(person=person).mails_a_week
    return Week(limit, spent.mails, spent.urgent) if spent else Week(limit)


def rooms(*, people: Collection[Person], now: dt.datetime) -> Mapping[str, Room]:
    """By the id of the person, in three reads. Mail that waits has its place already."""
    said = Budget.objects.in_bulk([one.pk for one in people])
    lately = Spent.objects.filter(person__in=people, week_on__gte=(now - A_FORTNIGHT).date())
    spent = {(one.person_id, one.week_on): one.mails for one in lately}
    unsettled = Mail.objects.unsettled().filter(to__in=people, notice__isnull=False)
    waiting = Counter(dict(unsettled.order_by().values_list("to").annotate(Count("pk"))))
    found = {}
    for one in people:
        mine = said.get(one.pk) or Budget(person=one)
        used = spent.get((one.pk, rules.week_of(now, one.zone)), 0) + waiting[one.pk]
        found[one.pk] = Room(
            mails=mine.mails_a_week - used, notes=mine.notes_a_week, hears_emergencies=mine.hears_emergencies
        )
    return found
