"""A server as large as the product is made for: fifty groups, five thousand people, two thousand open asks.

Rows are written past the actions, which would take an hour. What people may see of one another differs as it does in
life: most groups are public, most asks are for allies whom the group knows, and everybody is close to two groups.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from alongside.asks.models import Ask, AskLanguage, AskSkill, Place, PlaceFact, Shift
from alongside.communities.models import Community, Membership, Standing, Vouch
from alongside.core.skills import Skill
from alongside.home import cast as the_cast
from alongside.people.models import OfferedSkill, Person, SpokenLanguage

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
VISIBILITIES = ["public"] * 6 + ["listed"] * 3 + ["hidden"]
OPEN_TO = ["allies"] * 7 + ["anyone"] * 2 + ["members"]
KINDS = ["in_person", "make", "from_afar", "in_person"]
PLACES, DATES = 3, 2


@dataclass(frozen=True, slots=True)
class Sizes:
    groups: int = 50
    people: int = 5_000
    asks: int = 2_000


@dataclass(frozen=True, slots=True)
class Filled:
    people: list[Person]
    groups: list[Community]
    asks: list[Ask]
    dates: list[Shift]


@transaction.atomic
def fill(sizes: Sizes, now: dt.datetime) -> Filled:
    operator = the_cast.person("Olu", now, is_operator=True)
    groups = founded(sizes.groups, now)
    people = settled(sizes.people, groups, now)
    stewards = people[: len(groups)]
    bulk(steward(group, one, now) for group, one in zip(groups, stewards, strict=True))
    asks, dates = asked(sizes.asks, groups, stewards, now)
    return Filled([*people, operator], groups, asks, dates)


def founded(how_many: int, now: dt.datetime) -> list[Community]:
    groups = bulk(
        Community(
            name=f"Group {number}",
            purpose="A kitchen for many.",
            boundary="Ask first.",
            language="en",
            time_zone="Europe/Madrid",
            visibility=VISIBILITIES[number % len(VISIBILITIES)],
            founded_at=now - 300 * DAY,
        )
        for number in range(how_many)
    )
    bulk(Vouch(community=one, at=now - 300 * DAY) for one in groups)
    return groups


def settled(how_many: int, groups: list[Community], now: dt.datetime) -> list[Person]:
    """Each is a member of one group and an ally of the next, lives within a day's travel, and can do one thing."""
    people = bulk(
        Person(
            sign_in_name=f"person-{number}",
            display_name=f"Person {number}",
            password="!",  # noqa: S106 - nobody signs in with it
            joined_at=now - 200 * DAY,
            has_seen_exit=True,
            hours=40,
            home_latitude=38.0 + number % 100 / 50,
            home_longitude=3.0 + number // 100 % 50 / 50,
            travel_km=60,
        )
        for number in range(how_many)
    )
    bulk(SpokenLanguage(person=one, code="en") for one in people)
    bulk(
        OfferedSkill(person=one, skill=Skill.values[number % len(Skill.values)])
        for number, one in enumerate(people)
    )
    belonging = [
        Membership(
            person=one,
            community=groups[number % len(groups)],
            joined_at=now - 90 * DAY,
            vouched_at=now - 60 * DAY,
        )
        for number, one in enumerate(people)
    ]
    for one in belonging:
        one.circle = one.pk
    bulk(belonging[len(groups) :])
    bulk(
        Standing(
            person=one,
            community=groups[(number + 1) % len(groups)],
            level=Standing.Level.KNOWN,
            given_at=now - 60 * DAY,
        )
        for number, one in enumerate(people)
    )
    return people


def steward(group: Community, person: Person, now: dt.datetime) -> Membership:
    then = now - 300 * DAY
    made = Membership(community=group, person=person, joined_at=then, vouched_at=then, steward_since=then)
    made.circle = made.pk
    return made


def asked(
    how_many: int, groups: list[Community], stewards: list[Person], now: dt.datetime
) -> tuple[list[Ask], list[Shift]]:
    """At a place of their group, with a skill that is welcome and a language, on two days of the next two months."""
    places = bulk(
        Place(
            community=group,
            name="The hall",
            area=f"Area {number}",
            latitude=38.0 + number % 10 / 5,
            longitude=3.0 + number // 10 / 5,
        )
        for number, group in enumerate(groups)
    )
    bulk(
        PlaceFact(place=one, fact=fact, answer="yes")
        for one in places
        for fact in ("step_free", "toilet", "quiet")
    )
    asks = bulk(
        Ask(
            community=groups[number % len(groups)],
            posted_by=stewards[number % len(groups)],
            kind=KINDS[number // 7 % len(KINDS)],
            what=f"Carry {number + 2} soup pots from the van to the hall",
            why="Forty people eat on Saturdays.",
            language="en",
            place=places[number % len(groups)],
            minutes=60,
            open_to=OPEN_TO[number // len(groups) % len(OPEN_TO)],
            created_at=now - 5 * DAY,
            published_at=now - 4 * DAY,
        )
        for number in range(how_many)
    )
    bulk(AskLanguage(ask=one, code="en") for one in asks)
    bulk(
        AskSkill(ask=one, skill=Skill.values[number % len(Skill.values)], is_needed=False)
        for number, one in enumerate(asks)
    )
    starts = [now + (1 + number % 55) * DAY + number % 9 * HOUR for number in range(how_many)]
    dates = bulk(
        Shift(ask=one, starts_at=at + week * 7 * DAY, ends_at=at + week * 7 * DAY + HOUR, places=PLACES)
        for one, at in zip(asks, starts, strict=True)
        for week in range(DATES)
    )
    return asks, dates


def bulk(rows: Iterable[Any]) -> list[Any]:
    made: list[models.Model] = list(rows)
    if made:
        type(made[0])._default_manager.bulk_create(made, batch_size=500)
    return made
