"""What keeps an ask from fitting an ally: the one predicate behind the list of asks and behind the offer itself."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from alongside.core.locations import Location
from alongside.guards import capacity
from alongside.people.rules import folded


class Misfit(StrEnum):
    """Why an ask does not fit; each is the ally's own word or the ask's, never a judgement about a person."""

    MAY_NOT = "may_not"
    RESTING = "resting"
    SKILL = "skill"
    LANGUAGE = "language"
    ACCESS = "access"
    TOO_FAR = "too_far"
    NO_HOURS = "no_hours"
    COVERED = "covered"
    SAME_TIME = "same_time"
    ONE_FIRST = "one_first"
    WEEK_FULL = "week_full"


@dataclass(frozen=True, slots=True)
class Ally:
    """What somebody said about themselves. `booked` is in minutes by the first day of its four weeks; `busy` holds
    the (start, end) of what they promised elsewhere, `promised` the dates (their ids) that they hold already, and
    `one_first` the communities where a new ally holds a first promise already. `taken` counts what they have of a group
    in the week from a Monday, for groups that limit it; `now` is when it was read.
    """

    languages: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    home: Location | None = None
    home_area: str = ""
    travel_km: int = 0
    hours: int = 0
    booked: Mapping[dt.date, int] = field(default_factory=dict)
    busy: tuple[tuple[dt.datetime, dt.datetime], ...] = ()
    promised: frozenset[str] = frozenset()
    one_first: frozenset[str] = frozenset()
    taken: Mapping[tuple[str, dt.date], int] = field(default_factory=dict)
    now: dt.datetime | None = None
    is_resting: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one date of an ask needs. `answers` are the access facts of its place; `period_day` is the local day on
    which its hours count. `a_week` is how many dates of its group one person may take in a week, none for no limit.
    """

    shift: str
    community: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    period_day: dt.date
    minutes: int
    free: int
    a_week: int = 0
    is_flexible: bool = False
    languages: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()
    answers: Mapping[str, str] = field(default_factory=dict)
    location: Location | None = None
    area: str = ""


def misfits(ally: Ally, wanted: Wanted, *, may_offer: bool = True) -> frozenset[Misfit]:
    """Everything that stands against it; empty means that it fits. What nobody said (a language, a home, whether
    there is a lift) stands against nothing: an unknown is shown as unknown.
    """
    against = []
    if not may_offer:
        against.append(Misfit.MAY_NOT)
    if ally.is_resting:
        against.append(Misfit.RESTING)
    if not wanted.needed <= ally.skills:
        against.append(Misfit.SKILL)
    if wanted.languages and ally.languages and not wanted.languages & ally.languages:
        against.append(Misfit.LANGUAGE)
    if any(wanted.answers.get(need) == "no" for need in ally.needs):
        against.append(Misfit.ACCESS)
    if is_too_far(ally, wanted):
        against.append(Misfit.TOO_FAR)
    if not has_hours(ally, wanted):
        against.append(Misfit.NO_HOURS)
    if wanted.free <= 0:
        against.append(Misfit.COVERED)
    if wanted.community in ally.one_first:
        against.append(Misfit.ONE_FIRST)
    if not has_date_left(ally, wanted):
        against.append(Misfit.WEEK_FULL)
    if wanted.shift in ally.promised or is_busy(ally, wanted):
        against.append(Misfit.SAME_TIME)
    return frozenset(against)


def is_too_far(ally: Ally, wanted: Wanted) -> bool:
    away = distance_km(ally.home, wanted.location)
    return away is not None and away > ally.travel_km


def distance_km(home: Location | None, there: Location | None) -> float | None:
    return home.distance_km(there) if home and there else None


def is_near(ally: Ally, wanted: Wanted, *, within_km: int) -> bool:
    """Close by their points, or, where one of them has none, in an area that both call by the same name."""
    away = distance_km(ally.home, wanted.location)
    if away is not None:
        return away <= within_km
    if not ally.home_area or not wanted.area:
        return False
    area = folded(ally.home_area)
    return bool(area) and area == folded(wanted.area)


def has_hours(ally: Ally, wanted: Wanted) -> bool:
    booked = ally.booked.get(capacity.period_start(wanted.period_day), 0)
    return capacity.has_room(booked=booked, more=wanted.minutes, hours=ally.hours)


def has_date_left(ally: Ally, wanted: Wanted) -> bool:
    taken = ally.taken and ally.taken.get((wanted.community, capacity.week_start(wanted.period_day)))
    return capacity.has_date_left(
        taken=taken or 0,
        a_week=wanted.a_week,
        due_at=wanted.ends_at if wanted.is_flexible else wanted.starts_at,
        now=ally.now,
    )


def is_busy(ally: Ally, wanted: Wanted) -> bool:
    """A flexible ask collides with nothing."""
    return not wanted.is_flexible and any(
        starts_at < wanted.ends_at and wanted.starts_at < ends_at for starts_at, ends_at in ally.busy
    )


def unknown_needs(needs: Collection[str], answers: Mapping[str, str], *, has_place: bool) -> list[str]:
    """The needs about which nobody said yes or no yet, where there is a place to ask about."""
    return [need for need in needs if has_place and answers.get(need) not in {"yes", "no"}]
