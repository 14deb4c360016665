"""A notice leads to its page as long as that page is there for its reader, and no longer."""

import dataclasses
import datetime as dt

import pytest
from django.urls import reverse

from alongside.accountability import actions
from alongside.accountability.queries.closed import PAGES, page_of
from alongside.asks import actions as asks
from alongside.asks.models import Ask, Delegate
from alongside.commitments import actions as commitments
from alongside.communities import actions as communities
from alongside.communities.models import Restriction
from alongside.core.ids import new_id
from alongside.home.cast import Cast
from alongside.notices import actions as notices
from alongside.notices.queries.reading import A_PAGE
from alongside.people.models import Person

PEOPLE = [field.name for field in dataclasses.fields(Cast) if field.type in ("Person", Person)]
NOTICES = reverse("notices:notices")


@pytest.fixture
def pages(cast, now):
    """One address of each page to which notices lead, about things that concern different people."""
    Delegate.objects.create(ask=cast.ask, person=cast.chidi, at=now)
    promise = commitments.offer(shift=cast.shift, by=cast.bruno, now=now)
    about_bruno = actions.report(
        by=cast.amal,
        about=f"person:{cast.bruno.pk}",
        within=cast.harbour.pk,
        words="",
        language="en",
        now=now,
    )
    about_jun = actions.report(
        by=cast.chidi, about=f"person:{cast.jun.pk}", within=cast.harbour.pk, words="", language="en", now=now
    )
    for owner in (cast.chidi, cast.bruno):
        communities.name_keyholder(community=cast.harbour, by=owner, ends_second_step=False, now=now)
    of_chidi, of_bruno = (
        communities.start_return(community=cast.harbour, person=owner.pk, by=cast.amal, now=now)
        for owner in (cast.chidi, cast.bruno)
    )
    against_jun = actions.restrict(
        community=cast.harbour, person=cast.jun, reason="trust", by=cast.amal, now=now
    )
    series = asks.repeat(
        shift=cast.shift, by=cast.amal, now=now, rule="FREQ=WEEKLY;INTERVAL=1;BYDAY=SA;UNTIL=20260328"
    )
    stint = commitments.offer_stint(series=series, by=cast.bruno, now=now, until=dt.date(2026, 3, 28))
    closed = Ask.objects.create(
        community=cast.harbour,
        posted_by=cast.chidi,
        kind="from_afar",
        what="Write to the council",
        language="en",
        minutes=60,
        created_at=now,
        published_at=now,
        closed_at=now,
    )
    secret = asks.let_run(
        ask=cast.ask, until=(now + dt.timedelta(days=9)).date(), reads_place=False, by=cast.amal, now=now
    )
    runner = commitments.begin_run(secret=secret, by=cast.gita, now=now)
    against_farid = Restriction.objects.get(person=cast.farid)
    actions.appeal(restriction=against_farid, by=cast.farid, words="No.", language="en", now=now)
    named = [
        *(("accountability:matter", one.pk) for one in (about_bruno, about_jun)),
        *(("accountability:appeal", one.pk) for one in (against_jun, against_farid)),
        *(("accountability:restriction", one.pk) for one in (against_jun, against_farid)),
        *(("asks:dates", one) for one in (cast.ask.pk, closed.pk)),
        *(("asks:ask", one) for one in (cast.ask.pk, closed.pk)),
        ("commitments:commitment", promise.pk),
        ("commitments:conversation", promise.pk),
        ("commitments:date", cast.shift.pk),
        ("commitments:stint", stint.pk),
        ("asks:runners", cast.ask.pk),
        ("commitments:run", runner.pk),
        *(("communities:community", one.pk) for one in (cast.harbour, cast.rainbow, cast.listed)),
        *(("communities:members", one.pk) for one in (cast.harbour, cast.rainbow)),
        *(("communities:refusal", one.pk) for one in (of_chidi, of_bruno)),
        *(("communities:returns", one.pk) for one in (cast.harbour, cast.rainbow)),
        *(("communities:vouches", one.pk) for one in (cast.harbour, cast.listed)),
        ("communities:vouching", None),
        *(("home:carrying", one.pk) for one in (cast.harbour, cast.rainbow)),
    ]
    with_two = [
        ("commitments:run_person", [runner.pk, promise.pk]),
        ("commitments:with_runner", [promise.pk, runner.pk]),
    ]
    assert {name for name, _key in [*named, *with_two]} == set(PAGES)
    every = [*((name, [key] if key else []) for name, key in named), *with_two]
    return [reverse(name, args=keys) for name, keys in every]


@pytest.mark.parametrize("name", PEOPLE)
def test_a_notice_has_a_link_where_its_reader_finds_a_page(cast, client_of, pages, now, name):
    reader = getattr(cast, name)
    for url in pages:
        notices.tell(to=reader, kind="report.received", about=url, url=url, now=now)

    browser = client_of(reader)
    shown = "".join(browser.get(f"{NOTICES}?page={number}").content.decode() for number in (1, 2))

    there = [url for url in pages if client_of(reader).get(url).status_code == 200]
    assert [url for url in pages if f'href="{url}"' in shown] == there
    assert shown.count("not open to you any more") >= len(pages) - len(there)


def test_a_steward_who_leaves_keeps_the_words_and_loses_the_way(cast, client_of, now):
    communities.ask_to_join(community=cast.harbour, by=cast.gita, words="", now=now)
    waiting = f'href="{reverse("communities:members", args=[cast.harbour.pk])}"'
    assert waiting in client_of(cast.jun).get(NOTICES).content.decode()

    communities.leave(community=cast.harbour, by=cast.jun, now=now)

    shown = client_of(cast.jun).get(NOTICES).content.decode()
    assert "Somebody would like to join." in shown
    assert waiting not in shown
    assert waiting in client_of(cast.amal).get(NOTICES).content.decode()


def test_what_is_gone_has_no_link(cast, client_of, now):
    matter = new_id()
    for url in (reverse("accountability:matter", args=[matter]), "/no-such-page/"):
        notices.tell(to=cast.amal, kind="report.received", about=url, url=url, now=now)

    shown = client_of(cast.amal).get(NOTICES).content.decode()

    assert matter not in shown
    assert "no-such" not in shown
    assert shown.count("not open to you any more") == 2


def test_one_and_two_notices_of_a_kind_cost_the_same(cast, client_of, pages, now, django_assert_num_queries):
    reader, one_of_each_kind = client_of(cast.olu), {page_of(url)[0]: url for url in pages}.values()
    assert len(one_of_each_kind) < A_PAGE
    for number in range(2):
        at = now + dt.timedelta(minutes=number)
        for url in one_of_each_kind:
            notices.tell(to=cast.olu, kind="report.received", about=f"{number}{url}", url=url, now=at)
        with django_assert_num_queries(39):
            reader.get(NOTICES)
