"""What a person said about themselves, for their own pages."""

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress

from alongside.core import reading
from alongside.core.rows import rows
from alongside.core.skills import Skill
from alongside.guards import capacity
from alongside.people.models import AccessNeed, Block, BookedHours, OfferedSkill, Person, SpokenLanguage
from alongside.people.queries.people import rest
from alongside.ui.templatetags.ui import language_name


def booked(*, person: Person, now: dt.datetime) -> tuple[dt.date, int]:
    """The Monday of the four weeks that run now in the person's zone, and the minutes promised in them."""
    starts_on = capacity.period_start(now.astimezone(person.zone).date())
    row = BookedHours.objects.filter(person=person, starts_on=starts_on).first()
    return starts_on, row.minutes if row else 0


def needs(*, person: Person) -> list[str]:
    return sorted(one.fact for one in rows(AccessNeed, person_id=person.pk))


def skills(*, person: Person) -> list[str]:
    return sorted(one.skill for one in rows(OfferedSkill, person_id=person.pk))


def languages(*, person: Person) -> list[str]:
    """Codes of the languages that a person speaks, the best one first."""
    spoken = rows(SpokenLanguage, person_id=person.pk)
    return [one.code for one in sorted(spoken, key=lambda one: one.position)]


def reads_in(*, person: Person) -> list[str]:
    """The language of a person's pages; then, where that may lack words, those that they speak, in their order."""
    first = person.language
    return [first] if reading.is_whole(first) else [first, *languages(person=person)]


def reads_words_in(*, person: Person) -> list[str]:
    """For what people wrote in several languages: those that a person speaks, in order, then that of their pages."""
    return list(dict.fromkeys([*languages(person=person), person.language]))


def blocks(*, person: Person) -> list[Block]:
    return list(Block.objects.filter(by=person).order_by("-at"))


def owners(*, address: str) -> list[Person]:
    """Whoever confirmed that a mail address is theirs."""
    confirmed = EmailAddress.objects.filter(email=address.lower(), verified=True)
    return [one.user for one in confirmed.select_related("user")]


def overview(*, person: Person, now: dt.datetime) -> dict[str, Any]:
    """What the page "me" shows, with a fixed number of queries."""
    starts_on, minutes = booked(person=person, now=now)
    return {
        "person": person,
        "languages": [language_name(code) for code in languages(person=person)],
        "needs": needs(person=person),
        "skills": [Skill(code).label for code in skills(person=person)],
        "starts_on": starts_on,
        "minutes": minutes,
        "offered": person.hours * 60,
        "rest": rest(person=person, now=now),
        "mail": EmailAddress.objects.filter(user=person, verified=True).first(),
    }
