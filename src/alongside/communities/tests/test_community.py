"""The page of a group: everybody sees what is theirs to see, and outside there is nothing."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.communities import actions
from alongside.communities.actions.founding import Details
from alongside.communities.models import Community, Link, Membership, Restriction, Standing, Vouch
from alongside.core import ids
from alongside.home.cast import belongs, person

NAMES = ["Amal Haddad", "Jun Ito", "Bruno Sá", "Chidi", "Dara", "secret-"]


def page(community):
    return reverse("communities:community", args=[community.pk])


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("who", [None, "gita", "amal", "farid", "olu"])
def test_a_hidden_group_looks_like_one_that_never_was(cast, client, client_of, who):
    browser = client_of(getattr(cast, who)) if who else client
    hidden, missing = browser.get(page(cast.rainbow)), browser.get(f"/communities/{ids.new_id()}/")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content
    assert dict(hidden.headers) == dict(missing.headers)


@pytest.mark.parametrize("who", [None, "gita", "farid"])
def test_a_hidden_group_takes_as_long_as_one_that_never_was(cast, client, client_of, now, who):
    """The same statements, whatever they find: nothing is looked up only for a group that is there."""
    Restriction.objects.create(
        community=cast.rainbow, person=cast.farid, reason="trust", at=now, until=now + dt.timedelta(days=5)
    )
    browser = client_of(getattr(cast, who)) if who else client
    asked = []
    for address in (page(cast.rainbow), f"/communities/{ids.new_id()}/"):
        with CaptureQueriesContext(connection) as queries:
            browser.get(address)
        asked.append([re.sub("'[^']*'", "?", query["sql"]) for query in queries.captured_queries])
    assert asked[0] == asked[1]
    assert asked[0]


@pytest.mark.parametrize(
    "name",
    ["request", "ally", "leaving", "details", "members", "allies", "invitations", "vouches", "closing"],
)
def test_no_page_of_a_hidden_group_gives_it_away(cast, client, client_of, name):
    for browser in (client, client_of(cast.gita)):
        for method in (browser.get, browser.post):
            hidden = method(reverse(f"communities:{name}", args=[cast.rainbow.pk]))
            missing_id = ids.new_id()
            missing = method(reverse(f"communities:{name}", args=[missing_id]))
            assert hidden.status_code == missing.status_code
            assert text(hidden) == text(missing)
            assert str(dict(hidden.headers)).replace(cast.rainbow.pk, missing_id) == str(
                dict(missing.headers)
            )


def test_a_group_nobody_vouched_for_is_hidden_whatever_it_chose(cast, client, client_of):
    Vouch.objects.filter(community=cast.harbour).delete()
    assert client.get(page(cast.harbour)).status_code == 404
    assert client_of(cast.gita).get(page(cast.harbour)).status_code == 404
    assert client_of(cast.bruno).get(page(cast.harbour)).status_code == 200


def test_strangers_read_the_page_of_a_public_group_and_no_names(cast, client):
    shown = text(client.get(page(cast.harbour)))
    assert "Harbour Kitchen" in shown
    assert cast.harbour.boundary in shown
    assert "for 60 days" in shown
    assert "the people who run this server" in shown
    assert not [name for name in NAMES if name in shown]


def test_of_a_listed_group_outsiders_see_name_and_purpose_only(cast, client, client_of):
    Link.objects.create(
        community=cast.listed, purpose="read", title="Inside reading", url="https://x.example/"
    )
    for browser in (client, client_of(cast.gita)):
        shown = text(browser.get(page(cast.listed)))
        assert "Elder Circle" in shown
        assert cast.listed.purpose in shown
        for kept in (cast.listed.boundary, "Inside reading", "60 days", "Edda"):
            assert kept not in shown


@pytest.mark.parametrize(("who", "sees"), [("dara", False), ("bruno", False), ("chidi", True), ("jun", True)])
def test_only_vouched_members_see_who_runs_it(cast, client_of, who, sees):
    shown = text(client_of(getattr(cast, who)).get(page(cast.harbour)))
    assert ("Amal Haddad" in shown) is sees
    assert "Dara" not in shown


def test_whoever_is_shut_out_sees_what_a_stranger_sees_and_no_way_in(cast, client, client_of):
    browser = client_of(cast.farid)
    shown = text(browser.get(page(cast.harbour)))
    assert cast.harbour.boundary in shown
    for name in ("ally", "request"):
        assert reverse(f"communities:{name}", args=[cast.harbour.pk]) not in shown
        assert browser.get(reverse(f"communities:{name}", args=[cast.harbour.pk])).status_code == 404
        assert browser.post(reverse(f"communities:{name}", args=[cast.harbour.pk])).status_code == 404
    assert "suspen" not in shown.lower()
    Community.objects.filter(pk=cast.harbour.pk).update(visibility="listed")
    assert browser.get(page(cast.harbour)).status_code == 404
    assert client.get(page(cast.harbour)).status_code == 200


def test_a_vouching_group_is_named_only_to_those_who_may_know_it(cast, client, client_of, now):
    Vouch.objects.filter(community=cast.harbour).delete()
    Vouch.objects.create(community=cast.harbour, voucher=cast.rainbow, by=cast.edda, at=now)
    Vouch.objects.create(community=cast.harbour, voucher=cast.listed, by=None, at=now)
    shown = text(client.get(page(cast.harbour)))
    assert "Elder Circle" in shown
    assert "Rainbow Youth" not in shown
    assert "an established group" in shown
    assert "Rainbow Youth" in text(client_of(cast.edda).get(page(cast.harbour)))


def test_links_lead_out_without_telling_where_from(cast, client):
    Link.objects.create(community=cast.harbour, purpose="give", title="Our jar", url="https://jar.example/x")
    shown = text(client.get(page(cast.harbour)))
    assert (
        '<a class="row-title" href="https://jar.example/x" rel="external noopener noreferrer nofollow">'
        in shown
    )


def test_a_lone_steward_is_told_what_to_do(cast, client_of):
    alone, together = client_of(cast.edda), client_of(cast.amal)
    assert "You run this group alone" in text(alone.get(page(cast.rainbow)))
    assert "?role=steward" in text(alone.get(page(cast.rainbow)))
    assert "You run this group alone" in text(
        alone.get(reverse("communities:members", args=[cast.rainbow.pk]))
    )
    assert "You run this group alone" not in text(together.get(page(cast.harbour)))


def test_words_of_people_carry_their_language(cast, client):
    Community.objects.filter(pk=cast.harbour.pk).update(language="ar", purpose="<b>مطبخ</b>")
    shown = text(client.get(page(cast.harbour)))
    assert '<p lang="ar" dir="auto">&lt;b&gt;مطبخ&lt;/b&gt;</p>' in shown


def test_the_page_costs_the_same_with_one_and_with_thirty_of_everything(
    cast, client_of, now, django_assert_max_num_queries
):
    browser = client_of(cast.chidi)
    Vouch.objects.create(community=cast.harbour, voucher=cast.listed, by=None, at=now)
    browser.get(page(cast.harbour))
    few = counted(browser, cast, django_assert_max_num_queries)
    for number in range(28):
        more = Membership(
            community=cast.harbour,
            person=named(number, now),
            joined_at=now,
            vouched_at=now,
            steward_since=now,
        )
        more.save()
    for number in range(10):
        Link.objects.create(
            community=cast.harbour, purpose="read", title="x", url="https://x.example/", position=number
        )
    for number in range(10):
        other = actions.found(by=named(100 + number, now), details=details(number), now=now)
        Vouch.objects.create(community=cast.harbour, voucher=other, by=None, at=now)
    assert counted(browser, cast, django_assert_max_num_queries) == few


def counted(browser, cast, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as seen:
        assert browser.get(page(cast.harbour)).status_code == 200
    return len(seen)


def named(number, now):
    return person(f"P{number}", now)


def details(number):
    return Details(name=f"G{number}", purpose="x", boundary="y", language="en", time_zone="UTC")


def test_wrong_methods_are_refused(cast, client_of):
    browser = client_of(cast.amal)
    assert browser.post(page(cast.harbour)).status_code == 405
    assert browser.get(reverse("communities:pause", args=[cast.harbour.pk])).status_code == 405


def test_a_newcomer_sees_what_to_wait_for(cast, client_of, now):
    belongs(cast.rainbow, cast.gita, now)
    assert "You are new here" in text(client_of(cast.gita).get(page(cast.rainbow)))


@pytest.mark.parametrize(
    ("visibility", "is_vouched", "said"),
    [
        ("hidden", True, "Only people whom you let in know of it"),
        ("hidden", False, "Only people whom you let in know of it"),
        ("listed", False, "until somebody vouches for it"),
        ("public", False, "until somebody vouches for it"),
        ("listed", True, "They see its name and purpose, and not its asks"),
        ("public", True, "Everybody can find this group"),
    ],
)
def test_stewards_read_who_can_find_their_group(cast, client_of, visibility, is_vouched, said):
    Community.objects.filter(pk=cast.harbour.pk).update(visibility=visibility)
    if not is_vouched:
        Vouch.objects.filter(community=cast.harbour).delete()
    assert said in text(client_of(cast.amal).get(page(cast.harbour)))
    for who in (cast.chidi, cast.bruno, cast.dara):
        shown = text(client_of(who).get(page(cast.harbour)))
        assert said not in shown
        assert "Change who can find it" not in shown


def test_stewards_without_an_ally_read_that_nobody_outside_sees_what_they_ask(cast, client_of):
    said = "You have no ally yet"
    invite = reverse("communities:invitations", args=[cast.harbour.pk]) + "?role=ally"
    assert said not in text(client_of(cast.amal).get(page(cast.harbour)))
    Standing.objects.all().delete()
    shown = text(client_of(cast.amal).get(page(cast.harbour)))
    assert said in shown
    assert f'href="{invite}"' in shown
    assert "Let others find the group" not in shown
    assert said not in text(client_of(cast.chidi).get(page(cast.harbour)))
    Community.objects.filter(pk=cast.harbour.pk).update(visibility="hidden")
    assert "Let others find the group" in text(client_of(cast.amal).get(page(cast.harbour)))


@pytest.mark.parametrize(("days", "said"), [(0, "since today"), (1, "for 1 day"), (60, "for 60 days")])
def test_group_says_to_an_ally_and_a_stranger_how_long_it_is_here(cast, client, client_of, now, days, said):
    """Whoever is invited reads it before they say yes."""
    cast.harbour.founded_at = now - dt.timedelta(days=days, hours=1)
    cast.harbour.save()
    secret = actions.invite(community=cast.harbour, by=cast.amal, role="ally", now=now)
    invitation = reverse("communities:invitation", args=[secret])
    readers = [(client_of(cast.bruno), page(cast.harbour)), (client, page(cast.harbour))]
    for reader, address in [*readers, (client_of(cast.gita), invitation)]:
        assert f"<dt>On this server</dt><dd>{said}</dd>" in text(reader.get(address))
