"""The pages of the stewards who help somebody back in: for them alone, and without a word about an account."""

import re

import pytest
from django.urls import reverse

from alongside.communities import actions
from alongside.communities.models import Return
from alongside.communities.tests.happenings import agreed, at, start
from alongside.home.cast import belongs, person


@pytest.mark.parametrize("who", ["gita", "dara", "bruno", "chidi", "edda", "farid", "olu"])
def test_only_stewards_of_the_group_find_these_pages(named, client_of, now, who):
    cast = named
    one, browser = start(cast, now), client_of(getattr(cast, who))
    for page in ("communities:return_confirmed", "communities:return_end", "communities:return_code"):
        assert browser.post(at(page, cast, one)).status_code == 404
    of = reverse("communities:return_of", args=[cast.harbour.pk, cast.dara.pk])
    for path in (reverse("communities:returns", args=[cast.harbour.pk]), of):
        assert browser.get(path).status_code == 404
    one.refresh_from_db()
    assert one.ended_at is None


def test_stewards_are_not_told_why_it_ended(named, client_of, now):
    cast = named
    path = reverse("communities:returns", args=[cast.harbour.pk])

    def shown():
        text = client_of(cast.amal).get(path).content.decode()
        return re.search(r'<ul class="rows">.*?</ul>', text, re.DOTALL)[0]

    one = agreed(cast, now)
    actions.refuse_return(one=one, by=cast.chidi, now=now)
    refused = shown()
    Return.objects.update(refused_at=None)
    assert shown() == refused


def test_a_steward_who_tries_everybody_is_slowed(named, client_of, now):
    cast = named
    browser = client_of(cast.amal)
    path = reverse("communities:return_of", args=[cast.harbour.pk, cast.bruno.pk])
    assert {browser.post(path).status_code for _ in range(10)} == {200}
    assert browser.post(path).status_code == 429


def test_the_list_asks_as_much_for_thirty_returns_as_for_one(cast, client_of, now, django_assert_num_queries):
    def lost(number):
        member = person(f"Member{number}", now)
        belongs(cast.harbour, member, now, vouched_at=now)
        actions.name_keyholder(community=cast.harbour, by=member, ends_second_step=False, now=now)
        start(cast, now, person=member)

    lost(0)
    browser, path = client_of(cast.amal), reverse("communities:returns", args=[cast.harbour.pk])
    with django_assert_num_queries(10):
        browser.get(path)
    for number in range(1, 30):
        lost(number)
    with django_assert_num_queries(10):
        assert browser.get(path).content.decode().count("return") > 30
