"""Who reached somebody, for what and how often, for that person alone."""

import datetime as dt
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.commitments import actions as commitments
from alongside.communities import actions as communities
from alongside.home import queries
from alongside.home.cast import DAY, Cast
from alongside.notices import actions as notices
from alongside.notices import jobs
from alongside.notices.models import Budget

Clients = Callable[..., Client]
PAGE = "/me/reaching/"


def test_reaching_says_who_for_what_and_how_often(
    client_of: Clients, cast: Cast, now: dt.datetime, letterbox: object, give_address: Callable[..., None]
) -> None:
    give_address(cast.bruno, "bruno@mail.example")
    offer = commitments.offer(shift=cast.shift, by=cast.bruno, now=now)
    commitments.accept(commitment=offer, by=cast.amal, now=now)
    for url in ("/me/", "/me/hours/"):
        notices.tell(to=cast.bruno, kind="verdict.helped", about="account", url=url, now=now)
    jobs.send_due_mail(now)
    page = queries.reaching(viewer=cast.bruno, now=now)
    harbour, server = page.by
    assert (harbour.community, [(one.words, one.times, one.mails) for one in harbour.told]) == (
        cast.harbour,
        [("Your offer was accepted.", 1, 1)],
    )
    assert (server.community, [(one.times, one.mails) for one in server.told]) == (None, [(2, 0)])
    assert (page.week.mails, page.week.urgent) == (1, 1)
    shown = client_of(cast.bruno).get(PAGE).content.decode()
    assert "This week 1 mail reached you, of 14." in shown
    assert "1 of them was about a promise of yours." in shown
    assert cast.harbour.name in shown


def test_reaching_names_no_hidden_group_that_its_reader_left(
    client_of: Clients, cast: Cast, now: dt.datetime
) -> None:
    notices.tell(
        to=cast.gita, kind="message.received", about=f"community:{cast.rainbow.pk}", url="/", now=now
    )
    shown = client_of(cast.gita).get(PAGE).content.decode()
    assert cast.rainbow.name not in shown
    assert "A group that you are not with now" in shown


def test_reaching_looks_four_weeks_back(cast: Cast, now: dt.datetime) -> None:
    notices.tell(to=cast.gita, kind="message.received", about="account", url="/", now=now)
    assert queries.reaching(viewer=cast.gita, now=now + 27 * DAY).by
    assert not queries.reaching(viewer=cast.gita, now=now + 29 * DAY).by


def test_reaching_is_its_owner_s_alone(
    client: Client, client_of: Clients, cast: Cast, now: dt.datetime
) -> None:
    communities.ask_to_join(community=cast.harbour, by=cast.gita, words="", now=now)
    assert "Somebody would like to join." in client_of(cast.amal).get(PAGE).content.decode()
    assert "Somebody would like to join." not in client_of(cast.bruno).get(PAGE).content.decode()
    assert client.get(PAGE)["Location"].startswith("/account/sign-in/")


def test_reaching_keeps_how_many_mails_may_come(client_of: Clients, cast: Cast) -> None:
    browser = client_of(cast.bruno)
    assert browser.post(PAGE, {"mails_a_week": "3", "notes_a_week": "0"}).status_code == 302
    assert (Budget.objects.get().mails_a_week, Budget.objects.get().notes_a_week) == (3, 0)
    for nonsense in ("", "0", "1000", "many"):
        assert browser.post(PAGE, {"mails_a_week": nonsense, "notes_a_week": "1"}).status_code == 200
    assert Budget.objects.get().mails_a_week == 3


def test_reaching_takes_as_many_queries_for_one_as_for_thirty(
    client_of: Clients, cast: Cast, now: dt.datetime
) -> None:
    browser, counts = client_of(cast.amal), []
    for many in (1, 30):
        for number in range(many):
            about = f"ask:{cast.ask.pk}" if number % 2 == 0 else f"community:{cast.harbour.pk}"
            notices.tell(to=cast.amal, kind="offer.received", about=about, url="/", now=now)
            notices.tell(
                to=cast.amal, kind="offer.received", about=f"community:{cast.harbour.pk}", url="/", now=now
            )
        browser.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            browser.get(PAGE)
        counts.append(len(captured))
    assert counts[0] == counts[1]
