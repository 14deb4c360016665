"""Letting a date repeat: the form in plain words, the look at the next dates, and the dates that are made."""

import datetime as dt

import pytest
from django.urls import reverse

from alongside.asks import actions, jobs, queries
from alongside.asks.actions import refusals
from alongside.asks.models import Ask, DayOff, Series, Shift
from alongside.asks.rules import Slot
from alongside.core.ids import new_id
from alongside.home.cast import DAY, Cast
from alongside.ledger.models import Entry

WEEKLY = {"often": "week", "weekdays": ["1", "5"], "until": "2026-06-30", "times": ""}
RULE = "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU,SA;UNTIL=20260630"
"""The date of the cast is Saturday, 7 March 2026, from 11:00 to 13:00 in Madrid."""


def url(shift: Shift) -> str:
    return reverse("asks:new_series", args=[shift.ask_id, shift.pk])


def repeated(cast: Cast, now: dt.datetime, rule: str = RULE) -> Series:
    return actions.repeat(shift=cast.shift, by=cast.amal, now=now, rule=rule)


def starts(series: Series) -> list[str]:
    found = Shift.objects.filter(occurrence__series=series).order_by("starts_at")
    return [f"{one.starts_at.astimezone(series.ask.community.zone):%d.%m. %H:%M}" for one in found]


def test_new_series_shows_the_next_dates_before_anything_is_made(cast: Cast, client_of) -> None:
    client = client_of(cast.amal)
    text = client.post(url(cast.shift), WEEKLY).content.decode()
    assert "These are the next dates" in text
    for day in ("2026-03-07", "2026-03-10", "2026-03-14", "2026-03-17", "2026-03-21"):
        assert f'<time datetime="{day}">' in text
    assert '<time datetime="2026-03-24">' not in text
    assert f'name="seen" value="{RULE}"' in text
    assert not Series.objects.exists()
    assert Shift.objects.count() == 1


def test_new_series_makes_the_dates_that_were_seen(cast: Cast, client_of) -> None:
    answer = client_of(cast.amal).post(url(cast.shift), {**WEEKLY, "seen": RULE})
    series = Series.objects.get()
    assert answer["Location"] == reverse("asks:series", args=[cast.ask.pk, series.pk])
    assert (series.rule, series.first_on, series.role) == (RULE, dt.date(2026, 3, 7), "Carrier")
    made = starts(series)
    assert made[:3] == ["07.03. 11:00", "10.03. 11:00", "14.03. 11:00"]
    assert made[-1] == "28.04. 11:00"
    assert len(made) == 16
    assert {one.places for one in cast.ask.shifts.all()} == {2}
    assert series.next_on == dt.date(2026, 5, 2)
    assert cast.shift.occurrence.on == series.first_on


def test_new_series_shows_again_what_was_changed_after_the_look(cast: Cast, client_of) -> None:
    answer = client_of(cast.amal).post(url(cast.shift), {**WEEKLY, "often": "two_weeks", "seen": RULE})
    assert answer.status_code == 200
    assert "INTERVAL=2" in answer.content.decode()
    assert not Series.objects.exists()


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"until": ""}, "until", "Say until when, or how many dates."),
        ({"times": "4"}, "times", "not both"),
        ({"until": "", "times": "121"}, "times", "less than or equal to 120"),
        ({"until": "2026-03-09"}, "until", "there is only this one date"),
        ({"until": "2028-04-01"}, "until", "within two years"),
        ({"until": "", "times": "60", "often": "day_of_month"}, "times", "within two years"),
        ({"until": "2026-12-31", "often": "day"}, "until", "more than 120 dates"),
        ({"weekdays": ["1"]}, "weekdays", "Tick its day of the week too"),
        ({"often": ""}, "often", "Please fill this in"),
    ],
)
@pytest.mark.usefixtures("with_context")
def test_new_series_says_what_is_wrong_at_its_field(
    cast: Cast, client_of, said: dict[str, object], field: str, words: str
) -> None:
    answer = client_of(cast.amal).post(url(cast.shift), {**WEEKLY, **said})
    assert answer.status_code == 200
    assert words in "".join(answer.context["form"].errors[field])
    assert not Series.objects.exists()


@pytest.mark.parametrize(
    ("day", "offered"),
    [
        (dt.date(2026, 3, 7), ["Every month on the first Saturday", "Every month on day 7"]),
        (dt.date(2026, 3, 25), ["Every month on the fourth Wednesday", "Every month on the last Wednesday"]),
        (dt.date(2026, 3, 31), ["Every month on the last Tuesday", "Every month on day 31"]),
    ],
)
def test_new_series_names_the_day_of_the_month_in_words(day: dt.date, offered: list[str]) -> None:
    words = [words for _often, words in queries.rule_choices(day)]
    assert set(offered) <= set(words)
    assert "fifth" not in " ".join(words)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Every week: Tuesday and Saturday, until Tuesday, June 30"),
        ("es", "Cada semana: martes y sábado, hasta el martes, 30 de junio"),
        ("ar", "كل أسبوع: الثلاثاء والسبت، حتى الثلاثاء"),
    ],
)
def test_series_says_its_rule_in_the_reader_s_language(
    cast: Cast, client_of, now: dt.datetime, language: str, words: str
) -> None:
    repeated(cast, now)
    cast.bruno.language = language
    cast.bruno.save()
    text = client_of(cast.bruno).get(reverse("asks:ask", args=[cast.ask.pk])).content.decode()
    assert words in text


def test_stranger_reads_the_days_that_repeat_and_no_hour(cast: Cast, client, now: dt.datetime) -> None:
    Ask.objects.update(open_to="anyone")
    repeated(cast, now)
    text = client.get(reverse("asks:ask", args=[cast.ask.pk])).content.decode()
    assert "Every week: Tuesday and Saturday" in text
    assert "11:00" not in text


@pytest.mark.parametrize("name", ["bruno", "chidi", "dara", "edda", "farid", "gita", "olu"])
def test_new_series_is_not_there_for_others(cast: Cast, client_of, now: dt.datetime, name: str) -> None:
    client, series = client_of(getattr(cast, name)), repeated(cast, now)
    assert client.get(url(cast.shift)).status_code == 404
    assert client.post(url(cast.shift), {**WEEKLY, "seen": RULE}).status_code == 404
    for route in ("asks:series", "asks:days_off"):
        page = reverse(route, args=[cast.ask.pk, series.pk])
        missing = client.get(reverse(route, args=[cast.ask.pk, new_id()]))
        assert client.get(page).content == missing.content
        assert client.post(page, {"until": "2026-04-01", "on": "2026-06-30"}).status_code == 404


def test_draft_leads_to_its_one_date_and_of_several_to_the_list(cast: Cast, client_of, now) -> None:
    Ask.objects.update(published_at=None)
    page, client = reverse("asks:ask", args=[cast.ask.pk]), client_of(cast.amal)
    assert f'href="{url(cast.shift)}"' in client.get(page).content.decode()
    slot = Slot(now + 20 * DAY, now + 21 * DAY)
    actions.add_shift(ask=cast.ask, by=cast.amal, now=now, slot=slot)
    assert f'href="{url(cast.shift)}"' not in client.get(page).content.decode()
    repeated(cast, now)
    assert "Let it repeat" not in client.get(page).content.decode()


def test_member_repeats_what_they_asked_for(cast: Cast, client_of) -> None:
    Ask.objects.update(posted_by=cast.chidi)
    assert client_of(cast.chidi).post(url(cast.shift), {**WEEKLY, "seen": RULE}).status_code == 302


def test_repeat_is_in_the_ledger_once_it_concerns_others(cast: Cast, now: dt.datetime) -> None:
    series = repeated(cast, now)
    rule = {"freq": ["weekly"], "interval": ["1"], "byday": ["tu", "sa"], "until": ["20260630"]}
    assert Entry.objects.get(kind="asks.repeat").facts == {"ask": cast.ask.pk, "rule": rule}
    assert Entry.objects.get(kind="asks.repeat").subject == series.pk


def test_a_draft_repeats_without_a_trace(cast: Cast, now: dt.datetime) -> None:
    Ask.objects.update(published_at=None)
    repeated(cast, now)
    assert not Entry.objects.filter(kind="asks.repeat").exists()
    assert cast.ask.shifts.count() == 16


@pytest.mark.parametrize("why", ["again", "flexible", "long", "cancelled", "begun"])
def test_repeat_refuses_what_cannot_repeat(cast: Cast, now: dt.datetime, why: str) -> None:
    if why == "again":
        repeated(cast, now)
    elif why == "flexible":
        Ask.objects.update(is_flexible=True)
    elif why == "long":
        Shift.objects.update(ends_at=cast.shift.starts_at + 3 * DAY)
    elif why == "cancelled":
        actions.cancel_shift(shift=cast.shift, by=cast.amal, now=now)
    else:
        now = cast.shift.starts_at
    before = Series.objects.count()
    with pytest.raises((refusals.RepeatsAlready, refusals.CannotRepeat, refusals.AlreadyStarted)):
        actions.repeat(shift=Shift.objects.get(pk=cast.shift.pk), by=cast.amal, now=now, rule=RULE)
    assert Series.objects.count() == before


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=DAILY;COUNT=400", "FREQ=DAILY;UNTIL=20991231"])
def test_repeat_refuses_a_rule_without_a_near_end(cast: Cast, now: dt.datetime, rule: str) -> None:
    with pytest.raises(refusals.TooLongASeries):
        repeated(cast, now, rule)


def test_worker_goes_on_and_makes_nothing_twice(cast: Cast, now: dt.datetime) -> None:
    series = repeated(cast, now)
    assert jobs.lay_out_series(now) == 0
    later = now + 7 * DAY
    assert jobs.lay_out_series(later) == 2
    assert jobs.lay_out_series(later) == 0
    assert starts(series)[-1] == "05.05. 11:00"
    assert jobs.lay_out_series(now + 100 * DAY) == 6, "what passed meanwhile is passed over"
    series.refresh_from_db()
    assert (starts(series)[-1], series.next_on) == ("30.06. 11:00", None)
    assert len(set(starts(series))) == len(starts(series))


@pytest.mark.parametrize("what", ["ask", "group"])
def test_worker_makes_no_date_of_what_is_closed(cast: Cast, now: dt.datetime, what: str) -> None:
    repeated(cast, now)
    if what == "ask":
        actions.close(ask=cast.ask, by=cast.amal, now=now)
    else:
        cast.harbour.closed_at = now
        cast.harbour.save()
    assert jobs.lay_out_series(now + 7 * DAY) == 0


def test_an_ask_never_has_more_than_sixty_dates_to_come(cast: Cast, now: dt.datetime) -> None:
    daily = repeated(cast, now, "FREQ=DAILY;UNTIL=20260630")
    assert len(starts(daily)) == 54
    other = actions.add_shift(
        ask=cast.ask, by=cast.amal, now=now, slot=Slot(now + 2 * DAY, now + 2 * DAY + dt.timedelta(hours=1))
    )
    second = actions.repeat(shift=other, by=cast.amal, now=now, rule="FREQ=DAILY;UNTIL=20260630")
    assert cast.ask.shifts.coming(now).count() == 60
    with pytest.raises(refusals.TooManyDates):
        actions.add_shift(ask=cast.ask, by=cast.amal, now=now, slot=Slot(now + DAY, now + 2 * DAY))
    assert jobs.lay_out_series(now + 10 * DAY) > 0
    assert cast.ask.shifts.coming(now + 10 * DAY).count() == 60
    second.refresh_from_db()
    assert second.next_on is not None


def test_a_date_that_is_called_off_or_moved_is_not_made_again(cast: Cast, now: dt.datetime) -> None:
    series = repeated(cast, now)
    off, moved = Shift.objects.filter(occurrence__on__in=["2026-03-10", "2026-03-14"])
    actions.cancel_shift(shift=off, by=cast.amal, now=now)
    slot = Slot(moved.starts_at + DAY, moved.ends_at + DAY, 2)
    actions.change_shift(shift=moved, by=cast.amal, now=now, slot=slot)
    before = starts(series)
    jobs.lay_out_series(now + 7 * DAY)
    assert starts(series)[: len(before)] == before


def test_a_draft_s_date_that_is_taken_away_stays_away(cast: Cast, client_of, now: dt.datetime) -> None:
    Ask.objects.update(published_at=None)
    series = repeated(cast, now)
    gone = Shift.objects.get(occurrence__on="2026-03-10")
    assert client_of(cast.amal).post(reverse("asks:removed_date", args=[cast.ask.pk, gone.pk]))
    actions.end_series(series=series, last=dt.date(2026, 7, 31), by=cast.amal, now=now)
    assert DayOff.objects.get().on == dt.date(2026, 3, 10)
    assert "10.03. 11:00" not in starts(series)


def test_the_same_form_twice_makes_one_series(cast: Cast, client_of) -> None:
    client, key = client_of(cast.amal), new_id()
    answers = [client.post(url(cast.shift), {**WEEKLY, "seen": RULE, "once": key}) for _time in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Series.objects.count() == 1
