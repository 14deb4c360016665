"""Renewal: whoever asks is asked whether it still stands; silence lets an ask rest, and one tap wakes it."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from alongside.asks import actions, jobs, queries, rules
from alongside.asks.actions import refusals
from alongside.asks.models import Ask, Delegate, Renewal, Shift
from alongside.asks.rules import Slot, repeating
from alongside.asks.rules.repeating import Often
from alongside.commitments import actions as commitments
from alongside.commitments import jobs as commitment_jobs
from alongside.commitments.models import Commitment, Stint
from alongside.communities.models import Membership, Restriction
from alongside.home.cast import DAY, Cast
from alongside.ledger.models import Entry
from alongside.notices.models import Notice
from alongside.people import actions as people
from alongside.people.models import Person

LATER = 28 * DAY
SILENT = 14 * DAY
ASKS, RESTS = "Does this still stand?", "Nobody has said so for two weeks"


@pytest.fixture
def old(cast: Cast, now: dt.datetime) -> Cast:
    """The ask of the cast, written by a member, open for four weeks, and on in two months."""
    Ask.objects.update(posted_by=cast.chidi, created_at=now - LATER, published_at=now - LATER)
    Shift.objects.update(starts_at=now + 60 * DAY, ends_at=now + 60 * DAY + dt.timedelta(hours=2))
    return cast


def told(kind: str) -> list[Person]:
    return [one.to for one in Notice.objects.filter(kind=kind).order_by("at", "to__display_name")]


def is_open(now: dt.datetime) -> bool:
    return Ask.objects.open(now).exists()


def url(cast: Cast, name: str = "asks:renewed") -> str:
    return reverse(name, args=[cast.ask.pk])


def facts(now: dt.datetime, **said: dt.timedelta | None) -> dict[str, Any]:
    """What a rule is told, each as how long ago, or how far ahead with a minus."""
    usual = {"tended_at": LATER, "last_ends_at": -60 * DAY, "promised_until": None, **said}
    return {name: None if ago is None else now - ago for name, ago in usual.items()}


@pytest.mark.parametrize(
    ("said", "is_stale"),
    [
        ({}, True),
        ({"tended_at": LATER - dt.timedelta(seconds=1)}, False),
        ({"last_ends_at": -SILENT}, False),
        ({"last_ends_at": -SILENT - dt.timedelta(seconds=1)}, True),
        ({"promised_until": -DAY}, False),
        ({"promised_until": LATER - DAY}, False),
        ({"promised_until": LATER}, True),
    ],
)
def test_stale_is_what_nobody_touched_or_promised_and_goes_on(
    old: Cast, now: dt.datetime, said: dict[str, Any], is_stale: bool
) -> None:
    """The rule, the query of the worker, and the question about one ask give the same answer."""
    given = facts(now, **said)
    assert rules.is_stale(**given, now=now) is is_stale
    Ask.objects.update(published_at=given["tended_at"])
    Shift.objects.update(starts_at=now, ends_at=given["last_ends_at"])
    if given["promised_until"]:
        ends_at = given["promised_until"]
        Shift.objects.create(ask=old.ask, starts_at=ends_at - DAY, ends_at=ends_at, places_taken=1)
    assert queries.stale(now=now).exists() is is_stale
    assert queries.is_stale(ask=Ask.objects.get(), now=now) is is_stale


def test_ask_is_asked_about_once_and_only_whoever_wrote_it_is(old: Cast, now: dt.datetime) -> None:
    assert jobs.ask_what_stands(now) == 1
    assert jobs.ask_what_stands(now) == 0
    assert told("ask.stands") == [old.chidi]
    assert is_open(now)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"published_at": None},
        {"paused_at": dt.datetime(2026, 3, 1, tzinfo=dt.UTC)},
        {"closed_at": dt.datetime(2026, 3, 1, tzinfo=dt.UTC)},
    ],
)
def test_what_is_not_open_is_not_asked_about(old: Cast, now: dt.datetime, change: dict[str, Any]) -> None:
    Ask.objects.update(**change)
    assert jobs.ask_what_stands(now) == 0
    assert not actions.ask_again(ask=old.ask, by=None, now=now)


def test_ask_for_somebody_else_is_asked_about_its_stewards(old: Cast, now: dt.datetime) -> None:
    """All of them, also where a member may say whether it helped."""
    Ask.objects.update(on_behalf=True, posted_by=old.amal)
    Delegate.objects.create(ask=old.ask, person=old.chidi, at=now, by=old.amal)
    jobs.ask_what_stands(now)
    assert told("ask.stands") == [old.amal, old.chidi, old.jun]


def test_ask_of_somebody_who_left_is_asked_about_its_stewards(old: Cast, now: dt.datetime) -> None:
    Membership.objects.filter(person=old.chidi).delete()
    jobs.ask_what_stands(now)
    assert told("ask.stands") == [old.amal, old.jun]


def test_delegates_are_asked_too_and_whoever_is_kept_out_is_not(old: Cast, now: dt.datetime) -> None:
    Ask.objects.update(posted_by=old.amal)
    Delegate.objects.create(ask=old.ask, person=old.chidi, at=now, by=old.amal)
    Restriction.objects.create(
        community=old.harbour, person=old.amal, reason="safety", at=now, by=old.jun, until=now + DAY
    )
    jobs.ask_what_stands(now)
    assert told("ask.stands") == [old.chidi]


def test_somebody_who_rests_is_asked_nothing_until_they_are_back(old: Cast, now: dt.datetime) -> None:
    people.start_rest(by=old.chidi, until_on=(now + 20 * DAY).date(), now=now)
    assert jobs.ask_what_stands(now) == 0
    assert is_open(now + SILENT)
    assert jobs.ask_what_stands(now + 21 * DAY) == 1


def test_silence_lets_it_rest_and_one_tap_wakes_it(old: Cast, now: dt.datetime, client_of) -> None:
    jobs.ask_what_stands(now)
    last = now + SILENT
    assert is_open(last - dt.timedelta(seconds=1))
    assert not is_open(last)
    assert [jobs.ask_what_stands(last), jobs.ask_what_stands(last)] == [1, 0]
    assert told("ask.rests") == [old.chidi]
    with time_machine.travel(last):
        client = client_of(old.chidi)
        assert RESTS in client.get(url(old, "asks:ask")).content.decode()
        page = client.post(url(old), follow=True).content.decode()
    assert "It stands." in page
    assert RESTS not in page
    assert is_open(last)
    assert [one.kind for one in Entry.objects.order_by("number")] == ["asks.rest", "asks.renew"]
    assert Renewal.objects.get().by == old.chidi
    assert jobs.ask_what_stands(last + LATER - DAY) == 0
    Shift.objects.update(ends_at=last + 90 * DAY)
    assert jobs.ask_what_stands(last + LATER + DAY) == 1


def test_ask_at_rest_reads_as_paused_to_others_and_takes_no_offer(
    old: Cast, now: dt.datetime, client, client_of
) -> None:
    Ask.objects.update(open_to="anyone")
    jobs.ask_what_stands(now)
    with time_machine.travel(now + SILENT):
        page = client_of(old.bruno).get(url(old, "asks:ask")).content.decode()
        assert "This ask is paused" in page
        assert ASKS not in page
        assert client.get(url(old, "asks:ask")).status_code == 404
        assert client_of(old.bruno).get(reverse("commitments:offer", args=[old.ask.pk])).status_code == 404
        assert (
            old.ask.what not in client.get(reverse("asks:calendar", args=[old.harbour.pk])).content.decode()
        )
        cards = client_of(old.jun).get(reverse("asks:drafts", args=[old.harbour.pk])).content.decode()
    assert old.ask.what in cards


def test_promise_answers_for_whoever_was_asked(old: Cast, now: dt.datetime) -> None:
    jobs.ask_what_stands(now)
    offer = commitments.offer(shift=old.shift, by=old.bruno, now=now + DAY)
    commitments.accept(commitment=offer, by=old.amal, now=now + DAY)
    assert jobs.ask_what_stands(now + DAY) == 1
    assert Ask.objects.get().asked_again_at is None
    assert jobs.ask_what_stands(now + 40 * DAY) == 0
    assert is_open(now + 40 * DAY)


def test_offer_that_waited_is_answered_while_the_ask_rests(old: Cast, now: dt.datetime) -> None:
    jobs.ask_what_stands(now)
    offer = commitments.offer(shift=old.shift, by=old.bruno, now=now + SILENT - DAY)
    assert not is_open(now + SILENT)
    commitments.accept(commitment=offer, by=old.amal, now=now + SILENT)
    jobs.ask_what_stands(now + SILENT)
    assert is_open(now + SILENT)
    assert Commitment.objects.open(now + SILENT).count() == 1


@pytest.mark.parametrize("verb", ["edit", "add", "change", "reword", "repeat", "resume"])
def test_whoever_changes_it_says_that_it_stands(old: Cast, now: dt.datetime, verb: str) -> None:
    jobs.ask_what_stands(now)
    then = now + SILENT
    slot = Slot(then + 30 * DAY, then + 31 * DAY)
    said: dict[str, Any] = {"by": old.amal, "now": then}
    if verb == "edit":
        actions.edit(ask=old.ask, changes={"what": "Carry pans"}, **said)
    elif verb == "add":
        actions.add_shift(ask=old.ask, slot=slot, **said)
    elif verb == "change":
        actions.change_shift(shift=Shift.objects.get(), slot=slot, **said)
    elif verb == "reword":
        actions.reword(ask=old.ask, language="es", what="Llevar ollas", **said)
    elif verb == "repeat":
        first = Shift.objects.get().starts_at.astimezone(old.harbour.zone).date()
        rule = repeating.times(repeating.pattern(Often.WEEK, first), first, 3)
        actions.repeat(shift=Shift.objects.get(), rule=rule, **said)
    else:
        actions.pause(ask=old.ask, **said)
        actions.resume(ask=old.ask, **said)
    assert Ask.objects.get().asked_again_at is None
    assert is_open(then)
    assert Renewal.objects.get().at == then


def test_series_is_asked_about_like_any_other_and_adds_no_promise_while_it_rests(
    old: Cast, now: dt.datetime
) -> None:
    shift = Shift.objects.get()
    Shift.objects.update(starts_at=now + DAY, ends_at=now + DAY + dt.timedelta(hours=2))
    shift.refresh_from_db()
    first = shift.starts_at.astimezone(old.harbour.zone).date()
    rule = repeating.times(repeating.pattern(Often.WEEK, first), first, 40)
    series = actions.repeat(shift=shift, rule=rule, by=old.chidi, now=now)
    asked_at = now + LATER
    assert jobs.ask_what_stands(asked_at) == 1
    rests_at = asked_at + SILENT
    stint = Stint.objects.create(
        series=series, ally=old.bruno, until=(rests_at + 60 * DAY).date(), offered_at=now,
        looked_on=asked_at.date(), yes_at=now, yes_by=old.amal,
    )  # fmt: skip
    jobs.lay_out_series(rests_at)
    assert commitment_jobs.go_on_with_stints(rests_at) == 0
    actions.renew(ask=old.ask, by=old.chidi, now=rests_at)
    assert commitment_jobs.go_on_with_stints(rests_at) == 1
    assert Commitment.objects.of(stint.ally).exists()


def test_renewal_is_for_the_asking_side_alone(old: Cast, now: dt.datetime, client_of) -> None:
    Ask.objects.update(posted_by=old.amal)
    jobs.ask_what_stands(now)
    for stranger in (old.gita, old.bruno, old.chidi, old.dara, old.edda, old.farid, old.olu):
        assert client_of(stranger).post(url(old)).status_code == 404
        with pytest.raises(refusals.MayNotEdit):
            actions.renew(ask=old.ask, by=stranger, now=now)
        assert ASKS not in client_of(stranger).get(url(old, "asks:ask")).content.decode()
    assert client_of(old.amal).get(url(old)).status_code == 405
    Delegate.objects.create(ask=old.ask, person=old.chidi, at=now, by=old.amal)
    page = client_of(old.chidi).get(url(old, "asks:ask")).content.decode()
    assert ASKS in page
    assert "No, close it" not in page
    assert "No, close it" in client_of(old.jun).get(url(old, "asks:ask")).content.decode()
    client_of(old.chidi).post(url(old))
    assert Ask.objects.get().asked_again_at is None


def test_renewal_of_what_nobody_asked_about_or_is_closed_changes_nothing(old: Cast, now: dt.datetime) -> None:
    actions.renew(ask=old.ask, by=old.chidi, now=now)
    assert not Renewal.objects.exists()
    assert not Entry.objects.exists()
    actions.close(ask=old.ask, by=old.chidi, now=now)
    with pytest.raises(refusals.AlreadyClosed):
        actions.renew(ask=old.ask, by=old.chidi, now=now)


def test_desk_asks_once_for_each_in_as_many_queries(
    old: Cast, now: dt.datetime, client_of, django_assert_num_queries
) -> None:
    assert "Does it still stand?" not in client_of(old.chidi).get("/desk/").content.decode()
    jobs.ask_what_stands(now)
    for someone in (old.chidi, old.jun):
        page = client_of(someone).get("/desk/").content.decode()
        assert "Does it still stand?" in page
        assert f'action="{url(old)}"' in page
    assert "Does it still stand?" not in client_of(old.bruno).get("/desk/").content.decode()
    for number in range(29):
        ask = Ask.objects.create(
            community=old.harbour, posted_by=old.chidi, kind="make", what=f"Bake {number}", language="en",
            created_at=now - LATER, published_at=now - LATER, asked_again_at=now,
        )  # fmt: skip
        Shift.objects.create(ask=ask, starts_at=now, ends_at=now + 60 * DAY)
    with django_assert_num_queries(4):
        assert len(queries.questions(viewer=old.chidi, now=now)) == 30


def test_everything_about_me_names_what_i_said_stands(old: Cast, now: dt.datetime) -> None:
    jobs.ask_what_stands(now)
    actions.renew(ask=old.ask, by=old.chidi, now=now)
    assert queries.about_person(person=old.chidi)["asks_renewed"] == [{"ask": old.ask.pk, "at": now}]
    actions.erase_person(person=old.chidi, now=now)
    assert Renewal.objects.get().by is None
