"""What time takes from an ask that has long been over: its words, where it was, and who asked."""

import datetime as dt

from django.db import transaction

from alongside.asks import queries
from alongside.asks.models import (
    Ask,
    AskLanguage,
    AskSkill,
    Behalf,
    Delegate,
    Place,
    Renewal,
    Runner,
    SameAsk,
    Series,
    Wording,
)
from alongside.communities.models import Community


@transaction.atomic
def empty(*, ask: Ask, now: dt.datetime) -> None:
    """Its dates, how many they were for and when they were stay: what came of it is counted from them."""
    if not ask.published_at:
        ask.delete()
        return
    places = places_of(ask)
    for rows in (Wording, AskLanguage, AskSkill, Delegate, Runner, Renewal, Series, Behalf):
        rows._default_manager.filter(ask=ask).delete()
    SameAsk.objects.filter(ask=ask).delete()
    SameAsk.objects.filter(other=ask).delete()
    ask.shifts.update(role="", elsewhere=None)
    ask.what = ask.why = ask.good = ask.sheet_note = ask.imported_from = ""
    ask.place = ask.posted_by = ask.closed_by = ask.asked_again_at = ask.rest_told_at = ask.run_until = None
    ask.closed_at, ask.emptied_at = ask.closed_at or now, now
    ask.save()
    queries.unused(places).delete()


def places_of(ask: Ask) -> list[str]:
    named = {ask.place_id, *ask.shifts.values_list("elsewhere", flat=True)}
    return [one for one in named | set(ask.series.values_list("elsewhere", flat=True)) if one]


@transaction.atomic
def forget_group(*, community: Community) -> None:
    """Before a closed group is deleted: a place cannot go while something is there."""
    Ask.objects.filter(community=community).delete()
    Place.objects.filter(community=community).delete()
