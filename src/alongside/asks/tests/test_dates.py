"""The dates of an ask, their places and roles."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from alongside.asks import actions
from alongside.asks.actions import refusals
from alongside.asks.models import Ask, Shift
from alongside.asks.rules import Slot
from alongside.core.ids import new_id
from alongside.home.cast import Cast
from alongside.ledger.models import Entry

HOUR = dt.timedelta(hours=1)
NEW = {"on": "2026-03-20", "starts": "09:00", "ends": "11:00", "places": "4", "role": "Cook"}


def url(cast: Cast) -> str:
    return reverse("asks:dates", args=[cast.ask.pk])


def date_url(cast: Cast) -> str:
    return reverse("asks:date", args=[cast.ask.pk, cast.shift.pk])


def test_dates_take_a_new_date_with_a_role(cast: Cast, client_of) -> None:
    assert client_of(cast.amal).post(url(cast), NEW).status_code == 302
    date = cast.ask.shifts.get(role="Cook")
    assert (date.starts_at, date.places) == (dt.datetime(2026, 3, 20, 8, tzinfo=dt.UTC), 4)
    assert "Cook" in client_of(cast.amal).get(url(cast)).content.decode()


def test_dates_refuse_a_date_that_is_over(cast: Cast, client_of) -> None:
    answer = client_of(cast.amal).post(url(cast), {**NEW, "on": "2026-03-01"})
    assert answer.status_code == 200
    assert "at least one date that is still to come" in answer.content.decode()
    assert cast.ask.shifts.count() == 1


@pytest.mark.parametrize("name", ["bruno", "chidi", "dara", "farid", "gita"])
def test_dates_are_not_there_for_others(cast: Cast, client_of, name: str) -> None:
    client = client_of(getattr(cast, name))
    assert {client.get(url(cast)).status_code, client.post(url(cast), NEW).status_code} == {404}
    assert {client.get(date_url(cast)).status_code, client.post(date_url(cast), NEW).status_code} == {404}
    assert client.post(reverse("asks:removed_date", args=[cast.ask.pk, cast.shift.pk])).status_code == 404
    assert cast.ask.shifts.count() == 1


def test_date_of_another_ask_is_not_there(cast: Cast, client_of, now) -> None:
    other = Shift.objects.exclude(ask=cast.ask).first()
    assert other is None
    assert client_of(cast.amal).get(reverse("asks:date", args=[cast.ask.pk, new_id()])).status_code == 404


def test_date_that_moves_is_marked_for_those_committed(cast: Cast, client_of) -> None:
    assert client_of(cast.amal).post(date_url(cast), NEW).status_code == 302
    cast.shift.refresh_from_db()
    cast.ask.refresh_from_db()
    assert cast.shift.changed_at is not None
    assert cast.ask.changed_at == cast.shift.changed_at
    assert Entry.objects.get(kind="asks.change_shift").facts["moved"] is True


@pytest.mark.parametrize("starts", ["08:00", "11:00"])
def test_date_never_moves_into_the_past(cast: Cast, client_of, starts: str) -> None:
    """Whoever promised it would be asked for something that had begun when they heard of it."""
    today = {**NEW, "on": "2026-03-04", "starts": starts, "ends": "18:00"}
    answer = client_of(cast.amal).post(date_url(cast), today)
    assert "Choose a time that is still to come" in answer.content.decode()
    assert cast.ask.shifts.get().starts_at == cast.shift.starts_at


def test_date_without_days_of_its_own_may_be_cut_short_after_it_began(cast: Cast, client_of, now) -> None:
    Ask.objects.update(is_flexible=True)
    cast.ask.shifts.update(starts_at=now - HOUR)
    assert client_of(cast.amal).post(date_url(cast), {**NEW, "on": "2026-03-05"}).status_code == 302


def test_date_with_more_places_did_not_move(cast: Cast, now) -> None:
    slot = Slot(cast.shift.starts_at, cast.shift.ends_at, 9, "Carrier")
    changed = actions.change_shift(shift=cast.shift, by=cast.amal, now=now, slot=slot)
    assert (changed.places, changed.changed_at) == (9, None)


def test_date_never_gets_fewer_places_than_are_taken(cast: Cast, client_of) -> None:
    assert actions.take_place(shift=cast.shift)
    assert actions.take_place(shift=cast.shift)
    answer = client_of(cast.amal).post(date_url(cast), {**NEW, "places": "1"})
    assert "already have a place" in answer.content.decode()


def test_date_that_has_begun_stays(cast: Cast, now) -> None:
    slot = Slot(now + 100 * HOUR, now + 101 * HOUR)
    later = cast.shift.starts_at + HOUR
    with pytest.raises(refusals.AlreadyStarted):
        actions.change_shift(shift=cast.shift, by=cast.amal, now=later, slot=slot)
    with pytest.raises(refusals.AlreadyStarted):
        actions.cancel_shift(shift=cast.shift, by=cast.amal, now=later)


def test_take_place_stops_at_the_last_one_and_give_back_frees_it(cast: Cast) -> None:
    assert [actions.take_place(shift=cast.shift) for _one in range(3)] == [True, True, False]
    actions.give_back_place(shift=cast.shift)
    assert actions.take_place(shift=cast.shift)
    for _one in range(5):
        actions.give_back_place(shift=cast.shift)
    cast.shift.refresh_from_db()
    assert cast.shift.places_taken == 0


def test_take_place_of_a_cancelled_date_is_refused(cast: Cast, now) -> None:
    actions.cancel_shift(shift=cast.shift, by=cast.amal, now=now)
    assert not actions.take_place(shift=cast.shift)


@pytest.mark.parametrize(
    "wrong", [{"places_taken": 3}, {"places": 0}, {"ends_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}]
)
def test_database_refuses_a_broken_date(cast: Cast, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.filter(pk=cast.shift.pk).update(**wrong)


def test_remove_takes_a_draft_s_date_away(cast: Cast, client_of, now) -> None:
    slots = [Slot(now + one * 24 * HOUR, now + one * 24 * HOUR + HOUR) for one in (2, 3)]
    draft = actions.draft(
        community=cast.harbour,
        by=cast.amal,
        now=now,
        kind="in_person",
        what="Sing",
        language="en",
        slots=slots,
    )
    first = draft.shifts.first()
    assert (
        client_of(cast.amal).post(reverse("asks:removed_date", args=[draft.pk, first.pk])).status_code == 302
    )
    assert draft.shifts.count() == 1


@pytest.mark.parametrize("name", ["amal", "chidi"])
def test_remove_leaves_a_date_that_somebody_may_count_on(cast: Cast, client_of, name: str) -> None:
    """A tab from the time of the draft, or the address by hand: neither may pass by those who promised."""
    Ask.objects.filter(pk=cast.ask.pk).update(posted_by=cast.chidi)
    address = reverse("asks:removed_date", args=[cast.ask.pk, cast.shift.pk])
    answer = client_of(getattr(cast, name)).post(address)
    assert answer.status_code == 409
    assert "somebody may count on this date" in answer.content.decode()
    assert cast.ask.shifts.get().cancelled_at is None


def test_dates_offer_to_cancel_to_stewards_alone(cast: Cast, client_of) -> None:
    Ask.objects.filter(pk=cast.ask.pk).update(posted_by=cast.chidi)
    link = reverse("commitments:cancellation", args=[cast.shift.pk])
    assert link in client_of(cast.amal).get(url(cast)).content.decode()
    assert link not in client_of(cast.chidi).get(url(cast)).content.decode()
    assert client_of(cast.chidi).get(link).status_code == 404


def test_draft_s_date_is_removed_and_never_cancelled(cast: Cast, now) -> None:
    Ask.objects.filter(pk=cast.ask.pk).update(published_at=None)
    with pytest.raises(refusals.StillADraft):
        actions.cancel_shift(shift=cast.shift, by=cast.amal, now=now)


def test_closed_ask_can_still_be_called_off_and_delegated(cast: Cast, client_of, now) -> None:
    """Closing ends new offers; whoever has promised must still hear, and somebody must still answer."""
    actions.close(ask=cast.ask, by=cast.amal, now=now)
    page = reverse("asks:delegates", args=[cast.ask.pk])
    assert page in client_of(cast.amal).get(reverse("asks:ask", args=[cast.ask.pk])).content.decode()
    assert client_of(cast.amal).post(page, {"person": cast.chidi.pk}).status_code == 302
    assert client_of(cast.chidi).get(page).status_code == 404
    assert actions.cancel_shift(shift=cast.shift, by=cast.amal, now=now).cancelled_at == now
    with pytest.raises(refusals.AlreadyClosed):
        actions.edit(ask=cast.ask, by=cast.amal, now=now, changes={"what": "Something else"})


def test_delegates_are_vouched_members(cast: Cast, client_of, now) -> None:
    page = reverse("asks:delegates", args=[cast.ask.pk])
    assert client_of(cast.amal).post(page, {"person": cast.dara.pk}).status_code == 200
    with pytest.raises(refusals.NotAMember):
        actions.delegate(ask=cast.ask, person=cast.dara, by=cast.amal, now=now)
    assert client_of(cast.amal).post(page, {"person": cast.chidi.pk}).status_code == 302
    delegate = cast.ask.delegates.get()
    assert delegate.person == cast.chidi
    assert client_of(cast.bruno).get(page).status_code == 404
    end = reverse("asks:undelegated", args=[cast.ask.pk, delegate.pk])
    assert client_of(cast.amal).post(end).status_code == 302
    assert not cast.ask.delegates.exists()
