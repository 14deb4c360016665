"""What was read is kept for the next request. Whatever anybody writes holds for it at once, whoever sits where."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.undisturbed import undisturbed

from alongside.asks.models import Ask, Place
from alongside.communities.models import Community, Restriction, Standing, Visibility
from alongside.home.cast import DAY, Cast
from alongside.notices import actions as notices
from alongside.people.models import Block, Person, Rest, Session

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[Cast, dt.datetime], object]
DESK, FITS, ME = reverse("home:desk"), reverse("matching:fits"), reverse("people:me")


def ask_of(cast: Cast) -> str:
    return reverse("asks:ask", args=[cast.ask.pk])


def read(client: Client, path: str) -> tuple[int, str]:
    """The second time, when everything that is kept is there."""
    client.get(path)
    page = client.get(path)
    return page.status_code, page.content.decode()


def is_stamp(sql: str) -> bool:
    return "pg_current_snapshot" in sql


@pytest.mark.parametrize("path", [ask_of, lambda _cast: FITS], ids=["ask", "fits"])
def test_page_that_nobody_made_wrong_is_read_from_memory_alone(cast: Cast, client_of, path) -> None:
    """Without this nothing below would show anything."""
    client = client_of(cast.bruno)

    def statements() -> list[str]:
        read(client, path(cast))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path(cast)).status_code == 200
        return [one["sql"] for one in asked.captured_queries if not is_stamp(one["sql"])]

    assert undisturbed(statements) == []


def shut_out(cast: Cast, now: dt.datetime) -> None:
    Restriction.objects.create(
        community=cast.harbour, person=cast.bruno, reason="safety", at=now, by=cast.amal, until=now + DAY
    )


def signed_out_everywhere(cast: Cast, now: dt.datetime) -> None:
    Session.objects.filter(person=cast.bruno).delete()


def given_a_new_passphrase(cast: Cast, now: dt.datetime) -> None:
    person = Person.objects.get(pk=cast.bruno.pk)
    person.set_password("velvet anchor pickle sunrise")
    person.save()


HIDING: dict[str, Act] = {
    "shut out": shut_out,
    "signed out everywhere": signed_out_everywhere,
    "new passphrase": given_a_new_passphrase,
    "known no more": lambda cast, now: Standing.objects.all().delete(),
    "for members only": lambda cast, now: Ask.objects.update(open_to="members"),
}
ENDING: dict[str, Act] = {
    "paused": lambda cast, now: Ask.objects.update(paused_at=now),
    "closed": lambda cast, now: Ask.objects.update(closed_at=now, closed_by=cast.amal),
    "its group paused": lambda cast, now: Community.objects.update(paused_at=now),
    "no date": lambda cast, now: cast.shift.delete(),
}


@pytest.mark.parametrize("act", HIDING.values(), ids=HIDING.keys())
def test_ask_is_gone_at_once(cast: Cast, client_of, now: dt.datetime, act: Act) -> None:
    client = client_of(cast.bruno)
    assert cast.ask.what in read(client, ask_of(cast))[1]
    assert cast.ask.what in read(client, FITS)[1]
    act(cast, now)
    assert client.get(ask_of(cast)).status_code == 404
    assert cast.ask.what not in client.get(FITS).content.decode()


@pytest.mark.parametrize("act", ENDING.values(), ids=ENDING.keys())
def test_nobody_is_asked_to_offer_any_more_at_once(cast: Cast, client_of, now: dt.datetime, act: Act) -> None:
    """Whoever is known to the group goes on reading what became of it."""
    client = client_of(cast.bruno)
    assert "Offer to help" in read(client, ask_of(cast))[1]
    assert cast.ask.what in read(client, FITS)[1]
    act(cast, now)
    assert "Offer to help" not in client.get(ask_of(cast)).content.decode()
    assert cast.ask.what not in client.get(FITS).content.decode()


def test_group_that_hides_is_gone_at_once_for_nobody(cast: Cast, client) -> None:
    Ask.objects.update(open_to="anyone")
    assert read(client, ask_of(cast))[0] == 200
    assert cast.ask.what in read(client, FITS)[1]
    Community.objects.filter(pk=cast.harbour.pk).update(visibility=Visibility.HIDDEN)
    assert client.get(ask_of(cast)).status_code == 404
    assert cast.ask.what not in client.get(FITS).content.decode()


def test_block_holds_at_once_for_a_member_who_reads_who_asks(cast: Cast, client_of, now) -> None:
    client = client_of(cast.chidi)
    assert cast.amal.display_name in read(client, ask_of(cast))[1]
    Block.objects.create(by=cast.chidi, against=cast.amal, at=now)
    assert client.get(ask_of(cast)).status_code == 404
    assert cast.ask.what not in client.get(FITS).content.decode()


def test_rest_holds_at_once(cast: Cast, client_of, now) -> None:
    client = client_of(cast.bruno)
    assert cast.ask.what in read(client, FITS)[1]
    Rest.objects.create(person=cast.bruno, started_at=now, until_on=(now + 7 * DAY).date())
    page = client.get(FITS).content.decode()
    assert "You are resting." in page
    assert cast.ask.what not in page


def test_new_name_is_the_only_one_at_once(cast: Cast, client_of) -> None:
    """For those who read it: who wrote an ask, whom to ask about getting in, and on the own page."""
    clients = {
        client_of(cast.chidi): ask_of(cast),
        client_of(cast.bruno): ask_of(cast),
        client_of(cast.amal): ME,
    }
    for client, path in clients.items():
        assert cast.amal.display_name in read(client, path)[1]
    Person.objects.filter(pk=cast.amal.pk).update(display_name="Noor")
    for client, path in clients.items():
        page = client.get(path).content.decode()
        assert "Noor" in page
        assert cast.amal.display_name not in page


def test_language_and_clock_hold_at_once(cast: Cast, client_of) -> None:
    client = client_of(cast.bruno)
    assert 'lang="en"' in read(client, ask_of(cast))[1]
    Person.objects.filter(pk=cast.bruno.pk).update(language="es")
    assert '<html lang="es"' in read(client, ask_of(cast))[1]
    here = client.get(ask_of(cast)).content
    Person.objects.filter(pk=cast.bruno.pk).update(time_zone="Asia/Kathmandu")
    assert client.get(ask_of(cast)).content != here


def test_exact_place_and_words_of_the_ask_hold_at_once(cast: Cast, client_of) -> None:
    client = client_of(cast.amal)
    read(client, ask_of(cast))
    place = Place.objects.get(pk=cast.place.pk)
    place.exact = "9 Ropewalk"
    place.save()
    Ask.objects.update(why="Sixty people eat.")
    page = client.get(ask_of(cast)).content.decode()
    assert "9 Ropewalk" in page
    assert "Sailmaker" not in page
    assert "Sixty people eat." in page
    assert "Forty" not in page


def test_notice_is_counted_at_once(cast: Cast, client_of, now) -> None:
    client = client_of(cast.bruno)
    assert 'class="new"' not in read(client, DESK)[1]
    notices.tell(to=cast.bruno, kind="verdict.helped", about="commitment:1", url=DESK, now=now)
    assert 'class="new"' in client.get(DESK).content.decode()
