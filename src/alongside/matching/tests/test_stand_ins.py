"""Standing in: offered without a promise, called one after another within everybody's own limits, and a no is free.

"matching:new_stand_in", "matching:stand_in", "matching:stand_in_yes", "matching:stand_in_end", "matching:stand_ins",
"matching:stand_in_agreed".
"""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from alongside.asks.models import Ask, Shift
from alongside.commitments import actions as commitments
from alongside.commitments.actions import refusals
from alongside.commitments.models import Commitment
from alongside.commitments.queries import promises
from alongside.commitments.rules import State
from alongside.communities.models import Membership, Standing
from alongside.home.cast import DAY, Cast, person
from alongside.ledger.models import Entry
from alongside.matching import actions, jobs, rules
from alongside.matching.models import Note, StandIn
from alongside.notices import actions as notices
from alongside.notices.models import Notice, Spent
from alongside.people import actions as people
from alongside.people.actions import AtCapacity
from alongside.people.models import BookedHours, Person

Clients = Callable[..., Client]
HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)
minutes = st.integers(min_value=0, max_value=10_000)


def ally(name: str, cast: Cast, now: dt.datetime) -> Person:
    made = person(name, now)
    Standing.objects.create(community=cast.harbour, person=made, level=Standing.Level.KNOWN, given_at=now)
    return made


def called() -> list[str]:
    told = Notice.objects.filter(kind="stand_in.called").order_by("at", "pk")
    return list(told.values_list("to__display_name", flat=True))


@pytest.fixture
def near(cast: Cast, now: dt.datetime) -> Shift:
    """The date of the cast, tomorrow, with one place that Bruno holds."""
    Shift.objects.update(starts_at=now + DAY, ends_at=now + DAY + 2 * HOUR, places=1)
    made = commitments.offer(shift=cast.shift, by=cast.bruno, now=now)
    commitments.accept(commitment=made, by=cast.amal, now=now)
    return Shift.objects.get(pk=cast.shift.pk)


@pytest.fixture
def standing(near: Shift, cast: Cast, now: dt.datetime) -> list[StandIn]:
    """Nadia, Petra and Quang stand in for it, in this order."""
    return [
        actions.offer_stand_in(shift=near, by=ally(name, cast, now), now=now + number * MINUTE)
        for number, name in enumerate(("Nadia", "Petra", "Quang"))
    ]


def gives_back(cast: Cast, now: dt.datetime) -> None:
    commitments.release(commitment=Commitment.objects.get(ally=cast.bruno), by=cast.bruno, now=now)


@given(calls=st.lists(st.tuples(minutes, st.booleans(), minutes), max_size=8))
def test_order_is_fair_whatever_came_first(calls: list[tuple[int, bool, int]]) -> None:
    begins = dt.datetime(2026, 3, 4, tzinfo=dt.UTC)
    standing = [
        rules.stand_ins.Standing(
            str(key), begins + offered * MINUTE, begins + last * MINUTE if was_called else None
        )
        for key, (offered, was_called, last) in enumerate(calls)
    ]
    order = rules.stand_ins.in_order(standing)
    assert order == rules.stand_ins.in_order(reversed(standing))
    last = [one.last_called_at for one in order]
    fresh = last.count(None)
    assert last[:fresh] == [None] * fresh
    assert last[fresh:] == sorted(one for one in last if one)


def test_standing_in_books_nothing_and_the_stewards_read_it(
    near: Shift, cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    nadia = ally("Nadia", cast, now)
    browser, address = client_of(nadia), f"/asks/{cast.ask.pk}/stand-in/"
    assert address in browser.get(f"/asks/{cast.ask.pk}/").content.decode()
    answer = browser.post(address, {"shift": near.pk})
    made = StandIn.objects.get()
    assert answer["Location"] == f"/stand-ins/{made.pk}/"
    assert "Nothing is promised." in browser.get(answer["Location"]).content.decode()
    assert not BookedHours.objects.filter(person=nadia).exists()
    assert Entry.objects.filter(kind="matching.offer_stand_in", subject=made.pk).exists()
    assert Notice.objects.filter(kind="stand_in.offered").count() == 2
    page = client_of(cast.amal).get(f"/dates/{near.pk}/stand-ins/").content.decode()
    assert "Nadia" in page
    assert client_of(cast.chidi).get(f"/dates/{near.pk}/stand-ins/").status_code == 404
    assert client_of(cast.amal).get(f"/stand-ins/{made.pk}/").status_code == 404


def test_nobody_is_called_while_the_date_is_covered(standing: list[StandIn], now: dt.datetime) -> None:
    assert jobs.call_stand_ins(now + 5 * MINUTE) == 0


def test_they_are_called_one_after_another_from_the_next_pass_on(
    standing: list[StandIn], cast: Cast, near: Shift, now: dt.datetime
) -> None:
    later = now + HOUR
    gives_back(cast, later)
    assert Shift.objects.get(pk=near.pk).free == 1
    assert jobs.call_stand_ins(later + MINUTE) == 1
    assert called() == ["Nadia"]
    assert jobs.call_stand_ins(later + 2 * MINUTE) == 0
    wait = rules.waves.wait(near.starts_at - later - MINUTE)
    assert jobs.call_stand_ins(later + MINUTE + wait) == 1
    assert called() == ["Nadia", "Petra"]


def test_a_no_calls_the_next_one_at_once_and_costs_nothing(
    standing: list[StandIn], cast: Cast, now: dt.datetime
) -> None:
    gives_back(cast, now + HOUR)
    jobs.call_stand_ins(now + HOUR)
    entries = Entry.objects.count()
    actions.end_stand_in(stand_in=standing[0], by=standing[0].person, now=now + HOUR)
    assert Entry.objects.count() == entries
    assert jobs.call_stand_ins(now + HOUR + MINUTE) == 1
    assert called() == ["Nadia", "Petra"]


def test_others_are_asked_around_when_nobody_who_stands_in_may_answer_any_more(
    standing: list[StandIn], cast: Cast, now: dt.datetime
) -> None:
    for name in ("Ravi", "Salma"):
        ally(name, cast, now)
    gives_back(cast, now + HOUR)
    jobs.call_stand_ins(now + HOUR)
    assert jobs.go_on_with_rounds(now + HOUR) == 0
    for one in standing:
        actions.end_stand_in(stand_in=one, by=one.person, now=now + HOUR)
    assert jobs.go_on_with_rounds(now + HOUR + MINUTE) > 0
    assert Note.objects.exists()


def test_their_yes_is_an_ordinary_offer(
    standing: list[StandIn], cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    gives_back(cast, now + HOUR)
    jobs.call_stand_ins(now + HOUR)
    made = actions.come_as_stand_in(stand_in=standing[0], by=standing[0].person, now=now + HOUR)
    assert Commitment.objects.with_history().get(pk=made.pk).state(now + HOUR) is State.OFFERED
    assert jobs.call_stand_ins(now + 2 * HOUR) == 0
    with pytest.raises(actions.NobodyMissing):
        actions.come_as_stand_in(stand_in=standing[1], by=standing[1].person, now=now + HOUR)
    assert list(promises.broken_promises()) == []


def test_the_page_of_a_call_asks_and_one_tap_answers(
    standing: list[StandIn], cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    browsers = [client_of(one.person) for one in standing]
    pages = [f"/stand-ins/{one.pk}/" for one in standing]
    gives_back(cast, now)
    for _pass in range(2):
        jobs.call_stand_ins(now)
        StandIn.objects.filter(called_at=now).update(called_at=now - 3 * HOUR)
    assert "Somebody is missing. Can you come?" in browsers[0].get(pages[0]).content.decode()
    made = browsers[0].post(f"{pages[0]}yes/")["Location"]
    assert browsers[0].get(made).status_code == 200
    commitments.accept(commitment=Commitment.objects.get(ally=standing[0].person), by=cast.amal, now=now)
    assert "somebody was faster" in browsers[1].get(pages[1]).content.decode()
    assert browsers[1].post(f"{pages[1]}yes/").status_code == 409
    browsers[2].post(f"{pages[2]}end/")
    assert "Thank you for standing by." in browsers[2].get(pages[2]).content.decode()


def test_with_a_yes_beforehand_their_own_is_enough_as_long_as_that_steward_steers(
    standing: list[StandIn], cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    for one in standing[:2]:
        client_of(cast.amal).post(f"/stand-ins/{one.pk}/agreement/")
    gives_back(cast, now + HOUR)
    jobs.call_stand_ins(now + HOUR)
    made = actions.come_as_stand_in(stand_in=standing[0], by=standing[0].person, now=now + HOUR)
    assert Commitment.objects.with_history().get(pk=made.pk).state(now + HOUR) is State.ACCEPTED
    commitments.release(commitment=made, by=standing[0].person, now=now + HOUR + MINUTE)
    Membership.objects.filter(person=cast.amal).update(steward_since=None)
    jobs.call_stand_ins(now + HOUR + MINUTE)
    second = actions.come_as_stand_in(
        stand_in=standing[1], by=standing[1].person, now=now + HOUR + 2 * MINUTE
    )
    assert Commitment.objects.with_history().get(pk=second.pk).state(now + 2 * HOUR) is State.OFFERED


def rests(one: Person, now: dt.datetime) -> None:
    people.start_rest(by=one, until_on=(now + 9 * DAY).date(), now=now)


def has_had_their_mails(one: Person, now: dt.datetime) -> None:
    Spent.objects.create(person=one, week_on=dt.date(2026, 3, 2), mails=99)


def has_no_hours(one: Person, now: dt.datetime) -> None:
    people.set_hours(by=one, hours=0, now=now)


def sleeps(one: Person, now: dt.datetime) -> None:
    Person.objects.filter(pk=one.pk).update(quiet_from=dt.time(8), quiet_until=dt.time(20), time_zone="UTC")


@pytest.mark.parametrize("limit", [rests, has_had_their_mails, has_no_hours, sleeps])
def test_whoever_has_no_room_now_is_passed_over(
    standing: list[StandIn], cast: Cast, now: dt.datetime, limit: Callable[[Person, dt.datetime], None]
) -> None:
    limit(standing[0].person, now)
    gives_back(cast, now + HOUR)
    jobs.call_stand_ins(now + HOUR)
    assert called() == ["Petra"]
    assert StandIn.objects.get(pk=standing[0].pk).called_at is None


@pytest.mark.parametrize("limit", [rests, has_had_their_mails, sleeps])
def test_whoever_wants_to_be_called_in_an_emergency_is_called(
    standing: list[StandIn], cast: Cast, now: dt.datetime, limit: Callable[[Person, dt.datetime], None]
) -> None:
    limit(standing[0].person, now)
    notices.set_budget(
        by=standing[0].person, mails_a_week=14, notes_a_week=0, hears_emergencies=True, now=now
    )
    gives_back(cast, now + HOUR)
    jobs.call_stand_ins(now + HOUR)
    assert called() == ["Nadia"]


def test_whoever_was_called_lately_comes_after_the_others(
    standing: list[StandIn], cast: Cast, now: dt.datetime
) -> None:
    other = Shift.objects.create(ask=cast.ask, starts_at=now + 9 * DAY, ends_at=now + 10 * DAY)
    StandIn.objects.create(
        shift=other, person=standing[0].person, offered_at=now, called_at=now, ended_at=now
    )
    gives_back(cast, now + HOUR)
    jobs.call_stand_ins(now + HOUR)
    assert called() == ["Petra"]


def test_hours_that_were_used_up_after_the_call_still_hold(
    standing: list[StandIn], cast: Cast, now: dt.datetime
) -> None:
    gives_back(cast, now + HOUR)
    jobs.call_stand_ins(now + HOUR)
    has_no_hours(standing[0].person, now)
    with pytest.raises(AtCapacity):
        actions.come_as_stand_in(stand_in=standing[0], by=standing[0].person, now=now + HOUR)
    assert StandIn.objects.get(pk=standing[0].pk).ended_at is None


def test_at_most_five_stand_in_for_a_date_and_nobody_twice(
    standing: list[StandIn], near: Shift, cast: Cast, now: dt.datetime
) -> None:
    with pytest.raises(refusals.DateOver):
        actions.offer_stand_in(shift=near, by=standing[0].person, now=now)
    for name in ("Ravi", "Salma"):
        actions.offer_stand_in(shift=near, by=ally(name, cast, now), now=now)
    with pytest.raises(actions.EnoughStandIns):
        actions.offer_stand_in(shift=near, by=ally("Tomas", cast, now), now=now)


def test_what_can_never_fit_is_said_at_once(near: Shift, cast: Cast, now: dt.datetime) -> None:
    cast.ask.languages.create(code="ar")
    nadia = ally("Nadia", cast, now)
    people.add_language(by=nadia, code="pt", now=now)
    with pytest.raises(refusals.LanguageNeeded):
        actions.offer_stand_in(shift=near, by=nadia, now=now)


def test_whoever_holds_the_date_or_asked_for_it_does_not_stand_in(
    near: Shift, cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    with pytest.raises(refusals.DateOver):
        actions.offer_stand_in(shift=near, by=cast.bruno, now=now)
    assert client_of(cast.amal).get(f"/asks/{cast.ask.pk}/stand-in/").status_code == 404
    assert client_of(cast.farid).get(f"/asks/{cast.ask.pk}/stand-in/").status_code == 404


def test_nobody_is_called_for_an_ask_that_rests_or_a_date_that_is_off(
    standing: list[StandIn], cast: Cast, now: dt.datetime
) -> None:
    gives_back(cast, now + HOUR)
    Ask.objects.update(paused_at=now)
    assert jobs.call_stand_ins(now + HOUR) == 0
    Ask.objects.update(paused_at=None)
    Shift.objects.update(cancelled_at=now)
    assert jobs.call_stand_ins(now + HOUR) == 0


def test_it_is_forgotten_a_month_after_its_date(standing: list[StandIn], near: Shift) -> None:
    assert jobs.forget_stand_ins(near.ends_at + 29 * DAY) == 0
    assert jobs.forget_stand_ins(near.ends_at + 30 * DAY) == 3
