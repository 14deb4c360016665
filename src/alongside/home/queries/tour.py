"""Where the demo shows each step of the chain: through whose eyes, and on which page."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from alongside.commitments.models import Commitment, Commitments
from alongside.people.models import Person

STEWARD, ALLY, NOBODY = "steward", "ally", "nobody"
EYES = {STEWARD: "amal", ALLY: "bruno"}
"""The sign-in names of those through whose eyes a visitor may look around."""


@dataclass(frozen=True, slots=True)
class Stop:
    """`person` is whom the visitor is signed in as; nobody is a stranger."""

    person: Person | None
    url: str


def stop(*, step: str, now: dt.datetime) -> Stop:
    """A step from 1 to 5, or simply one of the three ways to look around. Outside the demo there is none: 404."""
    if settings.ALONGSIDE_MODE != "demo":
        raise Http404
    if step == NOBODY:
        return Stop(None, reverse("matching:fits"))
    if step in EYES:
        return Stop(person(step), reverse("home:desk"))
    if step not in STEPS:
        raise Http404
    role, page = STEPS[step]
    return Stop(person(role), page(now) or reverse("home:desk"))


def person(role: str) -> Person:
    return get_object_or_404(Person, sign_in_name=EYES[role])


def of_steward() -> Commitments:
    """What was offered to the groups of the demo's steward for a date with a place, in order of time."""
    found: Commitments = Commitment.objects.filter(
        shift__ask__community__memberships__person__sign_in_name=EYES[STEWARD],
        shift__ask__community__memberships__steward_since__isnull=False,
        shift__ask__place__isnull=False,
    ).order_by("shift__starts_at", "pk")
    return found


def of_ally() -> Commitments:
    return of_steward().filter(ally__sign_in_name=EYES[ALLY])


def asked(now: dt.datetime) -> str:
    waiting = of_steward().unanswered(now).exclude(ally__sign_in_name=EYES[ALLY]).first()
    return reverse("asks:ask", args=[waiting.shift.ask_id]) if waiting else ""


def offered(now: dt.datetime) -> str:
    waiting = of_steward().unanswered(now).first()
    return reverse("commitments:date", args=[waiting.shift_id]) if waiting else ""


def promised(now: dt.datetime) -> str:
    return page_of(of_ally().promised().filter(shift__starts_at__gt=now).first())


def answered(now: dt.datetime) -> str:
    waiting = of_steward().waiting_for_verdict(now).last()
    return reverse("commitments:date", args=[waiting.shift_id]) if waiting else ""


def helped(now: dt.datetime) -> str:
    return page_of(of_ally().helped().last())


def page_of(commitment: Commitment | None) -> str:
    return reverse("commitments:commitment", args=[commitment.pk]) if commitment else ""


STEPS: dict[str, tuple[str, Callable[[dt.datetime], str]]] = {
    "1": (ALLY, asked),
    "2": (STEWARD, offered),
    "3": (ALLY, promised),
    "4": (STEWARD, answered),
    "5": (ALLY, helped),
}
"""Where nothing of the kind is left, because visitors have answered it, the desk is shown."""
