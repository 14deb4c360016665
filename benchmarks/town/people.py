"""The town's people and asks, in the words of the product's own predicate."""

import datetime as dt
import math
from collections.abc import Iterable
from typing import Any

from alongside.asks import rules as asks
from alongside.communities.rules import ALLY_KNOWN, Relation
from alongside.core.access import Answer
from alongside.core.locations import EARTH_RADIUS_KM, Location
from alongside.guards import capacity

DAY = capacity.FIRST_MONDAY
NOON = dt.datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=dt.UTC)
KM_A_DEGREE = EARTH_RADIUS_KM * math.pi / 180
FLAT = 0.9999
"""The town is flat, and the product knows that the earth is round: it must not come out nearer."""
KIND = "in_person"
"""None of the town's asks is help close to somebody, for which members vouch."""
OPEN_TO = {"open": "anyone", "trained": "known", "own": "members"}


def suits(town: Any, ally: Any, ask: Any) -> bool:
    """What does not change from day to day. That somebody declines a kind of help, the product does not know."""
    against = asks.misfits(who(ally), wanted(ask, free=1), may_offer=may_offer(town, ally, ask))
    return not against and ask.kind not in ally.declines


def now(state: Any, ally: Any, open_asks: Iterable[Any]) -> asks.Ally:
    """Somebody as they are today: with the hours that are left, and what they promised."""
    held = frozenset(str(one.id) for one in open_asks if ally.id in state.commitments[one.id])
    return who(ally, left=state.hours_left(ally), held=held)


def who(ally: Any, left: float | None = None, held: frozenset[str] = frozenset()) -> asks.Ally:
    booked = 0.0 if left is None else ally.hours_per_28d - left
    return asks.Ally(
        languages=words(ally.languages),
        skills=words(ally.skills),
        needs=words(ally.access_needs),
        home=there(ally.x, ally.y),
        travel_km=ally.radius_km * FLAT,
        hours=ally.hours_per_28d,
        booked={DAY: round(booked * 60)},
        promised=held,
    )


def wanted(ask: Any, free: int) -> asks.Wanted:
    return asks.Wanted(
        shift=str(ask.id),
        community=str(ask.community),
        starts_at=NOON,
        ends_at=NOON + dt.timedelta(hours=ask.hours),
        period_day=DAY,
        minutes=round(ask.hours * 60),
        free=free,
        languages=words({ask.language}),
        needed=words({ask.skill_required} - {-1}),
        answers={str(one): Answer.YES if one in ask.access_provided else Answer.NO for one in range(3)},
        location=None if ask.remote else there(ask.x, ask.y),
    )


def may_offer(town: Any, ally: Any, ask: Any) -> bool:
    relation = Relation(
        is_signed_in=True,
        standing=ALLY_KNOWN if ally.id in town.trained[ask.community] else 0,
        is_member=ally.id in town.members[ask.community],
        is_shut_out=ally.id in town.blocked[ask.community],
    )
    terms = {"kind": KIND, "open_to": OPEN_TO[ask.boundary], "visibility": "public"}
    return asks.may_offer(relation, **terms, is_vouched=True)


def there(x: float, y: float) -> Location:
    """Kilometres on a flat map, at the equator."""
    return Location(y / KM_A_DEGREE, x / KM_A_DEGREE)


def words(numbers: Any) -> frozenset[str]:
    return frozenset(str(one) for one in numbers)
