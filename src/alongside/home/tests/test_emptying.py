"""Asks and groups that are over lose their words, and no steward can hurry what somebody looks into."""

import datetime as dt

import pytest
from django.urls import reverse

from alongside.accountability import actions as accountability
from alongside.asks import queries as asks
from alongside.asks.models import Ask
from alongside.commitments import actions as commitments
from alongside.commitments import jobs as commitment_jobs
from alongside.commitments.models import Commitment
from alongside.communities import actions as communities
from alongside.communities import queries as groups
from alongside.communities.models import Community
from alongside.home import jobs
from alongside.ledger.models import Entry
from alongside.notices.models import Message

DAY = dt.timedelta(days=1)


@pytest.fixture
def promise(cast, now):
    made = commitments.offer(shift=cast.shift, by=cast.bruno, now=now, note="I bring a trolley.")
    commitments.accept(commitment=made, by=cast.amal, now=now)
    commitments.write(commitment=made, text="Which door?", by=cast.bruno, now=now)
    return made


def test_a_group_that_keeps_less_loses_its_words_sooner_and_no_other_does(cast, now, promise):
    shorter = {"asks": 30, "messages": 30, "notes": 7}
    communities.keep_for(community=cast.harbour, by=cast.amal, days=shorter, now=now)
    over = cast.shift.ends_at
    commitment_jobs.forget_notes(max(over + 7 * DAY, now + 14 * DAY) + DAY)
    assert Commitment.objects.get().note == ""
    assert Message.objects.exists()
    commitment_jobs.forget_messages(now + 31 * DAY)
    assert not Message.objects.exists()
    commitment_jobs.empty_asks(over + 30 * DAY)
    assert Ask.objects.get(pk=cast.ask.pk).what == ""
    assert Ask.objects.exclude(community=cast.harbour).exclude(emptied_at=None).count() == 0


def test_without_terms_nothing_goes_early(cast, now, promise):
    commitment_jobs.forget_notes(cast.shift.ends_at + 29 * DAY)
    commitment_jobs.forget_messages(cast.shift.ends_at + 100 * DAY)
    commitment_jobs.empty_asks(cast.shift.ends_at + 179 * DAY)
    assert Commitment.objects.get().note == "I bring a trolley."
    assert Message.objects.exists()
    assert Ask.objects.get(pk=cast.ask.pk).what == cast.ask.what


def test_stewards_cannot_hurry_what_was_reported(cast, now, promise):
    """A steward wrote something ugly, the ally reported it, and the steward makes the time short."""
    commitments.write(commitment=promise, text="Something ugly.", by=cast.amal, now=now)
    ugly = Message.objects.get(by=cast.amal)
    matter = accountability.report(
        by=cast.bruno, about=f"message:{ugly.pk}", words="Look.", language="en", now=now
    )
    communities.keep_for(community=cast.harbour, by=cast.amal, days={"messages": 30, "asks": 30}, now=now)
    later = cast.shift.ends_at + 60 * DAY
    commitment_jobs.forget_messages(later)
    commitment_jobs.empty_asks(later)
    assert [one.text for one in Message.objects.all()] == ["Something ugly."]

    communities.close(community=cast.harbour, by=cast.amal, now=now)
    communities.tell_of_end(community=cast.harbour, by=None, now=now)
    assert not list(groups.ended(now=now + 179 * DAY))
    matter.closed_at = later
    matter.save()
    commitment_jobs.forget_messages(later)
    assert not Message.objects.exists()


def test_a_reported_ask_keeps_its_words_and_not_for_ever(cast, now):
    accountability.report(by=cast.bruno, about=f"ask:{cast.ask.pk}", words="", language="en", now=now)
    communities.keep_for(community=cast.harbour, by=cast.amal, days={"asks": 30}, now=now)
    assert cast.ask not in asks.to_empty(now=now + 100 * DAY)
    assert cast.ask in asks.to_empty(now=now + 181 * DAY)


def test_emptied_ask_says_so_to_those_who_come_back(cast, now, promise, client_of):
    commitment_jobs.empty_asks(cast.shift.ends_at + 180 * DAY)
    body = client_of(cast.amal).get(reverse("asks:ask", args=[cast.ask.pk])).content.decode()
    assert "An ask that is over" in body
    assert cast.ask.what not in body
    assert client_of(cast.bruno).get(reverse("commitments:commitment", args=[promise.pk])).status_code == 404
    assert Entry.objects.filter(kind="commitments.empty_ask", subject=cast.ask.pk).exists()
    assert commitment_jobs.empty_asks(cast.shift.ends_at + 181 * DAY) == 0


def test_emptying_a_group_twice_is_emptying_it_once(cast, now, promise):
    communities.close(community=cast.harbour, by=cast.amal, now=now)
    communities.tell_of_end(community=cast.harbour, by=None, now=now)
    assert jobs.empty_groups(now + 181 * DAY) == 1
    assert jobs.empty_groups(now + 182 * DAY) == 0
    assert not Community.objects.filter(pk=cast.harbour.pk).exists()
    assert Entry.objects.filter(kind="communities.empty", community=cast.harbour.pk).count() == 1
