"""Saved places: what is known about getting in, and the exact words that nobody else reads."""

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.asks import actions, queries
from alongside.asks.actions import refusals
from alongside.asks.models import Ask, Place
from alongside.asks.rules import Slot
from alongside.core.access import Fact
from alongside.core.ids import new_id
from alongside.home.cast import EXACT_PLACE, Cast
from alongside.ledger.models import Entry
from alongside.people.models import Block

SAID = {
    "name": "Hall",
    "area": "North",
    "exact": "5 Rope Walk",
    "opens_hours_before": "24",
    "point": "51.05, 3.72",
    **{f"fact_{fact}": "unknown" for fact in Fact.values},
    "fact_step_free": "yes",
    "fact_quiet": "no",
}


def test_places_save_a_new_one_with_its_facts(cast: Cast, client_of) -> None:
    page = reverse("asks:new_place", args=[cast.harbour.pk])
    assert client_of(cast.amal).post(page, SAID).status_code == 302
    place = Place.objects.get(name="Hall")
    assert {one.fact: one.answer for one in place.facts.all()} == {"step_free": "yes", "quiet": "no"}
    assert (place.exact, place.opens_hours_before, place.latitude) == ("5 Rope Walk", 24, 51.05)


def test_place_keeps_only_roughly_where_it_is(cast: Cast, client_of) -> None:
    """With an exact point, whole kilometres to three homes give the house away."""
    client_of(cast.amal).post(
        reverse("asks:place", args=[cast.place.pk]), {**SAID, "point": "51.0123, 3.7377"}
    )
    place = Place.objects.get(pk=cast.place.pk)
    assert (place.latitude, place.longitude) == (51.0, 3.75)


@pytest.mark.parametrize("name", ["gita", "farid", "amal"])
def test_a_hidden_groups_place_takes_as_long_as_one_that_never_was(cast: Cast, client_of, name: str) -> None:
    hidden = Place.objects.create(community=cast.rainbow, name="The room", area="Hill")
    client, asked = client_of(getattr(cast, name)), []
    for id in (hidden.pk, new_id()):
        with CaptureQueriesContext(connection) as found:
            answer = client.get(reverse("asks:place", args=[id]))
        assert answer.status_code == 404
        asked.append([re.sub("'[^']*'", "?", one["sql"]) for one in found.captured_queries])
    assert asked[0] == asked[1]


def test_place_form_starts_with_not_known(cast: Cast, client_of) -> None:
    text = client_of(cast.amal).get(reverse("asks:new_place", args=[cast.harbour.pk])).content.decode()
    assert text.count('value="unknown"') == len(Fact.values)
    assert all("checked" in text.split(f'name="fact_{fact}" value="unknown"')[1][:80] for fact in Fact.values)


def test_place_keeps_its_exact_words_sealed_on_disk(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT exact FROM asks_place WHERE id = %s", [cast.place.pk])
        stored = cursor.fetchone()[0]
    assert "Sailmaker" not in stored
    assert Place.objects.get(pk=cast.place.pk).exact == EXACT_PLACE


@pytest.mark.parametrize("point", ["here", "91, 3", "51.05"])
def test_place_with_a_strange_point_is_shown_again(cast: Cast, client_of, point: str) -> None:
    page = client_of(cast.amal).post(
        reverse("asks:new_place", args=[cast.harbour.pk]), {**SAID, "point": point}
    )
    assert page.status_code == 200
    assert "5 Rope Walk" in page.content.decode()


@pytest.mark.parametrize("name", ["bruno", "chidi", "dara", "edda", "farid", "gita", "olu"])
def test_places_are_not_there_for_those_who_are_no_stewards(cast: Cast, client_of, name: str) -> None:
    client = client_of(getattr(cast, name))
    pages = [
        reverse("asks:places", args=[cast.harbour.pk]),
        reverse("asks:new_place", args=[cast.harbour.pk]),
        reverse("asks:place", args=[cast.place.pk]),
    ]
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    assert client.post(reverse("asks:place", args=[cast.place.pk]), SAID).status_code == 404
    assert client.post(reverse("asks:archived_place", args=[cast.place.pk])).status_code == 404
    cast.place.refresh_from_db()
    assert (cast.place.exact, cast.place.archived_at) == (EXACT_PLACE, None)


def test_place_that_moves_marks_the_open_asks_there(cast: Cast, client_of) -> None:
    assert client_of(cast.amal).post(reverse("asks:place", args=[cast.place.pk]), SAID).status_code == 302
    cast.ask.refresh_from_db()
    cast.shift.refresh_from_db()
    assert cast.ask.changed_at is not None
    assert cast.shift.changed_at == cast.ask.changed_at
    assert Entry.objects.get(kind="asks.save_place").facts == {"moved": True, "new": False}


def test_place_gets_no_exact_words_under_an_ask_that_takes_everybody(cast: Cast, client_of) -> None:
    Place.objects.filter(pk=cast.place.pk).update(exact="")
    Ask.objects.filter(pk=cast.ask.pk).update(acceptance="at_once")
    answer = client_of(cast.amal).post(reverse("asks:place", args=[cast.place.pk]), SAID)
    assert answer.status_code == 200
    assert "Change that ask first" in answer.content.decode()
    assert Place.objects.get(pk=cast.place.pk).exact == ""


def test_broken_promises_tell_of_a_place_that_is_open_to_everybody(cast: Cast) -> None:
    assert list(queries.broken_promises()) == []
    Ask.objects.filter(pk=cast.ask.pk).update(acceptance="at_once")
    assert len(list(queries.broken_promises())) == 1


def test_archived_place_is_offered_for_no_new_ask(cast: Cast, client_of, now) -> None:
    client = client_of(cast.amal)
    assert client.post(reverse("asks:archived_place", args=[cast.place.pk])).status_code == 302
    assert queries.usable_places(community=cast.harbour) == []
    assert "Put away" in client.get(reverse("asks:places", args=[cast.harbour.pk])).content.decode()
    ask = new_ask(cast, now)
    with pytest.raises(refusals.NotThisPlace):
        actions.edit(ask=ask, by=cast.amal, now=now, changes={"place": cast.place})
    client.post(reverse("asks:restored_place", args=[cast.place.pk]))
    assert len(queries.usable_places(community=cast.harbour)) == 1


def new_ask(cast: Cast, now) -> Ask:
    slot = Slot(now + dt.timedelta(days=1), now + dt.timedelta(days=2))
    cast.place.refresh_from_db()
    return actions.draft(
        community=cast.harbour, by=cast.amal, now=now, kind="make", what="Bake", language="en", slots=[slot]
    )


def test_exact_place_opens_to_the_accepted_only_in_time(cast: Cast, now) -> None:
    def read(hours: int, is_accepted: bool = True) -> str:
        return queries.exact_place(
            shift=cast.shift, is_accepted=is_accepted, now=cast.shift.starts_at + dt.timedelta(hours=hours)
        )

    assert [read(-49), read(-48), read(25), read(27)] == ["", EXACT_PLACE, EXACT_PLACE, ""]
    assert read(-1, is_accepted=False) == ""
    cast.shift.cancelled_at = now
    assert read(-1) == ""


def test_contact_is_whoever_chose_it_and_named_to_those_who_may_offer(cast: Cast, client, client_of) -> None:
    place, ask = reverse("asks:place", args=[cast.place.pk]), reverse("asks:ask", args=[cast.ask.pk])
    assert client_of(cast.amal).post(place, {**SAID, "is_contact": "on"}).status_code == 302
    said = "Amal Haddad answers questions about getting in"
    assert said in client_of(cast.bruno).get(ask).content.decode()
    assert said in client_of(cast.jun).get(place).content.decode()
    Ask.objects.filter(pk=cast.ask.pk).update(open_to="anyone")
    assert said not in client.get(ask).content.decode()
    Block.objects.create(by=cast.amal, against=cast.gita, at=cast.ask.created_at)
    assert said in client_of(cast.gita).get(ask).content.decode()
    Block.objects.create(by=cast.gita, against=cast.amal, at=cast.ask.created_at)
    assert said not in client_of(cast.gita).get(ask).content.decode()


def test_contact_is_not_taken_away_by_another_steward_who_saves_the_place(cast: Cast, client_of) -> None:
    place = reverse("asks:place", args=[cast.place.pk])
    client_of(cast.amal).post(place, {**SAID, "is_contact": "on"})
    client_of(cast.jun).post(place, {**SAID, "area": "South"})
    assert Place.objects.get(pk=cast.place.pk).contact == cast.amal
    client_of(cast.jun).post(place, {**SAID, "is_contact": "on"})
    assert Place.objects.get(pk=cast.place.pk).contact == cast.jun
    client_of(cast.jun).post(place, SAID)
    assert Place.objects.get(pk=cast.place.pk).contact is None


def test_contact_who_steers_no_longer_is_named_no_longer(cast: Cast, client_of) -> None:
    Place.objects.filter(pk=cast.place.pk).update(contact=cast.jun)
    page, ally = reverse("asks:ask", args=[cast.ask.pk]), client_of(cast.bruno)
    assert "Jun Ito answers questions" in ally.get(page).content.decode()
    cast.harbour.memberships.filter(person=cast.jun).update(steward_since=None)
    assert "Jun Ito answers questions" not in ally.get(page).content.decode()


@pytest.mark.django_db(transaction=True)
def test_exact_words_and_places_at_once_wait_for_each_other(cast: Cast, now) -> None:
    """Each alone is allowed; together they would show a door to whoever comes first."""
    Place.objects.update(exact="")

    def take_everybody() -> None:
        try:
            actions.edit(ask=cast.ask, by=cast.amal, now=now, changes={"acceptance": "at_once"})
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            place = Place.objects.get()
            actions.save_place(
                community=cast.harbour,
                by=cast.amal,
                now=now,
                name="Hall",
                area="North",
                exact="5",
                place=place,
            )
            edit = other.submit(take_everybody)
            wait([edit], timeout=1)
        with pytest.raises(refusals.NeverAtOnce):
            edit.result()
    assert list(queries.broken_promises()) == []
