"""Everybody comes to the town, and says what they can do and how much."""

import datetime as dt
from dataclasses import dataclass
from functools import partial

from alongside.core.access import Fact
from alongside.core.locations import Location
from alongside.core.skills import Skill
from alongside.home import actions as home
from alongside.home.cast import NAMES, hashed
from alongside.home.management.demo import OPERATOR
from alongside.home.management.demo.town import Town
from alongside.people import actions
from alongside.people.models import Person

CAST_READS = {"farid": "ar"}
CAST_SPEAKS = {"amal": ("ar", "es"), "bruno": ("es", "ar"), "jun": ("ja",), "chidi": ("ig",), "edda": ("is",)}
SKILLS_OF_ALLY = ("forms", "driving", "repairs", "writing", "cooking")


@dataclass(frozen=True, slots=True)
class Newcomer:
    sign_in_name: str
    name: str
    language: str
    speaks: tuple[str, ...]


def newcomers(town: Town) -> list[Newcomer]:
    """The cast first, under the names by which the tests know them."""
    found = [
        Newcomer(key, name, CAST_READS.get(key, "en"), CAST_SPEAKS.get(key, ()))
        for key, name in NAMES.items()
    ]
    for readers in town.words.readers:
        for name in readers.names:
            found.append(Newcomer(f"person-{len(found) + 1}", name, readers.language, readers.speaks))
    return found


def arrive(town: Town) -> None:
    """Plans when each of them signs up."""
    for one in newcomers(town):
        moment = town.some_time(town.dice.randint(-290, -260))
        town.timeline.plan(moment, partial(sign_up, town, one))
    for name in ("Lorna", "Charo", "سعاد", "Dana Petrov"):
        town.timeline.plan(town.some_time(-3), partial(rest, town, name))


def sign_up(town: Town, one: Newcomer, now: dt.datetime) -> None:
    """What the sign-up form saves, with one slow hash for everybody; then what people say on their own pages."""
    person = Person.objects.create(
        sign_in_name=one.sign_in_name,
        password=hashed(),
        language=one.language,
        time_zone=town.words.time_zone,
        joined_at=now,
    )
    town.people[one.name] = person
    actions.change_name(by=person, display_name=one.name, now=now)
    actions.learn_of_exit(by=person, now=now)
    town.speaks[person.pk] = frozenset({one.language, *one.speaks})
    for code in (one.language, *one.speaks):
        actions.add_language(by=person, code=code, now=now)
    is_ally_of_cast = one.sign_in_name == "bruno"
    skills = SKILLS_OF_ALLY if is_ally_of_cast else town.some_of(Skill.values, town.dice.randint(2, 7))
    town.skills[person.pk] = frozenset(skills)
    hours = 40 if is_ally_of_cast else town.one_of((8, 12, 16, 20, 24))
    actions.start(by=person, skills=skills, hours=hours, now=now)
    area, latitude, longitude = town.one_of(town.words.areas)
    actions.set_home(by=person, area=area, point=Location(latitude, longitude), now=now)
    actions.set_travel(by=person, km=town.one_of((8, 10, 15, 25)), now=now)
    if one.sign_in_name not in NAMES and town.dice.random() < 0.2:
        actions.set_needs(by=person, facts=town.some_of(Fact.values, town.dice.randint(1, 2)), now=now)
    if one.sign_in_name == OPERATOR:
        home.appoint_operator(person=person, by=None, now=now)
        person.refresh_from_db()


def rest(town: Town, name: str, now: dt.datetime) -> None:
    until_on = town.today + dt.timedelta(days=town.dice.randint(5, 20))
    actions.start_rest(by=town.people[name], until_on=until_on, now=now)
