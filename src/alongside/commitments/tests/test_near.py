"""Before a date its ally says that they come, or gives it back: by one tap in the product, or from a mail."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from alongside.asks.models import Ask, Shift
from alongside.commitments import actions, jobs
from alongside.commitments.models import Commitment
from alongside.commitments.rules import State
from alongside.communities.models import Guidance, Standing
from alongside.core.ids import new_id
from alongside.home.cast import DAY, Cast, person
from alongside.ledger.models import Entry
from alongside.notices import jobs as notice_jobs
from alongside.notices.models import Mail, Notice
from alongside.notices.queries import mail_key
from alongside.people import actions as people

HOUR = dt.timedelta(hours=1)
WHAT = "Carry soup pots"


def told(kind: str) -> list[str]:
    return list(Notice.objects.filter(kind=kind).order_by("at").values_list("to__display_name", flat=True))


def state(commitment: Commitment, at: dt.datetime) -> State:
    return Commitment.objects.with_history().get(pk=commitment.pk).state(at)


def url(commitment: Commitment, *, from_mail: bool = False) -> str:
    path = reverse("commitments:near", args=[commitment.pk])
    return f"{path}?key={mail_key(path=path)}" if from_mail else path


def test_a_day_before_its_ally_is_asked_once(promise: Commitment, cast: Cast) -> None:
    starts_at = cast.shift.starts_at
    assert jobs.ask_to_keep(starts_at - DAY - HOUR) == 0
    assert jobs.ask_to_keep(starts_at - DAY) == 1
    assert jobs.ask_to_keep(starts_at - DAY) == 0
    assert jobs.ask_to_keep(starts_at - HOUR) == 0
    assert told("commitment.near") == ["Bruno Sá"]


def test_with_a_long_lead_they_are_asked_a_week_before_too(promise: Commitment, cast: Cast, now) -> None:
    starts_at = now + 30 * DAY
    Shift.objects.filter(pk=cast.shift.pk).update(starts_at=starts_at, ends_at=starts_at + HOUR)
    assert jobs.ask_to_keep(starts_at - 8 * DAY) == 0
    assert jobs.ask_to_keep(starts_at - 7 * DAY) == 1
    assert jobs.ask_to_keep(starts_at - 2 * DAY) == 0
    assert jobs.ask_to_keep(starts_at - DAY) == 1


def test_whoever_said_that_they_come_or_promised_just_now_is_not_asked(
    promise: Commitment, cast: Cast, now
) -> None:
    actions.keep(commitment=promise, by=cast.bruno, now=now)
    assert jobs.ask_to_keep(cast.shift.starts_at - HOUR) == 0
    late = Shift.objects.create(ask=cast.ask, starts_at=now + 30 * HOUR, ends_at=now + 31 * HOUR)
    made = actions.offer(shift=late, by=cast.bruno, now=now)
    actions.accept(commitment=made, by=cast.amal, now=now)
    assert jobs.ask_to_keep(now + 20 * HOUR) == 0


def test_a_flexible_ask_is_near_its_last_day(promise: Commitment, cast: Cast, now) -> None:
    Ask.objects.filter(pk=cast.ask.pk).update(is_flexible=True)
    Shift.objects.filter(pk=cast.shift.pk).update(starts_at=now - DAY, ends_at=now + 5 * DAY)
    assert jobs.ask_to_keep(now + 3 * DAY) == 0
    assert jobs.ask_to_keep(now + 4 * DAY) == 1


@pytest.mark.parametrize(("do", "after"), [("keep", State.KEPT), ("release", State.RELEASED)])
@pytest.mark.parametrize("from_mail", [False, True])
def test_opening_changes_nothing_and_one_tap_decides(
    promise: Commitment, cast: Cast, client, client_of, now, do: str, after: State, *, from_mail: bool
) -> None:
    browser = client if from_mail else client_of(cast.bruno)
    address = url(promise, from_mail=from_mail)
    assert browser.get(address).status_code == 200
    assert state(promise, now) is State.ACCEPTED
    assert browser.post(address, {"do": do})["Location"] == address
    assert state(promise, now) is after
    facts = Entry.objects.get(kind=f"commitments.{do}").facts
    assert facts.get("by_mail", False) is from_mail
    assert browser.get(address).status_code == 200


def test_from_a_mail_it_says_a_time_and_nothing_else(promise: Commitment, cast: Cast, client) -> None:
    page = client.get(url(promise, from_mail=True)).content.decode()
    assert "Appointment" in page
    for word in (WHAT, "Harbour", "Bruno", "Old Harbour", promise.shift.role):
        assert word not in page


@pytest.mark.parametrize("who", ["nobody", "amal", "chidi", "edda", "farid", "gita"])
def test_for_everybody_else_it_is_not_there(
    promise: Commitment, cast: Cast, client, client_of, now, who: str
) -> None:
    browser = client if who == "nobody" else client_of(getattr(cast, who))
    for address in (url(promise), f"{url(promise)}?key=wrong", url(Commitment(pk=new_id()))):
        assert browser.get(address).status_code == 404
        assert browser.post(address, {"do": "release"}).status_code == 404
    assert state(promise, now) is State.ACCEPTED


def test_the_mail_leads_to_that_page_and_says_no_more(
    promise: Commitment, cast: Cast, letterbox: Any, give_address: Any
) -> None:
    Mail.objects.all().delete()
    give_address(cast.bruno, "bruno.private@mail.example")
    at = cast.shift.starts_at - DAY
    jobs.ask_to_keep(at)
    notice_jobs.send_due_mail(at)
    (sent,) = (letter.get_payload(decode=True).decode() for letter in letterbox.parsed())
    assert url(promise, from_mail=True) in sent
    assert WHAT not in sent
    assert "account" not in sent


def test_a_late_release_shows_the_groups_own_words_first(
    promise: Commitment, cast: Cast, client_of, time_machine
) -> None:
    Guidance.objects.create(community=cast.harbour, late="Call the kitchen first.")
    time_machine.move_to(cast.shift.starts_at - HOUR, tick=False)
    page = client_of(cast.bruno).get(url(promise)).content.decode()
    release = reverse("commitments:release", args=[promise.pk])
    assert release in page
    assert "Call the kitchen first." in client_of(cast.bruno).get(release).content.decode()


def test_when_nobody_is_left_close_to_the_time_the_stewards_hear_it_at_once(
    promise: Commitment, cast: Cast, now
) -> None:
    second = person("Second", now, sign_in_name="secret-second")
    Standing.objects.create(community=cast.harbour, person=second, level=2, given_at=now)
    other = actions.offer(shift=cast.shift, by=second, now=now)
    actions.accept(commitment=other, by=cast.amal, now=now)
    late = cast.shift.starts_at - HOUR
    actions.release(commitment=promise, by=cast.bruno, now=late)
    assert told("commitment.nobody_left") == []
    actions.release(commitment=other, by=second, now=late)
    assert sorted(told("commitment.nobody_left")) == ["Amal Haddad", "Jun Ito"]
    assert Shift.objects.get(pk=cast.shift.pk).places_taken == 0


def test_early_it_is_no_alarm_when_nobody_is_left(promise: Commitment, cast: Cast, now) -> None:
    actions.release(commitment=promise, by=cast.bruno, now=now)
    assert told("commitment.nobody_left") == []
    assert sorted(told("commitment.released")) == ["Amal Haddad", "Jun Ito"]


def test_a_released_place_is_never_shown_as_covered(promise: Commitment, cast: Cast, client_of, now) -> None:
    Shift.objects.filter(pk=cast.shift.pk).update(places=1)
    browser = client_of(cast.chidi)
    address = reverse("asks:ask", args=[cast.ask.pk])
    offer = reverse("commitments:offer", args=[cast.ask.pk])
    assert offer not in browser.get(address).content.decode()
    actions.release(commitment=promise, by=cast.bruno, now=now)
    assert offer in browser.get(address).content.decode()


def test_a_rest_gives_back_what_falls_into_it_and_nothing_else(promise: Commitment, cast: Cast, now) -> None:
    later = Shift.objects.create(ask=cast.ask, starts_at=now + 12 * DAY, ends_at=now + 12 * DAY + HOUR)
    stays = actions.offer(shift=later, by=cast.bruno, now=now)
    actions.accept(commitment=stays, by=cast.amal, now=now)
    sooner = Shift.objects.create(ask=cast.ask, starts_at=now + 5 * DAY, ends_at=now + 5 * DAY + HOUR)
    offered = actions.offer(shift=sooner, by=cast.bruno, now=now)
    people.start_rest(by=cast.bruno, until_on=(now + 10 * DAY).date(), now=now, gives_back=True)
    assert jobs.give_back_in_rest(now) == 2
    assert jobs.give_back_in_rest(now) == 0
    assert state(promise, now) is State.RELEASED
    assert state(stays, now) is State.ACCEPTED
    assert not Commitment.objects.filter(pk=offered.pk).exists()
    assert all("rest" not in str(entry.facts) for entry in Entry.objects.all())


def test_without_the_tick_a_rest_gives_nothing_back(promise: Commitment, cast: Cast, client_of, now) -> None:
    browser = client_of(cast.bruno)
    browser.post(reverse("people:rest"), {"until_on": (now + 10 * DAY).date().isoformat()})
    assert jobs.give_back_in_rest(now) == 0
    ticked = {"until_on": (now + 10 * DAY).date().isoformat(), "gives_back": "on"}
    browser.post(reverse("people:rest"), ticked)
    assert jobs.give_back_in_rest(now + HOUR) == 1


def test_what_is_accepted_during_a_rest_goes_back_too(cast: Cast, now) -> None:
    made = actions.offer(shift=cast.shift, by=cast.bruno, now=now)
    actions.accept(commitment=made, by=cast.amal, now=now)
    people.start_rest(by=cast.bruno, until_on=(now + 10 * DAY).date(), now=now, gives_back=True)
    assert jobs.give_back_in_rest(now) == 1
    assert state(made, now) is State.RELEASED
