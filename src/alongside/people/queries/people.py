"""Who is signed in, whether they rest, whom they block, and how much they have left to give."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from alongside.core.rows import rows
from alongside.people import rules
from alongside.people.models import Block, Person, Rest


def reader(request: HttpRequest) -> Person | None:
    """Whoever is signed in, or nobody, for a page that is open to all."""
    return request.user if isinstance(request.user, Person) else None


def viewer(request: HttpRequest) -> Person:
    """Whoever is signed in. A view behind `login_required` calls it; anywhere else it refuses."""
    if (found := reader(request)) is None:
        raise PermissionDenied
    return found


def is_resting(*, person: Person, now: dt.datetime) -> bool:
    """Whether a person asked for quiet until a day that has not come yet in their own zone."""
    return rest(person=person, now=now) is not None


def rest(*, person: Person, now: dt.datetime) -> Rest | None:
    today = now.astimezone(person.zone).date()
    for one in rows(Rest, person_id=person.pk):
        if (
            one.ended_at is None
            and one.started_at <= now
            and rules.is_rest(until_on=one.until_on, today=today)
        ):
            return one
    return None


def blocked_by(person: Person) -> frozenset[str]:
    """Everybody (their ids) whom somebody blocks. Only what they themselves see and hear may depend on it."""
    return frozenset(one.against_id for one in rows(Block, by_id=person.pk))


def has_blocked(*, person: Person, other: Person) -> bool:
    """Whether `person` blocks `other`. Only what `person` themselves see and hear may depend on it."""
    return Block.objects.filter(by=person, against=other).exists()
