"""The desk: what waits for a steward, what is next for an ally, and nothing of anybody else."""

import datetime as dt
import re
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from alongside.asks import actions as asks
from alongside.asks.models import Shift
from alongside.commitments import actions
from alongside.communities import actions as communities
from alongside.home.cast import DAY, EXACT_PLACE, Cast
from alongside.matching import actions as matching
from alongside.matching.models import StandIn

Clients = Callable[..., Client]


def desk(client: Client) -> str:
    return client.get("/desk/").content.decode()


def test_desk_is_for_whoever_is_signed_in(client: Client, cast: Cast) -> None:
    assert client.get("/desk/")["Location"].startswith("/account/sign-in/")


def test_desk_of_somebody_new_says_what_to_do(client_of: Clients, cast: Cast) -> None:
    page = desk(client_of(cast.gita))
    assert "You have promised nothing yet." in page
    assert cast.ask.what not in page


def test_desk_of_a_steward_shows_what_waits(client_of: Clients, cast: Cast, now: dt.datetime) -> None:
    assert "Nothing waits." in desk(client_of(cast.jun))
    offer = actions.offer(shift=cast.shift, by=cast.bruno, now=now)
    assert "1 offer" in desk(client_of(cast.jun))
    actions.accept(commitment=offer, by=cast.amal, now=now)
    Shift.objects.update(starts_at=now - DAY, ends_at=now - DAY / 2)
    assert "1 person to answer for" in desk(client_of(cast.jun))
    assert "1 person to answer for" not in desk(client_of(cast.edda))


def test_desk_of_a_steward_leads_to_what_somebody_asks_by_phone(
    client_of: Clients, cast: Cast, now: dt.datetime
) -> None:
    way = f'href="/communities/{cast.harbour.pk}/asks/phoned/"'
    assert way in desk(client_of(cast.jun))
    assert way not in desk(client_of(cast.chidi))
    assert way not in desk(client_of(cast.edda))
    communities.close(community=cast.harbour, by=cast.amal, now=now)
    assert way not in desk(client_of(cast.jun))


def test_desk_of_an_ally_shows_what_is_next_and_what_came_of_it(
    client_of: Clients, cast: Cast, now: dt.datetime
) -> None:
    offer = actions.offer(shift=cast.shift, by=cast.bruno, now=now)
    assert "Waits for the group" in desk(client_of(cast.bruno))
    actions.accept(commitment=offer, by=cast.amal, now=now)
    page = desk(client_of(cast.bruno))
    assert "I will come" in page
    assert EXACT_PLACE not in page
    Shift.objects.update(starts_at=now - DAY, ends_at=now - DAY / 2)
    actions.judge(commitment=offer, outcome="helped", by=cast.amal, now=now)
    assert "It helped" in desk(client_of(cast.bruno))


def ways(page: str) -> list[str]:
    """What leads somewhere or does something, in the words that somebody hears who goes from one to the next."""
    main = page.split("<main")[1].split("</main>")[0]
    return [strip_tags(words) for _kind, words in re.findall(r"<(a|button)\b[^>]*>(.*?)</\1>", main, re.S)]


def test_each_of_several_dates_of_one_ask_is_told_apart_by_ear(
    client_of: Clients, cast: Cast, now: dt.datetime
) -> None:
    asks.reword(ask=cast.ask, by=cast.amal, now=now, language="es", what="Llevar ollas")
    hours = (DAY / 2, DAY, 6 * DAY, 7 * DAY)
    dates = [
        Shift.objects.create(ask=cast.ask, starts_at=now + at, ends_at=now + at + DAY / 8) for at in hours
    ]
    for date in dates:
        made = actions.offer(shift=date, by=cast.bruno, now=now)
        if date in dates[:2]:
            actions.accept(commitment=made, by=cast.amal, now=now)
    for person, at_least in ((cast.bruno, 4 + 4), (cast.amal, 2)):
        said = [one for one in ways(desk(client_of(person))) if cast.ask.what in one]
        assert len(said) == len({*said}) >= at_least
    leaving = client_of(cast.bruno).get(reverse("commitments:leaving", args=[cast.harbour.pk]))
    said = [one for one in ways(leaving.content.decode()) if cast.ask.what in one]
    assert len(said) == len({*said}) == 4


def test_desk_of_whoever_stands_in_says_for_what_and_lets_them_end_it(
    client_of: Clients, cast: Cast, now: dt.datetime
) -> None:
    for number in range(2):
        starts_at = now + (2 + number) * DAY
        date = Shift.objects.create(ask=cast.ask, starts_at=starts_at, ends_at=starts_at + DAY / 12, places=1)
        matching.offer_stand_in(shift=date, by=cast.bruno, now=now)
    one, other = StandIn.objects.order_by("shift__starts_at")
    browser, way = client_of(cast.bruno), f'href="/stand-ins/{one.pk}/"'
    assert "You stand in for" in desk(browser)
    assert desk(browser).count(way) == 1
    assert len(set(ways(desk(browser)))) == len(ways(desk(browser)))
    assert "Somebody is missing" not in desk(browser)
    assert way not in desk(client_of(cast.amal))
    StandIn.objects.filter(pk=one.pk).update(called_at=now)
    assert "Somebody is missing. Can you come?" in desk(browser)
    assert desk(browser).count(way) == 2
    assert f'action="/stand-ins/{one.pk}/end/"' in desk(browser)
    browser.post(f"/stand-ins/{one.pk}/end/")
    page = desk(browser)
    assert way not in page
    assert f'href="/stand-ins/{other.pk}/"' in page
    asks.close(ask=cast.ask, by=cast.amal, now=now)
    assert "You stand in for" not in desk(browser)


def test_desk_takes_as_many_queries_for_one_as_for_thirty(
    client_of: Clients, cast: Cast, now: dt.datetime
) -> None:
    cast.bruno.hours = 160
    cast.bruno.save()
    steward, ally = client_of(cast.jun), client_of(cast.bruno)
    counts = []
    for first, last in ((1, 2), (2, 31)):
        for number in range(first, last):
            shift = Shift.objects.create(
                ask=cast.ask,
                starts_at=now + number * DAY + DAY / 2,
                ends_at=now + number * DAY + DAY / 2 + dt.timedelta(hours=1),
                places=2,
            )
            actions.offer(shift=shift, by=cast.bruno, now=now)
            StandIn.objects.create(shift=shift, person=cast.bruno, offered_at=now)
        counts.append([queries_of(browser) for browser in (steward, ally)])
    assert counts[0] == counts[1]


def queries_of(browser: Client) -> int:
    browser.get("/desk/")
    with CaptureQueriesContext(connection) as captured:
        browser.get("/desk/")
    return len(captured)
