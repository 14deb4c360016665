"""What somebody said about themselves, and what they promised already, in the terms of `asks.rules.misfits`."""

import datetime as dt

from alongside.asks import rules
from alongside.commitments.models import Commitment
from alongside.people import queries as people
from alongside.people.models import BookedHours, Person


def ally(*, person: Person, now: dt.datetime) -> rules.Ally:
    """Seven queries, however much was promised. Nothing in it is ever shown to anybody else."""
    mine = list(Commitment.objects.of(person).open(now).select_related("shift__ask"))
    helped_in = set(
        Commitment.objects.of(person).helped().values_list("shift__ask__community", flat=True).distinct()
    )
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
        one_first=frozenset(one.shift.ask.community_id for one in mine) - helped_in,
        is_resting=people.is_resting(person=person, now=now),
    )
