"""What a reader narrows a list of asks to."""

import datetime as dt
from dataclasses import dataclass

from alongside.asks.models import Ask
from alongside.asks.queries.posted import Date, Posted
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

    def admit(self, posted: Posted, now: dt.datetime) -> bool:
        ask = posted.ask
        return (
            self.kind in {"", ask.kind}
            and self.admit_language(ask)
            and any(self.admit_date(date, ask.community.zone) for date in posted.coming(now))
        )

    def admit_language(self, ask: Ask) -> bool:
        """By the languages that it asks for or, where it names none, by its own."""
        return not self.language or self.language in ([one.code for one in ask.spoken] or [ask.language])

    def admit_date(self, date: Date, zone: dt.tzinfo) -> bool:
        """Whether it touches the days that the reader asked for, and is where they can get in."""
        shift, wanted = date
        from_then = self.days_from is None or shift.ends_at >= midnight(self.days_from, zone)
        until_then = self.days_until is None or shift.starts_at < midnight(
            self.days_until + dt.timedelta(days=1), zone
        )
        return from_then and until_then and all(wanted.answers.get(one) == Answer.YES for one in self.facts)


EVERYTHING = Filters()


def midnight(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(0), zone)
