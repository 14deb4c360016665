"""People go without a word, and a group that loses its last steward is not lost."""

import datetime as dt

import pytest
from django.urls import reverse

from alongside.communities import actions
from alongside.communities.models import Community, Invitation, Membership, Restriction, Standing
from alongside.home.cast import belongs, person
from alongside.ledger.models import Entry
from alongside.notices.models import Notice

DAY = dt.timedelta(days=1)


def url(name, community):
    return reverse(name, args=[community.pk])


@pytest.mark.parametrize("who", ["bruno", "chidi", "dara", "jun"])
def test_whoever_leaves_is_nothing_to_the_group_any_more_and_nobody_is_told(cast, client_of, who):
    leaving = getattr(cast, who)
    client_of(leaving).post(url("communities:leaving", cast.harbour))
    assert not Membership.objects.filter(community=cast.harbour, person=leaving).exists()
    assert not Standing.objects.filter(community=cast.harbour, person=leaving).exists()
    assert not Notice.objects.exists()
    assert Entry.objects.filter(kind="communities.leave").count() == 1


@pytest.mark.parametrize("who", ["gita", "edda", "farid", "olu"])
def test_whoever_does_not_belong_finds_no_such_page(cast, client_of, who):
    browser = client_of(getattr(cast, who))
    assert browser.get(url("communities:leaving", cast.harbour)).status_code == 404
    assert browser.post(url("communities:leaving", cast.harbour)).status_code == 404


def test_the_last_steward_is_shown_other_ways_first(cast, client_of):
    shown = client_of(cast.edda).get(url("communities:leaving", cast.rainbow)).content.decode()
    assert "You are the last steward" in shown
    assert url("communities:invitations", cast.rainbow) + "?role=steward" in shown
    assert url("communities:closing", cast.rainbow) in shown


def leave_alone(cast, now):
    for steward in (cast.amal, cast.jun):
        actions.leave(community=cast.harbour, by=steward, now=now)


def test_without_stewards_a_group_pauses_and_members_are_asked_to_take_over(cast, client, client_of, now):
    leave_alone(cast, now)
    assert cast.harbour not in Community.objects.running()
    assert [notice.to for notice in Notice.objects.filter(kind="steward.invited")] == [cast.chidi]
    assert [notice.to for notice in Notice.objects.filter(kind="steward.missing")] == [cast.olu]
    assert (
        "This group rests for now." in client.get(url("communities:community", cast.harbour)).content.decode()
    )
    assert "Harbour Kitchen" in client_of(cast.olu).get(reverse("communities:vouching")).content.decode()
    for early in (cast.dara, cast.bruno):
        assert (
            "Nobody runs this group"
            not in client_of(early).get(url("communities:community", cast.harbour)).content.decode()
        )
        assert client_of(early).post(url("communities:stewarding", cast.harbour)).status_code == 409
    assert (
        "Nobody runs this group now"
        in client_of(cast.chidi).get(url("communities:community", cast.harbour)).content.decode()
    )
    client_of(cast.chidi).post(url("communities:stewarding", cast.harbour))
    assert cast.harbour in Community.objects.running()
    assert Membership.objects.get(person=cast.chidi).steward_since is not None


def test_nobody_takes_over_while_somebody_steers(cast, now):
    with pytest.raises(actions.HasStewards):
        actions.step_up(community=cast.harbour, by=cast.chidi, now=now)


def test_whoever_is_kept_out_may_leave_for_good_and_is_let_in_by_no_trick(cast, client_of, now):
    standing_out = Restriction.objects.create(
        community=cast.harbour, person=cast.chidi, reason="trust", at=now, by=cast.amal, until=now + 5 * DAY
    )
    browser, leaving = client_of(cast.chidi), reverse("communities:leaving", args=[cast.harbour.pk])
    page = reverse("accountability:restriction", args=[standing_out.pk])
    assert f'action="{leaving}"' in browser.get(page).content.decode()
    assert browser.get(leaving).status_code == 404

    assert browser.post(leaving).status_code == 302

    assert not Membership.objects.filter(person=cast.chidi).exists()
    assert f'action="{leaving}"' not in browser.get(page).content.decode()
    assert Restriction.objects.active(now).filter(person=cast.chidi).exists()
    assert browser.post(leaving).status_code == 404
    assert client_of(cast.farid).post(leaving).status_code == 404


def test_at_most_five_are_asked_the_longest_standing_first(cast, now):
    for number in range(8):
        belongs(cast.harbour, person(f"Member{number}", now), now, vouched_at=now)
    leave_alone(cast, now)
    asked = [notice.to.display_name for notice in Notice.objects.filter(kind="steward.invited")]
    assert len(asked) == 5
    assert "Chidi" in asked


def test_with_nobody_left_a_group_closes(cast, client_of, now):
    client_of(cast.edda).post(url("communities:leaving", cast.rainbow))
    cast.rainbow.refresh_from_db()
    assert cast.rainbow.closed_at is not None


def test_a_steward_who_steps_down_stays_a_member_and_their_links_end(cast, client_of, now):
    secret = actions.invite(community=cast.harbour, role="member", by=cast.jun, now=now)
    client_of(cast.jun).post(url("communities:stewarding_end", cast.harbour))
    membership = Membership.objects.get(person=cast.jun)
    assert membership.steward_since is None
    assert membership.vouched_at is not None
    assert not Invitation.objects.exists()
    assert client_of(cast.gita).post(reverse("communities:invitation", args=[secret])).status_code == 404


def test_erasing_somebody_takes_them_out_of_every_group(cast, now):
    actions.ask_to_join(community=cast.listed, by=cast.amal, words="let me in", now=now)
    actions.erase_person(person=cast.amal, now=now)
    actions.erase_person(person=cast.jun, now=now)
    cast.amal.delete()
    cast.jun.delete()
    cast.harbour.refresh_from_db()
    assert cast.harbour.founded_by is None
    assert cast.harbour.closed_at is None
    assert [notice.to for notice in Notice.objects.filter(kind="steward.invited")] == [cast.chidi]


def test_erasing_the_only_person_of_a_group_closes_it(cast, now):
    actions.erase_person(person=cast.edda, now=now)
    cast.rainbow.refresh_from_db()
    assert cast.rainbow.closed_at == now
