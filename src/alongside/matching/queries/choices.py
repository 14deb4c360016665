"""What somebody keeps of how they want their list."""

import datetime as dt
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from alongside.asks.models import Kind
from alongside.core.access import Fact
from alongside.core.declaring import Exported
from alongside.core.rows import rows
from alongside.core.written import until_written
from alongside.matching.models import Choice, Note, StandIn
from alongside.people.models import Person
from alongside.ui.templatetags.ui import language_name

DAYS = frozenset({"days_from", "days_until"})
EXPORTED = {
    "matching": Exported(_("What fits me")),
    "choices": Exported(_("What I chose to see")),
    "asked": Exported(_("When I was asked about an ask")),
    "ask_id": Exported(_("Reference of the ask")),
    "at": Exported(_("When")),
    "stood_in": Exported(_("Dates for which I stood in")),
    "starts_at": Exported(_("Begins")),
    "offered_at": Exported(_("Offered")),
    "agreed_at": Exported(_("A steward said yes beforehand")),
    "called_at": Exported(_("When I was called")),
    "ended_at": Exported(_("Ended")),
    "order": Exported(_("Order"), lambda _order: _("Soonest first")),
    "kind": Exported(_("Sort of help"), lambda kind: Kind(kind).label),
    "language": Exported(_("Language"), language_name),
    "days_from": Exported(_("From")),
    "days_until": Exported(_("Until")),
    "within": Exported(_("At most this far away")),
    "facts": Exported(_("The place has"), lambda fact: Fact(fact).label),
}


def choice(*, person: Person, now: dt.datetime) -> str:
    """As an address; empty where nothing is kept. Days that are over are left out: kept, they would hide everything."""
    said = QueryDict(until_written(("choice", person.pk), lambda: kept(person)), mutable=True)
    until = said.get("days_until")
    if until and dt.date.fromisoformat(until) < now.astimezone(person.zone).date():
        for day in DAYS:
            said.pop(day, None)
    return said.urlencode()


def kept(person: Person) -> str:
    return next((one.said for one in rows(Choice, person_id=person.pk)), "")


def about_person(*, person: Person) -> dict[str, list[dict[str, Any]]]:
    said = QueryDict(kept(person))
    asked: list[Any] = list(Note.objects.filter(person=person).order_by("at").values("ask_id", "at"))
    standing = StandIn.objects.filter(person=person).order_by("offered_at", "pk")
    stood_in = [
        {
            "ask_id": one.shift.ask_id,
            "starts_at": one.shift.starts_at,
            "offered_at": one.offered_at,
            "agreed_at": one.agreed_at,
            "called_at": one.called_at,
            "ended_at": one.ended_at,
        }
        for one in standing.select_related("shift")
    ]
    return {
        "asked": asked,
        "stood_in": stood_in,
        "choices": [{name: value(name, said) for name in said}] if said else [],
    }


def value(name: str, said: QueryDict) -> object:
    if name == "facts":
        return said.getlist(name)
    return dt.date.fromisoformat(str(said[name])) if name in DAYS else said[name]
