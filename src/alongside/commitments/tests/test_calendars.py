"""A person's own promises in their calendar: who may read what, and how an address begins, is watched and ends."""

import datetime as dt
import re
from typing import Any
from urllib.parse import urlsplit

import icalendar
import pytest
import time_machine
import vobject
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.accountability import actions as accountability
from alongside.asks.models import Shift
from alongside.commitments import actions, jobs
from alongside.commitments.actions.refusals import TooManyCalendars
from alongside.commitments.models import Calendar, Commitment
from alongside.commitments.rules import CALENDARS_AT_MOST
from alongside.communities import actions as communities
from alongside.communities.models import Community, Visibility
from alongside.core import ids
from alongside.home.cast import DAY, EXACT_PLACE, PASSPHRASE, Cast
from alongside.notices.models import Notice
from alongside.people import actions as people
from alongside.people.models import Person, SpokenLanguage

LIST = "/me/calendars/"
NEW = "/me/calendars/new/"
MADE = "/me/calendars/made/"


@pytest.fixture
def address(cast: Cast, promise: Commitment, now: dt.datetime) -> str:
    """Bruno's feed, as it starts: the word and the time."""
    return feed(cast, now, "time")


def feed(cast: Cast, now: dt.datetime, shows: str) -> str:
    secret = actions.make_calendar(by=cast.bruno, name="tablet", shows=shows, now=now)
    return reverse("commitments:calendar", args=[secret])


def events(client: Any, address: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(client.get(address).content).walk("VEVENT"))


def unfolded(client: Any, address: str) -> str:
    return str(client.get(address).content.decode().replace("\r\n ", ""))


def test_calendar_says_appointment_and_the_time_and_nothing_else(
    cast: Cast, client: Any, address: str
) -> None:
    answer = client.get(address)
    assert (answer["Content-Type"], answer["Cache-Control"]) == (
        "text/calendar; charset=utf-8",
        "private, no-cache",
    )
    (event,) = events(client, address)
    assert event.decoded("dtstart") == cast.shift.starts_at
    assert event.decoded("dtend") == cast.shift.ends_at
    assert str(event["summary"]) == "Appointment"
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP"}
    text = unfolded(client, address)
    private = [
        "soup",
        "Harbour",
        "Madrid",
        "kitchen",
        EXACT_PLACE,
        "Bruno",
        "Amal",
        "tablet",
        "http",
        "Carrier",
    ]
    assert [word for word in (*private, cast.shift.pk, cast.bruno.pk) if word in text] == []


def test_calendar_shows_more_only_where_its_owner_chose_so(
    cast: Cast, client: Any, promise: Commitment, now: Any
) -> None:
    address = feed(cast, now, "what")
    (event,) = events(client, address)
    assert str(event["summary"]) == "Carry soup pots from the van to the hall"
    assert str(event["location"]) == "Old Harbour"
    text = unfolded(client, address)
    host = urlsplit(settings.ALONGSIDE_ORIGIN).netloc
    assert [word for word in ("http", host, promise.pk) if word in text] == []


@pytest.mark.parametrize("shows", ["time", "what"])
def test_calendar_never_tells_the_exact_place_nor_anybody_s_name(
    cast: Cast, client: Any, promise: Commitment, now: dt.datetime, shows: str
) -> None:
    """Also in the hours in which its ally may read the place on the page of the promise."""
    with time_machine.travel(cast.shift.starts_at - dt.timedelta(hours=1)):
        text = unfolded(client, feed(cast, now, shows))
    assert "BEGIN:VEVENT" in text
    private = [
        "Sailmaker",
        "yellow door",
        "The kitchen",
        "Harbour Kitchen",
        "Bruno",
        "Amal",
        "Jun Ito",
        "trolley",
    ]
    assert [word for word in private if word in text] == []


@pytest.mark.parametrize("group", ["hidden", "listed", "vouched for by nobody", "closed"])
def test_calendar_of_a_group_whose_page_strangers_do_not_read_says_no_more_whatever_was_chosen(
    cast: Cast, client: Any, promise: Commitment, now: dt.datetime, group: str
) -> None:
    if group == "closed":
        communities.close(community=cast.harbour, by=cast.amal, now=now)
    elif group in Visibility.values:
        Community.objects.filter(pk=cast.harbour.pk).update(visibility=group)
    else:
        cast.harbour.vouches.all().delete()
    address = feed(cast, now, "what")
    (event,) = events(client, address)
    assert str(event["summary"]) == "Appointment"
    assert "LOCATION" not in event
    assert "soup" not in unfolded(client, address)


def test_calendar_forgets_a_date_when_it_is_over(cast: Cast, client: Any, address: str) -> None:
    with time_machine.travel(cast.shift.ends_at + dt.timedelta(minutes=1)):
        assert events(client, address) == []


@pytest.mark.parametrize("shows", ["time", "what"])
def test_calendar_is_silent_at_once_of_a_group_that_keeps_its_person_out(
    cast: Cast, client: Any, promise: Commitment, now: dt.datetime, shows: str
) -> None:
    address = feed(cast, now, shows)
    assert len(events(client, address)) == 1
    accountability.restrict(community=cast.harbour, person=cast.bruno, reason="safety", by=cast.amal, now=now)
    assert Commitment.objects.promised().exists()
    assert events(client, address) == []


@pytest.mark.parametrize(("open_to", "shown"), [("allies", 0), ("anyone", 1)])
def test_calendar_is_silent_at_once_of_a_group_that_its_person_left_unless_they_still_hold_the_promise(
    cast: Cast, client: Any, address: str, now: dt.datetime, open_to: str, shown: int
) -> None:
    cast.ask.open_to = open_to
    cast.ask.save()
    communities.leave(community=cast.harbour, by=cast.bruno, now=now)
    assert Commitment.objects.promised().exists()
    assert len(events(client, address)) == shown


def test_calendar_holds_no_offer_and_nothing_given_back(
    cast: Cast, client: Any, offer: Commitment, now: Any
) -> None:
    address = feed(cast, now, "time")
    assert events(client, address) == []
    actions.accept(commitment=offer, by=cast.amal, now=now)
    assert len(events(client, address)) == 1
    actions.release(commitment=offer, by=cast.bruno, now=now)
    assert events(client, address) == []


def test_calendar_moves_with_its_date_and_says_when_it_is_called_off(
    cast: Cast, client: Any, address: str, now: dt.datetime
) -> None:
    (before,) = events(client, address)
    later = cast.shift.starts_at + DAY
    Shift.objects.filter(pk=cast.shift.pk).update(
        starts_at=later, ends_at=later + dt.timedelta(hours=3), changed_at=now + DAY
    )
    (moved,) = events(client, address)
    assert (moved["uid"], moved.decoded("dtstart")) == (before["uid"], later)
    assert moved.decoded("dtstamp") > before.decoded("dtstamp")
    actions.cancel_date(shift=cast.shift, by=cast.amal, now=now)
    (off,) = events(client, address)
    assert (off["uid"], str(off["status"]), str(off["summary"])) == (
        before["uid"],
        "CANCELLED",
        "Appointment",
    )


@pytest.mark.parametrize(("day", "hours"), [(dt.date(2026, 3, 29), 7), (dt.date(2026, 10, 25), 9)])
def test_calendar_is_right_on_the_days_on_which_clocks_change(
    cast: Cast, client: Any, address: str, day: dt.date, hours: int
) -> None:
    """From one in the night until nine in the morning in Madrid; two readers agree."""
    starts = dt.datetime.combine(day, dt.time(1), tzinfo=cast.harbour.zone)
    Shift.objects.update(starts_at=starts, ends_at=starts + dt.timedelta(hours=8))
    (event,) = events(client, address)
    assert event.decoded("dtstart") == starts.astimezone(dt.UTC)
    assert event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(hours=hours)
    read = vobject.readOne(client.get(address).content.decode()).vevent
    assert (read.dtstart.value, read.dtend.value) == (event.decoded("dtstart"), event.decoded("dtend"))


def test_calendar_shows_an_ask_without_days_on_its_last_day(cast: Cast, client: Any, address: str) -> None:
    cast.ask.is_flexible = True
    cast.ask.save()
    (event,) = events(client, address)
    assert event.decoded("dtstart") == dt.date(2026, 3, 7)


def test_calendar_keeps_silent_of_a_verdict_that_its_ally_is_not_told(
    cast: Cast, client: Any, address: str, promise: Commitment, now: dt.datetime
) -> None:
    """A flexible ask may be judged before its last day. Whoever reads the feed must not see that it was."""
    cast.ask.is_flexible = True
    cast.ask.save()
    Shift.objects.update(starts_at=now - DAY)
    before = client.get(address)
    actions.judge(commitment=promise, outcome="did_not_come", by=cast.amal, now=now)
    assert client.get(address).content == before.content
    assert client.get(address, headers={"if-none-match": before["ETag"]}).status_code == 304


def test_calendars_of_two_people_do_not_tell_who_goes_together(
    cast: Cast, client: Any, address: str, now: dt.datetime
) -> None:
    other = actions.offer(shift=cast.shift, by=cast.chidi, now=now)
    actions.accept(commitment=other, by=cast.amal, now=now)
    secret = actions.make_calendar(by=cast.chidi, name="phone", shows="time", now=now)
    theirs = events(client, reverse("commitments:calendar", args=[secret]))
    mine = [*events(client, address), *events(client, feed(cast, now, "what"))]
    assert len({one["uid"] for one in (*mine, *theirs)}) == 3


def test_calendar_is_answered_304_and_counts_as_read(cast: Cast, client: Any, address: str) -> None:
    version = client.get(address)["ETag"]
    Calendar.objects.update(read_on=None)
    again = client.get(address, headers={"if-none-match": version})
    assert (again.status_code, again.content) == (304, b"")
    assert Calendar.objects.get().read_on == dt.date(2026, 3, 4)


def test_calendar_is_noted_as_read_once_a_day_in_as_many_queries_for_one_promise_as_for_many(
    cast: Cast, client: Any, address: str, now: dt.datetime
) -> None:
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    assert len(one) == 2
    assert not any("UPDATE" in query["sql"] for query in one)
    for day in range(30):
        starts = now + (day + 5) * DAY
        shift = cast.ask.shifts.create(starts_at=starts, ends_at=starts + dt.timedelta(hours=1))
        made = Commitment.objects.create(
            shift=shift, ally=cast.bruno, language="en", minutes=60, period_on=now.date(), offered_at=now
        )
        actions.accept(commitment=made, by=cast.amal, now=now)
    with CaptureQueriesContext(connection) as many:
        assert len(events(client, address)) == 31
    assert len(many) == len(one)


def test_calendar_that_is_none_is_missing_like_any_page(
    cast: Cast, client: Any, client_of: Any, address: str
) -> None:
    missing = client.get(reverse("commitments:calendar", args=[ids.new_secret()]))
    assert missing.status_code == 404
    stored = Calendar.objects.get()
    assert client.get(address).status_code == 200
    by_key = client.get(reverse("commitments:calendar", args=[stored.key]))
    assert (by_key.status_code, by_key.content) == (404, missing.content)
    actions.end_calendar(by=cast.bruno, id=stored.pk, now=cast.shift.starts_at)
    assert (client.get(address).status_code, client.get(address).content) == (404, missing.content)
    assert client_of(cast.bruno).post(address).status_code == 405


def test_calendar_secret_is_kept_as_a_digest_only(cast: Cast, address: str) -> None:
    secret = address.rpartition("/")[2].removesuffix(".ics")
    rows = {model._meta.label: str(list(model._base_manager.values_list())) for model in apps.get_models()}
    assert ids.digest(secret) in rows["commitments.Calendar"]
    assert [label for label, row in rows.items() if secret in row] == []
    assert Calendar.objects.get().key == ids.digest(secret)


def test_calendars_are_made_by_whoever_says_again_who_they_are_and_shown_once(
    cast: Cast, client: Any, client_of: Any, promise: Commitment
) -> None:
    typed = {"name": "tablet", "shows": "time"}
    held = client_of(cast.bruno)
    assert held.post(NEW, typed)["Location"].startswith("/account/again/")
    assert not Calendar.objects.exists()
    client.post("/account/sign-in/", {"login": cast.bruno.sign_in_name, "password": PASSPHRASE})
    assert "Who else sees your calendar?" in client.get(NEW).content.decode()
    assert client.post(NEW, typed)["Location"] == MADE
    assert client_of(cast.amal).get(MADE)["Location"] == LIST
    assert held.get(MADE)["Location"] == LIST
    (address,) = re.findall(r"/calendars/[\w-]+\.ics", client.get(MADE).content.decode())
    assert len(events(client, address)) == 1
    again = client.get(MADE, follow=True)
    assert again.redirect_chain == [(LIST, 302)]
    assert "An address is shown once." in again.text
    assert address not in again.text
    notice = Notice.objects.get(to=cast.bruno, kind="account.calendar_made")
    assert notice.url == LIST


def test_calendars_address_that_nobody_looked_at_is_gone_after_ten_minutes(
    cast: Cast, client: Any, client_of: Any, now: dt.datetime
) -> None:
    """Also for whoever sits down at the same browser later."""
    client.post("/account/sign-in/", {"login": cast.bruno.sign_in_name, "password": PASSPHRASE})
    client.post(NEW, {"name": "tablet", "shows": "time"})
    with time_machine.travel(now + dt.timedelta(minutes=11)):
        assert client.get(MADE).status_code == 404


def test_calendars_are_listed_with_when_they_were_read_for_their_owner_alone(
    cast: Cast, client: Any, client_of: Any, address: str
) -> None:
    mine = client_of(cast.bruno)
    assert "Not read yet" in mine.get(LIST).content.decode()
    client.get(address)
    page = mine.get(LIST).content.decode()
    assert "tablet" in page
    assert "Read last on" in page
    assert address not in page
    assert "tablet" not in client_of(cast.chidi).get(LIST).content.decode()
    found = Calendar.objects.get()
    assert client_of(cast.chidi).post(f"{LIST}{found.pk}/end/")["Location"] == LIST
    assert client.get(address).status_code == 200
    assert mine.post(f"{LIST}{found.pk}/end/")["Location"] == LIST
    assert client.get(address).status_code == 404


def test_calendars_are_few_for_each_person(cast: Cast, now: dt.datetime) -> None:
    for _one in range(CALENDARS_AT_MOST):
        feed(cast, now, "time")
    with pytest.raises(TooManyCalendars):
        feed(cast, now, "time")


def test_calendars_that_nobody_reads_end_after_half_a_year(
    cast: Cast, client: Any, address: str, now: Any
) -> None:
    feed(cast, now, "what")
    with time_machine.travel(now + 100 * DAY):
        client.get(address)
    assert jobs.forget_calendars(now + 179 * DAY) == 0
    assert jobs.forget_calendars(now + 181 * DAY) == 1
    assert Calendar.objects.get().shows == "time"
    assert jobs.forget_calendars(now + 281 * DAY) == 1


def test_calendars_end_with_their_person_s_account(
    cast: Cast, client: Any, address: str, now: dt.datetime
) -> None:
    actions.erase_person(person=cast.bruno, now=now)
    assert client.get(address).status_code == 404


def test_calendars_speak_the_language_of_their_person(
    cast: Cast, client: Any, address: str, now: Any
) -> None:
    people.read_in(by=cast.bruno, language="ar", now=now)
    (event,) = events(client, address)
    assert (str(event["summary"]), event["summary"].params["LANGUAGE"]) == ("موعد", "ar")


def test_calendars_speak_the_next_language_of_their_person_where_the_first_lacks_words(
    cast: Cast, client: Any, address: str, add_language: Any
) -> None:
    add_language("rom", "Romani čhib", {})
    Person.objects.filter(pk=cast.bruno.pk).update(language="rom")
    SpokenLanguage.objects.filter(person=cast.bruno).delete()
    for position, code in enumerate(["rom", "es"]):
        SpokenLanguage.objects.create(person=cast.bruno, code=code, position=position)
    assert [str(one["summary"]) for one in events(client, address)] == ["Cita"]
