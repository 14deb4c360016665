"""Calendar files in mails: for whoever asked for them, as little as a feed says, right when a date moves or ends."""

import datetime as dt
from typing import Any

import icalendar
import pytest

from alongside.accountability import actions as accountability
from alongside.asks.models import Shift
from alongside.commitments import actions
from alongside.commitments.actions.refusals import NoMailAddress
from alongside.commitments.models import Calendar, Commitment, Shown
from alongside.communities.models import Community, Visibility
from alongside.home.cast import DAY, EXACT_PLACE, PASSPHRASE, Cast
from alongside.notices.jobs import send_due_mail
from alongside.notices.models import Mail, Notice

LIST = "/me/calendars/"
MAILED = "/me/calendars/mailed/"
ADDRESS = "bruno.private@mail.example"
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def wanted(cast: Cast, give_address: Any, letterbox: Any, now: dt.datetime) -> Calendar:
    """Bruno wants files with his mails, as they start: the word and the time."""
    give_address(cast.bruno, ADDRESS)
    actions.mail_times(by=cast.bruno, shows=Shown.TIME, now=now)
    Mail.objects.all().delete()
    return Calendar.objects.get(person=cast.bruno)


def sent(letterbox: Any, now: dt.datetime) -> list[Any]:
    """The events of each mail that goes out now; none where no file came along."""
    before = len(letterbox.letters)
    send_due_mail(now)
    return [
        [
            event
            for part in letter.walk()
            if part.get_content_type() == "text/calendar"
            for event in icalendar.Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")
        ]
        for letter in letterbox.parsed()[before:]
    ]


def test_no_file_goes_with_a_mail_unless_its_reader_asked_for_it(
    cast: Cast, give_address: Any, letterbox: Any, offer: Commitment, now: dt.datetime
) -> None:
    give_address(cast.bruno, ADDRESS)
    actions.accept(commitment=offer, by=cast.amal, now=now)
    assert sent(letterbox, now) == [[]]
    assert letterbox.parsed()[0].get_content_type() == "text/plain"


def test_file_says_appointment_and_the_time_and_nothing_else(
    cast: Cast, letterbox: Any, offer: Commitment, wanted: Calendar, now: dt.datetime
) -> None:
    actions.accept(commitment=offer, by=cast.amal, now=now)
    ((event,),) = sent(letterbox, now)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (cast.shift.starts_at, cast.shift.ends_at)
    assert str(event["summary"]) == "Appointment"
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP"}
    (letter,) = letterbox.parsed()
    (file,) = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    assert file.get_filename() == "calendar.ics"
    text = file.get_payload(decode=True).decode().replace("\r\n ", "") + str(letter["Subject"])
    private = ["soup", "Harbour", "Madrid", EXACT_PLACE, "Bruno", "Amal", "http", "Carrier", "longside"]
    assert [word for word in (*private, cast.shift.pk, cast.bruno.pk, offer.pk) if word in text] == []


def test_file_says_more_only_where_its_reader_chose_so_and_strangers_read_it_too(
    cast: Cast, letterbox: Any, offer: Commitment, wanted: Calendar, now: dt.datetime
) -> None:
    actions.mail_times(by=cast.bruno, shows=Shown.WHAT, now=now)
    Mail.objects.all().delete()
    actions.accept(commitment=offer, by=cast.amal, now=now)
    ((event,),) = sent(letterbox, now)
    assert (str(event["summary"]), str(event["location"])) == (
        "Carry soup pots from the van to the hall",
        "Old Harbour",
    )
    Community.objects.update(visibility=Visibility.HIDDEN)
    Shift.objects.filter(pk=cast.shift.pk).update(changed_at=now + HOUR / 2)
    actions.tell_change(commitment=offer, by=None, now=now + HOUR)
    ((event,),) = sent(letterbox, now + HOUR)
    assert (str(event["summary"]), "location" in event) == ("Appointment", False)


def test_file_moves_the_entry_of_an_earlier_one_and_takes_it_off_again(
    cast: Cast, letterbox: Any, offer: Commitment, wanted: Calendar, now: dt.datetime
) -> None:
    actions.accept(commitment=offer, by=cast.amal, now=now)
    ((first,),) = sent(letterbox, now)
    actions.release_by_community(commitment=offer, by=cast.amal, now=now + HOUR, reason="covered")
    ((off,),) = sent(letterbox, now + HOUR)
    assert (off["uid"], str(first["status"]), str(off["status"])) == (first["uid"], "CONFIRMED", "CANCELLED")
    assert off.decoded("dtstart") == first.decoded("dtstart")


def test_file_of_a_date_that_is_called_off_says_so(
    cast: Cast, letterbox: Any, promise: Commitment, wanted: Calendar, now: dt.datetime
) -> None:
    actions.cancel_date(shift=cast.shift, by=cast.amal, now=now)
    ((off,),) = sent(letterbox, now)
    assert (str(off["status"]), str(off["summary"])) == ("CANCELLED", "Appointment")


def test_file_holds_nothing_of_a_group_that_keeps_its_reader_out(
    cast: Cast, letterbox: Any, promise: Commitment, wanted: Calendar, now: dt.datetime
) -> None:
    actions.ask_to_keep(commitment=promise, by=None, now=now)
    accountability.restrict(community=cast.harbour, person=cast.bruno, reason="safety", by=cast.amal, now=now)
    assert Commitment.objects.promised().exists()
    assert [event for events in sent(letterbox, now) for event in events] == []


def test_digests_words_of_others_and_safety_carry_no_file(
    cast: Cast, letterbox: Any, promise: Commitment, wanted: Calendar, now: dt.datetime
) -> None:
    actions.write(commitment=promise, text="See you then.", by=cast.amal, now=now)
    actions.make_calendar(by=cast.bruno, name="tablet", shows=Shown.TIME, now=now)
    assert sent(letterbox, now) == [[], []]


def test_files_need_a_confirmed_address_and_whoever_says_again_who_they_are(
    cast: Cast, client: Any, client_of: Any, give_address: Any, letterbox: Any
) -> None:
    typed = {"shows": "time"}
    assert client_of(cast.bruno).post(MAILED, typed)["Location"].startswith("/account/again/")
    client.post("/account/sign-in/", {"login": cast.bruno.sign_in_name, "password": PASSPHRASE})
    assert "Who else reads your mail?" in client.get(MAILED).text
    assert str(NoMailAddress.message) in client.post(MAILED, typed).text
    assert not Calendar.objects.exists()
    give_address(cast.bruno, ADDRESS)
    assert client.post(MAILED, typed)["Location"] == LIST
    page = client.get(LIST).text
    assert "From now on a file comes" in page
    assert "Nothing sent yet" in page
    assert Notice.objects.get(to=cast.bruno, kind="account.calendar_made").url == LIST


def test_files_are_seen_and_ended_where_calendars_are(
    cast: Cast, letterbox: Any, client_of: Any, offer: Commitment, wanted: Calendar, now: dt.datetime
) -> None:
    actions.accept(commitment=offer, by=cast.amal, now=now)
    sent(letterbox, now)
    mine = client_of(cast.bruno)
    assert "Sent last on" in mine.get(LIST).text
    mine.post(f"{LIST}{wanted.pk}/end/")
    actions.release_by_community(commitment=offer, by=cast.amal, now=now, reason="covered")
    assert sent(letterbox, now) == [[]]


def test_files_are_asked_for_once_and_are_no_address(
    cast: Cast, client: Any, wanted: Calendar, now: dt.datetime
) -> None:
    actions.mail_times(by=cast.bruno, shows=Shown.WHAT, now=now + DAY)
    assert Calendar.objects.get().shows == Shown.WHAT
    assert client.get(f"/calendars/{wanted.key}.ics").status_code == 404
