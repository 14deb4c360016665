"""One more than a date needs: where the group agreed, told before and after, needed or let go in time."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from alongside.asks import actions as ask_actions
from alongside.asks.models import Ask, Shift
from alongside.asks.queries import Filters
from alongside.asks.rules import Slot
from alongside.commitments import actions, jobs
from alongside.commitments.actions import refusals
from alongside.commitments.models import Commitment
from alongside.commitments.queries import promises
from alongside.commitments.rules import State
from alongside.communities.models import Community, Standing
from alongside.guards import capacity
from alongside.home.cast import DAY, Cast, person
from alongside.matching import jobs as matching
from alongside.matching import queries, rules
from alongside.matching.models import Outlook
from alongside.notices.models import Notice
from alongside.people.models import BookedHours, Person

Clients = Callable[..., Client]
HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)


def ally(name: str, cast: Cast, now: dt.datetime) -> Person:
    made = person(name, now)
    Standing.objects.create(community=cast.harbour, person=made, level=Standing.Level.KNOWN, given_at=now)
    return made


def promise(cast: Cast, by: Person, now: dt.datetime, *, as_one_more: bool = False) -> Commitment:
    made = actions.offer(shift=cast.shift, by=by, now=now, as_one_more=as_one_more)
    return actions.accept(commitment=made, by=cast.amal, now=now)


def state(commitment: Commitment, at: dt.datetime) -> State:
    return Commitment.objects.with_history().get(pk=commitment.pk).state(at)


def told(kind: str) -> list[str]:
    return list(Notice.objects.filter(kind=kind).order_by("at").values_list("to__display_name", flat=True))


@pytest.fixture
def agreed(cast: Cast, now: dt.datetime) -> Shift:
    """The one date of the cast in six days, with two places that Bruno and Chidi hold; the group takes one more."""
    Community.objects.filter(pk=cast.harbour.pk).update(takes_one_more=True)
    Shift.objects.filter(pk=cast.shift.pk).update(
        starts_at=now + 6 * DAY, ends_at=now + 6 * DAY + 2 * HOUR, places=2
    )
    for one in (cast.bruno, cast.chidi):
        promise(cast, one, now)
    matching.count_outlooks(now)
    return Shift.objects.get(pk=cast.shift.pk)


@pytest.mark.parametrize(
    ("places", "comes", "is_unsure"), [(1, 0.7, False), (1, 0.6, True), (2, 0.7, True), (2, 0.9, False)]
)
def test_one_more_is_taken_where_the_places_alone_would_not_be_sure(
    places: int, comes: float, *, is_unsure: bool
) -> None:
    assert rules.is_unsure(places=places, comes=comes) is is_unsure


def test_who_would_be_one_more_is_told_before_they_say_yes_and_after(
    agreed: Shift, cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    nadia = ally("Nadia", cast, now)
    browser = client_of(nadia)
    assert "One more is welcome" in browser.get(f"/asks/{cast.ask.pk}/").content.decode()
    page = browser.get(f"/asks/{cast.ask.pk}/offer/").content.decode()
    assert "If you are not needed, we tell you two days before." in page
    answer = browser.post(f"/asks/{cast.ask.pk}/offer/", {"shift": agreed.pk})
    assert "You can come as one more" in answer.content.decode()
    assert not Commitment.objects.filter(ally=nadia).exists()
    browser.post(f"/asks/{cast.ask.pk}/offer/", {"shift": agreed.pk, "as_one_more": "on"})
    made = Commitment.objects.get(ally=nadia)
    actions.accept(commitment=made, by=cast.amal, now=now)
    assert "You are one more than needed" in browser.get(f"/commitments/{made.pk}/").content.decode()
    steward = client_of(cast.amal).get(reverse("commitments:date", args=[agreed.pk])).content.decode()
    assert "one more than needed" in steward
    assert "Covered" in browser.get(f"/asks/{cast.ask.pk}/").content.decode()
    assert list(promises.broken_promises()) == []


def test_not_needed_they_are_let_go_two_days_before_with_their_hours(
    agreed: Shift, cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    nadia = ally("Nadia", cast, now)
    made = promise(cast, nadia, now, as_one_more=True)
    near = agreed.starts_at - 2 * DAY
    assert jobs.settle_one_more(near - MINUTE) == 0
    assert jobs.settle_one_more(near) == 1
    assert jobs.settle_one_more(near + MINUTE) == 0
    assert state(made, near) is State.RELEASED
    assert told("commitment.released_by_community") == ["Nadia"]
    assert BookedHours.objects.get(person=nadia).minutes == 0
    page = client_of(nadia).get(f"/commitments/{made.pk}/").content.decode()
    assert "Nobody dropped out, also because you stood by. Thank you." in page
    agreed.refresh_from_db()
    assert (agreed.places_taken, agreed.one_more) == (2, 0)
    assert list(promises.broken_promises()) == []


def test_somebody_dropped_out_so_they_are_needed_and_stay(
    agreed: Shift, cast: Cast, now: dt.datetime
) -> None:
    nadia = ally("Nadia", cast, now)
    made = promise(cast, nadia, now, as_one_more=True)
    actions.release(commitment=Commitment.objects.get(ally=cast.bruno), by=cast.bruno, now=now)
    assert jobs.settle_one_more(now + MINUTE) == 1
    assert told("commitment.needed") == ["Nadia"]
    assert jobs.settle_one_more(now + 2 * MINUTE) == 0
    jobs.settle_one_more(agreed.starts_at - 2 * DAY)
    assert state(made, agreed.starts_at - DAY) is State.ACCEPTED
    assert told("commitment.needed") == ["Nadia"]


def test_an_offer_as_one_more_becomes_ordinary_with_a_place_that_is_free(
    agreed: Shift, cast: Cast, now: dt.datetime
) -> None:
    nadia = ally("Nadia", cast, now)
    made = actions.offer(shift=agreed, by=nadia, now=now, as_one_more=True)
    actions.release(commitment=Commitment.objects.get(ally=cast.bruno), by=cast.bruno, now=now)
    actions.accept(commitment=made, by=cast.amal, now=now)
    assert not Commitment.objects.get(pk=made.pk).is_one_more


def test_nobody_becomes_one_more_who_offered_for_a_place(agreed: Shift, cast: Cast, now: dt.datetime) -> None:
    Shift.objects.filter(pk=agreed.pk).update(places=3)
    nadia, petra = ally("Nadia", cast, now), ally("Petra", cast, now)
    first, second = (actions.offer(shift=agreed, by=one, now=now) for one in (nadia, petra))
    actions.accept(commitment=first, by=cast.amal, now=now)
    with pytest.raises(refusals.Covered):
        actions.accept(commitment=second, by=cast.amal, now=now)


def test_an_offer_as_one_more_that_waits_is_kindly_declined_when_it_is_near(
    agreed: Shift, cast: Cast, now: dt.datetime
) -> None:
    near = agreed.starts_at - 2 * DAY
    nadia = ally("Nadia", cast, now)
    made = actions.offer(shift=agreed, by=nadia, now=near - HOUR, as_one_more=True)
    jobs.settle_one_more(near)
    assert state(made, near) is State.DECLINED
    assert BookedHours.objects.get(person=nadia).minutes == 0


def test_a_second_one_more_is_never_taken(agreed: Shift, cast: Cast, now: dt.datetime) -> None:
    nadia, petra = ally("Nadia", cast, now), ally("Petra", cast, now)
    promise(cast, nadia, now, as_one_more=True)
    with pytest.raises(refusals.Covered):
        actions.offer(shift=agreed, by=petra, now=now, as_one_more=True)
    assert not ask_actions.take_place(shift=agreed, even_one_more=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.filter(pk=agreed.pk).update(places_taken=4)


def test_the_list_shows_it_with_its_reason_and_the_offer_takes_it(
    agreed: Shift, cast: Cast, now: dt.datetime
) -> None:
    nadia = ally("Nadia", cast, now)
    (shown,) = queries.fits(viewer=nadia, filters=Filters(), within_km=None, now=now).suggestions
    assert "One more, so that enough come" in [str(one) for one in shown.reasons]
    Shift.objects.filter(pk=agreed.pk).update(one_more=0)
    assert queries.fits(viewer=nadia, filters=Filters(), within_km=None, now=now).suggestions == []


def test_a_steward_may_still_change_a_date_with_one_more(agreed: Shift, cast: Cast, now: dt.datetime) -> None:
    promise(cast, ally("Nadia", cast, now), now, as_one_more=True)
    slot = Slot(agreed.starts_at, agreed.ends_at, 2, "Carrier", "")
    ask_actions.change_shift(shift=agreed, by=cast.amal, now=now, slot=slot)
    assert Shift.objects.get(pk=agreed.pk).role == "Carrier"


@pytest.mark.parametrize("why", ["not agreed", "flexible", "near", "sure"])
def test_nothing_is_taken_beyond_what_is_needed_where(
    agreed: Shift, cast: Cast, now: dt.datetime, why: str
) -> None:
    Community.objects.filter(pk=cast.harbour.pk).update(takes_one_more=why != "not agreed")
    Ask.objects.filter(pk=cast.ask.pk).update(is_flexible=why == "flexible")
    near = now + DAY if why == "near" else agreed.starts_at
    Shift.objects.filter(pk=agreed.pk).update(
        starts_at=near, places=1 if why == "sure" else 2, places_taken=1
    )
    Outlook.objects.all().delete()
    matching.count_outlooks(now + MINUTE)
    assert Shift.objects.get(pk=agreed.pk).one_more == 0


@pytest.mark.usefixtures("with_context")
def test_what_the_group_chooses_holds_at_the_next_pass(
    agreed: Shift, cast: Cast, client_of: Clients, now: dt.datetime
) -> None:
    form = client_of(cast.amal).get(f"/communities/{cast.harbour.pk}/details/").context["form"].initial
    said = {name: value for name, value in form.items() if value is not None and name != "takes_one_more"}
    client_of(cast.amal).post(f"/communities/{cast.harbour.pk}/details/", said)
    assert not Community.objects.get(pk=cast.harbour.pk).takes_one_more
    matching.count_outlooks(now + MINUTE)
    assert Shift.objects.get(pk=agreed.pk).one_more == 0


def test_hours_are_booked_while_they_stand_by(agreed: Shift, cast: Cast, now: dt.datetime) -> None:
    nadia = ally("Nadia", cast, now)
    promise(cast, nadia, now, as_one_more=True)
    booked = BookedHours.objects.get(person=nadia)
    assert booked.starts_on == capacity.period_start(agreed.starts_at.date())
    assert booked.minutes == cast.ask.minutes
