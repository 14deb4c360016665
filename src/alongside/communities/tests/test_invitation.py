"""One-time links: opening uses nothing up, one use ends them, and only a digest is kept."""

import datetime as dt
import re

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.shortcuts import resolve_url
from django.urls import reverse

from alongside.communities import actions
from alongside.communities.models import Community, Invitation, Membership, Standing
from alongside.core import ids

DAY = dt.timedelta(days=1)


def made(cast, now, role="member", community=None, by=None):
    return actions.invite(community=community or cast.rainbow, role=role, by=by or cast.edda, now=now)


def page(secret):
    return reverse("communities:invitation", args=[secret])


def test_a_steward_sees_a_link_once_and_it_is_kept_nowhere(cast, client_of):
    browser = client_of(cast.edda)
    answer = browser.post(reverse("communities:invitations", args=[cast.rainbow.pk]), {"role": "member"})
    made_at = reverse("communities:invitation_made", args=[cast.rainbow.pk])
    assert answer.headers["Location"].startswith(made_at)
    shown = browser.get(answer.headers["Location"]).content.decode()
    secret = re.search('value="http[^"]*/invitations/([^/"]+)/"', shown)[1]
    assert Invitation.objects.get().digest == ids.digest(secret)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the tables of this database
            assert secret not in str(cursor.fetchall()), table
    listed = browser.get(reverse("communities:invitations", args=[cast.rainbow.pk])).content.decode()
    assert secret not in listed


def test_the_page_that_shows_a_link_is_for_its_maker_and_for_ten_minutes(cast, client_of, now):
    browser = client_of(cast.amal)
    answer = browser.post(reverse("communities:invitations", args=[cast.harbour.pk]), {"role": "ally"})
    at = answer.headers["Location"]
    assert client_of(cast.jun).get(at).status_code == 404
    assert client_of(cast.gita).get(at).status_code == 404
    assert browser.get(at.split("?")[0]).status_code == 404
    assert browser.get(at.split("?")[0] + "?link=forged").status_code == 404
    with time_machine.travel(now + dt.timedelta(minutes=11)):
        assert browser.get(at).status_code == 404


@pytest.mark.parametrize("who", ["chidi", "dara", "bruno", "edda", "gita", "olu", "farid"])
def test_only_stewards_invite(cast, client_of, who):
    browser, at = client_of(getattr(cast, who)), reverse("communities:invitations", args=[cast.harbour.pk])
    assert browser.get(at).status_code == browser.post(at, {"role": "ally"}).status_code == 404
    assert not Invitation.objects.exists()


def test_opening_uses_nothing_up_and_one_use_ends_it(cast, client_of, now):
    secret = made(cast, now)
    for _time in range(3):
        shown = client_of(cast.gita).get(page(secret)).content.decode()
        assert "Rainbow Youth" in shown
        assert cast.rainbow.boundary in shown
    client_of(cast.gita).post(page(secret))
    assert Membership.objects.get(community=cast.rainbow, person=cast.gita).vouched_at is None
    after = client_of(cast.amal).get(page(secret)).content.decode()
    assert "This link does not work any more" in after
    assert "Rainbow Youth" not in after
    assert client_of(cast.amal).post(page(secret)).status_code == 200
    assert not Membership.objects.filter(community=cast.rainbow, person=cast.amal).exists()


def test_nobody_signed_in_is_asked_to_sign_in_first(cast, client, now):
    answer = client.get(page(made(cast, now)))
    assert answer.headers["Location"].startswith(resolve_url(settings.LOGIN_URL) + "?next=")
    assert "Rainbow" not in answer.content.decode()


def test_after_fourteen_days_it_is_over(cast, client_of, now):
    secret = made(cast, now)
    with time_machine.travel(now + 14 * DAY):
        assert "does not work any more" in client_of(cast.gita).get(page(secret)).content.decode()
        client_of(cast.gita).post(page(secret))
    assert not Membership.objects.filter(person=cast.gita).exists()


def test_an_ally_comes_in_as_new(cast, client_of, now):
    client_of(cast.gita).post(page(made(cast, now, role="ally")))
    assert Standing.objects.get(community=cast.rainbow, person=cast.gita).level == Standing.Level.NEW


def test_a_steward_must_be_a_vouched_member_first(cast, client_of, now):
    secret = made(cast, now, role="steward", community=cast.harbour, by=cast.amal)
    for early in (cast.gita, cast.dara, cast.bruno):
        assert "A steward must be a member first" in client_of(early).post(page(secret)).content.decode()
    client_of(cast.chidi).post(page(secret))
    assert Membership.objects.get(person=cast.chidi).steward_since is not None


def test_whoever_is_inside_already_does_not_use_a_link_up(cast, client_of, now):
    secret = made(cast, now, community=cast.harbour, by=cast.amal)
    assert "You are part of this group already." in client_of(cast.dara).post(page(secret)).content.decode()
    assert Invitation.objects.get().used_at is None


def test_whoever_is_shut_out_gets_nothing_from_a_link(cast, client_of, now):
    secret = made(cast, now, community=cast.harbour, by=cast.amal)
    assert "does not work any more" in client_of(cast.farid).get(page(secret)).content.decode()
    client_of(cast.farid).post(page(secret))
    assert not Membership.objects.filter(person=cast.farid).exists()
    assert Invitation.objects.get().used_at is None


def test_a_link_can_be_taken_back_by_stewards_only(cast, client_of, now):
    made(cast, now, community=cast.harbour, by=cast.amal)
    at = reverse("communities:invitation_end", args=[cast.harbour.pk, Invitation.objects.get().pk])
    assert client_of(cast.chidi).post(at).status_code == 404
    client_of(cast.jun).post(at)
    assert not Invitation.objects.exists()


def test_a_link_that_never_was_is_not_found(cast, client_of):
    assert client_of(cast.gita).get(page(ids.new_secret())).status_code == 404
    assert client_of(cast.gita).post(page(ids.new_secret())).status_code == 404


def test_closing_ends_links_and_thirty_days_forget_them(cast, now):
    made(cast, now)
    actions.close(community=cast.rainbow, by=cast.edda, now=now)
    assert not Invitation.objects.exists()
    made(cast, now, community=cast.harbour, by=cast.amal)
    assert actions.forget_links(now=now + 30 * DAY) == 0
    assert actions.forget_links(now=now + 31 * DAY) == 1
    assert Community.objects.filter(closed_at__isnull=False).count() == 1


def test_one_and_thirty_links_cost_the_same(cast, client_of, now, django_assert_max_num_queries):
    browser, at = client_of(cast.amal), reverse("communities:invitations", args=[cast.harbour.pk])
    made(cast, now, community=cast.harbour, by=cast.amal)
    browser.get(at)
    with django_assert_max_num_queries(20) as few:
        browser.get(at)
    for _number in range(30):
        made(cast, now, community=cast.harbour, by=cast.amal)
    with django_assert_max_num_queries(20) as many:
        browser.get(at)
    assert len(many) == len(few)
