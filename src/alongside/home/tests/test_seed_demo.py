"""The demo is made once, because it takes half a minute; each check below reads the same town."""

import datetime as dt
from collections import Counter
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from alongside.accountability.models import Matter
from alongside.asks import queries as asks
from alongside.asks.models import Ask, DayOff, Kind, OpenTo, Place, Series, Wording
from alongside.commitments.models import Commitment, FormerVerdict, Release, Verdict
from alongside.commitments.rules import State
from alongside.communities import queries as communities
from alongside.communities.models import Community
from alongside.home import cast as the_cast
from alongside.home.management.demo import ALLY, STEWARD, wiping
from alongside.ledger import witness
from alongside.ledger.models import Entry
from alongside.notices.models import Message
from alongside.people.models import Block, Person, Rest


def run(command: str, *arguments: str) -> str:
    said = StringIO()
    call_command(command, *arguments, stdout=said)
    return said.getvalue()


@pytest.mark.parametrize("mode", ["trial", "production"])
def test_demo_is_refused_on_a_real_server(db: None, settings: Any, mode: str) -> None:
    settings.ALONGSIDE_MODE, settings.ALONGSIDE_IN_PRODUCTION = mode, mode == "production"
    with pytest.raises(CommandError, match="no demo"):
        run("seed_demo", "--fresh")
    assert not Person.objects.exists()


def test_demo_is_refused_where_production_is_said_elsewhere(db: None, settings: Any) -> None:
    settings.ALONGSIDE_MODE, settings.ALONGSIDE_IN_PRODUCTION = "demo", True
    with pytest.raises(CommandError, match="no demo"):
        run("seed_demo")


def test_demo_never_empties_a_database_with_real_people(cast: the_cast.Cast, settings: Any) -> None:
    settings.ALONGSIDE_MODE = "demo"
    with pytest.raises(CommandError, match="not of the demo"):
        run("seed_demo", "--fresh")
    assert Person.objects.filter(pk=cast.gita.pk).exists()


def test_demo_shows_the_whole_chain(
    db: None, settings: Any, now: dt.datetime, django_capture_on_commit_callbacks: Any, client: Any
) -> None:
    settings.ALONGSIDE_MODE = "demo"
    with django_capture_on_commit_callbacks(execute=True):
        said = run("seed_demo")
    assert all(
        words in said
        for words in (STEWARD, ALLY, the_cast.PASSPHRASE, "as nobody", settings.ALONGSIDE_ORIGIN)
    )
    the_town_has_its_numbers()
    every_state_is_there(now)
    every_sort_of_ask_is_there(now)
    what_repeats_is_laid_out(now)
    an_ask_is_said_in_three_languages()
    the_cast_has_its_roles(now)
    groups_stand_where_they_should(now)
    people_are_of_many_languages()
    the_guide_leads_through_the_chain(client)
    assert "every promise holds" in run("verify_ledger")
    assert "display_name" in run("print_inventory")
    entries = Entry.objects.count()
    assert "here already" in run("seed_demo")
    assert Entry.objects.count() == entries
    wiping.wipe()
    assert not Person.objects.exists()
    assert witness.read() is None


def the_town_has_its_numbers() -> None:
    assert Community.objects.count() == 12
    assert Person.objects.count() == 150
    assert Ask.objects.count() == 200


def every_state_is_there(now: dt.datetime) -> None:
    states = Counter(one.state(now) for one in Commitment.objects.with_history())
    assert {state: number for state, number in states.items() if number < 3} == {}
    assert set(states) == set(State)
    endings = set(Release.objects.values_list("is_late", "from_asking_side"))
    assert endings == {(False, False), (True, False), (False, True)}
    assert Verdict.objects.filter(is_by_link=True).exists()
    assert FormerVerdict.objects.exists()
    assert Commitment.objects.filter(shared_needs__isnull=False).exists()
    assert Message.objects.exists()


def every_sort_of_ask_is_there(now: dt.datetime) -> None:
    published = Ask.objects.filter(published_at__isnull=False)
    assert Ask.objects.filter(published_at=None).exists()
    assert published.filter(paused_at__isnull=False).exists()
    assert published.filter(closed_at__isnull=False).exists()
    assert published.filter(changed_at__isnull=False).exists()
    assert published.filter(shifts__cancelled_at__isnull=False).exists()
    assert published.filter(is_flexible=True).exists()
    assert published.filter(on_behalf=True).exists()
    assert {*published.values_list("kind", flat=True)} == {*Kind.values}
    assert {*published.values_list("open_to", flat=True)} >= {*OpenTo.values} - {OpenTo.MEMBERS}
    assert {*published.values_list("language", flat=True)} == {"en", "es", "ar"}
    assert not Place.objects.filter(facts__isnull=True).exists()
    assert len(asks.open_asks(viewer=None, now=now)) > 10


def what_repeats_is_laid_out(now: dt.datetime) -> None:
    """In each language; one began before today, one leaves a day out, and some days are no dates yet."""
    series = Series.objects.all()
    assert {one.ask.language for one in series} == {"en", "es", "ar"}
    assert series.filter(first_on__lt=now.date()).exists()
    assert DayOff.objects.exists()
    assert series.filter(next_on__isnull=False).exists()
    assert not Series.objects.due(now).exists()
    assert Commitment.objects.filter(shift__occurrence__isnull=False).exists()


def an_ask_is_said_in_three_languages() -> None:
    """It repeats and is for anyone, so that everybody who looks around finds it, in the language of their pages."""
    wordings = Wording.objects.filter(ask__series__isnull=False, ask__open_to=OpenTo.ANYONE)
    assert {one.language for one in wordings} == {"es", "ar"}
    assert not any(one.is_behind for one in wordings.select_related("ask"))


def the_cast_has_its_roles(now: dt.datetime) -> None:
    people = {key: Person.objects.get(sign_in_name=key) for key in the_cast.NAMES}
    assert {key: one.display_name for key, one in people.items()} == the_cast.NAMES
    harbour = Community.objects.get(name=the_cast.HARBOUR)
    to = {key: communities.relation(viewer=one, community=harbour, now=now) for key, one in people.items()}
    assert to["amal"].is_steward
    assert to["jun"].is_steward
    assert to["bruno"].standing == 2
    assert to["chidi"].is_member
    assert not to["chidi"].is_steward
    assert to["dara"].is_newcomer
    assert to["farid"].is_shut_out
    assert Block.objects.filter(by=people["chidi"], against=people["farid"]).exists()
    assert not people["gita"].memberships.exists()
    assert not people["gita"].standings.exists()
    assert people["olu"].is_operator
    stewarded = {one.name for one in communities.stewarded(viewer=people["edda"], now=now)}
    assert stewarded == {the_cast.RAINBOW, the_cast.LISTED}


def groups_stand_where_they_should(now: dt.datetime) -> None:
    vouched = {one.name: one.vouched for one in Community.objects.with_vouched()}
    assert [name for name, is_vouched in vouched.items() if not is_vouched] == ["Uno por Dos"]
    assert Community.objects.exclude(paused_at=None).count() == 1
    assert Counter(Community.objects.values_list("visibility", flat=True)).keys() == {
        "hidden",
        "listed",
        "public",
    }
    assert Matter.objects.open().count() == 1
    assert Rest.objects.filter(ended_at=None).exists()


def people_are_of_many_languages() -> None:
    languages = Counter(Person.objects.values_list("language", flat=True))
    assert all(languages[code] > 20 for code in ("en", "es", "ar"))
    names = "".join(Person.objects.values_list("display_name", flat=True))
    scripts = {"Latin": "a", "Arabic": "ا", "Han": "林", "Cyrillic": "л", "Devanagari": "न", "Hangul": "지"}
    assert [script for script, letter in scripts.items() if letter not in names] == []


def the_guide_leads_through_the_chain(client: Any) -> None:
    """Each of the five steps opens the page where that step is, and leads back to the guide."""
    assert client.get("/tour/").content.decode().count('name="step"') == 5 + 3
    seen = {step: client.post("/look/", {"step": step}, follow=True) for step in "12345"}
    pages = {step: page.content.decode() for step, page in seen.items()}
    assert {page.status_code for page in seen.values()} == {200}
    assert all('<a href="/tour/">' in page for page in pages.values())
    assert [seen[step].request["PATH_INFO"].split("/")[1] for step in "12345"] == [
        "asks",
        "dates",
        "commitments",
        "dates",
        "commitments",
    ]
    assert "Offer to help" in pages["1"]
    assert "Offers that wait for your answer" in pages["2"]
    assert "Give it back" in pages["3"]
    assert "Did it help?" in pages["4"]
    assert "It helped" in pages["5"]
