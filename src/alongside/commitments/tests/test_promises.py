"""What `verify_ledger` finds in the chain: each broken promise is made by hand, and is named."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection

from alongside.asks.models import Shift
from alongside.commitments import actions, queries
from alongside.commitments.models import Commitment, Decline, DoneClaim, Expiry, Keep, Release, Verdict
from alongside.home.cast import DAY, Cast
from alongside.ledger.models import Entry
from alongside.people.models import BookedHours

HOUR = dt.timedelta(hours=1)


def broken() -> str:
    return "\n".join(queries.broken_promises())


@pytest.fixture
def judged(over: Commitment, cast: Cast, now: dt.datetime) -> Commitment:
    actions.judge(commitment=over, outcome="helped", by=cast.amal, now=now)
    return over


def again(one: Commitment, shift: Shift) -> Commitment:
    """A second commitment of the same ally, behind the back of every action."""
    booked = BookedHours.objects.get(person=one.ally_id, starts_on=one.period_on)
    booked.minutes += one.minutes
    booked.save()
    return Commitment.objects.create(
        shift=shift,
        ally=one.ally,
        language="en",
        minutes=one.minutes,
        period_on=one.period_on,
        offered_at=one.offered_at,
    )


def test_an_honest_chain_is_whole(judged: Commitment) -> None:
    assert broken() == ""


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (lambda one: Shift.objects.update(places_taken=0), "hold one"),
        (lambda one: BookedHours.objects.update(minutes=5), "promised are 120"),
        (lambda one: BookedHours.objects.all().delete(), "nothing is booked"),
        (lambda one: Verdict.objects.update(by=one.ally), "by its own ally"),
        (lambda one: Commitment.objects.update(closed_at=None), "is not closed"),
        (lambda one: Verdict.objects.update(outcome="did_not_come"), "not the one in the ledger"),
        (lambda one: Verdict.objects.all().delete(), "that is gone"),
        (lambda one: Verdict.objects.update(is_by_link=True, by=None), "by another hand"),
        (lambda one: Entry.objects.filter(kind="commitments.judge").update(by="0" * 32), "by another hand"),
        (lambda one: Decline.objects.create(commitment=one, at=one.offered_at), "ended as an offer"),
        (lambda one: Release.objects.create(commitment=one, at=one.offered_at), "was released, and goes on"),
        (lambda one: one.acceptance.delete(), "there was none"),
    ],
)
def test_a_tampered_chain_is_named(
    judged: Commitment, tamper: Callable[[Commitment], object], words: str
) -> None:
    tamper(Commitment.objects.get())
    assert words in broken()


@pytest.mark.parametrize("step", [Keep, DoneClaim])
def test_a_step_without_a_yes_is_named(
    offer: Commitment, now: dt.datetime, step: type[Keep] | type[DoneClaim]
) -> None:
    step.objects.create(commitment=offer, at=now)
    assert "there was none" in broken()


@pytest.mark.parametrize("which", ["offer", "promise"])
def test_somebody_left_on_a_cancelled_date_is_named(
    request: pytest.FixtureRequest, cast: Cast, now: dt.datetime, which: str
) -> None:
    request.getfixturevalue(which)
    Shift.objects.update(cancelled_at=now)
    assert "goes on, and its date was cancelled" in broken()


def test_an_offer_that_had_run_out_is_not_left_on_a_cancelled_date(
    offer: Commitment, now: dt.datetime
) -> None:
    Shift.objects.update(cancelled_at=now + 5 * DAY)
    assert "was cancelled" not in broken()


def test_an_offer_that_ended_twice_is_named(offer: Commitment, cast: Cast, now: dt.datetime) -> None:
    actions.decline(commitment=offer, by=cast.amal, now=now)
    Expiry.objects.create(commitment=offer, at=now)
    assert "was declined, and expired" in broken()


def test_a_closing_without_an_end_is_named(promise: Commitment, now: dt.datetime) -> None:
    Commitment.objects.update(closed_at=now)
    assert "nothing ended it" in broken()


def test_somebody_twice_on_one_date_is_named(offer: Commitment, cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX commitments_one_open")
    again(offer, cast.shift)
    assert "2 open commitments" in broken()


def test_somebody_in_two_places_is_named_unless_one_was_moved(
    offer: Commitment, cast: Cast, now: dt.datetime
) -> None:
    begins = cast.shift.starts_at + HOUR
    other = Shift.objects.create(ask=cast.ask, starts_at=begins, ends_at=begins + 2 * HOUR)
    again(offer, other)
    assert "at the same time" in broken()
    Shift.objects.filter(pk=other.pk).update(changed_at=now + DAY)
    assert broken() == ""


def test_verdicts_of_somebody_who_left_and_by_link_are_whole(
    over: Commitment, cast: Cast, now: dt.datetime
) -> None:
    link = actions.make_verdict_link(commitment=over, by=cast.amal, now=now)
    actions.judge_by_link(secret=link.secret, outcome="did_not_come", by=None, now=now)
    assert broken() == ""
    actions.judge(commitment=over, outcome="helped", by=cast.amal, now=now)
    Verdict.objects.update(by=None)
    assert broken() == ""
