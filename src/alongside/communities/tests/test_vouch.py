"""How strangers come to see a new group: the operator's word, or that of two established groups."""

import datetime as dt

import pytest
from django.urls import reverse

from alongside.communities import actions, queries
from alongside.communities.actions.founding import Details
from alongside.communities.models import Vouch
from alongside.core import ids
from alongside.home.cast import belongs, community, person
from alongside.ledger.models import Entry
from alongside.notices.models import Notice

DAY = dt.timedelta(days=1)


@pytest.fixture
def new(cast, now):
    """A sham or a true one: nobody can tell yet. Gita founded it today and wants it seen."""
    details = Details(
        name="Night Library",
        purpose="Books at night.",
        boundary="Knock first.",
        language="en",
        time_zone="UTC",
        visibility="public",
    )
    return actions.found(by=cast.gita, details=details, now=now)


def link(new, now, by=None):
    return actions.make_vouch_link(community=new, by=by or new.founded_by, now=now)


def page(secret):
    return reverse("communities:vouch", args=[secret])


def seen(new, now):
    return new in queries.visible_communities(viewer=None, now=now)


def test_two_established_groups_make_it_seen(cast, client, client_of, new, now):
    for steward, voucher in ((cast.amal, cast.harbour), (cast.edda, cast.rainbow)):
        assert not seen(new, now)
        secret = link(new, now)
        shown = client_of(steward).get(page(secret)).content.decode()
        assert "Night Library" in shown
        assert "Books at night." in shown
        assert "Knock first." in shown
        assert "Gita" not in shown
        client_of(steward).post(page(secret), {"voucher": voucher.pk})
    assert seen(new, now)
    assert client.get(reverse("communities:community", args=[new.pk])).status_code == 200
    assert Notice.objects.filter(to=cast.gita, kind="community.vouched").count() == 1
    assert Entry.objects.filter(kind="communities.vouch", subject__in=new.vouches.values("pk")).count() == 2


def test_one_person_does_not_vouch_twice_with_two_groups(cast, client_of, new, now):
    actions.vouch(secret=link(new, now), voucher=cast.rainbow, by=cast.edda, now=now)
    for voucher in (cast.listed, cast.rainbow):
        with pytest.raises(actions.VouchedAlready):
            actions.vouch(secret=link(new, now), voucher=voucher, by=cast.edda, now=now)
    assert not seen(new, now)


def test_one_group_does_not_vouch_twice_with_two_stewards(cast, new, now):
    actions.vouch(secret=link(new, now), voucher=cast.harbour, by=cast.amal, now=now)
    with pytest.raises(actions.VouchedAlready):
        actions.vouch(secret=link(new, now), voucher=cast.harbour, by=cast.jun, now=now)


def test_the_founders_own_ties_do_not_count(cast, new, now):
    belongs(cast.harbour, cast.gita, now)
    with pytest.raises(actions.OwnTies):
        actions.vouch(secret=link(new, now), voucher=cast.harbour, by=cast.amal, now=now)


def test_a_founder_who_left_still_has_ties(cast, new, now):
    hana = person("Hana", now)
    belongs(new, hana, now, vouched_at=now, steward_since=now)
    actions.leave(community=new, by=cast.gita, now=now)
    belongs(cast.harbour, cast.gita, now)
    with pytest.raises(actions.OwnTies):
        actions.vouch(secret=link(new, now, by=hana), voucher=cast.harbour, by=cast.amal, now=now)


def test_whoever_founded_the_vouching_group_and_left_it_still_has_ties(cast, new, now):
    hana = person("Hana", now)
    friends = community("Friends", "public", cast.gita, now)
    belongs(friends, hana, now, vouched_at=now, steward_since=now)
    actions.leave(community=friends, by=cast.gita, now=now)
    with pytest.raises(actions.OwnTies):
        actions.vouch(secret=link(new, now), voucher=friends, by=hana, now=now)


def test_no_steward_of_the_vouching_group_may_belong_to_the_new_one(cast, new, now):
    belongs(new, cast.jun, now)
    with pytest.raises(actions.OwnTies):
        actions.vouch(secret=link(new, now), voucher=cast.harbour, by=cast.amal, now=now)


def test_two_groups_that_the_same_people_run_are_one_voice(cast, new, now):
    second = community("Second Kitchen", "public", cast.amal, now)
    belongs(second, cast.jun, now, vouched_at=now, steward_since=now)
    actions.vouch(secret=link(new, now), voucher=cast.harbour, by=cast.amal, now=now)
    with pytest.raises(actions.OwnTies):
        actions.vouch(secret=link(new, now), voucher=second, by=cast.jun, now=now)
    assert not seen(new, now)


def test_a_member_of_the_new_group_does_not_vouch_for_it(cast, new, now):
    belongs(new, cast.edda, now)
    with pytest.raises(actions.OwnTies):
        actions.vouch(secret=link(new, now), voucher=cast.rainbow, by=cast.edda, now=now)


def test_a_ring_of_new_groups_vouches_for_nobody(cast, client_of, new, now):
    for number in range(5):
        puppet = person(f"Puppet{number}", now)
        other = actions.found(
            by=puppet, details=Details("Ring", "x", "y", "en", "UTC", visibility="public"), now=now - 60 * DAY
        )
        secret = link(new, now)
        assert "Night Library" not in client_of(puppet).get(page(secret)).content.decode()
        with pytest.raises(actions.NotEstablished):
            actions.vouch(secret=secret, voucher=other, by=puppet, now=now)
    assert not Vouch.objects.filter(community=new).exists()


def test_a_group_vouched_for_but_young_waits(cast, new, now):
    hana = person("Hana", now)
    young = community("Young", "public", hana, now, founded_at=now - 29 * DAY)
    with pytest.raises(actions.NotEstablished):
        actions.vouch(secret=link(new, now), voucher=young, by=hana, now=now)
    actions.vouch(secret=link(new, now), voucher=young, by=hana, now=now + DAY)


def test_a_link_shows_nothing_to_whoever_steers_no_established_group(cast, client_of, new, now):
    secret = link(new, now)
    for other in (cast.chidi, cast.bruno, cast.olu, cast.farid):
        shown = client_of(other).get(page(secret)).content.decode()
        assert "This link is for another group" in shown
        assert "Night Library" not in shown
    answer = client_of(cast.chidi).post(page(secret), {"voucher": cast.harbour.pk})
    assert answer.status_code == 200
    assert not Vouch.objects.filter(community=new).exists()


def test_opening_uses_nothing_up_and_one_vouch_ends_the_link(cast, client_of, new, now):
    secret = link(new, now)
    client_of(cast.amal).get(page(secret))
    client_of(cast.edda).post(page(secret), {"voucher": cast.rainbow.pk})
    with pytest.raises(actions.LinkOver):
        actions.vouch(secret=secret, voucher=cast.harbour, by=cast.amal, now=now)
    with pytest.raises(actions.LinkOver):
        actions.vouch(secret=link(new, now), voucher=cast.harbour, by=cast.amal, now=now + 14 * DAY)
    assert client_of(cast.amal).get(page(ids.new_secret())).status_code == 404


def test_only_its_stewards_make_links_for_a_group(cast, client_of, new):
    at = reverse("communities:vouches", args=[new.pk])
    assert client_of(cast.amal).get(at).status_code == client_of(cast.amal).post(at).status_code == 404
    browser = client_of(cast.gita)
    assert "Make a link" in browser.get(at).content.decode()
    made_at = browser.post(at).headers["Location"]
    assert made_at.startswith(reverse("communities:vouch_made", args=[new.pk]))
    shown = browser.get(made_at).content.decode()
    assert "/vouches/" in shown
    assert new.vouchlinks.count() == 1


def test_operators_see_who_waits_and_vouch_in_one_tap(cast, client_of, new, now):
    hidden = actions.found(by=cast.gita, details=Details("Unseen", "x", "y", "en", "UTC"), now=now)
    browser = client_of(cast.olu)
    shown = browser.get(reverse("communities:vouching")).content.decode()
    assert "Night Library" in shown
    assert "Books at night." in shown
    assert "Unseen" not in shown
    assert "Gita" not in shown
    assert browser.post(reverse("communities:operator_vouch", args=[hidden.pk])).status_code == 404
    browser.post(reverse("communities:operator_vouch", args=[new.pk]))
    assert seen(new, now)
    after = browser.get(reverse("communities:vouching")).content.decode()
    assert reverse("communities:operator_vouch", args=[new.pk]) not in after


def test_the_page_of_groups_leads_operators_to_who_waits(cast, client_of, client):
    way = f'href="{reverse("communities:vouching")}"'
    pages = [browser.get("/communities/").content.decode() for browser in (client_of(cast.amal), client)]
    assert way in client_of(cast.olu).get("/communities/").content.decode()
    assert not any(way in page for page in pages)


@pytest.mark.parametrize("who", ["amal", "bruno", "chidi", "edda", "gita"])
def test_the_operators_page_does_not_exist_for_others(cast, client_of, new, who):
    browser = client_of(getattr(cast, who))
    assert browser.get(reverse("communities:vouching")).status_code == 404
    assert browser.post(reverse("communities:operator_vouch", args=[new.pk])).status_code == 404
    assert not Vouch.objects.filter(community=new).exists()


def test_one_and_thirty_waiting_groups_cost_the_same(
    cast, client_of, new, now, django_assert_max_num_queries
):
    browser, at = client_of(cast.olu), reverse("communities:vouching")
    browser.get(at)
    with django_assert_max_num_queries(20) as few:
        browser.get(at)
    for number in range(30):
        waiting = Details(f"Waiting {number}", "x", "y", "en", "UTC", visibility="listed")
        actions.found(by=person(f"F{number}", now), details=waiting, now=now)
    with django_assert_max_num_queries(20) as many:
        assert "Waiting 29" in browser.get(at).content.decode()
    assert len(many) == len(few)
