"""What somebody said about themselves, and what they promised already, in the terms of `asks.rules.misfits`."""

import datetime as dt
from collections.abc import Iterable

from alongside.asks import rules
from alongside.commitments.models import Commitment
from alongside.communities.models import Membership, Standing
from alongside.communities.rules import ALLY_NEW
from alongside.people import queries as people
from alongside.people.models import BookedHours, Person


def ally(*, person: Person, now: dt.datetime) -> rules.Ally:
    """Ten queries, however much was promised. Nothing in it is ever shown to anybody else."""
    mine = list(Commitment.objects.of(person).open(now).select_related("shift__ask"))
    booked = BookedHours.objects.filter(person=person).values_list("starts_on", "minutes")
    return rules.Ally(
        languages=frozenset(people.languages(person=person)),
        skills=frozenset(people.skills(person=person)),
        needs=frozenset(people.needs(person=person)),
        home=person.home,
        travel_km=person.travel_km,
        hours=person.hours,
        booked=dict(booked),
        busy=tuple((one.shift.starts_at, one.shift.ends_at) for one in mine if not one.shift.ask.is_flexible),
        promised=frozenset(one.shift_id for one in mine),
        one_first=new_to(person, {one.shift.ask.community_id for one in mine}),
        is_resting=people.is_resting(person=person, now=now),
    )


def new_to(person: Person, communities: Iterable[str]) -> frozenset[str]:
    """Those of `communities` where somebody is still new: no member, no more standing, nothing that helped yet."""
    asked = set(communities)
    if not asked:
        return frozenset()
    here = Commitment.objects.of(person).helped().filter(shift__ask__community__in=asked)
    raised = Standing.objects.filter(person=person, community__in=asked, level__gt=ALLY_NEW)
    belongs = Membership.objects.filter(person=person, community__in=asked, vouched_at__isnull=False)
    return frozenset(
        asked
        - set(here.values_list("shift__ask__community", flat=True))
        - set(raised.values_list("community", flat=True))
        - set(belongs.values_list("community", flat=True))
    )
