"""What a person says about themselves."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from alongside.core import erasing
from alongside.core.locations import Location
from alongside.people import rules
from alongside.people.actions.pace import set_hours
from alongside.people.models import AccessNeed, OfferedSkill, Person


@transaction.atomic
def change_name(*, by: Person, display_name: str, now: dt.datetime) -> None:
    """The old name is overwritten, and wiped from the disk: it was nobody else's to keep."""
    by.display_name = rules.tidied_name(display_name)
    by.save(update_fields=["display_name"])
    erasing.wipe_after_commit()


@transaction.atomic
def set_needs(*, by: Person, facts: Iterable[str], now: dt.datetime) -> None:
    AccessNeed.objects.filter(person=by).delete()
    AccessNeed.objects.bulk_create(AccessNeed(person=by, fact=fact) for fact in sorted(set(facts)))
    erasing.wipe_after_commit()


@transaction.atomic
def set_skills(*, by: Person, skills: Iterable[str], now: dt.datetime) -> None:
    OfferedSkill.objects.filter(person=by).delete()
    OfferedSkill.objects.bulk_create(OfferedSkill(person=by, skill=skill) for skill in sorted(set(skills)))


@transaction.atomic
def start(*, by: Person, skills: Iterable[str], hours: int, now: dt.datetime) -> None:
    """What the first page asks for, in one go."""
    set_skills(by=by, skills=skills, now=now)
    set_hours(by=by, hours=hours, now=now)


@transaction.atomic
def set_home(*, by: Person, area: str, point: Location | None, now: dt.datetime) -> None:
    """Keeps the nearest point of a coarse grid; the exact one is not written anywhere."""
    coarse = point.rounded() if point else None
    by.home_area = area.strip()
    by.home_latitude = coarse.latitude if coarse else None
    by.home_longitude = coarse.longitude if coarse else None
    by.save(update_fields=["home_area", "home_latitude", "home_longitude"])
    erasing.wipe_after_commit()


@transaction.atomic
def set_travel(*, by: Person, km: int, now: dt.datetime) -> None:
    by.travel_km = km
    by.save(update_fields=["travel_km"])


@transaction.atomic
def learn_of_exit(*, by: Person, now: dt.datetime) -> None:
    """Notes that the person has read what the quick exit does, and what it does not."""
    by.has_seen_exit = True
    by.save(update_fields=["has_seen_exit"])
