from django.urls import reverse

from alongside.communities.models import Community
from alongside.home.cast import community, person

LIST = "/communities/"


def text(response):
    return response.content.decode()


def test_everybody_finds_what_they_may_know_of(cast, client, client_of):
    assert reverse("communities:communities") == LIST
    shown = text(client.get(LIST))
    assert "Harbour Kitchen" in shown
    assert "Elder Circle" in shown
    assert "Rainbow Youth" not in shown
    assert "Rainbow Youth" in text(client_of(cast.edda).get(LIST))
    assert "Rainbow Youth" not in text(client_of(cast.amal).get(LIST))


def test_without_groups_the_page_says_what_to_do(cast, client):
    Community.objects.update(visibility="hidden")
    shown = text(client.get(LIST))
    assert "No group shows itself here yet." in shown
    assert reverse("communities:founding") in shown


def test_one_and_thirty_groups_cost_the_same(cast, client_of, now, django_assert_max_num_queries):
    browser = client_of(cast.edda)
    with django_assert_max_num_queries(20) as few:
        browser.get(LIST)
    for number in range(30):
        community(f"Circle {number}", "public", person(f"Founder{number}", now), now)
    with django_assert_max_num_queries(20) as many:
        shown = text(browser.get(LIST))
    assert "Circle 29" in shown
    assert len(many) == len(few)
