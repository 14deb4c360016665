"""A member judges one ask in a steward's place: it ends by itself, and the people concerned read who and until when."""

import datetime as dt
import re
from contextlib import ExitStack

import pytest
import time_machine
from django.urls import reverse

from alongside.asks import actions, rules
from alongside.asks.models import Delegate
from alongside.commitments import actions as commitments
from alongside.home.cast import belongs, person

DAY = dt.timedelta(days=1)
LATER = rules.DELEGATED_FOR


@pytest.fixture
def time_machine_at():
    """Puts the clock of the views to a moment."""
    with ExitStack() as moments:
        yield lambda moment: moments.enter_context(time_machine.travel(moment))


@pytest.fixture
def promise(cast, now):
    """Bruno's, accepted, on a date that lies 25 days ahead; Chidi may judge it for 30 days."""
    cast.shift.starts_at, cast.shift.ends_at = now + 25 * DAY, now + 25 * DAY + dt.timedelta(hours=2)
    cast.shift.save()
    made = commitments.offer(shift=cast.shift, by=cast.bruno, now=now)
    commitments.accept(commitment=made, by=cast.amal, now=now)
    actions.delegate(ask=cast.ask, person=cast.chidi, by=cast.amal, now=now)
    return made


def asking_pages(cast, promise):
    return [
        reverse("commitments:date", args=[cast.shift.pk]),
        reverse("commitments:commitment", args=[promise.pk]),
        reverse("commitments:verdict", args=[promise.pk]),
    ]


def test_it_ends_by_itself(cast, client_of, promise, now, time_machine_at):
    chidi = client_of(cast.chidi)
    pages = asking_pages(cast, promise)
    assert {chidi.get(page).status_code for page in pages} == {200}
    time_machine_at(now + LATER - DAY)
    assert {client_of(cast.chidi).get(page).status_code for page in pages} == {200}
    time_machine_at(now + LATER)
    assert {client_of(cast.chidi).get(page).status_code for page in pages} == {404}
    assert {client_of(cast.chidi).post(page, {"outcome": "helped"}).status_code for page in pages} <= {
        404,
        405,
    }
    assert cast.ask.what not in client_of(cast.chidi).get(reverse("home:desk")).content.decode()


def test_what_was_delegated_before_there_was_an_end_ends_too(cast, client_of, promise, now, time_machine_at):
    Delegate.objects.update(until=None)
    page = asking_pages(cast, promise)[0]
    assert client_of(cast.chidi).get(page).status_code == 200
    time_machine_at(now + LATER)
    assert client_of(cast.chidi).get(page).status_code == 404


def test_steward_gives_thirty_days_more(cast, client_of, promise, now, time_machine_at):
    time_machine_at(now + LATER - DAY)
    page = reverse("asks:delegates", args=[cast.ask.pk])
    assert "30 more days" in client_of(cast.amal).get(page).content.decode()
    assert client_of(cast.amal).post(page, {"person": cast.chidi.pk}).status_code == 302
    assert Delegate.objects.count() == 1
    time_machine_at(now + LATER + 28 * DAY)
    assert client_of(cast.chidi).get(asking_pages(cast, promise)[0]).status_code == 200


def test_page_says_what_they_read_and_until_when(cast, client_of, promise):
    page = client_of(cast.amal).get(reverse("asks:delegates", args=[cast.ask.pk])).content.decode()
    assert "Of this ask alone" in page
    assert "Chidi" in page
    assert re.search(r"until\s+\S+ 3 Apr", page) or "April 3" in page, page[page.find("Who may now") :][:500]


def test_delegate_reads_only_what_the_page_says(cast, client_of, promise, now):
    commitments.write(commitment=promise, text="Canary-message", by=cast.bruno, now=now)
    promise.note = "Canary-note"
    promise.save()
    for page in asking_pages(cast, promise):
        said = client_of(cast.chidi).get(page).content.decode()
        assert not [word for word in ("Canary-note", "Canary-message", cast.place.exact) if word in said]
    assert (
        client_of(cast.chidi).get(reverse("commitments:conversation", args=[promise.pk])).status_code == 404
    )


def test_ally_who_promised_reads_who_may_judge_and_until_when(cast, client_of, promise, now, time_machine_at):
    own = reverse("commitments:commitment", args=[promise.pk])
    said = client_of(cast.bruno).get(own).content.decode()
    assert "May say whether it helped" in said
    assert "Chidi" in said
    time_machine_at(now + LATER)
    assert "May say whether it helped" not in client_of(cast.bruno).get(own).content.decode()


def test_ally_whose_offer_waits_reads_no_name_of_a_member(cast, client_of, promise, now):
    belongs(cast.harbour, person("Zora", now), now, vouched_at=now)
    hana = person("Hana", now)
    cast.harbour.standings.create(person=hana, level=2, given_at=now)
    waiting = commitments.offer(shift=cast.shift, by=hana, now=now)
    said = client_of(hana).get(reverse("commitments:commitment", args=[waiting.pk])).content.decode()
    assert "Chidi" not in said
