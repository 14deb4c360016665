"""What one steward does with a group, and what its members see of it."""

import pytest
from django.urls import reverse

from alongside.communities.models import Community, Link
from alongside.ledger.models import Entry

DETAILS = {
    "name": "Harbour Soup",
    "purpose": "Soup.",
    "boundary": "Knock.",
    "language": "es",
    "time_zone": "Europe/Madrid",
    "visibility": "listed",
    "vouches_needed": 1,
    "late_hours": "12",
    "other": "Map https://map.example/",
}

STEERING = [
    "communities:details",
    "communities:pause",
    "communities:pause_end",
    "communities:closing",
    "communities:closing_end",
    "communities:stewarding_end",
]


def url(name, community):
    return reverse(name, args=[community.pk])


@pytest.mark.parametrize("who", ["chidi", "dara", "bruno", "edda", "farid", "gita", "olu"])
@pytest.mark.parametrize("name", STEERING)
def test_nobody_but_stewards_steers(cast, client_of, who, name):
    assert client_of(getattr(cast, who)).post(url(name, cast.harbour), DETAILS).status_code == 404
    cast.harbour.refresh_from_db()
    assert (cast.harbour.name, cast.harbour.paused_at, cast.harbour.closed_at) == (
        "Harbour Kitchen",
        None,
        None,
    )


def test_the_whole_group_rests_and_goes_on_with_one_tap(cast, client, client_of):
    browser = client_of(cast.amal)
    for _twice in range(2):
        browser.post(url("communities:pause", cast.harbour))
    assert cast.harbour not in Community.objects.running()
    assert (
        "This group rests for now." in client.get(url("communities:community", cast.harbour)).content.decode()
    )
    client_of(cast.jun).post(url("communities:pause_end", cast.harbour))
    assert cast.harbour in Community.objects.running()
    kinds = list(Entry.objects.order_by("number").values_list("kind", flat=True))
    assert kinds == ["communities.pause", "communities.resume"]


def test_the_details_form_shows_what_is_and_keeps_what_is_sent(cast, client_of):
    Link.objects.create(community=cast.harbour, purpose="read", title="Old", url="https://old.example/")
    browser = client_of(cast.amal)
    assert (
        "Old https://old.example/" in browser.get(url("communities:details", cast.harbour)).content.decode()
    )
    browser.post(url("communities:details", cast.harbour), DETAILS)
    cast.harbour.refresh_from_db()
    assert (cast.harbour.name, cast.harbour.late_hours, cast.harbour.visibility) == (
        "Harbour Soup",
        12,
        "listed",
    )
    assert [link.url for link in cast.harbour.links.all()] == ["https://map.example/"]


def test_a_closed_group_is_gone_outside_and_can_be_opened_again(cast, client, client_of):
    client_of(cast.amal).post(url("communities:closing", cast.harbour))
    assert client.get(url("communities:community", cast.harbour)).status_code == 404
    assert client_of(cast.farid).get(url("communities:community", cast.harbour)).status_code == 404
    inside = client_of(cast.bruno).get(url("communities:community", cast.harbour)).content.decode()
    assert "This group is closed" in inside
    client_of(cast.jun).post(url("communities:closing_end", cast.harbour))
    assert client.get(url("communities:community", cast.harbour)).status_code == 200
