"""What a steward hangs on a wall: the group's open asks as strangers read them, and no more."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.asks import actions
from alongside.asks.models import Ask, OpenTo, Shift
from alongside.asks.tests.test_paper import parts
from alongside.communities.models import Community, Visibility
from alongside.home.cast import DAY, EXACT_PLACE, Cast
from alongside.people.models import Person

OLLAS = "Llevar ollas a la sala"


def url(group: Community) -> str:
    return reverse("asks:board", args=[group.pk])


@pytest.fixture
def for_anybody(cast: Cast) -> Ask:
    Ask.objects.update(open_to=OpenTo.ANYONE)
    cast.ask.refresh_from_db()
    return cast.ask


def printed(client, group: Community, **said: str) -> str:
    answer = client.get(url(group), said)
    assert answer.status_code == 200
    return str(answer.content.decode().partition('<div class="paper">')[2].partition("</main>")[0])


def another(ask: Ask, starts_at: dt.datetime, **fields: object) -> Ask:
    made = Ask.objects.get(pk=ask.pk)
    made.pk, made._state.adding = None, True
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    Shift.objects.create(ask=made, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=1))
    return made


def test_board_says_the_day_and_the_area_and_neither_hour_nor_place_nor_person(
    cast: Cast, for_anybody: Ask, client_of
) -> None:
    """Amal, who prints it, reads hours, exact place and names on the page of the ask."""
    board = printed(client_of(cast.amal), cast.harbour)
    for words in (
        for_anybody.what,
        "Saturday, 7 March",
        "Old Harbour",
        "Harbour Kitchen",
        "How to reach us:",
    ):
        assert words in board, words
    for words in (
        "11:00",
        "13:00",
        "Carrier",
        EXACT_PLACE,
        "The kitchen",
        *Person.objects.values_list("display_name", flat=True),
    ):
        assert words not in board, words


def test_board_holds_only_what_a_stranger_may_read_and_what_still_needs_somebody(
    cast: Cast, for_anybody: Ask, client_of, now
) -> None:
    another(for_anybody, now + DAY, what="For allies", open_to=OpenTo.ALLIES)
    another(for_anybody, now + DAY, what="A draft", published_at=None)
    another(for_anybody, now + DAY, what="Paused", paused_at=now)
    full = another(for_anybody, now + DAY, what="Enough people")
    Shift.objects.filter(ask=full).update(places_taken=1)
    board = printed(client_of(cast.amal), cast.harbour)
    assert board.count("<li>") == 1
    Shift.objects.create(ask=full, starts_at=now + 2 * DAY, ends_at=now + 3 * DAY)
    board = printed(client_of(cast.amal), cast.harbour)
    assert "Enough people" in board
    assert "Thursday, 5 March" not in board, "enough people come on that day"
    assert "Friday, 6 March" in board


def test_board_without_an_ask_says_so(cast: Cast, client_of) -> None:
    page = client_of(cast.amal).get(url(cast.harbour)).content.decode()
    assert "Nothing to print." in page
    assert cast.ask.what not in page


def test_board_is_in_two_languages(cast: Cast, for_anybody: Ask, client_of, now) -> None:
    actions.reword(ask=for_anybody, by=cast.amal, now=now, language="es", what=OLLAS)
    board = parts(printed(client_of(cast.amal), cast.harbour, first="ar", second="es"))
    assert [(language, direction) for language, (direction, _) in board.items()] == [
        ("ar", "rtl"),
        ("es", "ltr"),
    ]
    assert OLLAS in board["es"][1]
    assert "sábado" in board["es"][1]
    assert "السبت" in board["ar"][1]


@pytest.mark.parametrize("visibility", [Visibility.HIDDEN, Visibility.LISTED])
def test_what_strangers_do_not_read_hangs_on_no_wall(
    cast: Cast, for_anybody: Ask, client_of, visibility: str
) -> None:
    client = client_of(cast.amal)
    Community.objects.filter(pk=cast.harbour.pk).update(visibility=visibility)
    assert client.get(url(cast.harbour)).status_code == 404
    assert (
        url(cast.harbour)
        not in client.get(reverse("asks:community_asks", args=[cast.harbour.pk])).content.decode()
    )


@pytest.mark.parametrize("name", ["bruno", "chidi", "dara", "edda", "farid", "gita", "olu"])
def test_board_does_not_exist_for_whoever_is_no_steward(
    cast: Cast, for_anybody: Ask, client_of, name: str
) -> None:
    client = client_of(getattr(cast, name))
    answer = client.get(url(cast.harbour))
    never = client.get(url(Community(pk="a" * len(cast.harbour.pk))))
    assert (answer.status_code, answer.content) == (404, never.content)
    assert (
        url(cast.harbour)
        not in client.get(reverse("asks:community_asks", args=[cast.harbour.pk])).content.decode()
    )


def test_board_is_only_read_and_has_a_way_to_it(cast: Cast, for_anybody: Ask, client, client_of) -> None:
    assert client.get(url(cast.harbour))["Location"].startswith("/account/sign-in/")
    amal = client_of(cast.amal)
    assert amal.post(url(cast.harbour)).status_code == 405
    assert (
        url(cast.harbour) in amal.get(reverse("asks:community_asks", args=[cast.harbour.pk])).content.decode()
    )


def test_board_takes_the_same_queries_for_one_and_thirty(
    cast: Cast, for_anybody: Ask, client_of, now
) -> None:
    client = client_of(cast.amal)
    printed(client, cast.harbour)

    def taken() -> int:
        with CaptureQueriesContext(connection) as found:
            printed(client, cast.harbour, first="en", second="ar")
        return len(found)

    before = taken()
    for number in range(1, 30):
        another(for_anybody, now + number * DAY, what=f"Ask {number}")
    assert printed(client, cast.harbour, first="en", second="ar").count("<li>") == 24
    assert taken() == before
