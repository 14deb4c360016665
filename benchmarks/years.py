"""What years leave behind: many commitments that were offered, promised, done and judged, so that nothing is due.

Rows are written past the actions, which would take hours. They keep all that the product promises of them.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.db import models, transaction
from django.db.models import Sum

from alongside.asks.models import Ask, Kind, Shift
from alongside.commitments.models import Acceptance, Commitment, DoneClaim, Verdict
from alongside.communities.models import Community, Membership, Standing, Vouch
from alongside.core.ids import new_id, new_secret
from alongside.guards.capacity import period_start
from alongside.home import cast as the_cast
from alongside.ledger import actions as ledger
from alongside.ledger.models import Key
from alongside.notices.models import Notice
from alongside.people.models import BookedHours, Person
from benchmarks import copies
from benchmarks.making import World

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
BEGAN, ENDED, SEEN = 230 * DAY, 60 * DAY, 170 * DAY
"""Before now: the first date, the last one, and from when on notices are still kept. What is over for half a year has
lost its words and its names: so all of it is younger, which is the dearest there can be.
"""
EACH = 20
"""Commitments that one ally looks back on."""
GROUPS, DATES, PLACES, MINUTES = 50, 10, 4, 60
TOWN = 10_000
"""Commitments that are written one by one; whatever is more, the database itself copies from them."""
ROWS = 2_000


def fill(world: World, how_many: int, now: dt.datetime, town: int = TOWN) -> None:
    """Adds so many commitments, or a few more. Those who will offer look back on some as everybody does."""
    groups = [world.cast.harbour, *founded(world.cast.edda, GROUPS, now)]
    own = min(EACH * len(world.allies), how_many // 2)
    live(world.cast, groups, world.allies, own, now, new_id)
    times = -(-(how_many - own) // town)
    one = -(-(how_many - own) // times)
    live(world.cast, groups, joined(groups, -(-one // EACH), now), one, now, copies.original_id)
    booked(now)
    copies.multiply(times)


def live(
    cast: the_cast.Cast,
    groups: list[Community],
    allies: list[Person],
    how_many: int,
    now: dt.datetime,
    new: Callable[[], str],
) -> None:
    """These allies' years. `new` gives the ids, which say whether they will be copied."""
    with transaction.atomic():
        judged(asked(cast, groups, -(-how_many // (DATES * PLACES)), now, new), allies, now, new)


def joined(groups: list[Community], how_many: int, now: dt.datetime) -> list[Person]:
    """Allies whom a group knows, and who would get mail."""
    made: list[Person] = bulk(newcomer(number, now) for number in range(how_many))
    bulk(EmailAddress(user=one, email=f"{one.pk}@mail.example", verified=True, primary=True) for one in made)
    bulk(Key(holder=one.pk, secret=new_secret()) for one in made)
    bulk(
        Standing(
            id=copies.original_id(),
            community=home(groups, number),
            person=one,
            level=Standing.Level.KNOWN,
            given_at=now - BEGAN,
        )
        for number, one in enumerate(made)
    )
    return made


def newcomer(number: int, now: dt.datetime) -> Person:
    own = copies.original_id()
    return Person(
        id=own,
        sign_in_name=own,
        display_name=f"Ally {number}",
        password=the_cast.hashed(),
        joined_at=now - BEGAN,
    )


def founded(steward: Person, how_many: int, now: dt.datetime) -> list[Community]:
    then = now - BEGAN
    made: list[Community] = bulk(
        Community(
            name=f"Kitchen {number}",
            purpose="A kitchen for many.",
            language="en",
            time_zone="Europe/Madrid",
            visibility="public",
            founded_at=then,
            founded_by=steward,
        )
        for number in range(how_many)
    )
    bulk(Vouch(community=one, at=then) for one in made)
    bulk(
        Membership(community=one, person=steward, joined_at=then, vouched_at=then, steward_since=then)
        for one in made
    )
    return made


def home(groups: list[Community], number: int) -> Community:
    """A tenth of everything is of the first group, in which the benchmark offers."""
    return groups[number // 10 % len(groups)] if number % 10 else groups[0]


def asked(
    cast: the_cast.Cast, groups: list[Community], count: int, now: dt.datetime, new: Callable[[], str]
) -> list[Shift]:
    """Asks that are closed, each with a date a week; one after the other, over all the years."""
    step = (BEGAN - ENDED - DATES * 7 * DAY) / count
    begins = [now - BEGAN + number * step for number in range(count)]
    asks: list[Ask] = bulk(
        Ask(
            id=new(),
            community=group,
            posted_by=steward_of(group, cast),
            kind=Kind.IN_PERSON,
            what=f"Peel {number + 2} sacks of potatoes",
            language="en",
            minutes=MINUTES,
            created_at=at - 7 * DAY,
            published_at=at - 7 * DAY,
            closed_at=at + DATES * 7 * DAY,
            closed_by=steward_of(group, cast),
        )
        for number, at in enumerate(begins)
        for group in [home(groups, number)]
    )
    return bulk(
        Shift(
            id=new(),
            ask=one,
            starts_at=at + week * 7 * DAY,
            ends_at=at + week * 7 * DAY + HOUR,
            places=PLACES,
            places_taken=PLACES,
        )
        for one, at in zip(asks, begins, strict=True)
        for week in range(DATES)
    )


def steward_of(group: Community, cast: the_cast.Cast) -> Person:
    return cast.amal if group == cast.harbour else cast.edda


def judged(dates: list[Shift], allies: list[Person], now: dt.datetime, new: Callable[[], str]) -> None:
    """Every place was promised, done, and it helped."""
    promises: list[Commitment] = bulk(
        Commitment(
            id=new(),
            shift=date,
            ally=allies[(number * PLACES + place) % len(allies)],
            language="en",
            minutes=MINUTES,
            period_on=period_start(date.starts_at.date()),
            offered_at=date.starts_at - 3 * DAY,
            verdict_asked_at=date.ends_at,
            closed_at=date.ends_at + DAY,
            forgotten_at=date.ends_at + 30 * DAY,
        )
        for number, date in enumerate(dates)
        for place in range(PLACES)
    )
    hands = [(one, one.shift.ask.posted_by) for one in promises]
    bulk(
        Acceptance(commitment=one, at=one.offered_at + DAY, yes_at=one.offered_at + DAY, by=hand)
        for one, hand in hands
    )
    bulk(DoneClaim(commitment=one, at=one.verdict_asked_at, by=one.ally) for one in promises)
    bulk(
        Verdict(commitment=one, at=one.closed_at, first_at=one.closed_at, outcome="helped", by=hand)
        for one, hand in hands
    )
    bulk(seen(one, new()) for one in promises if one.offered_at > now - SEEN)
    for kind, facts in STEPS.items():
        ledger.record_all(acts=[act(one, kind, facts) for one in promises], now=promises[-1].closed_at or now)


STEPS: dict[str, dict[str, Any]] = {
    "commitments.offer": {"minutes": MINUTES},
    "commitments.accept": {},
    "commitments.judge": {"outcome": "helped", "amends": False, "by_link": False},
}
"""What the ledger says of each promise. Of what was done it says nothing before the verdict."""


def act(promise: Commitment, kind: str, facts: dict[str, Any]) -> ledger.Act:
    ask, is_own = promise.shift.ask, kind == "commitments.offer"
    return ledger.Act(
        kind=kind,
        subject=promise.pk,
        by=promise.ally if is_own else ask.posted_by,
        community=ask.community_id,
        about=None if is_own else promise.ally,
        facts=facts,
    )


def seen(promise: Commitment, own: str) -> Notice:
    return Notice(
        id=own,
        to_id=promise.ally_id,
        kind="offer.accepted",
        about=promise.about,
        url=f"/commitments/{promise.pk}/",
        at=promise.offered_at + DAY,
        seen_at=promise.offered_at + DAY,
    )


def booked(now: dt.datetime) -> None:
    """The hours that these promises took, of each ally in each period."""
    done = Commitment.objects.filter(period_on__lt=(now - ENDED).date())
    for period in done.order_by().values_list("period_on", flat=True).distinct():
        sums = done.filter(period_on=period).order_by().values_list("ally").annotate(Sum("minutes"))
        bulk(
            BookedHours(id=beside(ally), person_id=ally, starts_on=period, minutes=minutes)
            for ally, minutes in sums
        )


def beside(ally: str) -> str:
    """An id for what is copied together with its ally, or not."""
    return copies.original_id() if copies.is_original(ally) else new_id()


def bulk(rows: Iterable[Any]) -> list[Any]:
    made = list(rows)
    if made:
        model: type[models.Model] = type(made[0])
        model._default_manager.bulk_create(made, batch_size=ROWS)
    return made
