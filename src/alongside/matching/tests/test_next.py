"""After a small gesture: one concrete ask within somebody's hours, and nothing else."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.asks.models import Ask, OpenTo, Shift
from alongside.asks.rules import Step, is_small, next_step
from alongside.commitments import actions
from alongside.commitments.models import Commitment
from alongside.home.cast import DAY, Cast
from alongside.people import actions as people

Clients = Callable[..., Client]


@pytest.mark.parametrize(
    ("kind", "minutes", "small"),
    [("speak", 10, True), ("give", 30, True), ("speak", 31, False), ("in_person", 10, False)],
)
def test_a_gesture_is_small_when_it_is_short_and_from_afar(kind: str, minutes: int, small: bool) -> None:
    assert is_small(kind=kind, minutes=minutes) is small


def test_what_follows_is_no_gesture_and_of_the_same_group_if_it_can_be() -> None:
    signature = Step("a", "harbour", "speak", 5)
    other, same = Step("b", "rainbow", "in_person", 60), Step("c", "harbour", "make", 60)
    assert next_step([signature, other, same], community="harbour") == same
    assert next_step([signature, other], community="harbour") == other
    assert next_step([signature], community="harbour") is None


def asked(cast: Cast, now: dt.datetime, what: str, kind: str, minutes: int) -> Shift:
    ask = Ask.objects.create(
        community=cast.harbour,
        posted_by=cast.amal,
        kind=kind,
        what=what,
        language="en",
        minutes=minutes,
        open_to=OpenTo.ALLIES,
        is_flexible=True,
        created_at=now,
        published_at=now,
    )
    return Shift.objects.create(ask=ask, starts_at=now - DAY, ends_at=now + 9 * DAY, places=50)


@pytest.fixture
def signed(cast: Cast, now: dt.datetime) -> Commitment:
    """Bruno's promise to sign a letter, accepted."""
    made = actions.offer(shift=asked(cast, now, "Sign the letter", "speak", 10), by=cast.bruno, now=now)
    actions.accept(commitment=made, by=cast.amal, now=now)
    return made


def page_after(client: Client, commitment: Commitment) -> str:
    answer = client.post(f"/commitments/{commitment.pk}/done/", follow=True)
    assert answer.redirect_chain[-1][0] == f"/asks/next/{commitment.pk}/"
    return answer.content.decode().split("<main")[1].split("</main")[0]


def test_next_shows_one_ask_and_nothing_else(
    client_of: Clients, cast: Cast, signed: Commitment, now: dt.datetime
) -> None:
    asked(cast, now, "Call the council", "speak", 10)
    asked(cast, now, "Paint the boat", "make", 90)
    main = page_after(client_of(cast.bruno), signed)
    assert cast.ask.what in main or "Paint the boat" in main
    assert "Call the council" not in main
    assert main.count("<a ") == 1
    assert "<form" not in main
    assert "<button" not in main


def test_next_asks_nothing_beyond_somebody_s_hours_or_in_their_rest(
    client_of: Clients, cast: Cast, signed: Commitment, now: dt.datetime
) -> None:
    people.set_hours(by=cast.bruno, hours=1, now=now)
    main = page_after(client_of(cast.bruno), signed)
    assert "Nothing more is asked of you now." in main
    assert "<a " not in main
    people.set_hours(by=cast.bruno, hours=8, now=now)
    path = f"/asks/next/{signed.pk}/"
    assert cast.ask.what in client_of(cast.bruno).get(path).content.decode()
    people.start_rest(by=cast.bruno, until_on=(now + 9 * DAY).date(), now=now)
    assert cast.ask.what not in client_of(cast.bruno).get(path).content.decode()


def test_what_is_no_small_gesture_leads_to_its_own_page(
    client_of: Clients, cast: Cast, now: dt.datetime
) -> None:
    made = actions.offer(shift=asked(cast, now, "Paint the boat", "make", 90), by=cast.bruno, now=now)
    actions.accept(commitment=made, by=cast.amal, now=now)
    answer = client_of(cast.bruno).post(f"/commitments/{made.pk}/done/")
    assert answer["Location"] == f"/commitments/{made.pk}/"
    assert client_of(cast.bruno).get(f"/asks/next/{made.pk}/").status_code == 404


def test_next_is_there_for_whoever_did_it_once_they_did(
    client: Client, client_of: Clients, cast: Cast, signed: Commitment
) -> None:
    path = f"/asks/next/{signed.pk}/"
    assert client_of(cast.bruno).get(path).status_code == 404
    page_after(client_of(cast.bruno), signed)
    for other in (cast.amal, cast.chidi, cast.gita, cast.farid, cast.olu):
        assert client_of(other).get(path).status_code == 404
    assert client_of(cast.bruno).post(path).status_code == 405
    assert client.get(path)["Location"].startswith("/account/sign-in/")


def test_next_takes_as_many_queries_for_one_ask_as_for_thirty(
    client_of: Clients, cast: Cast, signed: Commitment, now: dt.datetime
) -> None:
    browser, counts = client_of(cast.bruno), []
    page_after(browser, signed)
    for many in (1, 30):
        for number in range(many):
            asked(cast, now, f"Paint boat {number}", "make", 60)
        browser.get(f"/asks/next/{signed.pk}/")
        with CaptureQueriesContext(connection) as captured:
            browser.get(f"/asks/next/{signed.pk}/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
