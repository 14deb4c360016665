"""A phoned ask: written down by a steward in one form, safe from the start, and nobody named to anybody else."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from alongside.asks import actions, jobs
from alongside.asks.actions import refusals
from alongside.asks.models import Ask, Behalf, Shift
from alongside.asks.rules import Slot
from alongside.home.cast import DAY, Cast
from alongside.ledger.models import Entry

WORD = "Rosa of the blue gate"
TWO = {"what": "A lift to the  clinic", "kind": "transport", "day": "any"}


def url(cast: Cast) -> str:
    return reverse("asks:phoned", args=[cast.harbour.pk])


def made() -> Ask:
    return Ask.objects.get(what="A lift to the clinic")


def phone_in(cast: Cast, now: dt.datetime, **said: Any) -> Ask:
    usual = {
        "by": cast.amal,
        "kind": "transport",
        "what": "A lift to the clinic",
        "language": "en",
        "slots": [Slot(now + 2 * DAY, now + 2 * DAY + dt.timedelta(hours=2), 2)],
        "known_as": WORD,
        "is_open": True,
    }
    return actions.phone_in(community=cast.harbour, now=now, **{**usual, **said})


def test_phoned_ask_of_two_answers_is_open_with_the_care_that_is_safe(cast: Cast, client_of) -> None:
    answer = client_of(cast.jun).post(url(cast), TWO)
    ask = made()
    assert answer["Location"] == reverse("asks:ask", args=[ask.pk])
    assert ask.published_at is not None
    assert (ask.on_behalf, ask.open_to, ask.acceptance) == (True, "known", "steward")
    assert (ask.two_people, ask.check_in, ask.is_flexible) == (True, True, True)
    date = ask.shifts.get()
    assert (date.places, date.ends_at) == (2, dt.datetime(2026, 3, 11, 22, 59, tzinfo=dt.UTC))
    assert not Behalf.objects.exists()


def test_phoned_ask_from_afar_is_for_one_whom_the_group_knows(cast: Cast, client_of) -> None:
    client_of(cast.amal).post(url(cast), {**TWO, "kind": "from_afar"})
    ask = made()
    assert (ask.open_to, ask.check_in, ask.two_people, ask.shifts.get().places) == ("known", True, False, 1)


def test_phoned_ask_may_stay_a_draft(cast: Cast, client_of) -> None:
    client_of(cast.amal).post(url(cast), {**TWO, "draft": "1", "known_as": WORD})
    assert made().published_at is None
    assert made().behalf.known_as == WORD
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("said", "starts_at"),
    [
        ({"day": "2026-03-04", "hour": "18:00"}, dt.datetime(2026, 3, 4, 17, tzinfo=dt.UTC)),
        ({"day": "2026-03-10", "hour": "10:00"}, dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC)),
        ({"on": "2026-04-01", "at": "08:15"}, dt.datetime(2026, 4, 1, 6, 15, tzinfo=dt.UTC)),
        (
            {"day": "2026-03-05", "hour": "10:00", "at": "09:30"},
            dt.datetime(2026, 3, 5, 8, 30, tzinfo=dt.UTC),
        ),
    ],
)
def test_phoned_ask_is_when_it_says(
    cast: Cast, client_of, said: dict[str, str], starts_at: dt.datetime
) -> None:
    client_of(cast.amal).post(url(cast), {**TWO, **said})
    date = made().shifts.get()
    assert (date.starts_at, date.ends_at) == (starts_at, starts_at + dt.timedelta(hours=2))
    assert not made().is_flexible


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"what": ""}, "Please fill this in"),
        ({"kind": ""}, "Please fill this in"),
        ({"kind": "give"}, "Select a valid choice"),
        ({"day": "2026-03-11"}, "Select a valid choice"),
        ({"day": "2026-03-05"}, "Choose a time too"),
        ({"day": "2026-03-05", "hour": "11:11"}, "Select a valid choice"),
        ({"hour": "10:00"}, "Choose a day too"),
        ({"on": "2026-03-02", "at": "10:00"}, "This is over"),
        ({"on": "9999-12-31", "at": "10:00"}, "Check the year"),
        ({"known_as": "Rosa 020 7946 0958"}, "Leave numbers out"),
        ({"known_as": "روزا ٠٢٠٧٩٤٦"}, "Leave numbers out"),
    ],
)
def test_phoned_form_shown_again_keeps_what_was_typed(
    cast: Cast, client_of, said: dict[str, str], words: str
) -> None:
    answer = client_of(cast.amal).post(url(cast), {**TWO, "place": cast.place.pk, **said})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert words in text.split('id="id_', 1)[1]
    assert f'value="{cast.place.pk}" selected' in text
    assert not Ask.objects.filter(kind="transport").exists()


def test_phoned_page_offers_saved_places_and_days_in_words(cast: Cast, client_of, now) -> None:
    text = client_of(cast.amal).get(url(cast)).content.decode()
    for words in ("Today, Wednesday", "Tomorrow, Thursday", 'value="2026-03-10"', "Tuesday", cast.place.name):
        assert words in text, words
    actions.archive_place(place=cast.place, by=cast.amal, now=now)
    assert cast.place.name not in client_of(cast.amal).get(url(cast)).content.decode()


@pytest.mark.parametrize("name", ["bruno", "chidi", "dara", "edda", "farid", "gita", "olu"])
def test_phoned_is_for_stewards(cast: Cast, client_of, name: str) -> None:
    client = client_of(getattr(cast, name))
    assert client.get(url(cast)).status_code == 404
    assert client.post(url(cast), TWO).status_code == 404
    assert not Ask.objects.filter(kind="transport").exists()


def test_phone_in_is_refused_to_a_member(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(refusals.OnlyStewards):
        phone_in(cast, now, by=cast.chidi)


def test_phoned_sent_twice_makes_one(cast: Cast, client_of) -> None:
    client = client_of(cast.amal)
    for _again in range(2):
        client.post(url(cast), {**TWO, "once": "k" * 40})
    assert Ask.objects.filter(what="A lift to the clinic").count() == 1


@pytest.mark.parametrize("name", ["amal", "jun", "bruno", "chidi", "dara"])
def test_word_for_whom_it_is_is_read_by_stewards_alone(cast: Cast, client_of, now, name: str) -> None:
    ask = phone_in(cast, now)
    answer = client_of(getattr(cast, name)).get(reverse("asks:ask", args=[ask.pk]))
    assert (WORD in answer.content.decode()) == (name in {"amal", "jun"})
    assert (answer.status_code == 200) == (name != "dara")


def test_word_can_be_forgotten_when_the_ask_is_no_longer_for_somebody_else(
    cast: Cast, client_of, now: dt.datetime
) -> None:
    ask = phone_in(cast, now)
    actions.edit(ask=ask, by=cast.amal, now=now, changes={"on_behalf": False})
    page = client_of(cast.amal).get(reverse("asks:ask", args=[ask.pk])).content.decode()
    assert reverse("asks:behalf_end", args=[ask.pk]) in page


def test_word_is_in_no_other_page_of_an_ally(cast: Cast, client_of, now) -> None:
    ask = phone_in(cast, now)
    client = client_of(cast.bruno)
    for path in ("/desk/", "/asks/", reverse("commitments:offer", args=[ask.pk]), "/me/everything/"):
        assert WORD not in client.get(path).content.decode(), path


def test_word_is_sealed_on_disk_and_unknown_to_the_ledger(cast: Cast, now: dt.datetime) -> None:
    phone_in(cast, now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT known_as FROM asks_behalf")
        assert WORD not in cursor.fetchone()[0]
    assert [entry.kind for entry in Entry.objects.all()] == ["asks.publish"]
    assert all(WORD not in str(entry.facts) for entry in Entry.objects.all())


@pytest.mark.parametrize(
    ("name", "status"), [("amal", 302), ("jun", 302), ("bruno", 404), ("chidi", 404), ("edda", 404)]
)
def test_word_is_forgotten_when_a_steward_says_so(cast: Cast, client_of, now, name: str, status: int) -> None:
    ask = phone_in(cast, now)
    actions.close(ask=ask, by=cast.amal, now=now)
    answer = client_of(getattr(cast, name)).post(reverse("asks:behalf_end", args=[ask.pk]))
    assert answer.status_code == status
    assert Behalf.objects.exists() == (status == 404)


def test_forget_behalf_is_refused_to_a_member(cast: Cast, now: dt.datetime) -> None:
    ask = phone_in(cast, now)
    with pytest.raises(refusals.OnlyStewards):
        actions.forget_behalf(ask=ask, by=cast.chidi, now=now)


def is_kept(now: dt.datetime) -> bool:
    jobs.forget_behalves(now)
    return Behalf.objects.exists()


def test_word_goes_fourteen_days_after_the_last_date(cast: Cast, now: dt.datetime) -> None:
    over = phone_in(cast, now).shifts.get().ends_at
    assert is_kept(over + 14 * DAY - dt.timedelta(seconds=1))
    assert not is_kept(over + 14 * DAY)


def test_word_of_a_closed_ask_stays_for_what_is_promised(cast: Cast, now: dt.datetime) -> None:
    far = Slot(now + 60 * DAY, now + 60 * DAY + dt.timedelta(hours=2), 2)
    ask = phone_in(cast, now, slots=[far])
    actions.close(ask=ask, by=cast.amal, now=now)
    Shift.objects.filter(ask=ask).update(places_taken=1)
    assert is_kept(now + 20 * DAY)
    Shift.objects.filter(ask=ask).update(places_taken=0)
    assert not is_kept(now + 20 * DAY)


def test_word_goes_with_a_discarded_draft(cast: Cast, now: dt.datetime) -> None:
    actions.discard(ask=phone_in(cast, now, is_open=False), by=cast.amal, now=now)
    assert not Behalf.objects.exists()
