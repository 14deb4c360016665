import re

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse

from alongside.communities.models import Community, Link, Membership
from alongside.ledger.models import Entry
from alongside.notices.models import Notice

NEW = "/communities/new/"
SHORT = {
    "name": "Night Library",
    "purpose": "Books for people who work at night.",
    "boundary": "Knock first.",
    "language": "en",
    "time_zone": "Europe/Lisbon",
    "visibility": "hidden",
}


def test_the_form_is_filled_in_but_for_name_and_purpose(cast, client_of):
    cast.gita.time_zone = "Asia/Kolkata"
    cast.gita.save()
    shown = client_of(cast.gita).get(NEW).content.decode()
    assert 'value="Asia/Kolkata" selected' in shown
    assert "What allies may not do here" in shown
    assert re.search('<input[^>]*value="hidden"[^>]* checked', shown)


def test_the_founder_is_member_and_steward_at_once(cast, client_of, now):
    answer = client_of(cast.gita).post(NEW, SHORT)
    made = Community.objects.get(name="Night Library")
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("communities:community", args=[made.pk])
    assert (made.visibility, made.time_zone, made.founded_by) == ("hidden", "Europe/Lisbon", cast.gita)
    membership = Membership.objects.get(community=made)
    assert membership.person == cast.gita
    assert membership.vouched_at == membership.steward_since == made.founded_at
    assert Entry.objects.filter(kind="communities.found", subject=made.pk).count() == 1
    assert not Notice.objects.filter(to=cast.olu).exists()


@pytest.mark.parametrize("name", ["\u200b", "\u202e \u2066", "\u3164"])
def test_a_name_that_nobody_could_see_is_refused(cast, client_of, name):
    assert client_of(cast.gita).post(NEW, {**SHORT, "name": name}).status_code == 200
    assert not Community.objects.filter(founded_by=cast.gita).exists()


def test_a_name_cannot_turn_the_words_around_it(cast, client_of):
    client_of(cast.gita).post(NEW, {**SHORT, "name": "Night\u202e  Library"})
    assert Community.objects.get(founded_by=cast.gita).name == "Night Library"


def test_links_are_read_from_lines_and_shown_in_order(cast, client_of):
    lines = "Our history https://a.example/h\nhttps://b.example/start"
    client_of(cast.gita).post(NEW, {**SHORT, "read": lines, "give": "Jar https://jar.example/"})
    links = Link.objects.filter(community__name="Night Library").order_by("position")
    assert [(link.purpose, link.title, link.url) for link in links] == [
        ("read", "Our history", "https://a.example/h"),
        ("read", "b.example", "https://b.example/start"),
        ("give", "Jar", "https://jar.example/"),
    ]


@pytest.mark.parametrize(
    "line",
    ["javascript:alert(1)", "Our page ftp://x.example", "https://me:secret@x.example/", "no address at all"],
)
def test_an_unsafe_link_is_refused_at_its_field_and_the_text_stays(cast, client_of, line):
    answer = client_of(cast.gita).post(NEW, {**SHORT, "give": line})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="id_give_error"' in shown
    assert "Night Library" in shown
    assert not Community.objects.filter(name="Night Library").exists()


def test_eleven_links_are_one_too_many(cast, client_of):
    lines = "\n".join(f"Link https://x.example/{number}" for number in range(11))
    answer = client_of(cast.gita).post(NEW, {**SHORT, "read": lines})
    assert "Take 1 away" in answer.content.decode()
    client_of(cast.gita).post(NEW, {**SHORT, "read": lines.rsplit("\n", 1)[0]})
    assert Link.objects.filter(community__name="Night Library").count() == 10


def test_who_wants_to_be_seen_is_made_known_to_operators_and_to_nobody_else(cast, client, client_of):
    client_of(cast.gita).post(NEW, {**SHORT, "visibility": "public"})
    made = Community.objects.get(name="Night Library")
    assert client.get(reverse("communities:community", args=[made.pk])).status_code == 404
    notice = Notice.objects.get(to=cast.olu)
    assert (notice.kind, notice.url) == ("vouch.wanted", "/communities/waiting/")


def test_nobody_founds_without_signing_in(db, client):
    sign_in = resolve_url(settings.LOGIN_URL)
    assert client.get(NEW).headers["Location"].startswith(sign_in)
    assert client.post(NEW, SHORT).headers["Location"].startswith(sign_in)
    assert not Community.objects.exists()


def test_the_same_form_sent_twice_founds_once(cast, client_of):
    browser = client_of(cast.gita)
    first = browser.post(NEW, {**SHORT, "once": "k" * 20})
    second = browser.post(NEW, {**SHORT, "once": "k" * 20})
    assert first.headers["Location"] == second.headers["Location"]
    assert Community.objects.filter(name="Night Library").count() == 1
