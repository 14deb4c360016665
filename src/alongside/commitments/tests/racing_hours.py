"""What each process of the race for hours does: a few people with few hours, and offers, yeses and releases at once.

Run it as `python -m alongside.commitments.tests.racing_hours prepare|claim SEED CLAIMS`.
"""

import json
import os
import random
import sys
from collections import Counter

import django

ALLIES, HOURS, MINUTES, DATES = 6, 2, 30, 60
AT_ONCE, BY_STEWARD = "Write a letter", "Carry a sign"


def prepare() -> None:
    import datetime as dt

    from alongside.asks.models import Acceptance, Ask, Shift
    from alongside.communities.models import Standing
    from alongside.core import clock
    from alongside.home import cast as the_cast
    from alongside.people.models import Person

    now = clock.now()
    cast = the_cast.make(now)
    for what in (AT_ONCE, BY_STEWARD):
        ask = Ask.objects.create(
            community=cast.harbour,
            posted_by=cast.amal,
            kind="from_afar",
            what=what,
            language="en",
            minutes=MINUTES,
            open_to="known",
            acceptance=Acceptance.AT_ONCE if what == AT_ONCE else Acceptance.STEWARD,
            is_flexible=True,
            created_at=now,
            published_at=now,
        )
        Shift.objects.bulk_create(
            Shift(ask=ask, starts_at=now, ends_at=now + dt.timedelta(days=9), places=20)
            for _date in range(DATES)
        )
    for number in range(ALLIES):
        ally = Person.objects.create(sign_in_name=f"racer-{number}", password="!", joined_at=now, hours=HOURS)
        Standing.objects.create(community=cast.harbour, person=ally, level=2, given_at=now)


def claim(seed: int, claims: int) -> Counter[str]:
    """Counts what it was told, and how often it ever saw somebody booked beyond their hours."""
    from django.http import Http404

    from alongside.asks.models import Shift
    from alongside.core.refusals import Refused
    from alongside.people.models import BookedHours, Person

    choice = random.Random(seed)  # noqa: S311 - a seeded test
    dates = list(Shift.objects.filter(ask__what__in=[AT_ONCE, BY_STEWARD]).order_by("pk"))
    allies = list(Person.objects.filter(sign_in_name__startswith="racer-").order_by("sign_in_name"))
    told: Counter[str] = Counter()
    for _claim in range(claims):
        try:
            told[take_or_give_back(choice.choice(dates), choice.choice(allies), choice)] += 1
        except Http404:
            told["gone meanwhile"] += 1
        except Refused as refusal:
            told[type(refusal).__name__] += 1
        except Exception as error:
            told[f"error {type(error).__name__}: {error}"] += 1
        told["beyond"] += BookedHours.objects.filter(minutes__gt=HOURS * 60).count()
    return told


def take_or_give_back(date, ally, choice) -> str:
    from alongside.commitments import actions
    from alongside.commitments.models import Commitment
    from alongside.core import clock
    from alongside.home.cast import NAMES
    from alongside.people.models import Person

    now = clock.now()
    held = list(Commitment.objects.of(ally).open(now).order_by("pk")[:9])
    if held and choice.random() < 0.4:
        one = choice.choice(held)
        if hasattr(one, "acceptance"):
            actions.release(commitment=one, by=ally, now=now)
        else:
            actions.withdraw(commitment=one, by=ally, now=now)
        return "gave back"
    made = actions.offer(shift=date, by=ally, now=now)
    if not made.history.accepted_at and choice.random() < 0.7:
        actions.accept(commitment=made, by=Person.objects.get(display_name=NAMES["amal"]), now=now)
    return "booked"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    django.setup()
    verb, seed, claims = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if verb == "prepare":
        prepare()
    else:
        sys.stdout.write(json.dumps(claim(seed, claims)))
