"""What each process of the race does. Run it as `python -m alongside.commitments.tests.racing prepare|claim`."""

import json
import os
import random
import sys
from collections import Counter

import django

PLACES, ALLIES = 25, 250


def prepare(claims: int) -> None:
    """A community with flexible dates that take offers at once, about two claims a place, and tireless allies."""
    import datetime as dt

    from alongside.asks.models import Acceptance, Ask, Shift
    from alongside.communities.models import Community, Standing
    from alongside.core import clock
    from alongside.home import cast as the_cast
    from alongside.people.models import Person

    now = clock.now()
    cast = the_cast.make(now)
    harbour = Community.objects.get(pk=cast.harbour.pk)
    ask = Ask.objects.create(
        community=harbour,
        posted_by=cast.amal,
        kind="from_afar",
        what="Write a letter",
        language="en",
        minutes=5,
        open_to="known",
        acceptance=Acceptance.AT_ONCE,
        is_flexible=True,
        created_at=now,
        published_at=now,
    )
    Shift.objects.bulk_create(
        Shift(ask=ask, starts_at=now, ends_at=now + dt.timedelta(days=9), places=PLACES)
        for _ in range(max(2, claims // (PLACES * 2)))
    )
    allies = Person.objects.bulk_create(
        Person(sign_in_name=f"racer-{number}", password="!", joined_at=now, hours=160)
        for number in range(ALLIES)
    )
    Standing.objects.bulk_create(
        Standing(community=harbour, person=ally, level=Standing.Level.KNOWN, given_at=now) for ally in allies
    )


def claim(seed: int, claims: int) -> Counter[str]:
    """Tries `claims` times to get a place somewhere, and counts what it was told."""
    from alongside.asks.models import Shift
    from alongside.commitments import actions
    from alongside.core import clock
    from alongside.core.refusals import Refused
    from alongside.people.models import Person

    choice = random.Random(seed)  # noqa: S311 - a seeded test
    shifts = list(Shift.objects.filter(ask__what="Write a letter").order_by("pk"))
    allies = list(Person.objects.filter(sign_in_name__startswith="racer-").order_by("sign_in_name"))
    told: Counter[str] = Counter()
    for _ in range(claims):
        shift = choice.choice(shifts)
        try:
            actions.offer(shift=shift, by=choice.choice(allies), now=clock.now())
            told["got a place"] += 1
        except Refused as refusal:
            told[type(refusal).__name__] += 1
            if type(refusal).__name__ == "Covered":
                told[f"covered {shift.pk}"] += 1
        except Exception as error:
            told[f"error {type(error).__name__}: {error}"] += 1
    return told


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    django.setup()
    verb, seed, claims = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if verb == "prepare":
        prepare(claims)
    else:
        sys.stdout.write(json.dumps(claim(seed, claims)))
