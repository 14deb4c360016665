"""A series as those steer it who asked: what it says, the days that it leaves out, and its end."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.asks import actions, jobs, queries
from alongside.asks.actions import refusals
from alongside.asks.models import Ask, DayOff, Series, Shift
from alongside.asks.rules import Slot
from alongside.home.cast import DAY, Cast
from alongside.ledger.models import Entry

TUESDAYS = "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU,SA;UNTIL=20260630"
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def series(cast: Cast, now: dt.datetime) -> Series:
    return actions.repeat(shift=cast.shift, by=cast.amal, now=now, rule=TUESDAYS)


def page(series: Series) -> str:
    return reverse("asks:series", args=[series.ask_id, series.pk])


def days_off(series: Series) -> str:
    return reverse("asks:days_off", args=[series.ask_id, series.pk])


def days(series: Series) -> list[str]:
    return [f"{one.on:%d.%m.}" for one in series.occurrences.all()]


def test_series_says_its_rule_its_hours_and_the_next_days(series: Series, cast: Cast, client_of) -> None:
    text = client_of(cast.amal).get(page(series)).content.decode()
    assert "Every week: Tuesday and Saturday, until Tuesday, June 30" in text
    assert '<time datetime="11:00">' in text
    assert "In the time of Madrid" in text
    assert '<time datetime="2026-03-21">' in text
    assert (
        page(series) in client_of(cast.amal).get(reverse("asks:dates", args=[cast.ask.pk])).content.decode()
    )


def test_series_offers_no_second_repetition_of_its_dates(series: Series, cast: Cast, client_of) -> None:
    text = client_of(cast.amal).get(reverse("asks:dates", args=[cast.ask.pk])).content.decode()
    assert reverse("asks:new_series", args=[cast.ask.pk, cast.shift.pk]) not in text


def test_days_off_are_never_made(series: Series, cast: Cast, client_of, now: dt.datetime) -> None:
    assert client_of(cast.amal).post(days_off(series), {"on": "2026-05-02"}).status_code == 302
    assert '<time datetime="2026-05-02">' in client_of(cast.amal).get(days_off(series)).content.decode()
    jobs.lay_out_series(now + 14 * DAY)
    assert "02.05." not in days(series)
    assert "05.05." in days(series)
    assert Entry.objects.get(kind="asks.leave_out").facts == {"ask": cast.ask.pk, "on": "2026-05-02"}


def test_day_on_takes_it_in_again_also_when_its_time_is_near(
    series: Series, cast: Cast, client_of, now: dt.datetime
) -> None:
    actions.leave_out(series=series, on=dt.date(2026, 5, 2), by=cast.amal, now=now)
    jobs.lay_out_series(now + 14 * DAY)
    off = DayOff.objects.get()
    back = reverse("asks:day_on", args=[cast.ask.pk, series.pk, off.pk])
    assert client_of(cast.bruno).post(back).status_code == 404
    for _time in range(2):
        assert client_of(cast.amal).post(back).status_code == 302
    assert not DayOff.objects.exists()
    jobs.lay_out_series(now + 14 * DAY)
    assert "02.05." in days(series)
    assert Entry.objects.filter(kind="asks.take_in").count() == 1


def test_a_long_break_does_not_end_the_ask(cast: Cast, now: dt.datetime) -> None:
    """Ten Saturdays are left out, longer than dates are made ahead. The first after them is made in the break."""
    rule = "FREQ=WEEKLY;INTERVAL=1;BYDAY=SA;UNTIL=20260930"
    weekly = actions.repeat(shift=cast.shift, by=cast.amal, now=now, rule=rule)
    for week in range(10):
        on = dt.date(2026, 5, 2) + 7 * week * DAY
        actions.leave_out(series=weekly, on=on, by=cast.amal, now=now)
    assert days(weekly)[-1] == "25.04."
    for day in (40, 60):
        jobs.lay_out_series(now + day * DAY)
    assert days(weekly)[-2:] == ["25.04.", "11.07."]
    assert Ask.objects.open(now + 60 * DAY).filter(pk=cast.ask.pk).exists()
    assert jobs.lay_out_series(now + 60 * DAY) == 0


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2026-05-03", "Nothing takes place on that day"),
        ("2026-07-04", "Nothing takes place on that day"),
        ("2026-03-10", "A steward can call it off instead"),
    ],
)
@pytest.mark.usefixtures("with_context")
def test_days_off_say_what_is_wrong_at_their_field(
    series: Series, cast: Cast, client_of, on: str, words: str
) -> None:
    answer = client_of(cast.amal).post(days_off(series), {"on": on})
    assert words in "".join(answer.context["form"].errors["on"])
    assert not DayOff.objects.exists()
    assert Shift.objects.filter(occurrence__on="2026-03-10").exists()


def test_day_off_of_a_draft_takes_its_date_away(series: Series, cast: Cast, now: dt.datetime) -> None:
    Ask.objects.update(published_at=None)
    actions.leave_out(series=series, on=dt.date(2026, 3, 10), by=cast.amal, now=now)
    assert "10.03." not in days(series)
    assert not Entry.objects.filter(kind="asks.leave_out").exists()


def test_end_is_moved_on_and_its_dates_follow(series: Series, cast: Cast, client_of, now) -> None:
    jobs.lay_out_series(now + 118 * DAY)
    series.refresh_from_db()
    assert series.next_on is None
    assert client_of(cast.amal).post(page(series), {"until": "2026-08-31"}).status_code == 302
    series.refresh_from_db()
    assert series.rule.endswith("UNTIL=20260831")
    assert series.next_on is not None
    assert Entry.objects.get(kind="asks.end_series").facts["last"] == "2026-08-31"


def test_end_comes_sooner_where_no_date_stands(series: Series, cast: Cast, client_of) -> None:
    assert client_of(cast.amal).post(page(series), {"until": "2026-05-10"}).status_code == 302
    series.refresh_from_db()
    assert series.next_on == dt.date(2026, 5, 2)


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ("2026-04-20", "A steward can call them off first"),
        ("2028-05-01", "within two years"),
        ("2027-12-31", "more than 120 dates"),
        ("2026-02-01", "Choose a later day"),
    ],
)
@pytest.mark.usefixtures("with_context")
def test_end_says_what_is_wrong_at_its_field(
    series: Series, cast: Cast, client_of, until: str, words: str
) -> None:
    answer = client_of(cast.amal).post(page(series), {"until": until})
    assert words in "".join(answer.context["form"].errors["until"])
    series.refresh_from_db()
    assert series.rule == TUESDAYS


def test_end_of_a_draft_s_series_takes_its_later_dates_away(series: Series, cast: Cast, now) -> None:
    Ask.objects.update(published_at=None)
    actions.end_series(series=series, last=dt.date(2026, 3, 7), by=cast.amal, now=now)
    assert days(series) == ["07.03."]


def test_end_waits_for_no_date_that_was_called_off(series: Series, cast: Cast, now) -> None:
    for shift in Shift.objects.filter(occurrence__on__gt="2026-04-20"):
        actions.cancel_shift(shift=shift, by=cast.amal, now=now)
    actions.end_series(series=series, last=dt.date(2026, 4, 20), by=cast.amal, now=now)
    series.refresh_from_db()
    assert series.next_on is None


@pytest.mark.parametrize("name", ["bruno", "dara", "chidi"])
def test_series_is_changed_by_nobody_else(series: Series, cast: Cast, now, name: str) -> None:
    by = getattr(cast, name)
    with pytest.raises(refusals.MayNotEdit):
        actions.leave_out(series=series, on=dt.date(2026, 5, 2), by=by, now=now)
    with pytest.raises(refusals.MayNotEdit):
        actions.take_in(series=series, on=dt.date(2026, 5, 2), by=by, now=now)
    with pytest.raises(refusals.MayNotEdit):
        actions.end_series(series=series, last=dt.date(2026, 8, 31), by=by, now=now)


def test_dates_ask_as_many_questions_for_thirty_series_as_for_one(
    series: Series, cast: Cast, client_of, now
) -> None:
    Shift.objects.exclude(pk=cast.shift.pk).delete()
    Series.objects.update(rule="FREQ=MONTHLY;BYMONTHDAY=7;UNTIL=20261231", next_on=None)
    address, client = reverse("asks:dates", args=[cast.ask.pk]), client_of(cast.amal)
    client.get(address)
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
        for one in range(29 * (1 - number)):
            starts_at = now + (one + 2) * DAY + HOUR
            shift = actions.add_shift(
                ask=cast.ask, by=cast.amal, now=now, slot=Slot(starts_at, starts_at + HOUR)
            )
            rule = f"FREQ=MONTHLY;BYMONTHDAY={starts_at.day};UNTIL=20261231"
            made = actions.repeat(shift=shift, by=cast.amal, now=now, rule=rule)
            DayOff.objects.create(series=made, on=dt.date(2026, 12, 1))
    assert counts[0] == counts[1]


def test_promises_name_a_series_that_never_ends_or_is_of_another_ask(series: Series, cast: Cast, now) -> None:
    assert list(queries.broken_promises()) == []
    other = Ask.objects.create(community=cast.harbour, kind="make", what="Sew", language="en", created_at=now)
    Series.objects.update(ask=other, rule="FREQ=DAILY")
    broken = list(queries.broken_promises())
    assert f"Series {series.pk} does not end in time." in broken
    assert f"Date {cast.shift.pk} stands in a series of another ask." in broken
