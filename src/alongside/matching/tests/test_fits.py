"""What fits a reader now, in which order, and why."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.asks.models import Ask, AskLanguage, AskSkill, OpenTo, Place, PlaceFact, Shift
from alongside.commitments import actions as commitments
from alongside.commitments.models import Acceptance, Commitment
from alongside.core.refusals import Refused
from alongside.home.cast import EXACT_PLACE, Cast
from alongside.people.models import AccessNeed, OfferedSkill, Rest, SpokenLanguage

URL = reverse("matching:fits")
WHAT = "Carry soup pots"


def shown(client, query: str = "") -> str:
    answer = client.get(URL + query)
    assert answer.status_code == 200
    return answer.content.decode()


def another(cast: Cast, now: dt.datetime, what: str, days: float, taken: int = 0, **fields: object) -> Ask:
    chosen = {"kind": "make", "language": "en", "published_at": now, "open_to": OpenTo.ANYONE, **fields}
    ask = Ask.objects.create(community=cast.harbour, posted_by=cast.amal, what=what, created_at=now, **chosen)
    starts_at = now + dt.timedelta(days=days)
    Shift.objects.create(
        ask=ask, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=1), places=2, places_taken=taken
    )
    return ask


def test_fits_show_an_ally_what_they_may_offer_to_and_why(cast: Cast, client_of) -> None:
    text = shown(client_of(cast.bruno))
    assert WHAT in text
    assert "Nobody yet" in text
    assert EXACT_PLACE not in text


def test_fits_show_nobody_the_public_asks_without_hours(cast: Cast, client, now) -> None:
    another(cast, now, "Bake bread", 2)
    text = shown(client)
    assert "Bake bread" in text
    assert WHAT not in text
    assert "11:00" not in text
    assert "10:00" not in text


def test_fits_order_nobody_yet_first_then_the_soonest(cast: Cast, client_of, now) -> None:
    for what, days, taken in [("Third", 1, 1), ("Second", 9, 0), ("First", 8, 0), ("Fourth", 2, 1)]:
        another(cast, now, what, days, taken)
    text = shown(client_of(cast.bruno))
    places = [text.index(what) for what in ("First", "Second", "Third", "Fourth")]
    assert places == sorted(places)


@pytest.mark.parametrize("name", ["nobody", "gita"])
def test_fits_tell_a_stranger_neither_of_the_first_yes_nor_of_the_hour(
    cast: Cast, client, client_of, now, name: str
) -> None:
    """What somebody may not know must not be read off a tag, or off the order, either."""
    browser = client if name == "nobody" else client_of(cast.gita)
    midday = now.replace(hour=12)
    dates = [another(cast, midday, f"Ask {number}", 1).shifts.get() for number in range(6)]
    before = cards(shown(browser))
    assert "Nobody yet" not in before
    for number, date in enumerate(dates):
        moved = dt.timedelta(hours=number - 3)
        Shift.objects.filter(pk=date.pk).update(
            places_taken=number % 2, starts_at=date.starts_at + moved, ends_at=date.ends_at + moved
        )
    assert cards(shown(browser)) == before


def test_fits_tell_a_newcomer_no_hour_by_what_is_left_out(cast: Cast, client_of, now) -> None:
    """What they promised elsewhere would otherwise measure an hour that newcomers may not read."""
    measured = another(cast, now, "Measured", 3).shifts.get()
    elsewhere = another(cast, now, "Elsewhere", 3).shifts.get()
    Ask.objects.filter(pk=elsewhere.ask_id).update(community=cast.listed)
    made = Commitment.objects.create(
        shift=elsewhere, ally=cast.dara, offered_at=now, minutes=60, period_on=now.date(), language="en"
    )
    Acceptance.objects.create(commitment=made, at=now, by=cast.amal)
    assert measured.ask.what in cards(shown(client_of(cast.dara)))
    cast.dara.hours = 0
    cast.dara.save()
    assert measured.ask.what in cards(shown(client_of(cast.dara)))


def cards(page: str) -> str:
    return page.split('<div class="cards">')[1].split("</main>")[0]


@pytest.mark.parametrize(
    "reason", ["skill", "language", "access", "hours", "distance", "covered", "promised", "first"]
)
def test_fits_leave_out_what_does_not_fit_say_so_and_an_offer_is_refused_for_the_same(
    cast: Cast, client_of, now, reason: str
) -> None:
    bruno, client = cast.bruno, client_of(cast.bruno)
    assert WHAT in shown(client)
    if reason == "skill":
        AskSkill.objects.create(ask=cast.ask, skill="driving", is_needed=True)
    elif reason == "language":
        AskLanguage.objects.create(ask=cast.ask, code="ar")
        SpokenLanguage.objects.create(person=bruno, code="es")
    elif reason == "access":
        AccessNeed.objects.create(person=bruno, fact="toilet")
    elif reason == "hours":
        bruno.hours = 1
    elif reason == "distance":
        Place.objects.filter(pk=cast.place.pk).update(latitude=50, longitude=3)
        bruno.home_latitude, bruno.home_longitude = 51, 3
    elif reason == "covered":
        Shift.objects.update(places_taken=2)
    else:
        other = another(cast, now, "Other", 3) if reason == "first" else cast.ask
        commitments.offer(shift=other.shifts.get(), by=bruno, now=now)
        bruno.refresh_from_db()
    bruno.save()
    text = shown(client)
    assert WHAT not in text
    assert "Open asks that do not fit you now" in text
    with pytest.raises(Refused):
        commitments.offer(shift=cast.shift, by=bruno, now=now)


def test_fits_count_no_hours_of_an_offer_that_nobody_answered_in_time(cast: Cast, client_of, now) -> None:
    """The worker may come later; the next offer settles it first, so the list must not say that no hours are left."""
    cast.bruno.hours = 2
    cast.bruno.save()
    other = another(cast, now, "Other", 3.5, minutes=120).shifts.get()
    commitments.offer(shift=other, by=cast.bruno, now=now - dt.timedelta(days=1))
    assert WHAT not in shown(client_of(cast.bruno))
    Commitment.objects.update(offered_at=now - dt.timedelta(days=5))
    assert WHAT in shown(client_of(cast.bruno))
    commitments.offer(shift=cast.shift, by=cast.bruno, now=now)


def test_fits_show_what_is_unknown_as_unknown(cast: Cast, client_of) -> None:
    AccessNeed.objects.create(person=cast.bruno, fact="loop")
    text = shown(client_of(cast.bruno))
    assert WHAT in text
    assert "Not known there yet: Hearing loop" in text


def test_fits_name_a_skill_that_the_reader_offers(cast: Cast, client_of) -> None:
    AskSkill.objects.create(ask=cast.ask, skill="driving", is_needed=True)
    OfferedSkill.objects.create(person=cast.bruno, skill="driving")
    assert "Needs what you offer" in shown(client_of(cast.bruno))


def test_fits_say_near_you_with_a_rounded_distance(cast: Cast, client_of) -> None:
    Place.objects.filter(pk=cast.place.pk).update(latitude=51.01, longitude=3)
    cast.bruno.home_latitude, cast.bruno.home_longitude = 51, 3
    cast.bruno.save()
    text = shown(client_of(cast.bruno))
    assert "Near you" in text
    assert "51.01" not in text


@pytest.mark.parametrize(("area", "is_near"), [("OLD harbour ", True), ("New Harbour", False), ("", False)])
def test_fits_say_near_you_by_the_name_of_the_area(cast: Cast, client_of, area: str, is_near: bool) -> None:
    """Nobody needs to know a latitude: what people call their part of town is enough."""
    browser = client_of(cast.bruno)
    browser.post(reverse("people:home_area"), {"area": area, "latitude": "", "longitude": ""})
    text = shown(browser)
    assert ("Near you" in text) is is_near
    assert ("Say roughly where you live" in text) is (not area)


def test_fits_ask_nothing_of_somebody_who_rests(cast: Cast, client_of, now) -> None:
    Rest.objects.create(person=cast.bruno, started_at=now, until_on=(now + dt.timedelta(days=9)).date())
    text = shown(client_of(cast.bruno))
    assert "You are resting" in text
    assert WHAT not in text


@pytest.mark.parametrize("name", ["farid", "dara", "gita", "edda"])
def test_fits_show_no_ask_that_somebody_may_not_know_of(cast: Cast, client_of, name: str) -> None:
    text = shown(client_of(getattr(cast, name)))
    assert WHAT not in text
    assert "Nothing fits you now" in text


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("?kind=in_person", True),
        ("?kind=make", False),
        ("?language=en", True),
        ("?language=ar", False),
        ("?days_from=2026-03-07&days_until=2026-03-07", True),
        ("?days_from=2026-03-08", False),
        ("?facts=step_free", True),
        ("?facts=seats", False),
        ("?within=nonsense&days_from=x&page=abc", True),
    ],
)
def test_fits_are_narrowed_by_the_address(cast: Cast, client_of, query: str, is_there: bool) -> None:
    assert (WHAT in shown(client_of(cast.bruno), query)) is is_there


def test_fits_of_some_days_show_an_ask_only_for_a_date_of_those_days(cast: Cast, client_of, now) -> None:
    """One of its dates is then and is taken; the one that still fits is on another day."""
    ask = another(cast, now, "Twice", 4)
    ask.shifts.update(places_taken=2)
    other = ask.shifts.get()
    Shift.objects.create(
        ask=ask,
        starts_at=other.starts_at + dt.timedelta(days=9),
        ends_at=other.ends_at + dt.timedelta(days=9),
        places=2,
    )
    then = other.starts_at.date().isoformat()
    assert "Twice" in shown(client_of(cast.bruno))
    assert "Twice" not in shown(client_of(cast.bruno), f"?days_from={then}&days_until={then}")


def test_fits_within_a_distance(cast: Cast, client_of) -> None:
    Place.objects.filter(pk=cast.place.pk).update(latitude=51.06, longitude=3)
    cast.bruno.home_latitude, cast.bruno.home_longitude = 51, 3
    cast.bruno.save()
    assert WHAT in shown(client_of(cast.bruno), "?within=10")
    assert WHAT not in shown(client_of(cast.bruno), "?within=5")


@pytest.mark.parametrize(
    ("zone", "unit", "is_there"), [("Europe/London", "miles", True), ("Europe/Madrid", "kilometres", False)]
)
def test_fits_within_a_distance_in_the_unit_of_the_readers_country(
    cast: Cast, client_of, zone: str, unit: str, is_there: bool
) -> None:
    """Seven kilometres away: within five miles, not within five kilometres."""
    Place.objects.filter(pk=cast.place.pk).update(latitude=51.06, longitude=3)
    cast.bruno.home_latitude, cast.bruno.home_longitude, cast.bruno.time_zone = 51, 3, zone
    cast.bruno.save()
    text = shown(client_of(cast.bruno), "?within=5")
    assert f'<option value="5" selected>5 {unit}</option>' in text
    assert (WHAT in text) is is_there


def test_fits_take_the_same_queries_for_one_and_thirty(cast: Cast, client_of, now) -> None:
    client = client_of(cast.bruno)

    def count() -> int:
        with CaptureQueriesContext(connection) as taken:
            client.get(URL)
        return len(taken)

    another(cast, now, "One", 4)
    count()
    before = count()
    for number in range(30):
        place = Place.objects.create(community=cast.harbour, name=str(number), area="South")
        PlaceFact.objects.create(place=place, fact="seats", answer="yes")
        AskLanguage.objects.create(ask=another(cast, now, f"Ask {number}", 4, place=place), code="es")
    assert count() == before


def test_fits_keep_what_was_chosen_on_the_next_page(cast: Cast, client_of, now) -> None:
    for number in range(21):
        another(cast, now, f"Ask {number}", 4)
    assert 'href="?kind=make&amp;page=2"' in shown(client_of(cast.bruno), "?kind=make&page=1")


def test_fits_refuse_other_methods(cast: Cast, client) -> None:
    assert client.post(URL).status_code == 405
