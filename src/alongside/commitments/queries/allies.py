"""What somebody said about themselves, and what they promised already, in the terms of `asks.rules.misfits`."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from zoneinfo import ZoneInfo

from django.db.models import Q

from alongside.asks import rules
from alongside.commitments.models import Commitment, step, still_offered
from alongside.commitments.queries.histories import with_steps
from alongside.commitments.rules import ANSWERED_WITHIN, due_at
from alongside.communities.models import Membership, Standing
from alongside.communities.rules import ALLY_NEW
from alongside.core.rows import rows
from alongside.guards import capacity
from alongside.people import queries as people
from alongside.people.models import BookedHours, Person

A_WEEK = dt.timedelta(days=7)


def promised(*, person: Person, now: dt.datetime) -> list[Commitment]:
    """What somebody offered or promised and that nothing has closed yet, offers that time has ended included.

    A promise that nobody answered for long occupies nobody. Four plain reads, or one where nothing is open.
    """
    held = rows(Commitment, without=("note",), ally_id=person.pk, closed_at=None)
    return [
        one
        for one in with_steps(commitments=held, steps=["acceptance"])
        if step(one, "acceptance") is None or one.shift.ends_at > now - ANSWERED_WITHIN
    ]


def ally(
    *,
    person: Person,
    promises: Iterable[Commitment],
    now: dt.datetime,
    only: rules.Wanted | None = None,
    is_known: bool = False,
    limited: Collection[str] = (),
) -> rules.Ally:
    """At most nine queries, however much was promised. Nothing in it is ever shown to anybody else.

    An offer that time has ended counts as settled, with its hours given back: the next offer settles it first. With
    `only` it holds what that one date asks about, and reads no more; `is_known` says that its group knows them.
    `limited` are the groups that limit their dates a week: where there is none, nothing is asked about that.
    """
    held = list(promises)
    mine = [one for one in held if not one.is_overdue(now)]
    return rules.Ally(
        languages=frozenset(people.languages(person=person) if only is None or only.languages else ()),
        skills=frozenset(people.skills(person=person) if only is None or only.needed else ()),
        needs=frozenset(people.needs(person=person) if only is None or only.answers else ()),
        home=person.home,
        home_area=person.home_area,
        travel_km=person.travel_km,
        hours=person.hours,
        booked=booked_minutes(person, given_back=[one for one in held if one.is_overdue(now)]),
        busy=tuple((one.shift.starts_at, one.shift.ends_at) for one in mine if not one.shift.ask.is_flexible),
        promised=frozenset(one.shift_id for one in mine),
        one_first=frozenset() if is_known else one_first(person, mine, now, only),
        taken=taken(person, limited if only is None else {only.community} if only.a_week else (), now),
        now=now,
        is_resting=people.is_resting(person=person, now=now),
    )


def booked_minutes(person: Person, *, given_back: Iterable[Commitment]) -> Counter[dt.date]:
    booked = Counter({one.starts_on: one.minutes for one in rows(BookedHours, person_id=person.pk)})
    for one in given_back:
        booked[one.period_on] -= one.minutes
    return booked


def taken(person: Person, limited: Collection[str], now: dt.datetime) -> Counter[tuple[str, dt.date]]:
    """How many dates of these groups somebody has in each week to come and in this one: what waits for an answer, what
    is promised, and what was done. What was given back, declined or not answered counts for nothing.
    """
    found: Counter[tuple[str, dt.date]] = Counter()
    if not limited:
        return found
    has = Q(acceptance__isnull=False, release__isnull=True) | still_offered(now)
    mine = Commitment.objects.of(person).filter(
        has, shift__ends_at__gt=now - A_WEEK, shift__ask__community__in=limited
    )
    names = ("shift__ask__community", "shift__ask__community__time_zone", "shift__ask__is_flexible")
    for group, zone, is_flexible, begins, ends in mine.values_list(
        *names, "shift__starts_at", "shift__ends_at"
    ):
        day = due_at(begins, ends, is_flexible=is_flexible).astimezone(ZoneInfo(zone)).date()
        found[group, capacity.week_start(day)] += 1
    return found


def one_first(
    person: Person, mine: Iterable[Commitment], now: dt.datetime, only: rules.Wanted | None
) -> frozenset[str]:
    """The groups where somebody is new and holds a promise, or one whose answer is still silence to them."""
    silent = Commitment.objects.of(person).silent_to_ally(now).values_list("shift__ask__community", flat=True)
    holding = {one.shift.ask.community_id for one in mine} | set(silent)
    return new_to(person, holding if only is None else holding & {only.community})


def new_to(person: Person, communities: set[str]) -> frozenset[str]:
    """Those of `communities` where somebody is still new: no more standing, no member, nothing that helped yet."""
    new = set(communities)
    if new:
        new -= {one.community_id for one in rows(Standing, person_id=person.pk) if one.level > ALLY_NEW}
    if new:
        new -= {one.community_id for one in rows(Membership, person_id=person.pk) if one.vouched_at}
    if new:
        helped = Commitment.objects.of(person).helped().filter(shift__ask__community__in=new)
        new -= set(helped.values_list("shift__ask__community", flat=True))
    return frozenset(new)
