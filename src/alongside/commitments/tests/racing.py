"""What each process of the race does. Run it as `python -m alongside.commitments.tests.racing prepare|claim`.

Places are claimed where an ask's own rule gives them, and where a steward says yes. On dates of their own, people also
give places back and leave for good, so that every order of locks meets every other.
"""

import json
import os
import random
import sys
from collections import Counter

import django

PLACES, ALLIES, ASKS, LEAVERS = 25, 250, 4, 5
BY_RULE, BY_STEWARD, RESTLESS = "Write a letter", "Carry a sign", "Bring a cake"
SORTS = {BY_RULE: 5, BY_STEWARD: 3, RESTLESS: 2}
"""How many of ten claims go to each sort of ask."""


def prepare(claims: int) -> None:
    """Asks of three sorts with flexible dates, about two claims a place, and tireless allies."""
    import datetime as dt

    from alongside.asks.models import Acceptance, Ask, Shift
    from alongside.communities.models import Community, Standing
    from alongside.core import clock
    from alongside.home import cast as the_cast
    from alongside.people.models import Person

    now = clock.now()
    cast = the_cast.make(now)
    harbour = Community.objects.get(pk=cast.harbour.pk)
    asks = Ask.objects.bulk_create(
        Ask(
            community=harbour,
            posted_by=cast.amal,
            kind="from_afar",
            what=what,
            language="en",
            minutes=5,
            open_to="known",
            acceptance=Acceptance.STEWARD if what == BY_STEWARD else Acceptance.AT_ONCE,
            is_flexible=True,
            created_at=now,
            published_at=now,
        )
        for what in SORTS
        for _ in range(ASKS)
    )
    Shift.objects.bulk_create(
        Shift(ask=ask, starts_at=now, ends_at=now + dt.timedelta(days=9), places=PLACES)
        for ask in asks
        for _ in range(max(1, claims * SORTS[ask.what] // (10 * PLACES * 2 * ASKS)))
    )
    allies = Person.objects.bulk_create(
        Person(sign_in_name=name, password="!", joined_at=now, hours=160)
        for name in [
            *(f"racer-{number}" for number in range(ALLIES)),
            *(f"leaver-{number}" for number in range(LEAVERS * 8)),
        ]
    )
    Standing.objects.bulk_create(
        Standing(community=harbour, person=ally, level=Standing.Level.KNOWN, given_at=now) for ally in allies
    )


def claim(seed: int, claims: int) -> Counter[str]:
    """Tries `claims` times to get a place somewhere, and counts what it was told."""
    from alongside.asks.models import Shift
    from alongside.core.refusals import Refused
    from alongside.people.models import Person

    choice = random.Random(seed)  # noqa: S311 - a seeded test
    dates = {what: list(Shift.objects.filter(ask__what=what).order_by("pk")) for what in SORTS}
    allies = list(Person.objects.filter(sign_in_name__startswith="racer-").order_by("sign_in_name"))
    leavers = list(Person.objects.filter(sign_in_name__startswith="leaver-").order_by("sign_in_name"))
    leaving = leavers[seed * LEAVERS : (seed + 1) * LEAVERS]
    told: Counter[str] = Counter()
    for number in range(claims):
        what = choice.choices([*SORTS], [*SORTS.values()])[0]
        date, ally = choice.choice(dates[what]), choice.choice(allies)
        try:
            if what != RESTLESS:
                take(date, ally, choice)
                told["got a place"] += 1
            elif leaving and number % 40 == 0:
                leave(dates[RESTLESS], leaving.pop())
                told["left"] += 1
            else:
                told[take_or_give_back(date, ally)] += 1
        except Refused as refusal:
            told[type(refusal).__name__] += 1
            if type(refusal).__name__ == "Covered" and what != RESTLESS:
                told[f"covered {date.pk}"] += 1
        except Exception as error:
            told[f"error {type(error).__name__}: {error}"] += 1
    return told


def take(date, ally, choice):
    """An offer; where a steward says yes, one does so at once. Says no kindly where the date is full by now."""
    from alongside.commitments import actions
    from alongside.core import clock

    made = actions.offer(shift=date, by=ally, now=clock.now())
    if date.ask.what != BY_STEWARD:
        return
    steward = choice.choice(date.ask.community.memberships.exclude(steward_since=None).order_by("pk")).person
    try:
        actions.accept(commitment=made, by=steward, now=clock.now())
    except actions.refusals.Covered:
        actions.decline(commitment=made, by=steward, now=clock.now())
        raise


def take_or_give_back(date, ally) -> str:
    from alongside.commitments import actions
    from alongside.commitments.models import Commitment
    from alongside.core import clock

    held = Commitment.objects.of(ally).promised().filter(shift=date).first()
    if held is None:
        actions.offer(shift=date, by=ally, now=clock.now())
        return "came"
    actions.release(commitment=held, by=ally, now=clock.now())
    return "gave back"


def leave(dates, ally) -> None:
    """Somebody takes places on all restless dates that have one left, and deletes everything."""
    from alongside.commitments import actions
    from alongside.core import clock
    from alongside.core.refusals import Refused
    from alongside.home import actions as home

    for date in dates:
        try:
            actions.offer(shift=date, by=ally, now=clock.now())
        except Refused:
            continue
    home.erase(by=ally, now=clock.now())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    django.setup()
    verb, seed, claims = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if verb == "prepare":
        prepare(claims)
    else:
        sys.stdout.write(json.dumps(claim(seed, claims)))
