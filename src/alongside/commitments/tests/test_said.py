"""The one-time link: the person who was helped answers without an account."""

import datetime as dt
from collections.abc import Callable

import time_machine
from django.test import Client

from alongside.commitments import actions, jobs
from alongside.commitments.models import Commitment, Verdict, VerdictLink
from alongside.home.cast import DAY, EXACT_PLACE, Cast

Clients = Callable[..., Client]


def test_link_is_made_on_its_page_and_shown_to_the_asking_side_alone(
    client_of: Clients, over: Commitment, cast: Cast
) -> None:
    address = f"/commitments/{over.pk}/link/"
    assert client_of(cast.bruno).post(address).status_code == 404
    client_of(cast.amal).post(address)
    secret = VerdictLink.objects.get().secret
    shown = client_of(cast.amal).get(address).content.decode()
    assert f"/said/{secret}/" in shown
    assert "Bruno" in shown
    assert client_of(cast.bruno).get(address).status_code == 404


def test_link_for_an_offer_that_nobody_accepted_is_refused(
    client_of: Clients, offer: Commitment, cast: Cast, now: dt.datetime
) -> None:
    browser, address = client_of(cast.amal), f"/commitments/{offer.pk}/link/"
    assert "There is no promise here" in browser.get(address).content.decode()
    assert browser.post(address).status_code == 409
    actions.decline(commitment=offer, by=cast.amal, now=now)
    assert browser.post(address).status_code == 409
    assert not VerdictLink.objects.exists()


def test_said_is_used_up_by_the_answer_and_not_by_opening_it(
    client: Client, over: Commitment, cast: Cast, now: dt.datetime
) -> None:
    link = actions.make_verdict_link(commitment=over, by=cast.amal, now=now)
    path = f"/said/{link.secret}/"
    for _ in range(3):
        page = client.get(path).content.decode()
        assert "Did it help?" in page
        assert EXACT_PLACE not in page
        assert "Bruno" not in page
    assert client.post(path, {"outcome": "helped"}).status_code == 302
    answered = client.get(path).content.decode()
    assert "Thank you" in answered
    assert "Your answer is in." in answered
    assert "Your answer is in." not in client.get(path).content.decode()
    verdict = Verdict.objects.get()
    assert (verdict.outcome, verdict.by, verdict.is_by_link) == ("helped", None, True)
    assert client.post(path, {"outcome": "did_not_come"}).status_code == 200
    assert Verdict.objects.get().outcome == "helped"


def test_said_refuses_the_ally(client_of: Clients, over: Commitment, cast: Cast, now: dt.datetime) -> None:
    link = actions.make_verdict_link(commitment=over, by=cast.amal, now=now)
    browser = client_of(cast.bruno)
    assert "your own promise" in browser.get(f"/said/{link.secret}/").content.decode()
    browser.post(f"/said/{link.secret}/", {"outcome": "helped"})
    assert not Verdict.objects.exists()


def test_said_does_not_exist_for_a_forged_secret(
    client: Client, over: Commitment, cast: Cast, now: dt.datetime
) -> None:
    link = actions.make_verdict_link(commitment=over, by=cast.amal, now=now)
    assert client.get(f"/said/{link.pk}:forged/").status_code == 404
    assert client.get(f"/said/{link.pk}/").status_code == 404


def test_said_ends_after_thirty_days_and_with_a_new_link(
    client: Client, over: Commitment, cast: Cast, now: dt.datetime
) -> None:
    first = actions.make_verdict_link(commitment=over, by=cast.amal, now=now - 31 * DAY)
    assert "too old" in client.get(f"/said/{first.secret}/").content.decode()
    actions.make_verdict_link(commitment=over, by=cast.amal, now=now)
    assert client.get(f"/said/{first.secret}/").status_code == 404


def test_said_before_it_begins_asks_to_come_back(
    client: Client, promise: Commitment, cast: Cast, now: dt.datetime
) -> None:
    link = actions.make_verdict_link(commitment=promise, by=cast.amal, now=now)
    page = client.get(f"/said/{link.secret}/").content.decode()
    assert "It has not begun yet" in page
    assert 'name="outcome"' not in page


def test_said_of_a_promise_that_was_given_back_has_nothing_left_to_ask(
    client: Client, promise: Commitment, cast: Cast, now: dt.datetime
) -> None:
    link = actions.make_verdict_link(commitment=promise, by=cast.amal, now=now)
    actions.release(commitment=promise, by=cast.bruno, now=now)
    with time_machine.travel(cast.shift.ends_at):
        page = client.get(f"/said/{link.secret}/").content.decode()
    assert "nothing left to do" in page
    assert 'name="outcome"' not in page


def test_forget_links_deletes_used_and_unused_ones_after_thirty_days(
    over: Commitment, cast: Cast, now: dt.datetime
) -> None:
    used = actions.make_verdict_link(commitment=over, by=cast.amal, now=now)
    actions.judge_by_link(secret=used.secret, outcome="helped", by=None, now=now)
    actions.make_verdict_link(commitment=over, by=cast.amal, now=now)
    assert jobs.forget_links(now + 29 * DAY) == 0
    assert jobs.forget_links(now + 30 * DAY) == 2
    assert Verdict.objects.get().outcome == "helped"
