"""Naming a group that may help one back in: off until its owner says so, and taken back with one tap."""

import datetime as dt

import pytest
from django.urls import reverse

from alongside.accountability import actions as accountability
from alongside.communities import actions
from alongside.communities.models import Community, Keyholder, Return, Standing
from alongside.home.cast import PASSPHRASE, belongs, community, person
from alongside.notices.models import Notice

LIST = reverse("communities:keyholders")


def page(group):
    return reverse("communities:keyholder", args=[group.pk])


def end(group):
    return reverse("communities:keyholder_end", args=[group.pk])


@pytest.fixture
def signed_in(cast, client):
    """Chidi, who typed the passphrase a moment ago."""
    client.post("/account/sign-in/", {"login": "secret-chidi", "password": PASSPHRASE})
    return client


def test_nobody_may_help_before_they_are_named(cast, now):
    with pytest.raises(actions.NotHere):
        actions.start_return(community=cast.harbour, person=cast.chidi.pk, by=cast.amal, now=now)
    assert not Return.objects.exists()
    assert not Notice.objects.exists()


def test_a_group_is_named_with_the_passphrase_and_its_owner_is_told(cast, signed_in):
    assert signed_in.post(page(cast.harbour), {"second_step": "stays"})["Location"] == LIST
    named = Keyholder.objects.get()
    assert (named.community, named.person, named.ends_second_step) == (cast.harbour, cast.chidi, False)
    assert Notice.objects.get().kind == "account.way_in_changed"
    assert Notice.objects.get().to == cast.chidi


def test_whoever_only_holds_the_telephone_is_asked_for_the_passphrase(cast, client_of):
    answer = client_of(cast.chidi).post(page(cast.harbour), {"second_step": "ends"})
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not Keyholder.objects.exists()


def test_nothing_is_named_without_a_word_on_passkeys_and_codes(cast, signed_in):
    shown = signed_in.post(page(cast.harbour), {})
    assert shown.status_code == 200
    assert not Keyholder.objects.exists()


def test_the_choice_can_be_changed_and_keeps_its_first_day(cast, now):
    later = now + dt.timedelta(days=3)
    actions.name_keyholder(community=cast.harbour, by=cast.bruno, ends_second_step=False, now=now)
    actions.name_keyholder(community=cast.harbour, by=cast.bruno, ends_second_step=True, now=later)
    named = Keyholder.objects.get()
    assert named.ends_second_step
    assert named.named_at == now


def test_whoever_runs_the_server_names_nobody(cast, now):
    Standing.objects.create(community=cast.harbour, person=cast.olu, level=2, given_at=now)
    with pytest.raises(actions.NotForOperators):
        actions.name_keyholder(community=cast.harbour, by=cast.olu, ends_second_step=False, now=now)


@pytest.mark.parametrize("who", ["gita", "edda", "farid", "olu"])
def test_only_groups_that_let_one_in_can_be_named(cast, client_of, who):
    browser = client_of(getattr(cast, who))
    assert browser.get(page(cast.harbour)).status_code == 404
    assert cast.harbour.name not in browser.get(LIST).content.decode()


def test_a_closed_group_cannot_be_named(cast, client_of, now):
    actions.close(community=cast.harbour, by=cast.amal, now=now)
    assert client_of(cast.chidi).get(page(cast.harbour)).status_code == 404


def test_taking_it_back_needs_no_passphrase_and_ends_what_runs(cast, client_of, now):
    actions.name_keyholder(community=cast.harbour, by=cast.chidi, ends_second_step=False, now=now)
    actions.start_return(community=cast.harbour, person=cast.chidi.pk, by=cast.amal, now=now)
    browser = client_of(cast.chidi)
    assert browser.post(end(cast.harbour))["Location"] == LIST
    assert not Keyholder.objects.exists()
    one = Return.objects.get()
    assert one.refused_at
    assert one.ended_at
    cast.chidi.refresh_from_db()
    assert cast.chidi.return_since is None


def test_taking_back_what_others_named_changes_nothing(cast, client_of, now):
    actions.name_keyholder(community=cast.harbour, by=cast.chidi, ends_second_step=False, now=now)
    client_of(cast.bruno).post(end(cast.harbour))
    assert Keyholder.objects.filter(person=cast.chidi).exists()


def test_whoever_leaves_a_group_does_not_leave_it_a_key(cast, now):
    actions.name_keyholder(community=cast.harbour, by=cast.chidi, ends_second_step=False, now=now)
    actions.leave(community=cast.harbour, by=cast.chidi, now=now)
    assert not Keyholder.objects.exists()


def test_a_hidden_group_that_keeps_one_out_has_no_name_here_and_can_be_taken_back(cast, client_of, now):
    belongs(cast.rainbow, cast.chidi, now, vouched_at=now)
    actions.name_keyholder(community=cast.rainbow, by=cast.chidi, ends_second_step=False, now=now)
    accountability.restrict(community=cast.rainbow, person=cast.chidi, reason="safety", by=cast.edda, now=now)
    browser = client_of(cast.chidi)
    shown = browser.get(LIST).content.decode()
    assert cast.rainbow.name not in shown
    assert end(cast.rainbow) in shown
    browser.post(end(cast.rainbow))
    assert not Keyholder.objects.exists()


def test_the_list_asks_as_much_for_thirty_groups_as_for_one(cast, client_of, now, django_assert_num_queries):
    owner, founder = person("Ines", now), person("Femi", now)

    def join(number):
        group: Community = community(f"Group {number}", "public", founder, now)
        belongs(group, owner, now, vouched_at=now)
        actions.name_keyholder(community=group, by=owner, ends_second_step=False, now=now)

    join(0)
    browser = client_of(owner)
    with django_assert_num_queries(5):
        browser.get(LIST)
    for number in range(1, 30):
        join(number)
    with django_assert_num_queries(5):
        assert browser.get(LIST).content.decode().count("keyholders/") >= 60
