"""A date that is not where the rest of its ask is: its own area, its own way in, its own exact place."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.asks import actions, queries
from alongside.asks.actions import refusals
from alongside.asks.models import Ask, Occurrence, Place, PlaceFact, Shift
from alongside.asks.rules import Slot
from alongside.asks.rules.repeating import Reach
from alongside.commitments import actions as commitments
from alongside.commitments import jobs
from alongside.commitments.actions import refusals as offer_refusals
from alongside.home.cast import DAY, EXACT_PLACE, Cast
from alongside.notices.models import Notice
from alongside.people import actions as people
from alongside.people.models import AccessNeed

LIBRARY_DOOR = "2 Mill Lane, ring twice"
SATURDAYS = "FREQ=WEEKLY;INTERVAL=1;BYDAY=SA;UNTIL=20260530"
SAID = {"on": "2026-03-07", "starts": "11:00", "ends": "13:00", "places": "2", "role": "Carrier"}


@pytest.fixture
def library(cast: Cast) -> Place:
    """No step-free way in, unlike the kitchen."""
    place = Place.objects.create(
        community=cast.harbour, name="The library", area="Mill Quarter", exact=LIBRARY_DOOR
    )
    PlaceFact.objects.create(place=place, fact="step_free", answer="no")
    return place


def slot(shift: Shift, place: Place | None) -> Slot:
    return Slot(shift.starts_at, shift.ends_at, shift.places, shift.role, place.pk if place else "")


@pytest.fixture
def there(cast: Cast, library: Place, now: dt.datetime) -> Shift:
    """The one date of the cast, in the library."""
    actions.change_shift(shift=cast.shift, by=cast.amal, now=now, slot=slot(cast.shift, library))
    return Shift.objects.select_related("ask__community").get(pk=cast.shift.pk)


def address(cast: Cast) -> str:
    return reverse("asks:date", args=[cast.ask.pk, cast.shift.pk])


def test_date_is_put_elsewhere_on_its_page(cast: Cast, library: Place, client_of) -> None:
    client = client_of(cast.amal)
    assert "The library (Mill Quarter)" in client.get(address(cast)).content.decode()
    assert client.post(address(cast), {**SAID, "place": library.pk}).status_code == 302
    shift = Shift.objects.get()
    assert (shift.elsewhere, shift.place) == (library, library)
    assert shift.changed_at is not None
    client.post(address(cast), {**SAID, "place": ""})
    assert Shift.objects.get().elsewhere is None


def test_ask_says_where_each_date_is_and_how_to_get_in(
    there: Shift, cast: Cast, client_of, now: dt.datetime
) -> None:
    page = reverse("asks:ask", args=[cast.ask.pk])
    for name, reads in (("bruno", False), ("chidi", False), ("amal", True)):
        text = client_of(getattr(cast, name)).get(page).content.decode()
        assert "Mill Quarter" in text
        assert "Getting in elsewhere" in text
        assert (LIBRARY_DOOR in text) is reads


def test_card_says_the_area_of_the_next_date(there: Shift, cast: Cast, client_of) -> None:
    text = client_of(cast.bruno).get(reverse("asks:community_asks", args=[cast.harbour.pk])).content.decode()
    assert "Mill Quarter" in text


def test_stranger_reads_the_area_of_a_date_elsewhere_and_no_door(there: Shift, cast: Cast, client) -> None:
    Ask.objects.update(open_to="anyone")
    page = client.get(reverse("asks:ask", args=[cast.ask.pk])).content.decode()
    feed = client.get(reverse("asks:calendar", args=[cast.harbour.pk])).content.decode()
    for text in (page, feed):
        assert "Mill Quarter" in text
        assert LIBRARY_DOOR not in text
    assert "LOCATION:Mill Quarter" in feed


def test_offer_is_held_against_the_place_of_its_date(there: Shift, cast: Cast, now: dt.datetime) -> None:
    """The kitchen is step-free, the library is not: whoever needs it is not let run into a step."""
    AccessNeed.objects.create(person=cast.bruno, fact="step_free")
    with pytest.raises(offer_refusals.PlaceWithoutNeed):
        commitments.offer(shift=there, by=cast.bruno, now=now)
    actions.change_shift(shift=there, by=cast.amal, now=now, slot=slot(there, None))
    commitments.offer(shift=there, by=cast.bruno, now=now)


def test_ally_reads_the_door_of_their_own_date(there: Shift, cast: Cast, client_of, now) -> None:
    offer = commitments.offer(shift=there, by=cast.bruno, now=now)
    commitments.accept(commitment=offer, by=cast.amal, now=now)
    Shift.objects.update(starts_at=now + DAY, ends_at=now + 2 * DAY)
    text = client_of(cast.bruno).get(reverse("commitments:commitment", args=[offer.pk])).content.decode()
    assert LIBRARY_DOOR in text
    assert "Mill Quarter" in text
    assert EXACT_PLACE not in text


def test_form_of_an_offer_says_which_date_is_elsewhere(there: Shift, cast: Cast, client_of, now) -> None:
    page = reverse("commitments:offer", args=[cast.ask.pk])
    assert "Mill Quarter" in client_of(cast.bruno).get(page).content.decode()
    later = Slot(there.starts_at + DAY, there.ends_at + DAY)
    actions.add_shift(ask=cast.ask, by=cast.amal, now=now, slot=later)
    text = client_of(cast.bruno).get(page).content.decode()
    assert text.count("Mill Quarter") == 1


def test_ally_is_told_that_their_date_is_elsewhere_now(cast: Cast, library: Place, now) -> None:
    offer = commitments.offer(shift=cast.shift, by=cast.bruno, now=now)
    later = now + dt.timedelta(hours=1)
    actions.change_shift(shift=cast.shift, by=cast.amal, now=later, slot=slot(cast.shift, library))
    assert jobs.tell_changes(later) == 1
    assert Notice.objects.filter(to=cast.bruno, kind="commitment.changed", about=offer.about).exists()


def test_only_dates_at_a_place_are_told_that_it_moves(there: Shift, cast: Cast, library: Place, now) -> None:
    at_home = actions.add_shift(
        ask=cast.ask, by=cast.amal, now=now, slot=Slot(there.starts_at + DAY, there.ends_at + DAY)
    )
    Shift.objects.update(changed_at=None)
    for place, moved in ((library, there), (cast.place, at_home)):
        actions.save_place(
            community=cast.harbour,
            by=cast.amal,
            now=now,
            name=place.name,
            area=place.area,
            exact="Another door",
            place=place,
        )
        assert [one.pk for one in Shift.objects.filter(changed_at__isnull=False)] == [moved.pk]
        Shift.objects.update(changed_at=None)


def test_change_of_the_ask_s_place_leaves_a_date_elsewhere(there: Shift, cast: Cast, now) -> None:
    Shift.objects.update(changed_at=None)
    shed = Place.objects.create(community=cast.harbour, name="The shed", area="Quay")
    actions.edit(ask=cast.ask, by=cast.amal, now=now, changes={"place": shed})
    assert Shift.objects.get().changed_at is None
    assert Shift.objects.get().place == there.elsewhere


def test_no_place_at_once_where_a_date_has_an_exact_place(cast: Cast, library: Place, now) -> None:
    """Neither when the date goes there, nor when the ask gives places at once, nor when the door is written later."""
    Place.objects.filter(pk=cast.place.pk).update(exact="")
    actions.edit(ask=cast.ask, by=cast.amal, now=now, changes={"acceptance": "at_once"})
    with pytest.raises(refusals.NeverAtOnce):
        actions.change_shift(shift=cast.shift, by=cast.amal, now=now, slot=slot(cast.shift, library))
    Place.objects.filter(pk=library.pk).update(exact="")
    actions.change_shift(shift=cast.shift, by=cast.amal, now=now, slot=slot(cast.shift, library))
    library.refresh_from_db()
    with pytest.raises(refusals.AtOnceHere):
        actions.save_place(
            community=cast.harbour,
            by=cast.amal,
            now=now,
            name=library.name,
            area=library.area,
            exact=LIBRARY_DOOR,
            place=library,
        )
    actions.edit(ask=cast.ask, by=cast.amal, now=now, changes={"acceptance": "steward"})
    Place.objects.filter(pk=library.pk).update(exact=LIBRARY_DOOR)
    with pytest.raises(refusals.NeverAtOnce):
        actions.edit(ask=cast.ask, by=cast.amal, now=now, changes={"acceptance": "at_once"})
    assert list(queries.broken_promises()) == []


def test_date_goes_to_no_place_of_another_group(cast: Cast, now) -> None:
    theirs = Place.objects.create(community=cast.rainbow, name="Theirs", area="Hidden")
    gone = Place.objects.create(community=cast.harbour, name="Gone", area="Quay", archived_at=now)
    for place in (theirs, gone):
        with pytest.raises(refusals.NotThisPlace):
            actions.change_shift(shift=cast.shift, by=cast.amal, now=now, slot=slot(cast.shift, place))
    Shift.objects.update(elsewhere=theirs)
    assert list(queries.broken_promises()) == [f"Date {cast.shift.pk} uses a place of another community."]


def test_place_of_one_date_and_of_those_after_it(cast: Cast, library: Place, client_of, now) -> None:
    actions.repeat(shift=cast.shift, by=cast.amal, now=now, rule=SATURDAYS)
    one = Shift.objects.get(occurrence__on="2026-03-21")
    said = {**SAID, "on": "2026-03-21", "place": library.pk, "reach": "following"}
    assert (
        client_of(cast.amal).post(reverse("asks:date", args=[cast.ask.pk, one.pk]), said).status_code == 302
    )
    at_home = Occurrence.objects.filter(shift__elsewhere=None)
    assert [day.on.day for day in at_home] == [7, 14]
    assert Occurrence.objects.filter(shift__changed_at__isnull=False).count() == 6
    later = actions.lay_out(series=Occurrence.objects.get(shift=one).series, by=None, now=now + 28 * DAY)
    assert later > 0
    assert Occurrence.objects.filter(shift__elsewhere=None).count() == 2
    back = Shift.objects.select_related("ask__community").get(occurrence__on="2026-04-04")
    actions.change_dates(shift=back, by=cast.amal, now=now, slot=slot(back, None), reach=Reach.FOLLOWING)
    assert not Occurrence.objects.filter(on__gte="2026-04-04", shift__elsewhere=library).exists()


def test_list_is_narrowed_to_what_the_place_of_a_date_has(there: Shift, cast: Cast, client_of, now) -> None:
    """The kitchen has a step-free way in, and the only date is in the library, which has none."""
    page = reverse("asks:community_asks", args=[cast.harbour.pk]) + "?facts=step_free"
    client, what = client_of(cast.bruno), "Carry soup pots"
    assert what not in client.get(page).content.decode()
    actions.add_shift(
        ask=cast.ask, by=cast.amal, now=now, slot=Slot(there.starts_at + DAY, there.ends_at + DAY)
    )
    assert what in client.get(page).content.decode()
    assert what not in client.get(f"{page}&facts=quiet").content.decode()


def test_steward_reads_on_the_page_of_a_date_that_it_is_elsewhere(
    there: Shift, cast: Cast, client_of
) -> None:
    page = client_of(cast.amal).get(reverse("commitments:date", args=[there.pk])).content.decode()
    assert "Mill Quarter" in page


def test_list_asks_as_many_questions_for_thirty_dates_elsewhere_as_for_one(
    there: Shift, cast: Cast, library: Place, client_of, now
) -> None:
    people.set_hours(by=cast.bruno, hours=40, now=now)
    client, page = client_of(cast.bruno), reverse("asks:ask", args=[cast.ask.pk])
    client.get(page)

    def count(days: range) -> int:
        for day in days:
            moved = Slot(there.starts_at + day * DAY, there.ends_at + day * DAY, 1, "", library.pk)
            actions.add_shift(ask=cast.ask, by=cast.amal, now=now, slot=moved)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        return len(asked)

    assert count(range(1, 2)) == count(range(2, 30))
