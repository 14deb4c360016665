"""An ask in other languages, for whoever may change it."""

import datetime as dt

from django.http import Http404

from alongside.asks.models import Wording
from alongside.asks.queries.groups import editable
from alongside.people.models import Person


def wording(*, viewer: Person, ask_id: str, id: str, now: dt.datetime) -> Wording:
    """One of the other wordings, with the ask at hand."""
    found = editable(viewer=viewer, id=ask_id, now=now)
    for one in found.reworded:
        if isinstance(one, Wording) and one.pk == id:
            return one
    raise Http404
