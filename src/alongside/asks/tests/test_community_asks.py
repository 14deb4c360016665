"""The lists of one community: open asks with filters, drafts."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.asks import queries
from alongside.asks.models import Ask, AskLanguage, OpenTo, Place, PlaceFact, Shift
from alongside.core.ids import new_id
from alongside.home.cast import EXACT_PLACE, Cast
from alongside.people.models import Person


def url(cast: Cast) -> str:
    return reverse("asks:community_asks", args=[cast.harbour.pk])


def more_asks(cast: Cast, now, count: int, **fields: object) -> list[Ask]:
    asks = [
        Ask(
            community=cast.harbour,
            posted_by=cast.amal,
            what=f"Ask {number}",
            created_at=now,
            **{"kind": "make", "language": "en", "published_at": now, "open_to": OpenTo.ANYONE, **fields},
        )
        for number in range(count)
    ]
    Ask.objects.bulk_create(asks)
    starts_at = now + dt.timedelta(days=1)
    Shift.objects.bulk_create(
        Shift(ask=ask, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=1)) for ask in asks
    )
    return asks


def test_community_asks_show_each_viewer_their_own(cast: Cast, client, client_of, now) -> None:
    more_asks(cast, now, 1, open_to=OpenTo.MEMBERS)
    assert "Carry soup" in client_of(cast.bruno).get(url(cast)).content.decode()
    assert "Ask 0" not in client_of(cast.bruno).get(url(cast)).content.decode()
    assert "Ask 0" in client_of(cast.chidi).get(url(cast)).content.decode()
    for nobody in (client, client_of(cast.gita), client_of(cast.dara)):
        text = nobody.get(url(cast)).content.decode()
        assert "Carry soup" not in text
        assert "Ask 0" not in text


def test_community_asks_of_a_hidden_group_do_not_exist(cast: Cast, client, client_of) -> None:
    page = reverse("asks:community_asks", args=[cast.rainbow.pk])
    missing = reverse("asks:community_asks", args=[new_id()])
    for one in (client, client_of(cast.bruno)):
        assert one.get(page).status_code == 404
        assert one.get(page).content == one.get(missing).content
    assert client_of(cast.edda).get(page).status_code == 200


def test_community_asks_never_name_the_exact_place(cast: Cast, client, client_of) -> None:
    Ask.objects.update(open_to=OpenTo.ANYONE)
    for one in (client, *(client_of(each) for each in (cast.amal, cast.bruno, cast.chidi))):
        text = one.get(url(cast)).content.decode()
        assert "Carry soup" in text
        assert EXACT_PLACE not in text
        assert "The kitchen" not in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=make", {"Ask 0"}),
        ("language=es", {"Ask 0"}),
        ("language=en", {"Carry soup"}),
        ("facts=step_free", {"Carry soup"}),
        ("facts=toilet", set()),
        ("days_until=2026-03-05", {"Ask 0"}),
        ("days_from=2026-03-06", {"Carry soup"}),
        ("days_until=9999-12-31", {"Ask 0", "Carry soup"}),
        ("days_from=0001-01-01", {"Ask 0", "Carry soup"}),
        ("kind=nonsense&days_from=yesterday", {"Ask 0", "Carry soup"}),
        ("page=999999", {"Ask 0", "Carry soup"}),
    ],
)
def test_community_asks_are_narrowed_by_the_address(
    cast: Cast, client_of, now, query: str, found: set[str]
) -> None:
    (ask,) = more_asks(cast, now, 1)
    AskLanguage.objects.create(ask=ask, code="es")
    text = client_of(cast.bruno).get(f"{url(cast)}?{query}").content.decode()
    assert {name for name in ("Ask 0", "Carry soup") if name in text} == found


def test_community_asks_keep_what_was_chosen_on_the_next_page(cast: Cast, client_of, now) -> None:
    more_asks(cast, now, 21)
    text = client_of(cast.bruno).get(f"{url(cast)}?kind=make&page=1").content.decode()
    assert 'href="?kind=make&amp;page=2"' in text


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("days_until=2026-03-10", False),
        ("days_until=2026-03-11", True),
        ("days_from=2026-03-12", True),
        ("days_from=2026-03-13", False),
    ],
)
def test_community_asks_are_narrowed_by_the_days_that_the_cards_show(
    cast: Cast, client_of, query: str, is_found: bool
) -> None:
    """Whatever zone the reader is in: by trying zones a stranger could find out the hour."""
    midnight = dt.datetime(2026, 3, 10, 23, tzinfo=dt.UTC)
    cast.ask.shifts.update(starts_at=midnight, ends_at=midnight + dt.timedelta(days=1))
    Person.objects.update(time_zone="America/New_York")
    Ask.objects.update(open_to=OpenTo.ANYONE)
    text = client_of(cast.gita).get(f"{url(cast)}?{query}").content.decode()
    assert ("Carry soup" in text) is is_found


def test_community_asks_take_the_same_queries_for_one_and_thirty(cast: Cast, client_of, now) -> None:
    def count(url_of: str, viewer) -> int:
        client = client_of(viewer)
        with CaptureQueriesContext(connection) as taken:
            assert client.get(url_of).status_code == 200
        return len(taken)

    drafts = reverse("asks:drafts", args=[cast.harbour.pk])
    more_asks(cast, now, 1, published_at=None)
    before = count(url(cast), cast.bruno), count(url(cast), cast.amal), count(drafts, cast.amal)
    for ask in more_asks(cast, now, 30):
        place = Place.objects.create(community=cast.harbour, name=ask.what, area="South", exact="x")
        PlaceFact.objects.create(place=place, fact="seats", answer="yes")
        Ask.objects.filter(pk=ask.pk).update(place=place)
        AskLanguage.objects.create(ask=ask, code="es")
    more_asks(cast, now, 30, published_at=None)
    assert (count(url(cast), cast.bruno), count(url(cast), cast.amal), count(drafts, cast.amal)) == before


def test_drafts_are_a_members_own_and_all_of_them_for_stewards(cast: Cast, client_of, now) -> None:
    more_asks(cast, now, 1, published_at=None)
    page = reverse("asks:drafts", args=[cast.harbour.pk])
    assert "Ask 0" in client_of(cast.jun).get(page).content.decode()
    assert "Ask 0" not in client_of(cast.chidi).get(page).content.decode()
    for name in ("bruno", "dara", "gita", "farid"):
        assert client_of(getattr(cast, name)).get(page).status_code == 404


def test_open_asks_leave_out_what_is_over_cancelled_paused_or_closed(cast: Cast, now) -> None:
    def found() -> bool:
        return cast.ask in [one.ask for one in queries.open_asks(viewer=cast.bruno, now=now)]

    assert found()
    for field in ("paused_at", "closed_at"):
        Ask.objects.update(**{field: now})
        assert not found()
        Ask.objects.update(**{field: None})
    Shift.objects.update(cancelled_at=now)
    assert not found()
    Shift.objects.update(cancelled_at=None, starts_at=now - dt.timedelta(days=2), ends_at=now)
    assert not found()


def test_about_person_and_erase_person(cast: Cast, now) -> None:
    from alongside.asks import actions

    more_asks(cast, now, 1, published_at=None)
    said = queries.about_person(person=cast.amal)
    assert {one["what"] for one in said["asks_written"]} == {
        "Carry soup pots from the van to the hall",
        "Ask 0",
    }
    actions.erase_person(person=cast.amal, now=now)
    assert [one.posted_by for one in Ask.objects.all()] == [None]
    assert queries.about_person(person=cast.amal)["asks_written"] == []
