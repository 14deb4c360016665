"""What stewards read of asks that were phoned in."""

import datetime as dt

from django.http import Http404

from alongside.asks.models import Ask, Behalf
from alongside.asks.queries.groups import posting
from alongside.asks.queries.reading import ask
from alongside.communities.models import Community
from alongside.people.models import Person


def phoning(*, viewer: Person, id: str, now: dt.datetime) -> Community:
    """A community for which the viewer may write down what somebody asks on the phone, else 404."""
    community = posting(viewer=viewer, id=id, now=now)
    if not community.relation.is_steward:
        raise Http404
    return community


def known_as(*, ask: Ask) -> str:
    """The word for whom an ask is, for stewards alone."""
    if not ask.community.relation.is_steward:
        return ""
    found = Behalf.objects.filter(ask=ask).first()
    return found.known_as if found else ""


def steered_ask(*, viewer: Person, id: str, now: dt.datetime) -> Ask:
    """An ask for its stewards alone, closed or not; 404 for everybody else."""
    found = ask(viewer=viewer, id=id, now=now)
    if not found.community.relation.is_steward:
        raise Http404
    return found
