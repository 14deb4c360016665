"""What the second server holds is what years of use would have left there, and leaves nothing to do."""

import datetime as dt
from typing import Any

import pytest

from alongside.commitments.models import Commitment
from alongside.home import queries
from alongside.home.queries.registry import promises
from alongside.ledger.models import Entry, Head
from alongside.people.models import BookedHours, Person
from benchmarks import copies, years
from benchmarks.making import make
from benchmarks.sizes import QUICK

MANY = 1_200


def settled(now: dt.datetime) -> int:
    return sum(job(now) for _name, job in queries.jobs())


@pytest.mark.django_db(transaction=True)
def test_years_keep_every_promise_and_leave_nothing_due(now: dt.datetime, settings: Any) -> None:
    world = make(QUICK, now)
    while settled(now):
        pass
    before = Commitment.objects.count()

    years.fill(world, MANY, now)

    assert Commitment.objects.count() - before == MANY
    assert Commitment.objects.filter(ally=world.reader).exists()
    assert BookedHours.objects.filter(person=world.reader).exists()
    assert list(queries.breaks_everywhere()) == []
    settings.ALONGSIDE_SENDS_MAIL = True
    assert settled(now) == 0


@pytest.mark.django_db(transaction=True)
def test_copies_of_a_town_keep_every_promise_but_the_chain_of_hashes(now: dt.datetime) -> None:
    world = make(QUICK, now)
    while settled(now):
        pass
    before, people = Commitment.objects.count(), Person.objects.count()

    years.fill(world, MANY, now, town=400)

    assert MANY <= Commitment.objects.count() - before < MANY + 4 * years.DATES * years.PLACES
    of_the_town = Person.objects.filter(id__endswith=copies.MARK).count()
    assert Person.objects.count() - people == 3 * of_the_town > 0
    assert list(promises()) == []
    assert Head.objects.get().count == Entry.objects.count()
    assert settled(now) == 0
