"""What a steward prints for somebody without a phone: nothing that was not ticked, no place that is not open."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.asks import actions
from alongside.asks.models import Ask, Place, Shift
from alongside.asks.rules import DATES_ON_PAPER, PaperPart, Slot
from alongside.home.cast import DAY, EXACT_PLACE, Cast
from alongside.people.models import Person

HOUR = dt.timedelta(hours=1)
ALL = {"shows": [*PaperPart]}
OLLAS, QUDUR = "Llevar ollas a la sala", "نقل القدور إلى القاعة"
SECTION = re.compile(r'<section lang="(\w+)" dir="(\w+)">(.*?)</section>', re.DOTALL)


def url(ask: Ask) -> str:
    return reverse("asks:paper", args=[ask.pk])


def printed(client: Any, ask: Ask, **said: Any) -> str:
    """Only what would be on the paper."""
    answer = client.get(url(ask), said)
    assert answer.status_code == 200
    return str(answer.content.decode().partition('<div class="paper">')[2].partition("</main>")[0])


def parts(paper: str) -> dict[str, tuple[str, str]]:
    """By language: direction and content of each part of a paper, in the order of the paper."""
    return {language: (direction, content) for language, direction, content in SECTION.findall(paper)}


@pytest.fixture
def near(cast: Cast, now: dt.datetime) -> Ask:
    """Tomorrow, so that its exact place may be read; one of two has promised."""
    starts_at = now + DAY
    Shift.objects.filter(pk=cast.shift.pk).update(
        starts_at=starts_at, ends_at=starts_at + 2 * HOUR, places_taken=1
    )
    return cast.ask


SECRET = {
    PaperPart.WHAT: ["Carry soup pots", "Carrier"],
    PaperPart.PEOPLE: ["1 person comes.", "Who comes:", "If nobody comes"],
    PaperPart.AREA: ["Old Harbour"],
    PaperPart.PLACE: [EXACT_PLACE],
    PaperPart.GROUP: ["Harbour Kitchen"],
}


def test_paper_without_a_tick_says_that_there_is_an_appointment_and_when(
    cast: Cast, near: Ask, client_of
) -> None:
    paper = printed(client_of(cast.jun), near)
    assert "Appointment" in paper
    assert "Thursday, 5 March, 11:00 to 13:00" in paper
    assert "How to reach us:" in paper
    assert [words for hidden in SECRET.values() for words in hidden if words in paper] == []


@pytest.mark.parametrize("part", PaperPart)
def test_each_tick_shows_its_own_part_and_no_other(cast: Cast, near: Ask, client_of, part: PaperPart) -> None:
    paper = printed(client_of(cast.amal), near, first="en", shows=[part])
    for one, words in SECRET.items():
        assert all((word in paper) == (one is part) for word in words), (part, one)
    assert ("Appointment" in paper) == (part is not PaperPart.WHAT)


def test_paper_never_holds_a_person_or_the_word_for_whom_it_is(cast: Cast, near: Ask, client_of, now) -> None:
    actions.edit(ask=near, by=cast.amal, now=now, changes={"on_behalf": True})
    near.refresh_from_db()
    slots = [Slot(now + DAY, now + DAY + HOUR, 2)]
    said = {"kind": "transport", "what": "A lift", "language": "en", "slots": slots, "is_open": True}
    phoned = actions.phone_in(community=cast.harbour, by=cast.amal, now=now, known_as="Rosa", **said)
    assert "Rosa" in client_of(cast.amal).get(reverse("asks:ask", args=[phoned.pk])).content.decode()
    for ask in (near, phoned):
        paper = printed(client_of(cast.amal), ask, first="en", **ALL)
        assert not [
            word for word in ("Rosa", *(one.display_name for one in Person.objects.all())) if word in paper
        ]


@pytest.mark.parametrize(
    ("starts_in", "is_open"),
    [
        (48 * HOUR + dt.timedelta(minutes=1), False),
        (47 * HOUR, True),
        (-HOUR, True),
    ],
)
def test_exact_place_is_on_paper_only_while_somebody_accepted_may_read_it(
    cast: Cast, client_of, now, starts_in: dt.timedelta, is_open: bool
) -> None:
    starts_at = now + starts_in
    Shift.objects.filter(pk=cast.shift.pk).update(starts_at=starts_at, ends_at=starts_at + 2 * HOUR)
    client = client_of(cast.amal)
    assert (EXACT_PLACE in printed(client, cast.ask, first="en", **ALL)) == is_open
    assert ('value="place"' in client.get(url(cast.ask)).content.decode()) == is_open


def test_a_place_that_is_not_open_takes_no_other_tick_away(cast: Cast, client_of) -> None:
    paper = printed(client_of(cast.amal), cast.ask, first="en", second="es", shows=["place", "group"])
    assert EXACT_PLACE not in paper
    assert list(parts(paper)) == ["en", "es"]


def test_each_date_has_its_own_place(cast: Cast, near: Ask, client_of, now) -> None:
    shed = Place.objects.create(community=cast.harbour, name="The shed", area="Hill", exact="Gate 9")
    shed.opens_hours_before = 6
    shed.save()
    late = Shift.objects.create(
        ask=near, starts_at=now + DAY + 3 * HOUR, ends_at=now + DAY + 4 * HOUR, elsewhere=shed
    )
    paper = printed(client_of(cast.amal), near, first="en", shows=["area", "place"])
    assert "Hill" in paper
    assert EXACT_PLACE in paper
    assert "Gate 9" not in paper
    Shift.objects.filter(pk=late.pk).update(starts_at=now + HOUR)
    assert "Gate 9" in printed(client_of(cast.amal), near, first="en", shows=["area", "place"])


def test_two_languages_stand_one_below_the_other_each_in_its_own_direction(
    cast: Cast, near: Ask, client_of, now
) -> None:
    actions.reword(ask=near, by=cast.amal, now=now, language="ar", what=QUDUR)
    actions.reword(ask=near, by=cast.amal, now=now, language="es", what=OLLAS)
    paper = parts(printed(client_of(cast.amal), near, first="es", second="ar", **ALL))
    assert [(language, direction) for language, (direction, _) in paper.items()] == [
        ("es", "ltr"),
        ("ar", "rtl"),
    ]
    spanish, arabic = paper["es"][1], paper["ar"][1]
    assert f'lang="es" dir="auto">{OLLAS}' in spanish
    assert "jueves" in spanish
    assert "Viene 1 persona." in spanish
    assert f'lang="ar" dir="auto">{QUDUR}' in arabic
    assert "الخميس" in arabic
    for english in ("Printed on", "comes", "reach"):
        assert english not in spanish + arabic


def test_paper_starts_in_the_languages_of_its_steward_and_of_the_ask(
    cast: Cast, near: Ask, client_of
) -> None:
    assert list(parts(printed(client_of(cast.amal), near))) == ["en"]
    Person.objects.filter(pk=cast.amal.pk).update(language="ar")
    client = client_of(cast.amal)
    assert list(parts(printed(client, near))) == ["ar", "en"]
    assert list(parts(printed(client, near, first="es", second="es"))) == ["es"]
    assert list(parts(printed(client, near, first="xx", second="\1"))) == ["ar", "en"]
    page = client.get(url(near)).content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "Language" not in page.split("</main>")[1], (
        "after the paper its steward reads on in their own language"
    )


def test_words_that_one_language_lacks_are_those_of_the_other(cast: Cast, near: Ask, client_of, now) -> None:
    """Somebody wrote it in Somali, which the pages do not have: then they speak the other language."""
    actions.reword(ask=near, by=cast.amal, now=now, language="so", what="Dheryaha qaad")
    paper = printed(client_of(cast.amal), near, first="es", second="so", shows=["what"])
    spanish, somali = SECTION.findall(paper)
    assert (spanish[0], somali[0]) == ("es", "es")
    assert near.what not in somali[2]
    assert 'lang="so" dir="auto">Dheryaha qaad' in somali[2]


def test_paper_does_not_promise_that_somebody_comes_alone(cast: Cast, near: Ask, client_of) -> None:
    Ask.objects.update(two_people=True)
    client = client_of(cast.amal)
    assert "It is not yet certain" in printed(client, near, first="en", shows=["people"])
    Shift.objects.update(places_taken=2)
    assert "2 people come." in printed(client, near, first="en", shows=["people"])


def test_paper_is_in_the_time_of_the_group(cast: Cast, near: Ask, client_of) -> None:
    Person.objects.filter(pk=cast.amal.pk).update(time_zone="America/New_York")
    paper = printed(client_of(cast.amal), near)
    assert "11:00 to 13:00" in paper
    assert "time in" not in paper


def test_what_is_over_or_called_off_is_not_printed(cast: Cast, near: Ask, client_of, now) -> None:
    Shift.objects.create(ask=near, starts_at=now - 3 * DAY, ends_at=now - 3 * DAY + HOUR)
    Shift.objects.create(ask=near, starts_at=now + 2 * DAY, ends_at=now + 2 * DAY + HOUR, cancelled_at=now)
    assert printed(client_of(cast.amal), near).count("<li>") == 1
    Shift.objects.update(cancelled_at=now)
    assert printed(client_of(cast.amal), near) == ""
    assert "Nothing to print." in client_of(cast.amal).get(url(near)).content.decode()


@pytest.mark.parametrize("name", ["bruno", "chidi", "dara", "edda", "farid", "gita", "olu"])
def test_paper_does_not_exist_for_whoever_is_no_steward(cast: Cast, near: Ask, client_of, name: str) -> None:
    """Chidi wrote it, and Bruno comes: neither is a steward."""
    Ask.objects.update(posted_by=cast.chidi)
    client = client_of(getattr(cast, name))
    answer = client.get(url(near), ALL)
    never = client.get(url(Ask(pk="a" * len(near.pk))), ALL)
    assert (answer.status_code, answer.content) == (404, never.content)
    assert url(near) not in client.get(reverse("asks:ask", args=[near.pk])).content.decode()


def test_paper_is_only_read(cast: Cast, near: Ask, client, client_of) -> None:
    assert client.get(url(near))["Location"].startswith("/account/sign-in/")
    answer = client_of(cast.amal).post(url(near), ALL)
    assert answer.status_code == 405
    assert client_of(cast.amal).get(url(near))["Cache-Control"] == "no-store"


def test_an_ask_leads_its_stewards_to_its_paper(cast: Cast, near: Ask, client_of, now) -> None:
    page = reverse("asks:ask", args=[near.pk])
    assert client_of(cast.amal).get(page).content.decode().count(f'href="{url(near)}"') == 1
    Ask.objects.update(on_behalf=True)
    assert client_of(cast.jun).get(page).content.decode().count(f'href="{url(near)}"') == 2


def test_paper_takes_the_same_queries_for_one_date_and_thirty(cast: Cast, near: Ask, client_of, now) -> None:
    client = client_of(cast.amal)
    printed(client, near, first="en", **ALL)

    def taken() -> int:
        with CaptureQueriesContext(connection) as found:
            printed(client, near, first="en", second="ar", **ALL)
        return len(found)

    def add(number: int) -> None:
        at = now + DAY + number * HOUR
        place = Place.objects.create(community=cast.harbour, name=f"{number}", area="Hill", exact="Gate")
        Shift.objects.create(ask=near, starts_at=at, ends_at=at + HOUR, elsewhere=place)

    add(1)
    before = taken()
    for number in range(2, 30):
        add(number)
    paper = printed(client, near, first="en", **ALL)
    assert (paper.count("<li>"), "and 26 more dates" in paper) == (DATES_ON_PAPER, True)
    assert taken() == before
