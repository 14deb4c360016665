"""What a reader narrows a list of asks to."""

import datetime as dt
import zoneinfo
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from alongside.asks.models import AskLanguage, PlaceFact, Shift
from alongside.asks.models.ask import Asks, Shifts
from alongside.communities.models import Community
from alongside.core.access import Answer


@dataclass(frozen=True, slots=True)
class Filters:
    """Each is left out when empty; `facts` must all be answered yes where one date to come is.

    Days are the group's own, as the cards show them: a reader who chose the zone could find out the hour.
    """

    kind: str = ""
    language: str = ""
    days_from: dt.date | None = None
    days_until: dt.date | None = None
    facts: tuple[str, ...] = ()

    def narrow(self, asks: Asks, now: dt.datetime) -> Asks:
        if self.kind:
            asks = asks.filter(kind=self.kind)
        if self.language:
            spoken = AskLanguage.objects.filter(ask=OuterRef("pk"))
            without = Q(~Exists(spoken), language=self.language)
            asks = asks.filter(Exists(spoken.filter(code=self.language)) | without)
        if self.days_from or self.days_until:
            asks = asks.filter(self.days(now))
        if self.facts:
            asks = asks.filter(Exists(self.with_facts(now)))
        return asks

    def with_facts(self, now: dt.datetime) -> Shifts:
        """Dates to come of an ask, where they are: one that is elsewhere counts for its own place."""
        dates = Shift.objects.filter(ask=OuterRef("pk")).coming(now)
        dates = dates.annotate(there=Coalesce("elsewhere_id", "ask__place_id"))
        for fact in self.facts:
            known = PlaceFact.objects.filter(place=OuterRef("there"), fact=fact, answer=Answer.YES)
            dates = dates.filter(Exists(known))
        return dates

    def days(self, now: dt.datetime) -> Q:
        """Asks with a date that touches the days which the reader asked for."""
        zones = Community.objects.order_by().values_list("time_zone", flat=True).distinct()
        touched = Q(pk__in=[])
        for name in zones:
            dates = self.dates(zoneinfo.ZoneInfo(name), now)
            touched |= Q(Exists(dates), community__time_zone=name)
        return touched

    def dates(self, zone: dt.tzinfo, now: dt.datetime) -> Shifts:
        dates = Shift.objects.filter(ask=OuterRef("pk")).coming(now)
        if self.days_from:
            dates = dates.filter(ends_at__gte=midnight(self.days_from, zone))
        if self.days_until:
            dates = dates.filter(starts_at__lt=midnight(self.days_until + dt.timedelta(days=1), zone))
        return dates


def midnight(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(0), zone)
