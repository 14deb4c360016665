"""The one ask that may follow a small gesture."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404

from alongside.asks import rules
from alongside.asks.models import Ask
from alongside.asks.queries import Filters
from alongside.commitments.models import Commitment
from alongside.matching.queries.fits import Suggestion, fits
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class Next:
    """`suggestion` is empty where nothing fits now: then nothing more is asked."""

    commitment: Commitment
    suggestion: Suggestion | None


def following(*, viewer: Person, id: str, now: dt.datetime) -> Next:
    """Of the viewer's own commitment, once they said that they did it, whatever was said of it since.

    Raises Http404 for any other. What follows is within their hours, because nothing else fits. Whoever rests is asked
    nothing.
    """
    done = Commitment.objects.of(viewer).with_history().filter(pk=id, doneclaim__isnull=False).first()
    if done is None or not is_small(done.shift.ask):
        raise Http404
    found = fits(viewer=viewer, filters=Filters(), within_km=None, now=now).suggestions
    by_ask = {one.found.ask.pk: one for one in found}
    steps = [step(one.found.ask) for one in found if one.found.ask.pk != done.shift.ask_id]
    chosen = rules.next_step(steps, community=done.shift.ask.community_id)
    return Next(done, by_ask[chosen.ask] if chosen else None)


def step(ask: Ask) -> rules.Step:
    return rules.Step(ask.pk, ask.community_id, ask.kind, ask.minutes)


def is_small(ask: Ask) -> bool:
    return rules.is_small(kind=ask.kind, minutes=ask.minutes)
