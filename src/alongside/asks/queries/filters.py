"""What a reader narrows a list of asks to."""

import datetime as dt
from dataclasses import dataclass

from alongside.asks.models import Ask, Shift
from alongside.asks.queries.board import Posted
from alongside.core.access import Answer


@dataclass(frozen=True, slots=True)
class Filters:
    """Each is left out when empty; `facts` must all be answered yes.

    Days are the group's own, as the cards show them: a reader who chose the zone could find out the hour.
    """

    kind: str = ""
    language: str = ""
    days_from: dt.date | None = None
    days_until: dt.date | None = None
    facts: tuple[str, ...] = ()

    def admit(self, posted: Posted, now: dt.datetime) -> bool:
        ask = posted.ask
        return (
            self.kind in {"", ask.kind}
            and self.admit_language(ask)
            and any(self.admit_date(shift, ask.community.zone) for shift, _wanted in posted.coming(now))
            and self.admit_place(ask)
        )

    def admit_language(self, ask: Ask) -> bool:
        """By the languages that it asks for or, where it names none, by its own."""
        return not self.language or self.language in ([one.code for one in ask.spoken] or [ask.language])

    def admit_date(self, shift: Shift, zone: dt.tzinfo) -> bool:
        """Whether it touches the days that the reader asked for."""
        from_then = self.days_from is None or shift.ends_at >= midnight(self.days_from, zone)
        return from_then and (
            self.days_until is None
            or shift.starts_at < midnight(self.days_until + dt.timedelta(days=1), zone)
        )

    def admit_place(self, ask: Ask) -> bool:
        has = {one.fact for one in ask.place.known if one.answer == Answer.YES} if ask.place else set()
        return has.issuperset(self.facts)


EVERYTHING = Filters()


def midnight(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(0), zone)
