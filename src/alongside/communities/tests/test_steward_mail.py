"""Whoever begins to run a group chooses how often mail calls them, so that no offer ends unheard."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from alongside.commitments import actions as commitments
from alongside.commitments import jobs as commitment_jobs
from alongside.commitments import rules as commitment_rules
from alongside.communities import actions, rules
from alongside.communities.tests.test_founding import NEW, SHORT
from alongside.notices import jobs as notice_jobs
from alongside.people.models import Person

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def mails(settings):
    settings.ALONGSIDE_SENDS_MAIL = True


def digests(person):
    return Person.objects.get(pk=person.pk).digests_a_week


def preselected(page):
    return [int(value) for value in re.findall('name="digests_a_week" value="(.)"[^>]* checked', page)]


@pytest.mark.parametrize(("had", "suggested"), [(1, 7), (2, 7), (7, 7), (0, 0)])
def test_founding_suggests_one_mail_a_day_but_none_to_whoever_wants_none(
    cast, client_of, mails, had, suggested
):
    Person.objects.filter(pk=cast.gita.pk).update(digests_a_week=had)

    assert preselected(client_of(cast.gita).get(NEW).content.decode()) == [suggested]


@pytest.mark.parametrize("chosen", [0, 1, 2, 7])
def test_the_founder_chooses(cast, client_of, mails, chosen):
    client_of(cast.gita).post(NEW, {**SHORT, "digests_a_week": chosen})

    assert digests(cast.gita) == chosen


def test_a_server_without_mail_does_not_ask_and_changes_nothing(cast, client_of):
    browser = client_of(cast.gita)

    assert "digests_a_week" not in browser.get(NEW).content.decode()
    browser.post(NEW, {**SHORT, "digests_a_week": 7})
    assert digests(cast.gita) == 1


@pytest.mark.parametrize("role", ["steward", "member", "ally"])
def test_only_whoever_is_invited_to_run_a_group_is_asked(cast, client_of, mails, now, role):
    invited = cast.chidi if role == "steward" else cast.gita
    secret = actions.invite(community=cast.harbour, role=role, by=cast.amal, now=now)
    page, browser = reverse("communities:invitation", args=[secret]), client_of(invited)

    assert ("digests_a_week" in browser.get(page).content.decode()) is (role == "steward")
    assert browser.post(page, {"digests_a_week": 7}).status_code == 302
    assert digests(invited) == (7 if role == "steward" else 1)


@pytest.mark.parametrize(("chosen", "is_warned"), [(0, False), (1, True), (2, True), (7, False)])
def test_a_steward_whose_mail_comes_too_late_is_told_so(
    cast, client_of, mails, chosen, is_warned, give_address
):
    give_address(cast.amal, "amal.private@mail.example")
    Person.objects.filter(pk=cast.amal.pk).update(digests_a_week=chosen)
    page = reverse("communities:community", args=[cast.harbour.pk])

    assert ("Mail may come too late" in client_of(cast.amal).get(page).content.decode()) is is_warned
    assert "Mail may come too late" not in client_of(cast.chidi).get(page).content.decode()


def test_without_an_address_nothing_is_said_about_mail(cast, client_of, mails):
    page = reverse("communities:community", args=[cast.harbour.pk])

    assert "Mail may come too late" not in client_of(cast.amal).get(page).content.decode()


def test_what_is_suggested_is_in_time():
    """A digest within two days: then an offer is heard of before it goes on, and its going on before it ends."""
    gap = dt.timedelta(days=7) / rules.DIGESTS_IN_TIME

    assert gap < commitment_rules.ESCALATES_AFTER
    assert gap < commitment_rules.EXPIRES_AFTER - commitment_rules.ESCALATES_AFTER
    assert not rules.may_miss_offers(rules.suggested_digests(1))


def test_both_stewards_hear_of_an_offer_by_mail_before_it_ends(cast, letterbox, now, give_address):
    """Hour by hour, the worst case: each had a digest about something else a moment before."""
    for steward, address in ((cast.amal, "amal@mail.example"), (cast.jun, "jun@mail.example")):
        give_address(steward, address)
        Person.objects.filter(pk=steward.pk).update(digests_a_week=rules.suggested_digests(1))
        actions.ask_to_join(community=cast.harbour, by=cast.gita, words="", now=now)
    notice_jobs.make_digests(now)
    assert notice_jobs.send_due_mail(now) == 2
    letterbox.letters.clear()
    cast.shift.starts_at += dt.timedelta(days=9)
    cast.shift.ends_at += dt.timedelta(days=9)
    cast.shift.save()
    offer = commitments.offer(shift=cast.shift, by=cast.bruno, now=now + HOUR)

    heard = {}
    moment = now + HOUR
    while commitment_rules.state(offer.history, moment) is commitment_rules.State.OFFERED:
        commitment_jobs.escalate_offers(moment)
        notice_jobs.make_digests(moment)
        notice_jobs.send_due_mail(moment)
        for letter in letterbox.letters:
            heard.setdefault(letter.rcpt_tos[0], moment - offer.offered_at)
        moment += HOUR

    assert set(heard) == {"amal@mail.example", "jun@mail.example"}
    assert heard["amal@mail.example"] < commitment_rules.ESCALATES_AFTER
    assert heard["jun@mail.example"] < commitment_rules.EXPIRES_AFTER
