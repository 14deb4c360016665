"""What goes wrong in a town too: somebody is blocked, kept out, or reported."""

import datetime as dt
from functools import partial

from alongside.accountability import actions
from alongside.asks import actions as asks
from alongside.asks.models import Ask
from alongside.communities import actions as communities
from alongside.home.cast import HARBOUR, NAMES
from alongside.home.management.demo.town import Town
from alongside.people import actions as people

TOO_MUCH_SAID = "This ask names the family. Please take the name out."


def trouble_comes(town: Town) -> None:
    town.timeline.plan(town.some_time(-30), partial(block, town))
    town.timeline.plan(town.on(-1, "09:30"), partial(keep_out, town))
    town.timeline.plan(town.on(-1, "10:10"), partial(report, town))
    town.timeline.plan(town.on(-1, "10:40"), partial(delegate, town))


def block(town: Town, now: dt.datetime) -> None:
    farid = town.people[NAMES["farid"]]
    communities.join_as_ally(community=town.groups[HARBOUR].community, by=farid, now=now)
    people.block(by=town.people[NAMES["chidi"]], against=farid.pk, note="", now=now)


def keep_out(town: Town, now: dt.datetime) -> None:
    """One steward alone, for a few days; the second has not agreed yet."""
    actions.restrict(
        community=town.groups[HARBOUR].community,
        person=town.people[NAMES["farid"]],
        reason="boundary",
        by=town.people[NAMES["amal"]],
        now=now,
    )


def report(town: Town, now: dt.datetime) -> None:
    chidi = town.people[NAMES["chidi"]]
    for words in town.groups[HARBOUR].words.asks:
        if words.state == "reported":
            ask = Ask.objects.get(what=words.what)
            actions.report(by=chidi, about=f"ask:{ask.pk}", words=TOO_MUCH_SAID, language="en", now=now)


def delegate(town: Town, now: dt.datetime) -> None:
    """A member may say for the stewards whether the carriers helped."""
    kitchen = town.groups[HARBOUR]
    ask = Ask.objects.filter(what=kitchen.words.asks[0].what).order_by("-created_at")[0]
    asks.delegate(ask=ask, person=town.people[NAMES["chidi"]], by=kitchen.stewards[0], now=now)
