"""What must always be true of asks, checked on a live server."""

from collections.abc import Iterator

from django.db.models import F

from alongside.asks import rules
from alongside.asks.models import Acceptance, Ask, Occurrence, Series, Shift
from alongside.asks.rules import repeating


def broken_promises() -> Iterator[str]:
    at_once = Ask.objects.filter(acceptance=Acceptance.AT_ONCE).select_related("place")
    for ask in at_once.iterator(chunk_size=500):
        if not rules.may_be_at_once(has_exact_place=bool(ask.place and ask.place.exact), kind=ask.kind):
            yield f"Ask {ask.pk} gives places at once, though it is close help or has an exact place."
    for ask in Ask.objects.filter(place__isnull=False).exclude(place__community=F("community")):
        yield f"Ask {ask.pk} uses a place of another community."
    for shift in Shift.objects.exclude(elsewhere=None).select_related("ask", "elsewhere"):
        place = shift.elsewhere
        if place and place.community_id != shift.ask.community_id:
            yield f"Date {shift.pk} uses a place of another community."
        if place and place.exact and shift.ask.acceptance == Acceptance.AT_ONCE:
            yield f"Date {shift.pk} gives places at once, though it has an exact place."
    for ask in Ask.objects.filter(published_at__isnull=False, shifts__isnull=True):
        yield f"Ask {ask.pk} is published without a date."
    for shift in Shift.objects.filter(places_taken__gt=F("places") + F("one_more")):
        yield f"Date {shift.pk} has more people than places."
    for shift in Shift.objects.filter(places_taken__gt=0, ask__published_at__isnull=True):
        yield f"Date {shift.pk} has taken places, though its ask is a draft."
    for series in Series.objects.all():
        ends = repeating.last_day(series.rule)
        if ends is None or ends > series.first_on + repeating.SERIES_LASTS_AT_MOST:
            yield f"Series {series.pk} does not end in time."
    for one in Occurrence.objects.exclude(shift__ask=F("series__ask")):
        yield f"Date {one.shift_id} stands in a series of another ask."
