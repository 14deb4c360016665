"""The mail about a return opens a page that can only say no. Previews and bounces learn nothing."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from alongside.communities import actions
from alongside.communities.models import Return
from alongside.notices import jobs
from alongside.notices.models import Notice
from alongside.people import actions as people

ADDRESS = "chidi.private@mail.example"


@pytest.fixture
def begun(cast, now, give_address, letterbox):
    """Chidi has an address; the notices of naming the group are out of the way."""
    actions.name_keyholder(community=cast.harbour, by=cast.chidi, ends_second_step=False, now=now)
    Notice.objects.all().delete()
    give_address(cast.chidi, ADDRESS)
    return actions.start_return(community=cast.harbour, person=cast.chidi.pk, by=cast.amal, now=now)


def link_in(letterbox):
    text = letterbox.parsed()[-1].get_payload(decode=True).decode()
    return re.search(r"https://calendar\.example(/back/\S+)", text)[1]


def test_whoever_reads_the_mail_can_refuse_without_signing_in(begun, cast, client, letterbox, now):
    assert jobs.send_due_mail(now) == 1
    link = link_in(letterbox)
    assert client.get(link).status_code == 200
    begun.refresh_from_db()
    assert begun.ended_at is None
    assert client.post(link)["Location"] == link
    begun.refresh_from_db()
    assert begun.refused_at
    assert client.get(link).status_code == 200


def test_no_byte_of_the_mail_or_its_page_tells_of_anybody(begun, cast, client, letterbox, now):
    jobs.send_due_mail(now)
    letter = letterbox.letters[-1]
    page = client.get(link_in(letterbox))
    shown = letterbox.raw() + page.content.decode()
    for private in (
        cast.chidi.display_name,
        cast.chidi.sign_in_name,
        cast.chidi.pk,
        cast.amal.display_name,
        cast.harbour.name,
        cast.harbour.pk,
        "communities",
        "longside",
    ):
        assert private not in shown
    assert letterbox.parsed()[-1]["Subject"] == "About your account in Calendar"
    assert letter.mail_from == "calendar@calendar.example"
    assert letter.rcpt_tos == [ADDRESS]
    assert page["Cache-Control"] == "no-store"
    assert b'name="robots" content="noindex"' in page.content
    assert page["Referrer-Policy"] == "same-origin"


def test_the_key_of_one_mail_opens_nothing_else(begun, cast, client, letterbox, now):
    jobs.send_due_mail(now)
    key = link_in(letterbox).partition("?")[2]
    actions.refuse_return(one=begun, by=cast.chidi, now=now)
    actions.name_keyholder(community=cast.harbour, by=cast.bruno, ends_second_step=False, now=now)
    other = actions.start_return(community=cast.harbour, person=cast.bruno.pk, by=cast.amal, now=now)
    path = reverse("communities:refusal", args=[other.pk])
    assert client.get(f"{path}?{key}").status_code == client.post(f"{path}?{key}").status_code == 404
    assert Return.objects.get(pk=other.pk).ended_at is None


def test_the_mail_comes_in_a_rest_and_waits_for_the_quiet_hours(begun, cast, letterbox, now):
    people.start_rest(by=cast.chidi, until_on=now.date() + dt.timedelta(days=30), now=now)
    night = now.replace(hour=23)
    assert jobs.send_due_mail(night) == 0
    assert jobs.send_due_mail(night + dt.timedelta(hours=10)) == 1
