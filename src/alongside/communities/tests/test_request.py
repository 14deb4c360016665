import pytest
from django.urls import reverse

from alongside.communities import actions
from alongside.communities.models import Membership, MembershipRequest
from alongside.home.cast import belongs, person
from alongside.ledger.models import Entry
from alongside.notices.models import Notice


def url(community, name="communities:request"):
    return reverse(name, args=[community.pk])


def asked(cast, client_of, words="I eat here every Saturday."):
    client_of(cast.gita).post(url(cast.harbour), {"words": words})
    return MembershipRequest.objects.get(community=cast.harbour, person=cast.gita)


def answer(browser, request, what):
    at = reverse("communities:request_answer", args=[request.community_id, request.pk])
    return browser.post(at, {"answer": what})


def test_stewards_read_a_request_and_nobody_else_does(cast, client_of):
    request = asked(cast, client_of)
    assert {notice.to for notice in Notice.objects.filter(kind="membership.requested")} == {
        cast.amal,
        cast.jun,
    }
    shown = client_of(cast.jun).get(url(cast.harbour, "communities:members")).content.decode()
    assert "Gita" in shown
    assert "I eat here every Saturday." in shown
    for other in (cast.chidi, cast.bruno, cast.dara, cast.edda, cast.olu, cast.farid):
        assert client_of(other).get(url(cast.harbour, "communities:members")).status_code == 404
        assert answer(client_of(other), request, "accept").status_code == 404
    assert not Membership.objects.filter(person=cast.gita).exists()


def test_asking_twice_is_asking_once(cast, client_of):
    asked(cast, client_of)
    asked(cast, client_of, words="Once more")
    assert MembershipRequest.objects.get(person=cast.gita).words == "I eat here every Saturday."
    assert Entry.objects.filter(kind="communities.ask_to_join").count() == 1


@pytest.mark.parametrize(("what", "is_vouched"), [("accept", False), ("vouch", True)])
def test_a_steward_lets_somebody_in(cast, client_of, what, is_vouched):
    request = asked(cast, client_of)
    assert answer(client_of(cast.amal), request, what).status_code == 302
    membership = Membership.objects.get(community=cast.harbour, person=cast.gita)
    assert (membership.vouched_at is not None) is is_vouched
    assert membership.vouched_by == (cast.amal if is_vouched else None)
    assert not MembershipRequest.objects.exists()
    assert Notice.objects.filter(to=cast.gita, kind="membership.accepted").count() == 1


def test_a_refusal_is_quiet_and_asking_again_is_free(cast, client_of):
    request = asked(cast, client_of)
    answer(client_of(cast.amal), request, "decline")
    assert not MembershipRequest.objects.exists()
    assert not Notice.objects.filter(to=cast.gita).exists()
    asked(cast, client_of)


def test_a_request_can_be_taken_back(cast, client_of):
    asked(cast, client_of)
    browser = client_of(cast.gita)
    assert "You asked to join" in browser.get(url(cast.harbour, "communities:community")).content.decode()
    browser.post(url(cast.harbour, "communities:request_end"))
    assert not MembershipRequest.objects.exists()


def test_members_need_not_ask(cast, client_of):
    shown = client_of(cast.chidi).post(url(cast.harbour), {"words": ""}).content.decode()
    assert "You are part of this group already." in shown


def test_a_request_of_one_group_is_not_answered_through_another(cast, client_of):
    request = asked(cast, client_of)
    at = reverse("communities:request_answer", args=[cast.rainbow.pk, request.pk])
    assert client_of(cast.edda).post(at, {"answer": "accept"}).status_code == 404
    assert MembershipRequest.objects.exists()


def test_stewards_vouch_for_newcomers(cast, client_of, now):
    dara = Membership.objects.get(person=cast.dara)
    at = reverse("communities:member_vouch", args=[cast.harbour.pk, dara.pk])
    for other in (cast.chidi, cast.dara, cast.olu, cast.edda):
        assert client_of(other).post(at).status_code == 404
    client_of(cast.jun).post(at)
    client_of(cast.amal).post(at)
    dara.refresh_from_db()
    assert dara.vouched_by == cast.jun
    assert Entry.objects.filter(kind="communities.vouch_for_member").count() == 1


def test_one_and_thirty_members_cost_the_same(cast, client_of, now, django_assert_max_num_queries):
    browser = client_of(cast.amal)
    browser.get(url(cast.harbour, "communities:members"))
    with django_assert_max_num_queries(20) as few:
        browser.get(url(cast.harbour, "communities:members"))
    for number in range(30):
        belongs(cast.harbour, person(f"Member{number}", now), now, vouched_at=now)
        actions.ask_to_join(community=cast.harbour, by=person(f"Asking{number}", now), words="x", now=now)
    with django_assert_max_num_queries(20) as many:
        shown = browser.get(url(cast.harbour, "communities:members")).content.decode()
    assert shown.count("Asking") >= 30
    assert len(many) == len(few)
