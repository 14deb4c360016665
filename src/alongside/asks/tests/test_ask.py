"""The page of an ask: who may read it, and how much of it."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.asks import actions, queries, rules
from alongside.asks.models import Ask, OpenTo, Place, Shift
from alongside.communities.models import Link
from alongside.core import ids
from alongside.home.cast import DAY, EXACT_PLACE, Cast
from alongside.people.models import Block

ONE_TIME = re.compile(rb'name="(csrfmiddlewaretoken|once)" value="[^"]*"')
"""What each form carries, new on each page."""


def url(ask: Ask) -> str:
    return reverse("asks:ask", args=[ask.pk])


@pytest.fixture
def public_ask(cast: Cast) -> Ask:
    cast.ask.open_to = OpenTo.ANYONE
    cast.ask.save()
    return cast.ask


def test_ask_is_read_by_those_who_may_offer_with_hours_and_free_places(cast: Cast, client_of) -> None:
    page = client_of(cast.bruno).get(url(cast.ask))
    assert page.status_code == 200
    text = page.content.decode()
    assert "Carry soup pots" in text
    assert "2 of 2 places are free" in text
    assert "Forty people eat" in text
    assert "Old Harbour" in text
    assert "Hearing loop" in text
    assert "Not known" in text


@pytest.mark.parametrize("name", [None, "gita", "farid"])
def test_a_hidden_groups_ask_takes_as_long_as_one_that_never_was(
    cast: Cast, client, client_of, now, name: str | None
) -> None:
    """The same statements, whatever they find: an old address must not tell that its group is still there."""
    Ask.objects.filter(pk=cast.ask.pk).update(community=cast.rainbow, open_to=OpenTo.ANYONE)
    browser = client_of(getattr(cast, name)) if name else client
    asked, told = [], []
    for id in (cast.ask.pk, ids.new_id()):
        with CaptureQueriesContext(connection) as found:
            told.append(browser.get(reverse("asks:ask", args=[id])))
        asked.append([re.sub("'[^']*'", "?", one["sql"]) for one in found.captured_queries])
    assert asked[0] == asked[1]
    assert asked[0]
    assert told[0].status_code == told[1].status_code == 404
    assert told[0].content == told[1].content


@pytest.mark.parametrize("name", ["edda", "farid", "gita", "dara", "olu"])
def test_ask_for_allies_does_not_exist_for_others(cast: Cast, client_of, name: str) -> None:
    missing = client_of(getattr(cast, name)).get(reverse("asks:ask", args=[ids.new_id()]))
    page = client_of(getattr(cast, name)).get(url(cast.ask))
    assert page.status_code == 404
    assert page.content == missing.content


def test_ask_for_allies_does_not_exist_for_nobody(cast: Cast, client) -> None:
    page = client.get(url(cast.ask))
    assert page.status_code == 404
    assert page.content == client.get(reverse("asks:ask", args=[ids.new_id()])).content


def test_ask_for_anyone_shows_strangers_the_day_and_the_area_only(
    public_ask: Ask, cast: Cast, client
) -> None:
    page = client.get(url(public_ask))
    text = page.content.decode()
    assert page.status_code == 200
    assert "Help needed" in text
    assert "Old Harbour" in text
    assert "11:00" not in text
    assert "T11" not in text
    assert "T10" not in text
    assert "places are free" not in text
    assert "Amal" not in text
    assert "The kitchen" not in text
    seen = queries.seen(
        ask=public_ask_again(public_ask, None), viewer=None, relation=relation_of(public_ask), now=NOW
    )
    assert {one.starts_at for one in seen.dates} == {None}


NOW = dt.datetime(2026, 3, 4, 10, 0, tzinfo=dt.UTC)


def public_ask_again(ask: Ask, viewer) -> Ask:
    return queries.ask(viewer=viewer, id=ask.pk, now=NOW)


def relation_of(ask: Ask):
    return public_ask_again(ask, None).community.relation


@pytest.mark.parametrize("name", ["bruno", "chidi", "dara", "gita", "edda", "olu"])
def test_ask_never_shows_the_exact_place_to_those_who_are_no_stewards(
    public_ask: Ask, cast: Cast, client_of, name: str
) -> None:
    page = client_of(getattr(cast, name)).get(url(public_ask))
    assert page.status_code == 200
    assert EXACT_PLACE not in page.content.decode()


def test_ask_shows_stewards_the_exact_place(cast: Cast, client_of) -> None:
    assert EXACT_PLACE in client_of(cast.amal).get(url(cast.ask)).content.decode()


def test_ask_names_its_writer_to_vouched_members_only(cast: Cast, client_of) -> None:
    Place.objects.update(contact=None)
    assert "Amal Haddad" in client_of(cast.chidi).get(url(cast.ask)).content.decode()
    assert "Amal Haddad" not in client_of(cast.bruno).get(url(cast.ask)).content.decode()


def test_ask_is_hidden_from_whoever_blocks_its_writer_only_where_they_are_named(
    cast: Cast, client_of
) -> None:
    for one in (cast.bruno, cast.chidi):
        Block.objects.create(by=one, against=cast.amal, at=NOW)
    listed = reverse("asks:community_asks", args=[cast.harbour.pk])
    assert client_of(cast.chidi).get(url(cast.ask)).status_code == 404
    assert cast.ask.what not in client_of(cast.chidi).get(listed).content.decode()
    assert client_of(cast.bruno).get(url(cast.ask)).status_code == 200
    Ask.objects.update(open_to=OpenTo.ANYONE)
    assert client_of(cast.chidi).get(url(cast.ask)).status_code == 200
    assert cast.ask.what in client_of(cast.chidi).get(listed).content.decode()


@pytest.mark.parametrize("open_to", [OpenTo.ALLIES, OpenTo.ANYONE])
@pytest.mark.parametrize("name", ["chidi", "jun", "bruno"])
def test_ask_reads_the_same_to_a_member_and_an_ally_whom_its_writer_blocks(
    cast: Cast, client_of, name: str, open_to: str
) -> None:
    """A name that went, or an ask that is not there any more, would tell them who blocks them."""
    Ask.objects.update(open_to=open_to)
    pages = [url(cast.ask), reverse("asks:community_asks", args=[cast.harbour.pk])]
    client = client_of(getattr(cast, name))

    def read() -> list[bytes]:
        return [ONE_TIME.sub(b"", client.get(page).content) for page in pages]

    before = read()
    assert b"Amal Haddad" in before[0]
    Block.objects.create(by=cast.amal, against=getattr(cast, name), at=NOW)
    assert read() == before


@pytest.mark.parametrize("name", ["chidi", "jun", "bruno"])
def test_ask_names_nobody_to_whoever_blocks_them(public_ask: Ask, cast: Cast, client_of, name: str) -> None:
    Block.objects.create(by=getattr(cast, name), against=cast.amal, at=NOW)
    page = client_of(getattr(cast, name)).get(url(public_ask))
    assert page.status_code == 200
    assert "Amal" not in page.content.decode()


def test_ask_of_a_paused_group_is_not_there_for_outsiders_and_says_so_to_allies(
    public_ask: Ask, cast: Cast, client, client_of
) -> None:
    cast.harbour.paused_at = NOW
    cast.harbour.save()
    assert client.get(url(public_ask)).status_code == 404
    assert "paused" in client_of(cast.bruno).get(url(public_ask)).content.decode()


def test_ask_draft_is_seen_by_its_writer_and_stewards_only(cast: Cast, client_of, now) -> None:
    draft = actions.draft(
        community=cast.harbour,
        by=cast.chidi,
        now=now,
        kind="in_person",
        what="Paint the hall",
        language="en",
        slots=[rules.Slot(now + dt.timedelta(days=2), now + dt.timedelta(days=2, hours=2))],
    )
    for name, status in {
        "chidi": 200,
        "amal": 200,
        "jun": 200,
        "bruno": 404,
        "dara": 404,
        "gita": 404,
    }.items():
        assert client_of(getattr(cast, name)).get(url(draft)).status_code == status, name


def test_ask_refuses_other_methods(cast: Cast, client_of) -> None:
    assert client_of(cast.amal).post(url(cast.ask)).status_code == 405


def test_ask_for_money_leads_to_the_groups_own_links(cast: Cast, client_of) -> None:
    Link.objects.create(
        community=cast.harbour, purpose="give", title="Our fund", url="https://fund.example/h"
    )
    Ask.objects.update(kind="give", place=None)
    text = client_of(cast.bruno).get(url(cast.ask)).content.decode()
    assert "https://fund.example/h" in text
    assert "The money goes straight to the group" in text


def test_ask_takes_the_same_queries_for_one_and_thirty_dates(cast: Cast, client_of, now) -> None:
    client = client_of(cast.bruno)

    def count(dates: range) -> int:
        Shift.objects.bulk_create(
            Shift(ask=cast.ask, starts_at=now + n * DAY, ends_at=now + (n + 1) * DAY) for n in dates
        )
        with CaptureQueriesContext(connection) as taken:
            client.get(url(cast.ask))
        return len(taken)

    count(range(4, 5))
    assert count(range(5, 6)) == count(range(6, 35))


def test_ask_shows_a_signed_in_stranger_no_hours_and_an_ally_all(
    public_ask: Ask, cast: Cast, client_of
) -> None:
    for name in ("gita", "edda", "olu", "dara"):
        text = client_of(getattr(cast, name)).get(url(public_ask)).content.decode()
        assert "places are free" not in text, name
        assert "T11:00" not in text, name
        assert "T10:00" not in text, name
    assert "T11:00" in client_of(cast.bruno).get(url(public_ask)).content.decode()


def test_ask_is_closed_and_a_skill_is_welcome_in_the_words_for_them(cast: Cast, client_of, now) -> None:
    """One English word may need another one for a group, a greeting or an ask."""
    cast.amal.language = "es"
    cast.amal.save()
    cast.ask.skills.create(skill="law", is_needed=False)
    reader = client_of(cast.amal)
    page = reader.get(f"/asks/{cast.ask.pk}/").content.decode()
    assert "Se agradece" in page
    assert "Te damos la bienvenida" not in page
    actions.close(ask=cast.ask, by=cast.amal, now=now)
    page = reader.get(f"/communities/{cast.harbour.pk}/asks/drafts/").content.decode()
    assert "Cerrada" in page
    assert "Cerrado" not in page


@pytest.mark.parametrize(("days", "said"), [(0, "since today"), (1, "for 1 day"), (60, "for 60 days")])
def test_ask_says_to_an_ally_and_a_stranger_how_long_its_group_is_here(
    public_ask: Ask, cast: Cast, client, client_of, now, days: int, said: str
) -> None:
    """A group that began yesterday may be a false one that lures people to an address."""
    cast.harbour.founded_at = now - dt.timedelta(days=days, hours=1)
    cast.harbour.save()
    for reader in (client_of(cast.bruno), client_of(cast.gita), client):
        text = reader.get(url(public_ask)).content.decode()
        assert f"<dt>On this server</dt><dd>{said}</dd>" in text
