"""What a reader narrows a list of asks to."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from alongside.asks.models import AskLanguage, Shift
from alongside.asks.models.ask import Asks, Shifts
from alongside.core.access import Answer


@dataclass(frozen=True, slots=True)
class Filters:
    """Each is left out when empty. `days` are days in the reader's zone; `facts` must all be answered yes."""

    kind: str = ""
    language: str = ""
    days_from: dt.date | None = None
    days_until: dt.date | None = None
    facts: tuple[str, ...] = ()
    zone: dt.tzinfo = dt.UTC

    def narrow(self, asks: Asks, now: dt.datetime) -> Asks:
        if self.kind:
            asks = asks.filter(kind=self.kind)
        if self.language:
            spoken = AskLanguage.objects.filter(ask=OuterRef("pk"))
            without = Q(~Exists(spoken), language=self.language)
            asks = asks.filter(Exists(spoken.filter(code=self.language)) | without)
        if self.days_from or self.days_until:
            asks = asks.filter(Exists(self.dates(now)))
        for fact in self.facts:
            asks = asks.filter(place__facts__fact=fact, place__facts__answer=Answer.YES)
        return asks

    def dates(self, now: dt.datetime) -> Shifts:
        """A date of the ask that touches the days which the reader asked for."""
        dates = Shift.objects.filter(ask=OuterRef("pk")).coming(now)
        if self.days_from:
            dates = dates.filter(ends_at__gt=self.midnight(self.days_from))
        if self.days_until:
            dates = dates.filter(starts_at__lt=self.midnight(self.days_until + dt.timedelta(days=1)))
        return dates

    def midnight(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(0), self.zone)
