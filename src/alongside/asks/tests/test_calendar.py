"""The feed of a community's open asks: what strangers may know, and nothing more, as calendar programs read it."""

import datetime as dt
from typing import Any

import icalendar
import pytest
import vobject
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.asks.models import Ask, OpenTo, Shift
from alongside.communities.models import Vouch
from alongside.core.calendars import ENTRIES_AT_MOST
from alongside.core.ids import new_id
from alongside.home.cast import DAY, EXACT_PLACE, Cast


@pytest.fixture
def public(cast: Cast) -> Cast:
    Ask.objects.update(open_to=OpenTo.ANYONE)
    return cast


def url(cast: Cast) -> str:
    return reverse("asks:calendar", args=[cast.harbour.pk])


def events(client: Any, cast: Cast) -> list[Any]:
    return list(icalendar.Calendar.from_ical(client.get(url(cast)).content).walk("VEVENT"))


def test_calendar_holds_what_a_stranger_reads(public: Cast, client: Any) -> None:
    answer = client.get(url(public))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = events(client, public)
    assert event.decoded("dtstart") == dt.date(2026, 3, 7)
    assert event.decoded("dtend") == dt.date(2026, 3, 8)
    assert str(event["summary"]) == "Carry soup pots from the van to the hall · Carrier"
    assert event["summary"].params["LANGUAGE"] == "en"
    assert (str(event["location"]), str(event["description"])) == ("Old Harbour", "Help needed")
    assert str(event["url"]).endswith(reverse("asks:ask", args=[public.ask.pk]))


def test_calendar_tells_no_hour_no_place_no_name_and_no_number(
    public: Cast, client: Any, now: dt.datetime
) -> None:
    Shift.objects.update(
        starts_at=now + 3 * DAY + dt.timedelta(minutes=37), changed_at=now + dt.timedelta(minutes=41)
    )
    text = client.get(url(public)).content.decode().replace("\r\n ", "")
    private = [
        "1037",
        "0937",
        "1137",
        "1041",
        EXACT_PLACE,
        "The kitchen",
        "Amal",
        public.shift.pk,
        public.amal.pk,
    ]
    assert [word for word in private if word in text] == []


def test_calendar_is_the_same_for_whoever_asks(public: Cast, client: Any, client_of: Any) -> None:
    """A program does not sign in, and a file is passed on: a steward's own view would travel with it."""
    Ask.objects.create(
        community=public.harbour,
        kind="make",
        what="For members",
        language="en",
        open_to=OpenTo.MEMBERS,
        created_at=public.ask.created_at,
        published_at=public.ask.published_at,
    ).shifts.create(starts_at=public.shift.starts_at, ends_at=public.shift.ends_at)
    theirs = client.get(url(public), headers={"accept-language": "ar"}).content
    assert b"For members" not in theirs
    for one in (public.amal, public.bruno, public.farid):
        assert client_of(one).get(url(public)).content == theirs


def test_calendar_speaks_the_language_of_its_group(public: Cast, client: Any) -> None:
    public.harbour.language = "es"
    public.harbour.save()
    (event,) = events(client, public)
    assert str(event["description"]) == "Hace falta ayuda"


@pytest.mark.parametrize("change", ["hidden", "listed", "closed", "vouched by nobody", "never was"])
def test_calendar_of_a_group_that_strangers_do_not_read_does_not_exist(
    public: Cast, client: Any, client_of: Any, now: dt.datetime, change: str
) -> None:
    missing = reverse("asks:calendar", args=[new_id()])
    if change in {"hidden", "listed"}:
        public.harbour.visibility = change
    elif change == "closed":
        public.harbour.closed_at = now
    elif change == "vouched by nobody":
        Vouch.objects.all().delete()
    public.harbour.save()
    page = missing if change == "never was" else url(public)
    for one in (client, client_of(public.amal)):
        assert one.get(page).status_code == 404
        assert one.get(page).content == one.get(missing).content


def test_calendar_is_answered_304_until_something_in_it_changes(public: Cast, client: Any) -> None:
    version = client.get(url(public))["ETag"]
    again = client.get(url(public), headers={"if-none-match": version})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", version)
    assert client.get(url(public), headers={"if-none-match": f"W/{version}"}).status_code == 304
    Shift.objects.update(places_taken=2)
    changed = client.get(url(public), headers={"if-none-match": version})
    assert (changed.status_code, changed["ETag"] == version) == (200, False)
    assert b"DESCRIPTION:Covered" in changed.content


def test_calendar_moves_a_date_and_calls_it_off_under_the_same_name(
    public: Cast, client: Any, now: Any
) -> None:
    (before,) = events(client, public)
    Shift.objects.update(starts_at=now + 9 * DAY, ends_at=now + 10 * DAY, changed_at=now)
    (moved,) = events(client, public)
    assert moved["uid"] == before["uid"]
    assert (moved.decoded("dtstart"), moved.decoded("dtend")) == (dt.date(2026, 3, 13), dt.date(2026, 3, 15))
    assert moved.decoded("dtstamp") > before.decoded("dtstamp")
    public.ask.shifts.create(starts_at=now + DAY, ends_at=now + 2 * DAY)
    Shift.objects.filter(pk=public.shift.pk).update(cancelled_at=now)
    off = next(one for one in events(client, public) if one["uid"] == before["uid"])
    assert (str(off["status"]), "description" in off) == ("CANCELLED", False)


def test_calendar_shows_an_ask_without_days_on_its_last_day(public: Cast, client: Any, now: Any) -> None:
    Ask.objects.update(is_flexible=True)
    Shift.objects.update(starts_at=now - DAY, ends_at=now + 5 * DAY)
    (event,) = events(client, public)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (dt.date(2026, 3, 9), dt.date(2026, 3, 10))
    assert str(event["description"]) == "Help needed\nAny day until this one."


def test_calendar_days_are_those_of_the_group(public: Cast, client: Any) -> None:
    """Half past eleven in the evening in UTC is the next day in Madrid."""
    late = dt.datetime(2026, 3, 28, 23, 30, tzinfo=dt.UTC)
    Shift.objects.update(starts_at=late, ends_at=late + dt.timedelta(hours=1))
    (event,) = events(client, public)
    assert event.decoded("dtstart") == dt.date(2026, 3, 29)


def test_calendar_leaves_out_what_is_over_paused_or_closed(public: Cast, client: Any, now: Any) -> None:
    Shift.objects.update(starts_at=now - DAY, ends_at=now - dt.timedelta(hours=1))
    assert events(client, public) == []
    Shift.objects.update(ends_at=now + DAY)
    assert len(events(client, public)) == 1
    public.harbour.paused_at = now
    public.harbour.save()
    assert events(client, public) == []


def test_calendar_is_read_whole_by_another_library(public: Cast, client: Any) -> None:
    Ask.objects.update(what="Soup, bread; and \\ a ‘knife’ — ساعد " * 4)
    content = client.get(url(public)).content
    assert max(map(len, content.split(b"\r\n"))) <= 75
    read = vobject.readOne(content.decode())
    assert read.vevent.summary.value == f"{Ask.objects.get(pk=public.ask.pk).what} · Carrier"
    assert read.vevent.dtstart.value == dt.date(2026, 3, 7)


def test_calendar_asks_as_often_for_one_date_as_for_many_and_ends_somewhere(
    public: Cast, client: Any, now: dt.datetime
) -> None:
    with CaptureQueriesContext(
        connection,
    ) as one:
        assert len(events(client, public)) == 1
    assert len(one) == 5
    Shift.objects.bulk_create(
        Shift(ask=public.ask, starts_at=now, ends_at=now + DAY) for _date in range(ENTRIES_AT_MOST)
    )
    with CaptureQueriesContext(connection) as many:
        assert len(events(client, public)) == ENTRIES_AT_MOST
    assert len(many) == len(one)


def test_calendar_is_only_read(public: Cast, client: Any) -> None:
    assert client.post(url(public)).status_code == 405


def test_calendar_is_linked_where_strangers_read_the_asks(public: Cast, client: Any, client_of: Any) -> None:
    page = reverse("asks:community_asks", args=[public.harbour.pk])
    assert url(public) in client.get(page).content.decode()
    hidden = reverse("asks:community_asks", args=[public.rainbow.pk])
    assert "asks.ics" not in client_of(public.edda).get(hidden).content.decode()
