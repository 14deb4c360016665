"""What the story knows while it runs: who is who, whose dice, and what day it is."""

import datetime as dt
import random
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from alongside.asks.models import Place
from alongside.communities.models import Community
from alongside.home.management.demo.reading import GroupWords, TownWords
from alongside.home.management.demo.timeline import Timeline
from alongside.people.models import Person

SEED = 20260304
T = TypeVar("T")


@dataclass
class Group:
    """One community as far as it has come. `levels` is how far it trusts each ally; `planned`
    are the names of those who have come or will come.
    """

    words: GroupWords
    community: Community
    stewards: list[Person] = field(default_factory=list)
    members: list[Person] = field(default_factory=list)
    levels: dict[str, int] = field(default_factory=dict)
    allies: list[Person] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    planned: set[str] = field(default_factory=set)


class Town:
    def __init__(self, words: TownWords, now: dt.datetime) -> None:
        self.words, self.now = words, now
        self.dice = random.Random(SEED)  # noqa: S311 - the same town each time, nothing secret
        self.zone = zoneinfo.ZoneInfo(words.time_zone)
        self.today = now.astimezone(self.zone).date()
        self.timeline = Timeline(starts_at=self.on(-300, "09:00"), now=now)
        self.people: dict[str, Person] = {}
        self.skills: dict[str, frozenset[str]] = {}
        self.speaks: dict[str, frozenset[str]] = {}
        self.groups: dict[str, Group] = {}

    def on(self, day: int, at: str) -> dt.datetime:
        """A time of day in the town, `day` days from today."""
        local = dt.datetime.combine(self.today + dt.timedelta(days=day), dt.time.fromisoformat(at), self.zone)
        return local.astimezone(dt.UTC)

    def some_time(self, day: int) -> dt.datetime:
        """A moment of that day at which people are awake."""
        return self.on(day, f"{self.dice.randint(9, 20):02}:{self.dice.randint(0, 59):02}")

    def one_of(self, things: Sequence[T]) -> T:
        return self.dice.choice(things)

    def some_of(self, things: Sequence[T], at_most: int) -> list[T]:
        return self.dice.sample(things, min(at_most, len(things)))

    def hours(self, least: float, most: float) -> dt.timedelta:
        return dt.timedelta(hours=self.dice.uniform(least, most))
