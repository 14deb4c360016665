"""Changing several dates of a series at once: this one and those after it, or all that are still to come."""

import datetime as dt

import pytest
from django.urls import reverse

from alongside.asks import actions, jobs, queries
from alongside.asks.actions import refusals
from alongside.asks.models import Ask, DayOff, Occurrence, Series, Shift
from alongside.asks.rules import Slot, repeating
from alongside.asks.rules.repeating import Reach
from alongside.home.cast import DAY, Cast
from alongside.ledger.models import Entry

HOUR = dt.timedelta(hours=1)
SATURDAYS = "FREQ=WEEKLY;INTERVAL=1;BYDAY=SA;UNTIL=20260530"
SAID = {"on": "2026-03-21", "starts": "12:00", "ends": "15:00", "places": "2", "role": "Carrier"}


@pytest.fixture
def series(cast: Cast, now: dt.datetime) -> Series:
    """Every Saturday from 7 March to 30 May, 11:00 to 13:00 in Madrid."""
    return actions.repeat(shift=cast.shift, by=cast.amal, now=now, rule=SATURDAYS)


def date(on: str) -> Shift:
    return Shift.objects.select_related("ask__community", "occurrence__series").get(occurrence__on=on)


def address(on: str) -> str:
    shift = date(on)
    return reverse("asks:date", args=[shift.ask_id, shift.pk])


def hours(now: dt.datetime) -> dict[str, str]:
    """The local hours of all dates, by their day."""
    found = Occurrence.objects.select_related("shift__ask__community")
    return {
        f"{one.on:%d.%m.}": f"{one.shift.starts_at.astimezone(one.shift.ask.community.zone):%H:%M}"
        for one in found
    }


def change(on: str, cast: Cast, now: dt.datetime, reach: Reach, **said: object) -> Series:
    """`by` moves its start and end, in hours."""
    shift = date(on)
    by = dt.timedelta(hours=int(str(said.get("by", 0))))
    slot = Slot(
        shift.starts_at + by,
        shift.ends_at + by,
        int(str(said.get("places", shift.places))),
        str(said.get("role", shift.role)),
    )
    return actions.change_dates(shift=shift, by=cast.amal, now=now, slot=slot, reach=reach)


def test_date_of_a_series_asks_which_dates_are_meant(series: Series, cast: Cast, client_of) -> None:
    text = client_of(cast.amal).get(address("2026-03-21")).content.decode()
    assert "This date and all after it" in text
    lone = actions.add_shift(
        ask=cast.ask, by=cast.amal, now=cast.shift.starts_at - DAY, slot=Slot(*later(cast))
    )
    other = client_of(cast.amal).get(reverse("asks:date", args=[cast.ask.pk, lone.pk])).content.decode()
    assert "This date and all after it" not in other


def later(cast: Cast) -> tuple[dt.datetime, dt.datetime]:
    return cast.shift.starts_at + 3 * DAY, cast.shift.starts_at + 3 * DAY + HOUR


def test_one_date_changes_alone(series: Series, cast: Cast, client_of, now) -> None:
    client_of(cast.amal).post(address("2026-03-21"), {**SAID, "reach": "one"})
    assert [day for day, hour in hours(now).items() if hour == "12:00"] == ["21.03."]
    assert Series.objects.count() == 1


def test_following_dates_become_a_series_of_their_own(series: Series, cast: Cast, client_of, now) -> None:
    answer = client_of(cast.amal).post(address("2026-03-21"), {**SAID, "reach": "following"})
    assert answer.status_code == 302
    assert [day for day, hour in hours(now).items() if hour == "11:00"] == ["07.03.", "14.03."]
    first, second = Series.objects.order_by("first_on")
    assert (first.pk, first.rule[-8:], first.next_on) == (series.pk, "20260320", None)
    assert (second.first_on, second.rule[-8:]) == (dt.date(2026, 3, 21), "20260530")
    assert (second.starts, second.ends) == (dt.time(12), dt.time(15))
    assert {one.places for one in Shift.objects.all()} == {2}
    jobs.lay_out_series(now + 28 * DAY)
    assert hours(now)["23.05."] == "12:00"
    assert list(queries.broken_promises()) == []
    facts = {"ask": cast.ask.pk, "dates": 6, "moved": 6}
    assert Entry.objects.get(kind="asks.change_dates").facts == facts


def test_all_dates_change_in_their_own_series_while_none_has_passed(series: Series, cast: Cast, now) -> None:
    made = change("2026-03-21", cast, now, Reach.ALL, by=1)
    assert made == series
    assert set(hours(now).values()) == {"12:00"}
    assert Series.objects.count() == 1


def test_all_dates_are_those_that_have_not_begun(series: Series, cast: Cast, now) -> None:
    change("2026-03-28", cast, now + 11 * DAY, Reach.ALL, by=1)
    assert [day for day, hour in hours(now).items() if hour == "11:00"] == ["07.03.", "14.03."]


@pytest.mark.parametrize("on", ["2026-03-28", "2026-04-04"])
def test_hours_stay_on_the_wall_clock_of_each_date(series: Series, cast: Cast, now, on: str) -> None:
    """Summer time begins between the two; whichever is changed, all begin at noon."""
    change(on, cast, now, Reach.ALL, by=1)
    assert set(hours(now).values()) == {"12:00"}


def test_what_was_changed_for_one_date_alone_stays(series: Series, cast: Cast, now) -> None:
    moved, wider = date("2026-03-21"), date("2026-04-04")
    actions.change_shift(
        shift=moved,
        by=cast.amal,
        now=now,
        slot=Slot(moved.starts_at + DAY, moved.ends_at + DAY, 2, "Carrier"),
    )
    actions.change_shift(
        shift=wider, by=cast.amal, now=now, slot=Slot(wider.starts_at, wider.ends_at, 9, "Carrier")
    )
    change("2026-03-14", cast, now, Reach.FOLLOWING, by=1, role="Cook")
    assert hours(now)["21.03."] == "11:00"
    assert date("2026-03-21").starts_at == moved.starts_at + DAY
    assert hours(now)["04.04."] == "12:00"
    assert {one.shift.places for one in Occurrence.objects.select_related("shift")} == {2, 9}
    assert [one.on.day for one in Occurrence.objects.filter(shift__role="Carrier")] == [7]


def test_only_what_was_said_is_changed_for_the_others(series: Series, cast: Cast, now) -> None:
    """The date on whose page it is said may have hours of its own: they stay its own."""
    own = date("2026-03-21")
    actions.change_shift(
        shift=own,
        by=cast.amal,
        now=now,
        slot=Slot(own.starts_at + 3 * HOUR, own.ends_at + 3 * HOUR, 2, "Carrier"),
    )
    change("2026-03-21", cast, now, Reach.FOLLOWING, places=5)
    assert hours(now)["21.03."] == "14:00"
    assert hours(now)["28.03."] == "11:00"
    assert date("2026-04-25").places == 5
    assert date("2026-03-14").places == 2


def test_dates_that_move_are_marked_for_those_committed_and_others_are_not(
    series: Series, cast: Cast, now
) -> None:
    change("2026-03-21", cast, now, Reach.FOLLOWING, places=5)
    assert not Shift.objects.filter(changed_at__isnull=False).exists()
    change("2026-03-28", cast, now, Reach.FOLLOWING, by=1)
    marked = Occurrence.objects.filter(shift__changed_at=now)
    assert [one.on.day for one in marked] == [28, 4, 11, 18, 25]
    cast.ask.refresh_from_db()
    assert cast.ask.changed_at == now


def test_dates_that_are_called_off_stay_called_off_as_they_were(series: Series, cast: Cast, now) -> None:
    off = date("2026-03-28")
    actions.cancel_shift(shift=off, by=cast.amal, now=now)
    change("2026-03-21", cast, now, Reach.FOLLOWING, by=1)
    assert hours(now)["28.03."] == "11:00"
    assert date("2026-03-28").cancelled_at == now


def test_days_off_go_with_the_days_that_follow(series: Series, cast: Cast, now) -> None:
    for day in (dt.date(2026, 5, 9), dt.date(2026, 5, 16)):
        actions.leave_out(series=series, on=day, by=cast.amal, now=now)
    made = change("2026-03-21", cast, now, Reach.FOLLOWING, by=1)
    assert {one.series for one in DayOff.objects.all()} == {made}
    jobs.lay_out_series(now + 28 * DAY)
    assert "09.05." not in hours(now)


def test_every_second_week_keeps_its_weeks_when_it_is_parted(cast: Cast, now) -> None:
    rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SA;UNTIL=20260630"
    series = actions.repeat(shift=cast.shift, by=cast.amal, now=now, rule=rule)
    before = repeating.named(series.rule, series.first_on)
    made = change("2026-03-21", cast, now, Reach.FOLLOWING, by=1)
    series.refresh_from_db()
    parts = [repeating.named(one.rule, one.first_on) for one in (series, made)]
    assert parts[0] + parts[1] == before


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"on": "2026-03-22"}, "on", "Only one date alone can move to another day"),
        ({"places": "1"}, "places", "already have a place"),
        ({"places": "0"}, "places", "greater than or equal to 1"),
        ({"reach": "some"}, "reach", "Select a valid choice"),
    ],
)
@pytest.mark.usefixtures("with_context")
def test_change_says_what_is_wrong_at_its_field(
    series: Series, cast: Cast, client_of, now, said: dict[str, str], field: str, words: str
) -> None:
    """A place too few on any of the dates is one too few."""
    full = date("2026-04-11")
    assert actions.take_place(shift=full)
    assert actions.take_place(shift=full)
    before = hours(now)
    answer = client_of(cast.amal).post(address("2026-03-21"), {**SAID, "reach": "following", **said})
    assert answer.status_code == 200
    assert words in "".join(answer.context["form"].errors[field])
    assert hours(now) == before
    assert Series.objects.count() == 1


def test_no_date_moves_into_the_past(series: Series, cast: Cast, now) -> None:
    with pytest.raises(refusals.NotStillToCome):
        change("2026-03-14", cast, date("2026-03-07").starts_at - HOUR, Reach.ALL, by=-2)


def test_dates_of_a_draft_change_too(series: Series, cast: Cast, now) -> None:
    Ask.objects.update(published_at=None)
    change("2026-03-07", cast, now, Reach.FOLLOWING, by=1)
    assert set(hours(now).values()) == {"12:00"}
    assert not Shift.objects.filter(changed_at__isnull=False).exists()
    assert not Entry.objects.filter(kind="asks.change_dates").exists()


@pytest.mark.parametrize("name", ["bruno", "chidi", "dara", "edda", "farid", "gita", "olu"])
def test_dates_are_changed_by_nobody_else(series: Series, cast: Cast, now, name: str) -> None:
    shift = date("2026-03-21")
    slot = Slot(shift.starts_at + HOUR, shift.ends_at + HOUR, 2)
    with pytest.raises(refusals.MayNotEdit):
        actions.change_dates(shift=shift, by=getattr(cast, name), now=now, slot=slot, reach=Reach.FOLLOWING)


def test_a_lone_date_has_none_that_follow(cast: Cast, now) -> None:
    slot = Slot(cast.shift.starts_at, cast.shift.ends_at, 5)
    with pytest.raises(refusals.RepeatsNot):
        actions.change_dates(shift=cast.shift, by=cast.amal, now=now, slot=slot, reach=Reach.ALL)


def test_moved_date_takes_the_hours_of_those_with_which_it_is_changed(
    series: Series, cast: Cast, client_of, now
) -> None:
    """Its own day stays, and the form shows that day."""
    moved = date("2026-03-21")
    slot = Slot(moved.starts_at + DAY, moved.ends_at + DAY, 2, "Carrier")
    actions.change_shift(shift=moved, by=cast.amal, now=now, slot=slot)
    said = {**SAID, "on": "2026-03-22", "reach": "following"}
    assert client_of(cast.amal).post(address("2026-03-21"), said).status_code == 302
    assert date("2026-03-21").starts_at == moved.starts_at + DAY + HOUR
    assert hours(now)["28.03."] == "12:00"
