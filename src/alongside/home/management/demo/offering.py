"""Allies offer. The rules of the product decide who may; whoever is refused leaves it to the next."""

import datetime as dt
from functools import partial

from django.http import Http404

from alongside.asks.models import Ask, OpenTo, Shift
from alongside.asks.rules import STANDING_NEEDED
from alongside.commitments import actions
from alongside.commitments.models import Commitment
from alongside.communities.rules import ALLY_NEW
from alongside.core.refusals import Refused
from alongside.home.management.demo.fates import FATES, Promise, go_on
from alongside.home.management.demo.reading import AskWords
from alongside.home.management.demo.town import Group, Town
from alongside.people.models import Person

TRIES = 5
OFTEN = {
    "helped": 30,
    "helped after a talk": 6,
    "helped by link": 6,
    "thanked": 8,
    "done": 8,
    "not needed": 4,
    "amended": 2,
    "did not come": 4,
    "gave back early": 6,
    "gave back late": 4,
    "let go": 4,
    "declined": 5,
    "waiting": 6,
    "took back": 2,
}
"""How often each fate is drawn, in no unit. "waiting" and what has not come yet show as offered, accepted or kept."""


def offers_come(town: Town, group: Group, ask: Ask, words: AskWords) -> None:
    """Plans who offers to each date, and what comes of it. Fixed stories come first."""
    for shift in ask.shifts.order_by("starts_at"):
        day = (shift.ends_at if ask.is_flexible else shift.starts_at).astimezone(town.zone).date()
        fixed = [one for one in words.offers if one[2] == (day - town.today).days]
        for name, fate, _day in fixed:
            moment = offer_moment(town, shift, is_early=fate != "waiting")
            town.timeline.plan(moment, partial(offer, town, group, shift, words, fate, [name]))
        free = shift.places - len(fixed)
        for _place in range(min(town.dice.randint(0, free), 3) if free > 0 else 0):
            fate = town.dice.choices([*OFTEN], [*OFTEN.values()])[0]
            town.timeline.plan(offer_moment(town, shift), partial(offer, town, group, shift, words, fate, []))


def offer_moment(town: Town, shift: Shift, *, is_early: bool | None = None) -> dt.datetime:
    """Any time from publication, which is when this is planned. Who still waits has offered a short while ago."""
    opens = town.timeline.here
    if is_early is not None:
        return opens + town.hours(1, 4) if is_early else town.now - town.hours(3, 20)
    closes = min(shift.starts_at if shift.starts_at > opens else shift.ends_at, town.now)
    return opens + (closes - opens) * town.dice.uniform(0.1, 0.9)


def offer(
    town: Town,
    group: Group,
    shift: Shift,
    words: AskWords,
    fate: str,
    names: list[str],
    now: dt.datetime,
) -> None:
    shift = Shift.objects.select_related("ask__community").get(pk=shift.pk)
    allies = [town.people[name] for name in names] or candidates(town, group, shift.ask, words)
    for ally in allies:
        commitment = offered(town, ally, shift, now)
        if commitment is not None:
            go_on(Promise(town, group, shift, commitment, ally), FATES[fate])
            return


def candidates(town: Town, group: Group, ask: Ask, words: AskWords) -> list[Person]:
    """A few of those who can do it. Whether they may, and have the hours, is for the product to say."""
    if ask.open_to == OpenTo.MEMBERS:
        near = [one for one in group.members if one not in group.stewards]
    else:
        trust = STANDING_NEEDED.get(ask.open_to, ALLY_NEW)
        near = [one for one in group.allies if group.levels[one.pk] >= trust]
    return town.some_of([one for one in near if is_able(town, one, words)], TRIES)


def is_able(town: Town, person: Person, words: AskWords) -> bool:
    speaks = not words.languages or bool(town.speaks[person.pk] & set(words.languages))
    return speaks and town.skills[person.pk] >= set(words.needed)


def offered(town: Town, ally: Person, shift: Shift, now: dt.datetime) -> Commitment | None:
    words = town.words.notes[ally.language]
    note = town.one_of(words) if town.dice.random() < 0.3 else ""
    needs = list(ally.access_needs.values_list("fact", flat=True))
    try:
        return actions.offer(
            shift=shift, by=ally, now=now, note=note, language=ally.language, shared_needs=needs
        )
    except (Refused, Http404):
        return None
