"""A refusal makes no later chance worse: whoever said no reads the same list, and is asked and called as readily."""

import datetime as dt
from functools import partial

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from alongside.asks.models import Ask, Shift
from alongside.asks.queries import Filters
from alongside.commitments import actions as commitments
from alongside.commitments import jobs as promises
from alongside.commitments.models import Commitment
from alongside.communities.models import Standing
from alongside.home.cast import DAY, Cast, person
from alongside.matching import actions, jobs, queries
from alongside.matching.models import Round, StandIn
from alongside.people import actions as people
from alongside.people.models import Person

HOUR = dt.timedelta(hours=1)
SEQUENCES = 6


def ally(name: str, cast: Cast, now: dt.datetime) -> Person:
    made = person(name, now)
    Standing.objects.create(community=cast.harbour, person=made, level=Standing.Level.KNOWN, given_at=now)
    return made


def date(cast: Cast, starts_at: dt.datetime) -> Shift:
    return Shift.objects.create(ask=cast.ask, starts_at=starts_at, ends_at=starts_at + HOUR, places=1)


def promise(who: Person, cast: Cast, shift: Shift, now: dt.datetime) -> Commitment:
    made = commitments.offer(shift=shift, by=who, now=now)
    return commitments.accept(commitment=made, by=cast.amal, now=now)


def gives_back_early(who: Person, cast: Cast, now: dt.datetime) -> None:
    made = promise(who, cast, date(cast, now + 5 * DAY), now)
    commitments.release(commitment=made, by=who, now=now + HOUR)


def gives_back_late(who: Person, cast: Cast, now: dt.datetime) -> None:
    made = promise(who, cast, date(cast, now + 5 * DAY), now)
    commitments.release(commitment=made, by=who, now=now + 5 * DAY - HOUR)


def takes_an_offer_back(who: Person, cast: Cast, now: dt.datetime) -> None:
    made = commitments.offer(shift=date(cast, now + 5 * DAY), by=who, now=now)
    commitments.withdraw(commitment=made, by=who, now=now + HOUR)


def is_declined(who: Person, cast: Cast, now: dt.datetime) -> None:
    made = commitments.offer(shift=date(cast, now + 5 * DAY), by=who, now=now)
    commitments.decline(commitment=made, by=cast.amal, now=now + HOUR)


def rests(who: Person, cast: Cast, now: dt.datetime) -> None:
    promise(who, cast, date(cast, now + 3 * DAY), now)
    people.start_rest(by=who, until_on=(now + 5 * DAY).date(), now=now, gives_back=True)
    promises.give_back_in_rest(now)
    people.end_rest(by=who, now=now + 5 * DAY)


def says_no_to_a_call(who: Person, cast: Cast, now: dt.datetime) -> None:
    shift = date(cast, now + DAY)
    made = actions.offer_stand_in(shift=shift, by=who, now=now)
    jobs.call_stand_ins(now)
    assert StandIn.objects.get(pk=made.pk).called_at == now
    actions.end_stand_in(stand_in=made, by=who, now=now + HOUR)


REFUSALS = [
    gives_back_early,
    gives_back_late,
    takes_an_offer_back,
    is_declined,
    rests,
    says_no_to_a_call,
]


def later_chances(who: Person, cast: Cast, round: Round, now: dt.datetime) -> list[object]:
    """What each ask weighs in their list and why it is there, and what asking them would add."""
    listed = queries.fits(viewer=who, filters=Filters(), within_km=None, now=now).suggestions
    asked = [one for one in queries.candidates(round=round, now=now) if one.person.pk == who.pk]
    return [
        [(one.found.ask.pk, one.weight, one.reasons) for one in listed],
        [(one.ask.pk, one.gain) for one in asked],
    ]


@pytest.mark.django_db
@example(refusals=REFUSALS)
@given(refusals=st.lists(st.sampled_from(REFUSALS), min_size=1, max_size=5))
@settings(max_examples=SEQUENCES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whoever_refused_has_the_chances_of_whoever_did_not(refusals: list, cast: Cast, now) -> None:
    with transaction.atomic():
        nadia, petra = ally("Nadia", cast, now), ally("Petra", cast, now)
        probe = Ask.objects.create(
            community=cast.harbour, posted_by=cast.amal, kind="in_person", what="Wash pots", language="en",
            created_at=now, published_at=now,
        )  # fmt: skip
        far = now + 100 * DAY
        Shift.objects.create(ask=probe, starts_at=far, ends_at=far + HOUR, places=2)
        at = now
        for refuse in refusals:
            partial(refuse, nadia, cast, at)()
            nadia.refresh_from_db()
            at += 8 * DAY
        Round.objects.all().delete()
        round = actions.begin_round(
            community=cast.harbour, ask=probe, at_most=5, by=cast.amal, now=far - 2 * DAY
        )
        chances = later_chances(petra, cast, round, far - 2 * DAY)
        assert later_chances(nadia, cast, round, far - 2 * DAY) == chances
        assert all(chances)
        transaction.set_rollback(True)
