"""The asks that fit one reader now, and in plain words why each of them is there."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.asks import queries as asks
from alongside.asks import rules
from alongside.asks.models import Shift
from alongside.asks.queries import Filters, Open
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
ORDINARY_MISFITS = [
    (rules.Misfit.TOO_FAR, _("farther away than you travel")),
    (rules.Misfit.SKILL, _("need a skill you did not name")),
    (rules.Misfit.LANGUAGE, _("need a language you did not name")),
    (rules.Misfit.ACCESS, _("are at a place without something you need")),
    (rules.Misfit.NO_HOURS, _("need more hours than you have left")),
    (rules.Misfit.SAME_TIME, _("are at a time that you promised")),
    (rules.Misfit.ONE_FIRST, _("are of a group where your first promise is still open")),
    (rules.Misfit.COVERED, _("have enough people")),
]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One ask that fits. `km` is empty when either place is not known; `unknowns` are needs nobody answered for it.
    `weight` is what showing it would add.
    """

    found: Open
    is_nobody_yet: bool
    next_at: dt.datetime
    km: float | None = None
    weight: float = 0.0
    reasons: tuple[str | Promise, ...] = ()
    unknowns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fits:
    """`others` says how many open asks did not fit, and why, so that an empty list explains itself."""

    suggestions: list[Suggestion] = field(default_factory=list)
    others: Sequence[tuple[str | Promise, int]] = field(default_factory=list)
    is_resting: bool = False
    has_home: bool = False


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
        return self.outlooks.get(one.ask.pk, weights.USUAL)


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
    reader = ally(person=viewer, promises=promised(person=viewer, now=now), now=now)
    if reader.is_resting:
        return Fits(is_resting=True, has_home=has_home(reader))
    known = outlooks()
    reading = Reading(reader, now, known, Seen.of(known, found), is_by_date, filters, priorities(now))
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
    others = [(words, against[misfit]) for misfit, words in ORDINARY_MISFITS if against[misfit]]
    order = by_date if is_by_date else by_weight
    return Fits(sorted(fitting, key=order), others, has_home=has_home(reader))


def has_home(reader: rules.Ally) -> bool:
    """By a point or by name: both say roughly where somebody starts from."""
    return reader.home is not None or bool(reader.home_area)


def by_date(one: Suggestion) -> tuple[object, ...]:
    return one.next_at, one.found.ask.pk


def by_weight(one: Suggestion) -> tuple[object, ...]:
    return ranking.place(weight=one.weight, due=one.next_at, id=one.found.ask.pk)


def is_nobody_yet(one: Open, now: dt.datetime) -> bool:
    """Whether nobody has a place on any date to come. The public never learns of a first yes, so not for them."""
    is_told = rules.may_know_hours(one.relation)
    return is_told and not any(shift.places_taken for shift, _wanted in one.posted.coming(now))


def may_read_hours(one: Open, now: dt.datetime) -> bool:
    """On the page of the ask, or on the form of an offer. To anybody else a gap in the list would tell the hour."""
    is_told = rules.may_know_hours(one.relation)
    return is_told or asks.may_offer(ask=one.ask, relation=one.relation, now=now)


def told_at(one: Open, starts_at: dt.datetime) -> dt.datetime:
    """The start as far as the reader may know it: for strangers the beginning of its day, in the group's own time."""
    if rules.may_know_hours(one.relation):
        return starts_at
    return starts_at.astimezone(one.ask.community.zone).replace(hour=0, minute=0, second=0, microsecond=0)


def for_nobody(one: Open, now: dt.datetime) -> Suggestion:
    return Suggestion(one, is_nobody_yet=False, next_at=told_at(one, one.posted.next_at(now)))


def for_reader(one: Open, reading: Reading) -> tuple[Suggestion | None, frozenset[rules.Misfit]]:
    """The ask, if one of its coming dates fits; else what stands against the date that comes nearest to fitting."""
    reader, now = reading.reader, reading.now
    unsaid = frozenset() if may_read_hours(one, now) else OF_THE_HOUR
    zone = one.ask.community.zone
    judged = [
        (rules.misfits(reader, date) - unsaid, shift, date)
        for shift, date in one.posted.coming(now)
        if reading.filters.admit_date((shift, date), zone)
    ]
    free = [(shift, date) for against, shift, date in judged if not against]
    if not free:
        return None, min((against for against, _shift, _date in judged), key=len, default=frozenset())
    _shift, first = min(free, key=lambda date: date[0].starts_at)
    unknown = rules.unknown_needs(sorted(reader.needs), first.answers, has_place=bool(first.area))
    nobody_yet, next_at = is_nobody_yet(one, now), told_at(one, first.starts_at)
    is_one_more = not any(shift.free for shift, _date in free)
    why = reasons(
        one,
        first,
        reading.seen,
        reader,
        is_nobody_yet=nobody_yet,
        is_one_more=is_one_more,
        next_at=next_at,
        now=now,
    )
    suggestion = Suggestion(
        found=one,
        is_nobody_yet=nobody_yet,
        next_at=next_at,
        km=rules.distance_km(reader.home, first.location),
        weight=0.0 if reading.is_by_date else weight(one, free, reading),
        reasons=why,
        unknowns=tuple(str(Fact(need).label) for need in unknown),
    )
    return suggestion, frozenset()


def weight(one: Open, free: Sequence[tuple[Shift, rules.Wanted]], reading: Reading) -> float:
    """Of the date where this reader would help most."""
    now, outlook = reading.now, reading.outlook(one)
    is_told = rules.may_know_hours(one.relation)
    welcome = {skill.skill for skill in one.ask.sought if not skill.is_needed}
    lacks = bool(welcome) and not welcome & reading.reader.skills

    def of(shift: Shift, wanted: rules.Wanted) -> float:
        worth = (
            weights.of_date(one, shift, outlook, reading.priorities.get(one.ask.pk, 0), now)
            if is_told
            else weights.of_day(told_at(one, shift.starts_at), now)
        )
        km = rules.distance_km(reading.reader.home, wanted.location) or 0.0
        return worth * ranking.liking(km=km, lacks_welcome_skill=lacks)

    return max(of(shift, wanted) for shift, wanted in free)
