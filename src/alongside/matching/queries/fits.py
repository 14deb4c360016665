"""The asks that fit one reader now, and in plain words why each of them is there."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.asks import queries as asks
from alongside.asks import rules
from alongside.asks.models import Shift
from alongside.asks.queries import Filters, Open
from alongside.asks.queries.posted import Date
from alongside.commitments.queries import ally, promised
from alongside.core.access import Fact
from alongside.matching import rules as ranking
from alongside.matching.models import Outlook
from alongside.matching.queries import weights
from alongside.matching.queries.outlooks import outlooks
from alongside.matching.queries.priorities import priorities
from alongside.matching.queries.reasons import Seen, reasons
from alongside.people.models import Person

OF_THE_HOUR = frozenset({rules.Misfit.SAME_TIME, rules.Misfit.NO_HOURS})
"""What a gap in the list would tell the hour by, to whoever reads it nowhere else."""
NOTHING: frozenset[rules.Misfit] = frozenset()
ORDINARY_MISFITS = [
    (rules.Misfit.TOO_FAR, _("farther away than you travel")),
    (rules.Misfit.SKILL, _("need a skill you did not name")),
    (rules.Misfit.LANGUAGE, _("need a language you did not name")),
    (rules.Misfit.ACCESS, _("are at a place without something you need")),
    (rules.Misfit.NO_HOURS, _("need more hours than you have left")),
    (rules.Misfit.SAME_TIME, _("are at a time that you promised")),
    (rules.Misfit.ONE_FIRST, _("are of a group where your first promise is still open")),
    (
        rules.Misfit.WEEK_FULL,
        _("are in a week in which you have as many dates of that group as one may take"),
    ),
    (rules.Misfit.COVERED, _("have enough people")),
]


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads when, and what is known of the asks beyond their own words."""

    reader: rules.Ally
    now: dt.datetime
    outlooks: Mapping[str, Outlook]
    seen: Seen
    is_by_date: bool
    filters: Filters
    priorities: Mapping[str, int]

    def outlook(self, one: Open) -> Outlook:
        return self.outlooks.get(one.ask.id, weights.USUAL)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One ask that fits. `km` is empty when either place is not known; `weight` is what showing it would add.

    Most are never shown, so the words about one are made only where somebody reads them.
    """

    found: Open
    next_at: dt.datetime
    reading: Reading | None = None
    free: Sequence[Date] = ()
    km: float | None = None
    weight: float = 0.0

    @property
    def first(self) -> rules.Wanted | None:
        return soonest(self.free)[1] if self.free else None

    @property
    def reasons(self) -> tuple[str | Promise, ...]:
        """In plain words why it is there, the weightiest first."""
        reading, first = self.reading, self.first
        if reading is None or first is None:
            return ()
        return reasons(
            self.found,
            first,
            reading.seen,
            reading.reader,
            is_nobody_yet=is_nobody_yet(self.found, reading.now),
            is_one_more=not any(shift.free for shift, _date in self.free),
            next_at=self.next_at,
            now=reading.now,
        )

    @property
    def unknowns(self) -> tuple[str, ...]:
        """What the reader needs, and nobody answered for it."""
        reading, first = self.reading, self.first
        if reading is None or first is None:
            return ()
        unknown = rules.unknown_needs(sorted(reading.reader.needs), first.answers, has_place=bool(first.area))
        return tuple(str(Fact(need).label) for need in unknown)


@dataclass(frozen=True, slots=True)
class Fits:
    """`others` says how many open asks did not fit, and why, so that an empty list explains itself."""

    suggestions: list[Suggestion] = field(default_factory=list)
    others: tuple[tuple[str | Promise, int], ...] = ()
    is_resting: bool = False
    has_home: bool = False


def fits(
    *,
    viewer: Person | None,
    filters: Filters,
    within_km: int | None,
    now: dt.datetime,
    is_by_date: bool = False,
) -> Fits:
    """First what one more promise would help most, or by the date. For nobody it is by the date always.

    Whoever may not know the hours reads neither them nor a first yes in the order.
    """
    found = asks.open_asks(viewer=viewer, now=now, filters=filters)
    if viewer is None:
        return Fits(suggestions=sorted((for_nobody(one, now) for one in found), key=by_date))
    limited = {one.ask.community_id for one in found if one.ask.community.dates_a_week}
    reader = ally(person=viewer, promises=promised(person=viewer, now=now), now=now, limited=limited)
    if reader.is_resting:
        return Fits(is_resting=True, has_home=has_home(reader))
    known = outlooks()
    matters = priorities({one.ask.community_id for one in found if one.is_told}, now)
    reading = Reading(reader, now, known, Seen.of(known, found), is_by_date, filters, matters)
    fitting: list[Suggestion] = []
    against: Counter[rules.Misfit] = Counter()
    for one in found:
        if one.ask.posted_by_id == viewer.pk:
            continue
        suggestion, misfits = for_reader(one, reading)
        if suggestion is None:
            against.update(misfits)
        elif within_km is None or suggestion.km is None or suggestion.km <= within_km:
            fitting.append(suggestion)
    others = tuple((words, against[misfit]) for misfit, words in ORDINARY_MISFITS if against[misfit])
    order = by_date if is_by_date else by_weight
    return Fits(sorted(fitting, key=order), others, has_home=has_home(reader))


def has_home(reader: rules.Ally) -> bool:
    """By a point or by name: both say roughly where somebody starts from."""
    return reader.home is not None or bool(reader.home_area)


def by_date(one: Suggestion) -> tuple[object, ...]:
    return one.next_at, one.found.ask.id


def by_weight(one: Suggestion) -> tuple[object, ...]:
    return ranking.place(weight=one.weight, due=one.next_at, id=one.found.ask.id)


def is_nobody_yet(one: Open, now: dt.datetime) -> bool:
    """Whether nobody has a place on any date to come. The public never learns of a first yes, so not for them."""
    return one.is_told and not any(shift.places_taken for shift, _wanted in one.posted.coming(now))


def soonest(dates: Iterable[Date]) -> Date:
    return min(dates, key=lambda date: date[0].starts_at)


def told_at(one: Open, starts_at: dt.datetime) -> dt.datetime:
    """The start as far as the reader may know it: for strangers the beginning of its day, in the group's own time."""
    return starts_at if one.is_told else day_of(starts_at, one.ask.community.zone)


@lru_cache(maxsize=10_000)
def day_of(at: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """Its beginning. The same dates are asked for each reader."""
    return at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)


def for_nobody(one: Open, now: dt.datetime) -> Suggestion:
    return Suggestion(one, told_at(one, one.posted.next_at(now)))


def for_reader(one: Open, reading: Reading) -> tuple[Suggestion | None, frozenset[rules.Misfit]]:
    """The ask, if one of its coming dates fits; else what stands against the date that comes nearest to fitting."""
    reader, zone = reading.reader, one.ask.community.zone
    unsaid = NOTHING if one.reads_hours else OF_THE_HOUR
    judged = [
        (rules.misfits(reader, date[1]) - unsaid, date)
        for date in one.posted.coming(reading.now)
        if reading.filters.admit_date(date, zone)
    ]
    free = [date for against, date in judged if not against]
    if not free:
        return None, min((against for against, _date in judged), key=len, default=frozenset())
    _shift, first = soonest(free)
    suggestion = Suggestion(
        found=one,
        next_at=told_at(one, first.starts_at),
        reading=reading,
        free=free,
        km=rules.distance_km(reader.home, first.location),
        weight=0.0 if reading.is_by_date else weight(one, free, reading),
    )
    return suggestion, frozenset()


def weight(one: Open, free: Sequence[Date], reading: Reading) -> float:
    """Of the date where this reader would help most."""
    now, outlook = reading.now, reading.outlook(one)
    welcome = {skill.skill for skill in one.ask.sought if not skill.is_needed}
    lacks = bool(welcome) and not welcome & reading.reader.skills

    def of(shift: Shift, wanted: rules.Wanted) -> float:
        worth = (
            weights.of_date(one, shift, outlook, reading.priorities.get(one.ask.id, 0), now)
            if one.is_told
            else weights.of_day(told_at(one, shift.starts_at), now)
        )
        km = rules.distance_km(reading.reader.home, wanted.location) or 0.0
        return worth * ranking.likely(ranking.liking(km=km, lacks_welcome_skill=lacks))

    return max(of(shift, wanted) for shift, wanted in free)
