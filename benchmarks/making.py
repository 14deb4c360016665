"""Fills an empty server: a community with open asks, allies who can offer, and dates that wait for a verdict."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from alongside.asks.models import Acceptance, Ask, AskSkill, Kind, Shift
from alongside.commitments import actions
from alongside.commitments.models import Commitment
from alongside.communities.models import Community, Standing
from alongside.core.locations import Location
from alongside.core.skills import Skill
from alongside.home import cast as the_cast
from alongside.people.models import Person
from benchmarks.sizes import Sizes

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
HOME = Location(38.4, 3.1)
OFFERS_EACH, PLACES, MINUTES = 3, 500, 5


@dataclass(frozen=True, slots=True)
class World:
    """What the measures use. Each of the three supplies gives a thing once, because an act can be done once."""

    cast: the_cast.Cast
    ask: Ask
    reader: Person
    allies: list[Person]
    offers: Iterator[tuple[Person, Shift]]
    promises: Iterator[Commitment]
    dates: Iterator[Shift]


@transaction.atomic
def make(sizes: Sizes, now: dt.datetime) -> World:
    """Enough for every round, and for one before them that warms up."""
    cast, times = the_cast.make(now), sizes.rounds + 1
    asks = [open_ask(cast, number, now) for number in range(sizes.asks)]
    allies = people(cast.harbour, "ally", -(-3 * sizes.offers * times // OFFERS_EACH), now)
    helpers = people(cast.harbour, "helper", sizes.places, now)
    singles = -(-sizes.verdicts * times // sizes.places)
    past = [past_date(cast, number, helpers, now) for number in range(singles + sizes.dates * times)]
    wide = [wide_date(cast, now) for _date in range(OFFERS_EACH)]
    return World(
        cast=cast,
        ask=asks[0],
        reader=allies[0],
        allies=allies,
        offers=iter([(ally, date) for date in wide for ally in allies]),
        promises=iter([one for date in past[:singles] for one in date.commitments.all()]),
        dates=iter(past[singles:]),
    )


def people(group: Community, word: str, how_many: int, now: dt.datetime) -> list[Person]:
    """Allies whom the group knows, who have hours enough, and who can do a few things."""
    made = [
        the_cast.person(
            f"{word}-{number}",
            now,
            hours=160,
            home_latitude=HOME.latitude,
            home_longitude=HOME.longitude,
            travel_km=25,
        )
        for number in range(how_many)
    ]
    Standing.objects.bulk_create(
        Standing(community=group, person=one, level=Standing.Level.KNOWN, given_at=now - 20 * DAY)
        for one in made
    )
    return made


def open_ask(cast: the_cast.Cast, number: int, now: dt.datetime) -> Ask:
    """At a place with access facts, with a skill that is welcome, some days ahead."""
    made = new_ask(
        cast,
        now - DAY,
        kind=Kind.IN_PERSON,
        what=f"Carry {number + 2} soup pots from the van to the hall",
        why="Forty people eat on Saturdays.",
        place=cast.place,
        minutes=120,
    )
    AskSkill.objects.create(ask=made, skill=Skill.values[number % len(Skill.values)])
    new_date(made, now + (1 + number % 60) * DAY, places=2)
    return made


def wide_date(cast: the_cast.Cast, now: dt.datetime) -> Shift:
    """Takes many offers: at any time, from afar."""
    made = new_ask(cast, now - DAY, kind=Kind.SPEAK, what="Write a letter", is_flexible=True)
    return new_date(made, now - DAY, places=PLACES, lasts=30 * DAY)


def past_date(cast: the_cast.Cast, number: int, helpers: list[Person], now: dt.datetime) -> Shift:
    """A date that is over, and to which everybody had come by the ask's own rule."""
    then = now - 13 * DAY
    made = new_ask(cast, then, kind=Kind.FROM_AFAR, what="Count the votes", acceptance=Acceptance.AT_ONCE)
    date = new_date(made, now - 10 * DAY + number * HOUR, places=len(helpers), lasts=HOUR / 2)
    for one in helpers:
        actions.offer(shift=date, by=one, now=then + HOUR)
    return date


def new_ask(cast: the_cast.Cast, at: dt.datetime, **fields: object) -> Ask:
    chosen: dict[str, object] = {"minutes": MINUTES, "language": "en", "created_at": at, "published_at": at}
    return Ask.objects.create(
        **{**chosen, "community": cast.harbour, "posted_by": cast.amal, "open_to": "anyone", **fields}
    )


def new_date(ask: Ask, starts_at: dt.datetime, *, places: int, lasts: dt.timedelta = 2 * HOUR) -> Shift:
    return Shift.objects.create(ask=ask, starts_at=starts_at, ends_at=starts_at + lasts, places=places)
