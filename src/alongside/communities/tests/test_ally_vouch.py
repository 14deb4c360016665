"""A member vouches for an ally: what opens, who reads it, and how it is taken back."""

import datetime as dt

import pytest
from django.urls import reverse

from alongside.accountability import actions as accountability
from alongside.communities import actions, queries
from alongside.communities.models import AllyVouch, Membership, Standing
from alongside.home.cast import belongs, person

DAY = dt.timedelta(days=1)
NAMES = ("Mira", "Noor", "Pavel")


@pytest.fixture
def near(cast, now):
    """`cast.ask` is close help for allies whom the group knows; nobody vouches for bruno."""
    cast.ask.kind, cast.ask.open_to = "at_home", "known"
    cast.ask.save()
    AllyVouch.objects.all().delete()
    Standing.objects.update(vouched_at=None)
    return cast


def of_bruno(cast):
    return Standing.objects.get(person=cast.bruno)


def url(cast, name="communities:ally_vouch"):
    return reverse(name, args=[cast.harbour.pk, of_bruno(cast).pk])


def sees_ask(cast, client_of):
    """On its own page, in the list of the group, and on the form of an offer."""
    browser = client_of(cast.bruno)
    page = browser.get(reverse("asks:ask", args=[cast.ask.pk]))
    offer = browser.get(reverse("commitments:offer", args=[cast.ask.pk]))
    listed = browser.get(reverse("asks:community_asks", args=[cast.harbour.pk])).content.decode()
    seen = {page.status_code == 200, offer.status_code == 200, cast.ask.what in listed}
    assert len(seen) == 1
    return seen.pop()


def test_close_help_shows_to_a_known_ally_when_two_unrelated_members_vouch(near, client_of):
    assert not sees_ask(near, client_of)
    client_of(near.chidi).post(url(near))
    client_of(near.chidi).post(url(near))
    assert not sees_ask(near, client_of)
    client_of(near.jun).post(url(near))
    assert sees_ask(near, client_of)
    client_of(near.chidi).post(url(near, "communities:ally_vouch_end"))
    assert not sees_ask(near, client_of)


def test_what_is_not_close_stays_open_to_a_known_ally_without_vouches(near, client_of):
    near.ask.kind = "in_person"
    near.ask.save()
    assert sees_ask(near, client_of)
    near.ask.open_to = "trusted"
    near.ask.save()
    near.bruno.standings.update(level=Standing.Level.TRUSTED)
    assert not sees_ask(near, client_of)


def test_vouches_are_no_standing(near, client_of, now):
    near.bruno.standings.update(level=Standing.Level.NEW)
    for member in (near.chidi, near.jun):
        actions.vouch_for_ally(standing=of_bruno(near), by=member, now=now)
    assert of_bruno(near).vouched_at == now
    assert not sees_ask(near, client_of)


@pytest.mark.parametrize("who", ["bruno", "gita", "dara", "edda", "farid", "olu"])
def test_whoever_is_no_vouched_member_finds_no_such_page(cast, client_of, who):
    browser = client_of(getattr(cast, who))
    for name in ("communities:ally_vouch", "communities:ally_vouch_end"):
        assert browser.post(url(cast, name)).status_code == 404
    assert browser.get(url(cast)).status_code == 404
    assert browser.get(reverse("communities:ally_vouches", args=[cast.harbour.pk])).status_code == 404
    assert AllyVouch.objects.count() == 2


def test_a_member_of_a_few_days_cannot_vouch_yet(near, client_of, now):
    Membership.objects.filter(person=near.chidi).update(vouched_at=now - 29 * DAY)
    page = client_of(near.chidi).post(url(near)).content.decode()
    assert "when you have belonged to the group for 30 days" in page
    assert not AllyVouch.objects.exists()


def test_whoever_came_in_through_one_steward_is_one_voice(near, now):
    """Jun is a second steward and no founder: all whom Jun lets in say the same thing once."""
    crowd = [person(name, now) for name in NAMES]
    for one in crowd:
        belongs(near.harbour, one, now - 40 * DAY)
        membership = Membership.objects.get(person=one)
        actions.vouch_for_member(membership=membership, by=near.jun, now=now - 40 * DAY)
        actions.vouch_for_ally(standing=of_bruno(near), by=one, now=now)
    assert of_bruno(near).vouched_at is None
    assert len(set(Membership.objects.filter(person__in=crowd).values_list("circle", flat=True))) == 1
    actions.vouch_for_ally(standing=of_bruno(near), by=near.jun, now=now)
    assert of_bruno(near).vouched_at is None
    actions.vouch_for_ally(standing=of_bruno(near), by=near.chidi, now=now)
    assert of_bruno(near).vouched_at == now


def test_founder_lets_people_in_who_speak_for_themselves(near, now):
    for name in NAMES[:2]:
        belongs(near.harbour, one := person(name, now), now - 40 * DAY)
        membership = Membership.objects.get(person=one)
        actions.vouch_for_member(membership=membership, by=near.amal, now=now - 40 * DAY)
        actions.vouch_for_ally(standing=of_bruno(near), by=one, now=now)
    assert of_bruno(near).vouched_at == now


def test_steward_who_gave_the_standing_is_no_voice_besides(near, now):
    for member in (near.amal, near.chidi):
        actions.vouch_for_ally(standing=of_bruno(near), by=member, now=now)
    assert of_bruno(near).vouched_at is None


@pytest.mark.parametrize("end", ["leaves", "kept out", "erased"])
def test_word_of_a_member_ends_with_them(cast, now, end):
    assert of_bruno(cast).vouched_at
    if end == "leaves":
        actions.leave(community=cast.harbour, by=cast.chidi, now=now)
    elif end == "kept out":
        accountability.restrict(
            community=cast.harbour, person=cast.chidi, reason="trust", by=cast.amal, now=now
        )
    else:
        actions.erase_person(person=cast.chidi, now=now)
    assert of_bruno(cast).vouched_at is None
    assert list(AllyVouch.objects.values_list("by", flat=True)) == [cast.jun.pk]


def test_group_says_how_many_must_vouch(near, client_of, now):
    form = {
        "name": near.harbour.name, "purpose": "x", "boundary": "y", "language": "en", "time_zone": "UTC",
        "visibility": "public", "late_hours": 24,
    }  # fmt: skip
    client_of(near.chidi).post(url(near))
    for needed, enough in ((1, True), (2, False), (0, True), (5, False)):
        page = reverse("communities:details", args=[near.harbour.pk])
        client_of(near.amal).post(page, {**form, "vouches_needed": needed})
        assert (of_bruno(near).vouched_at is not None) is enough
    assert client_of(near.amal).post(page, {**form, "vouches_needed": 6}).status_code == 200
    near.harbour.refresh_from_db()
    assert near.harbour.vouches_needed == 5


def test_where_no_vouch_is_needed_a_new_ally_has_enough(near, now):
    near.harbour.vouches_needed = 0
    near.harbour.save()
    assert actions.join_as_ally(community=near.harbour, by=near.gita, now=now)
    assert queries.relation(viewer=near.gita, community=near.harbour, now=now).is_vouched_for


def test_only_stewards_read_who_vouches(cast, client_of):
    allies = reverse("communities:allies", args=[cast.harbour.pk])
    shown = client_of(cast.amal).get(allies).content.decode()
    assert "Vouched for by:" in shown
    assert "Enough members vouch." in shown
    ally = client_of(cast.bruno)
    for page in ("communities:community", "communities:leaving"):
        read = ally.get(reverse(page, args=[cast.harbour.pk])).content.decode()
        assert not [name for name in ("Chidi", "Jun Ito") if name in read]
    everything = ally.get(reverse("home:everything")).content.decode()
    assert not [one for one in ("Chidi", "Jun Ito", cast.chidi.pk, cast.jun.pk) if one in everything]


def test_member_reads_their_own_words_and_no_other(cast, client_of, now):
    page = client_of(cast.jun).get(url(cast)).content.decode()
    assert "Bruno" in page
    assert "Chidi" not in page
    own = reverse("communities:ally_vouches", args=[cast.harbour.pk])
    assert "Bruno" in client_of(cast.jun).get(own).content.decode()
    assert "You vouch for no ally." in client_of(cast.amal).get(own).content.decode()
    assert "Allies for whom I vouched" in client_of(cast.jun).get(reverse("home:everything")).content.decode()


def test_ally_finds_the_address_for_a_member_and_nobody_hears_of_a_vouch(near, client_of, now):
    page = client_of(near.bruno).get(reverse("communities:community", args=[near.harbour.pk]))
    assert url(near) in page.content.decode()
    before = near.bruno.notices.count()
    for member in (near.chidi, near.jun):
        actions.vouch_for_ally(standing=of_bruno(near), by=member, now=now)
    assert near.bruno.notices.count() == before


def test_lists_take_as_many_queries_for_thirty_as_for_one(cast, client_of, now, django_assert_num_queries):
    page = reverse("communities:ally_vouches", args=[cast.harbour.pk])
    browser = client_of(cast.chidi)
    browser.get(page)
    with django_assert_num_queries(9):
        browser.get(page)
    for number in range(29):
        ally = Standing.objects.create(
            community=cast.harbour, person=person(f"Ally{number}", now), level=1, given_at=now
        )
        AllyVouch.objects.create(standing=ally, by=cast.chidi, at=now)
    with django_assert_num_queries(9):
        assert browser.get(page).content.decode().count('class="row-title"') == 30
