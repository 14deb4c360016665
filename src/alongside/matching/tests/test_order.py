"""Where one more person helps most comes first, and each reason is said to those who may know it."""

import datetime as dt
from collections.abc import Mapping

import pytest
from django.urls import reverse

from alongside.asks import actions as asks
from alongside.asks.models import Ask, AskSkill, OpenTo, Place, Shift
from alongside.communities.models import Community, Standing
from alongside.home.cast import DAY, Cast
from alongside.matching import jobs, queries, rules
from alongside.matching.models import Outlook
from alongside.people.models import OfferedSkill

URL = reverse("matching:fits")
WHAT = "Carry soup pots"


def shown(client, query: str = "") -> str:
    return client.get(URL + query).content.decode().split('<div class="cards">')[1].split("</main>")[0]


def another(cast: Cast, now: dt.datetime, what: str, days: float = 3, **fields: object) -> Ask:
    chosen = {"kind": "make", "language": "en", "published_at": now, "open_to": OpenTo.ANYONE, **fields}
    community = chosen.pop("community", cast.harbour)
    taken, places = chosen.pop("taken", 0), chosen.pop("places", 2)
    ask = Ask.objects.create(community=community, posted_by=cast.amal, what=what, created_at=now, **chosen)
    starts_at = now + dt.timedelta(days=days)
    Shift.objects.create(
        ask=ask,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=1),
        places=places,
        places_taken=taken,
    )
    return ask


def outlook(ask: Ask, now: dt.datetime, *, reach: float = 20, filled: float = 0.5) -> None:
    Outlook.objects.create(ask=ask, reach=reach, filled=filled, comes=0.7, counted_at=now)


def is_before(page: str, *whats: str) -> bool:
    return [page.index(what) for what in whats] == sorted(page.index(what) for what in whats)


def test_what_few_could_do_comes_before_what_many_could_and_says_so(cast: Cast, client_of, now) -> None:
    outlook(another(cast, now, "Easy"), now, reach=100)
    outlook(another(cast, now, "Rare"), now, reach=2)
    page = shown(client_of(cast.bruno))
    assert is_before(page, "Rare", "Easy")
    assert page.count("Few people can do this") == 1


def test_what_is_near_comes_before_what_is_far(cast: Cast, client_of, now) -> None:
    cast.bruno.home_latitude, cast.bruno.home_longitude = 51.0, 3.0
    cast.bruno.travel_km = 50
    cast.bruno.save()
    for what, latitude in [("Far", 51.3), ("Close", 51.01)]:
        place = Place.objects.create(
            community=cast.harbour, name=what, area=what, latitude=latitude, longitude=3
        )
        another(cast, now, f"{what} away", place=place)
    assert is_before(shown(client_of(cast.bruno)), "Close away", "Far away")


def test_a_skill_that_is_welcome_lifts_it_for_those_who_have_it(cast: Cast, client_of, now) -> None:
    AskSkill.objects.create(ask=another(cast, now, "With sewing"), skill="sewing")
    another(cast, now, "Without")
    browser = client_of(cast.bruno)
    assert is_before(shown(browser), "Without", "With sewing")
    OfferedSkill.objects.create(person=cast.bruno, skill="sewing")
    AskSkill.objects.create(ask=Ask.objects.get(what="Without"), skill="law")
    assert is_before(shown(browser), "With sewing", "Without")


def test_a_group_that_got_less_comes_first_and_is_named_as_waiting_longest(
    cast: Cast, client_of, now
) -> None:
    Standing.objects.create(
        community=cast.listed, person=cast.bruno, level=2, given_at=now, given_by=cast.amal
    )
    outlook(another(cast, now, "Helped often"), now, filled=0.9)
    outlook(another(cast, now, "Waiting", community=cast.listed), now, filled=0.1)
    page = shown(client_of(cast.bruno))
    assert is_before(page, "Waiting", "Helped often")
    assert page.count("This group is waiting longest") == 1


def test_of_two_that_are_alike_the_sooner_comes_first(cast: Cast, client_of, now) -> None:
    another(cast, now, "Later", days=9)
    another(cast, now, "Sooner", days=8)
    assert is_before(shown(client_of(cast.bruno)), "Sooner", "Later")


def test_a_tap_leads_to_the_order_of_the_calendar(cast: Cast, client_of, now) -> None:
    another(cast, now, "Has somebody", days=1, taken=1)
    another(cast, now, "Has nobody", days=2)
    browser = client_of(cast.bruno)
    assert is_before(shown(browser), "Has nobody", "Has somebody")
    assert is_before(shown(browser, "?order=soonest"), "Has somebody", "Has nobody")


@pytest.mark.parametrize("query", ["", "?order=soonest"])
@pytest.mark.parametrize("name", ["nobody", "gita"])
def test_a_stranger_reads_nothing_of_the_outlook_in_tags_or_order(
    cast: Cast, client, client_of, now, name: str, query: str
) -> None:
    browser = client if name == "nobody" else client_of(cast.gita)
    asks = [another(cast, now, f"Ask {number}") for number in range(6)]
    before = shown(browser, query)
    for number, ask in enumerate(asks):
        outlook(ask, now, reach=(number * 5) % 6, filled=number / 10)
        Shift.objects.filter(ask=ask).update(places=2 + number, places_taken=number % 2)
    assert shown(browser, query) == before


def test_the_worker_counts_each_open_ask_once_a_day(cast: Cast, now) -> None:
    assert jobs.count_outlooks(now) == Ask.objects.open(now).count()
    assert jobs.count_outlooks(now + dt.timedelta(hours=23)) == 0
    counted = Outlook.objects.get(ask=cast.ask)
    assert counted.reach > 0
    assert counted.filled == pytest.approx(0.5)
    assert counted.comes == pytest.approx(0.7, abs=0.01)
    assert jobs.count_outlooks(now + dt.timedelta(hours=25)) > 0


def test_reach_counts_who_may_and_could_by_the_same_predicate_as_the_list(cast: Cast, now) -> None:
    ask = another(cast, now, "For allies", open_to=OpenTo.ALLIES)
    jobs.count_outlooks(now)
    before = ask.outlook.reach
    AskSkill.objects.create(ask=ask, skill="law", is_needed=True)
    OfferedSkill.objects.create(person=cast.bruno, skill="law")
    OfferedSkill.objects.create(person=cast.gita, skill="law")
    jobs.count_outlooks(now + dt.timedelta(days=2))
    ask.outlook.refresh_from_db()
    assert 1 == ask.outlook.reach < before


def test_what_is_not_open_any_more_is_forgotten(cast: Cast, now) -> None:
    jobs.count_outlooks(now)
    Ask.objects.update(closed_at=now)
    assert jobs.count_outlooks(now + dt.timedelta(days=4)) > 0
    assert not Outlook.objects.exists()


def test_what_matters_most_to_a_group_comes_first_of_its_asks_and_says_so(cast: Cast, client_of, now) -> None:
    another(cast, now, "Sooner", days=3)
    later = another(cast, now, "Later", days=4)
    browser = client_of(cast.bruno)
    assert is_before(shown(browser), "Sooner", "Later")
    asks.put_first(ask=later, by=cast.jun, now=now)
    page = shown(browser)
    assert is_before(page, "Later", "Sooner")
    assert page.count("Matters most to the group now") == 1


def weighed(now: dt.datetime) -> Mapping[str, int]:
    return queries.priorities(Community.objects.values_list("pk", flat=True), now)


def test_where_all_matter_most_none_does(cast: Cast, now) -> None:
    another(cast, now, "One")
    another(cast, now, "Two")
    assert set(weighed(now).values()) == {0}
    for ask in Ask.objects.all():
        asks.put_first(ask=ask, by=cast.amal, now=now)
    assert set(weighed(now).values()) == {0}
    asks.put_back(ask=cast.ask, by=cast.amal, now=now)
    assert weighed(now)[cast.ask.pk] == -1
    assert set(weighed(now + 15 * DAY).values()) <= {0}


def test_the_word_of_one_group_moves_nothing_of_another(cast: Cast, now) -> None:
    other = another(cast, now, "Elsewhere", community=cast.listed)
    third = another(cast, now, "Elsewhere too", community=cast.listed)
    asks.put_first(ask=cast.ask, by=cast.amal, now=now)
    assert [weighed(now)[one.pk] for one in (other, third)] == [0, 0]


@pytest.mark.parametrize("name", ["nobody", "gita"])
def test_a_stranger_reads_nothing_of_what_matters_most(cast: Cast, client, client_of, now, name: str) -> None:
    browser = client if name == "nobody" else client_of(cast.gita)
    made = [another(cast, now, f"Ask {number}") for number in range(4)]
    before = shown(browser)
    asks.put_first(ask=made[3], by=cast.amal, now=now)
    assert shown(browser) == before


def test_the_quarter_of_groups_that_got_least_is_behind() -> None:
    filled = {str(number): number / 10 for number in range(8)}
    assert rules.behind(filled) == {"0", "1"}
    assert rules.behind({"a": 0.5, "b": 0.5}) == frozenset()
    assert rules.behind({}) == frozenset()
