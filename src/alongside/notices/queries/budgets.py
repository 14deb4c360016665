"""How many mails may reach somebody in a week, and how many did."""

import datetime as dt
from dataclasses import dataclass

from alongside.notices import rules
from alongside.notices.models import Budget, Spent
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class Week:
    """`urgent` of the mails were about a promise, and so came beyond the budget too."""

    budget: int
    mails: int = 0
    urgent: int = 0


def budget(*, person: Person) -> int:
    found = Budget.objects.filter(person=person).first()
    return found.mails_a_week if found else rules.MAILS_A_WEEK


def this_week(*, person: Person, now: dt.datetime) -> Week:
    spent = Spent.objects.filter(person=person, week_on=rules.week_of(now, person.zone)).first()
    limit = budget(person=person)
    return Week(limit, spent.mails, spent.urgent) if spent else Week(limit)
