"""An urgent call goes out in waves: enough people, as few as it takes, and nobody beyond what they said."""

import datetime as dt
import random
from collections.abc import Callable

import pytest

from alongside.asks.models import Ask, Shift
from alongside.commitments import actions as commitments
from alongside.communities.models import Standing
from alongside.core.refusals import Refused
from alongside.home import queries as home
from alongside.home.cast import DAY, Cast, person
from alongside.matching import actions, jobs
from alongside.matching.models import Note, Round
from alongside.matching.rules import waves
from alongside.notices import actions as notices
from alongside.notices import jobs as mails
from alongside.notices.models import Notice, Spent
from alongside.people import actions as people
from alongside.people.models import Person

HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)


@pytest.mark.parametrize(("missing", "people"), [(0, 0), (1, 3), (2, 6), (5, 15)])
def test_wave_calls_three_for_each_who_is_missing(missing: int, people: int) -> None:
    assert waves.size(missing=missing) == people


def test_wave_waits_a_share_of_what_is_left() -> None:
    assert waves.wait(dt.timedelta(days=2)) == 2 * HOUR
    assert waves.wait(6 * HOUR) == 30 * MINUTE
    assert waves.wait(20 * MINUTE) == 10 * MINUTE


def test_waves_end_with_the_date_and_after_some(now: dt.datetime) -> None:
    due_at = now + 6 * HOUR
    assert waves.is_due(waves=0, last_at=None, due_at=due_at, now=now)
    assert not waves.is_due(waves=1, last_at=now, due_at=due_at, now=now + 29 * MINUTE)
    assert waves.is_due(waves=1, last_at=now, due_at=due_at, now=now + 30 * MINUTE)
    assert not waves.is_due(waves=waves.WAVES_AT_MOST, last_at=None, due_at=due_at, now=now)
    assert not waves.is_due(waves=1, last_at=now, due_at=due_at, now=due_at)


def test_waves_reach_enough_people_with_few_messages() -> None:
    """Over a thousand calls for three people among sixty, of whom each says yes by a chance of their own."""
    chance = random.Random(7)  # noqa: S311 - of people who do not exist
    messages = covered = at_once = 0
    for _call in range(1000):
        willing = [chance.random() < 0.34 for _person in range(60)]
        found, called, wave = 0, 0, 0
        while found < 3 and called < 60 and wave < waves.WAVES_AT_MOST:
            size = waves.size(missing=3 - found)
            found += sum(willing[called : called + size])
            called, wave = min(60, called + size), wave + 1
        messages, covered, at_once = messages + called, covered + (found >= 3), at_once + 60
    assert covered >= 990
    assert messages < at_once / 4


@pytest.fixture
def near(cast: Cast, now: dt.datetime) -> Shift:
    """The date of the cast's ask, tomorrow, with one free place; the group has eight allies and nobody else."""
    starts_at = now + DAY
    Shift.objects.update(starts_at=starts_at, ends_at=starts_at + 2 * HOUR, places=1)
    Standing.objects.all().delete()
    cast.harbour.memberships.filter(steward_since=None).delete()
    for number in range(8):
        ally(f"Ally-{number}", cast, now)
    return Shift.objects.get(pk=cast.shift.pk)


def ally(name: str, cast: Cast, now: dt.datetime) -> Person:
    made = person(name, now)
    Standing.objects.create(community=cast.harbour, person=made, level=Standing.Level.KNOWN, given_at=now)
    return made


def call(cast: Cast, now: dt.datetime) -> Round:
    return actions.begin_round(
        community=cast.harbour, ask=cast.ask, at_most=20, is_urgent=True, by=cast.amal, now=now
    )


def asked(at: dt.datetime) -> list[Person]:
    jobs.go_on_with_rounds(at)
    return [one.person for one in Note.objects.filter(at=at).select_related("person")]


def test_urgent_call_goes_out_in_waves_and_stops_when_covered(
    cast: Cast, near: Shift, now: dt.datetime
) -> None:
    call(cast, now)
    first = asked(now)
    assert len(first) == 3
    assert asked(now + MINUTE) == []
    later = now + 2 * HOUR
    second = asked(later)
    assert len(second) == 3
    assert not {one.pk for one in first} & {one.pk for one in second}
    commitments.offer(shift=near, by=second[0], now=later + MINUTE)
    assert asked(later + 3 * HOUR) == []
    assert Round.objects.get().ended_at is None
    Shift.objects.update(places_taken=1)
    assert asked(later + 4 * HOUR) == []
    assert Round.objects.get().ended_at == later + 4 * HOUR
    assert Notice.objects.filter(kind="ask.urgent").count() == 6


def told_that_nobody_else_is_called() -> list[str]:
    found = Notice.objects.filter(kind="ask.nobody_else").order_by("to__display_name")
    return list(found.values_list("to__display_name", flat=True))


def test_stewards_hear_once_when_everybody_was_called_and_somebody_is_missing(
    cast: Cast, near: Shift, now: dt.datetime
) -> None:
    call(cast, now)
    called = [len(asked(now + 2 * hour * HOUR)) for hour in range(3)]
    assert called == [3, 3, 2]
    assert told_that_nobody_else_is_called() == []
    assert asked(now + 6 * HOUR) == []
    assert told_that_nobody_else_is_called() == ["Amal Haddad", "Jun Ito"]
    assert asked(now + 8 * HOUR) == []
    assert told_that_nobody_else_is_called() == ["Amal Haddad", "Jun Ito"]


def test_stewards_hear_nothing_while_an_answer_waits_for_them(
    cast: Cast, near: Shift, now: dt.datetime
) -> None:
    call(cast, now)
    last = [asked(now + 2 * hour * HOUR) for hour in range(3)][-1]
    commitments.offer(shift=near, by=last[0], now=now + 5 * HOUR)
    assert asked(now + 6 * HOUR) == []
    assert told_that_nobody_else_is_called() == []


def test_stewards_hear_it_when_a_round_has_called_as_many_as_it_may(
    cast: Cast, near: Shift, now: dt.datetime
) -> None:
    call(cast, now)
    Round.objects.update(at_most=4)
    assert [len(asked(now + 2 * hour * HOUR)) for hour in range(2)] == [3, 1]
    assert asked(now + 2 * HOUR + MINUTE) == []
    assert told_that_nobody_else_is_called() == []
    assert asked(now + 4 * HOUR) == []
    assert told_that_nobody_else_is_called() == ["Amal Haddad", "Jun Ito"]


def test_stewards_hear_it_when_all_waves_went_out(cast: Cast, near: Shift, now: dt.datetime) -> None:
    call(cast, now)
    asked(now)
    Round.objects.update(waves=waves.WAVES_AT_MOST)
    asked(now + HOUR)
    assert told_that_nobody_else_is_called() == []
    asked(now + 3 * HOUR)
    assert told_that_nobody_else_is_called() == ["Amal Haddad", "Jun Ito"]


def test_urgent_is_for_a_date_that_is_near(cast: Cast, near: Shift, now: dt.datetime) -> None:
    Shift.objects.update(starts_at=now + 3 * DAY, ends_at=now + 4 * DAY)
    with pytest.raises(Refused):
        call(cast, now)
    with pytest.raises(Refused):
        actions.begin_round(community=cast.harbour, at_most=5, is_urgent=True, by=cast.amal, now=now)


def rests(one: Person, now: dt.datetime) -> None:
    people.start_rest(by=one, until_on=(now + 9 * DAY).date(), now=now)


def has_had_their_mails(one: Person, now: dt.datetime) -> None:
    Spent.objects.create(person=one, week_on=dt.date(2026, 3, 2), mails=99)


def wants_no_notes(one: Person, now: dt.datetime) -> None:
    del one, now


@pytest.mark.parametrize("limit", [rests, has_had_their_mails, wants_no_notes])
@pytest.mark.parametrize("hears", [False, True])
def test_nobody_hears_it_beyond_their_limits_unless_they_opted_in(
    limit: Callable[..., None],
    hears: bool,
    cast: Cast,
    near: Shift,
    now: dt.datetime,
    letterbox: object,
    give_address: Callable[..., None],
) -> None:
    Standing.objects.all().delete()
    hana = ally("Hana", cast, now)
    give_address(hana, "hana@mail.example")
    notes = 0 if limit is wants_no_notes else 1
    notices.set_budget(by=hana, mails_a_week=14, notes_a_week=notes, hears_emergencies=hears, now=now)
    limit(hana, now)
    call(cast, now)
    assert asked(now) == ([hana] if hears else [])
    assert mails.send_due_mail(now) == hears
    if hears:
        spent = Spent.objects.get()
        assert spent.urgent == 1


def test_urgent_mail_waits_for_the_morning_of_whoever_did_not_opt_in(
    cast: Cast, near: Shift, now: dt.datetime, letterbox: object, give_address: Callable[..., None]
) -> None:
    for number, one in enumerate(Person.objects.filter(standings__isnull=False)):
        give_address(one, f"ally-{number}@mail.example")
    call(cast, now)
    night = now.replace(hour=23)
    asked(night)
    assert mails.send_due_mail(night) == 0
    notices.set_budget(
        by=Note.objects.all()[0].person, mails_a_week=1, notes_a_week=0, hears_emergencies=True, now=night
    )
    assert mails.send_due_mail(night + HOUR) == 0
    assert mails.send_due_mail(now + DAY) == 3


def work(at: dt.datetime) -> None:
    """One pass of the worker."""
    for _name, job in home.jobs():
        job(at)


def test_a_place_given_back_reaches_the_next_people_at_the_next_pass_of_the_worker(
    cast: Cast, near: Shift, now: dt.datetime
) -> None:
    promise = commitments.offer(shift=near, by=Person.objects.get(display_name="Ally-0"), now=now)
    commitments.accept(commitment=promise, by=cast.amal, now=now)
    work(now)
    assert not Note.objects.exists()
    commitments.release(commitment=promise, by=promise.ally, now=now + MINUTE)
    work(now + 2 * MINUTE)
    told = Notice.objects.filter(kind="ask.urgent")
    assert told.count() == 3
    assert Round.objects.get().by is None


def test_a_place_given_back_long_before_asks_without_hurry(cast: Cast, near: Shift, now: dt.datetime) -> None:
    Shift.objects.update(starts_at=now + 4 * DAY, ends_at=now + 4 * DAY + HOUR)
    promise = commitments.offer(shift=near, by=Person.objects.get(display_name="Ally-0"), now=now)
    commitments.accept(commitment=promise, by=cast.amal, now=now)
    commitments.release(commitment=promise, by=promise.ally, now=now)
    work(now + MINUTE)
    assert not Notice.objects.filter(kind="ask.urgent").exists()
    assert Notice.objects.filter(kind="ask.fits").exists()


def test_a_release_stands_when_somebody_asks_already_or_nothing_is_open(
    cast: Cast, near: Shift, now: dt.datetime
) -> None:
    promise = commitments.offer(shift=near, by=Person.objects.get(display_name="Ally-0"), now=now)
    commitments.accept(commitment=promise, by=cast.amal, now=now)
    Round.objects.create(
        community=cast.harbour, ask=cast.ask, shift=near, at_most=3, begun_at=now, by=cast.amal
    )
    commitments.release(commitment=promise, by=promise.ally, now=now)
    assert Round.objects.count() == 1
    again = commitments.offer(shift=near, by=Person.objects.get(display_name="Ally-1"), now=now)
    commitments.accept(commitment=again, by=cast.amal, now=now)
    Round.objects.all().delete()
    Ask.objects.update(paused_at=now)
    commitments.release(commitment=again, by=again.ally, now=now)
    assert not Round.objects.exists()
