"""Whoever handles reports reads them; the reported, their stewards and everybody else find nothing."""

import datetime as dt

import pytest
from django.urls import reverse

from alongside.accountability import actions, queries
from alongside.accountability.models import Matter, Report
from alongside.communities import actions as communities
from alongside.communities.models import Membership, Restriction
from alongside.core import ids
from alongside.home.cast import person
from alongside.ledger.models import Entry

DAY = dt.timedelta(days=1)
LIST = "/reports/"


def page(matter):
    return reverse("accountability:matter", args=[matter.pk])


@pytest.fixture
def about_bruno(cast, now):
    return actions.report(
        by=cast.jun,
        about=f"person:{cast.bruno.pk}",
        within=cast.harbour.pk,
        words="He shouted at Dara.",
        language="en",
        now=now,
    )


@pytest.fixture
def about_harbour(cast, now):
    return actions.report(
        by=cast.chidi, about=f"community:{cast.harbour.pk}", words="The stewards lie.", language="en", now=now
    )


@pytest.mark.parametrize("who", ["bruno", "chidi", "dara", "edda", "farid", "gita", "olu"])
def test_what_goes_to_the_stewards_is_nowhere_for_others(cast, client_of, about_bruno, who):
    browser = client_of(getattr(cast, who))
    missing = browser.get(reverse("accountability:matter", args=[ids.new_id()]))
    found = browser.get(page(about_bruno))
    assert found.status_code == missing.status_code == 404
    assert found.content == missing.content
    assert browser.post(page(about_bruno), {"note": "Nothing."}).status_code == 404
    assert page(about_bruno) not in browser.get(LIST).content.decode()


@pytest.mark.parametrize("who", ["amal", "jun", "bruno", "chidi", "dara", "edda", "farid", "gita"])
def test_what_goes_to_the_operator_is_nowhere_for_stewards(cast, client_of, about_harbour, who):
    browser = client_of(getattr(cast, who))
    assert browser.get(page(about_harbour)).status_code == 404
    assert browser.post(page(about_harbour), {"note": "Nothing."}).status_code == 404
    assert page(about_harbour) not in browser.get(LIST).content.decode()


@pytest.mark.parametrize(
    "who", ["steward", "operator against a steward", "operator", "steward, about one who left"]
)
def test_whoever_looks_is_shown_the_way_to_keep_somebody_out_where_they_have_one(cast, client_of, now, who):
    reporter, reader, concerned = cast.jun, cast.amal, cast.bruno
    if "operator" in who:
        Membership.objects.filter(person=cast.amal).delete()
        reader = cast.olu
    if who == "operator against a steward":
        reporter, concerned = cast.chidi, cast.jun
    matter = actions.report(
        by=reporter, about=f"person:{concerned.pk}", within=cast.harbour.pk, words="", language="en", now=now
    )
    if "left" in who:
        communities.leave(community=cast.harbour, by=concerned, now=now)
    way = reverse("accountability:restriction_of", args=[cast.harbour.pk, concerned.pk])

    is_shown = f'href="{way}"' in client_of(reader).get(page(matter)).content.decode()

    assert is_shown is (who in {"steward", "operator against a steward"})
    assert (client_of(reader).get(way).status_code == 200) is is_shown


def test_the_words_are_read_without_the_name_of_their_author(cast, client_of, about_bruno):
    shown = client_of(cast.amal).get(page(about_bruno)).content.decode()
    assert "He shouted at Dara." in shown
    assert "Bruno" in shown
    assert "Jun Ito" not in shown
    assert cast.jun.pk not in shown


def test_no_count_is_shown(cast, client_of, about_harbour, now):
    for number in range(7):
        actions.report(
            by=person(f"Puppet{number}", now),
            about=f"community:{cast.harbour.pk}",
            words="",
            language="en",
            now=now,
        )
    shown = client_of(cast.olu).get(LIST).content.decode()
    assert "One or more reports" in shown
    assert (
        "8"
        not in shown.split("<main")[1].split("</main")[0].replace(about_harbour.pk, "").split("the first")[0]
    )


def test_the_reported_person_finds_nothing_even_as_a_steward_later(cast, client_of, about_bruno, now):
    Membership.objects.create(
        community=cast.harbour, person=cast.bruno, joined_at=now, vouched_at=now, steward_since=now
    )
    for steward in (cast.bruno, cast.amal):
        assert client_of(steward).get(page(about_bruno)).status_code == 404
    assert client_of(cast.olu).get(page(about_bruno)).status_code == 200


def test_an_operator_who_is_reported_finds_nothing(cast, client_of, now):
    Membership.objects.create(community=cast.harbour, person=cast.olu, joined_at=now, vouched_at=now)
    matter = actions.report(
        by=cast.amal, about=f"person:{cast.olu.pk}", within=cast.harbour.pk, words="x", language="en", now=now
    )
    assert client_of(cast.olu).get(page(matter)).status_code == 404
    assert client_of(cast.jun).get(page(matter)).status_code == 200


def test_a_steward_who_is_shut_out_reads_no_reports(cast, client_of, about_bruno, now):
    Restriction.objects.create(
        community=cast.harbour, person=cast.amal, reason="trust", at=now, by=cast.jun, until=now + DAY
    )
    assert client_of(cast.amal).get(page(about_bruno)).status_code == 404


def test_closing_keeps_a_private_note_and_says_so_to_nobody(cast, client_of, about_bruno):
    browser = client_of(cast.amal)
    assert browser.post(page(about_bruno), {"note": "We talked; he understood."}).headers["Location"] == LIST
    about_bruno.refresh_from_db()
    assert about_bruno.closed_by == cast.amal
    assert "We talked; he understood." in client_of(cast.jun).get(page(about_bruno)).content.decode()
    entry = Entry.objects.get(kind="accountability.close")
    assert "talked" not in str(entry.facts)


def test_nobody_closes_what_they_reported(cast, client_of, about_bruno):
    browser = client_of(cast.jun)
    assert "You reported this yourself." in browser.get(page(about_bruno)).content.decode()
    assert (
        "You reported this yourself." in browser.post(page(about_bruno), {"note": "Fine."}).content.decode()
    )
    about_bruno.refresh_from_db()
    assert about_bruno.closed_at is None


def test_after_closing_a_new_report_opens_a_new_matter(cast, about_bruno, now):
    actions.close(matter=about_bruno, by=cast.amal, note="Done.", now=now)
    again = actions.report(
        by=cast.amal,
        about=f"person:{cast.bruno.pk}",
        within=cast.harbour.pk,
        words="",
        language="en",
        now=now + DAY,
    )
    assert again != about_bruno


def test_many_words_come_in_pages(cast, client_of, about_harbour, now):
    for number in range(45):
        actions.report(
            by=person(f"P{number}", now),
            about=f"community:{cast.harbour.pk}",
            words=f"Word{number}.",
            language="en",
            now=now,
        )
    browser = client_of(cast.olu)
    first = browser.get(page(about_harbour)).content.decode()
    assert first.count("<blockquote>") == 20
    assert browser.get(page(about_harbour) + "?page=3").content.decode().count("<blockquote>") == 6


def test_one_and_thirty_matters_cost_the_same(
    cast, client_of, now, about_harbour, django_assert_max_num_queries
):
    browser = client_of(cast.olu)
    browser.get(LIST)
    with django_assert_max_num_queries(20) as few:
        browser.get(LIST)
    for number in range(30):
        Matter.objects.create(
            community=cast.harbour,
            subject="ask",
            about=f"ask:{number}",
            goes_to_operator=True,
            opened_at=now,
            concerns=cast.amal,
            closed_at=now if number % 2 else None,
        )
    with django_assert_max_num_queries(20) as many:
        assert browser.get(LIST).content.decode().count("/reports/") >= 30
    assert len(many) == len(few)


def test_erasing_the_author_deletes_their_words(cast, about_bruno, now):
    actions.erase_person(person=cast.jun, now=now)
    assert not Report.objects.exists()
    assert Matter.objects.filter(pk=about_bruno.pk).exists()


def test_erasing_the_reported_deletes_what_was_said_of_them(cast, about_bruno, about_harbour, now):
    actions.erase_person(person=cast.bruno, now=now)
    assert list(Matter.objects.all()) == [about_harbour]


def test_closed_matters_and_ended_restrictions_are_forgotten_after_180_days(cast, about_bruno, now):
    actions.close(matter=about_bruno, by=cast.amal, note="Done.", now=now)
    assert actions.forget_old(now=now + 179 * DAY) == 0
    actions.forget_old(now=now + 200 * DAY)
    assert not Matter.objects.exists()
    assert not Report.objects.exists()
    assert not Restriction.objects.exists()


def test_everything_about_somebody_holds_their_words_and_nothing_said_of_them(cast, about_bruno):
    assert queries.about_person(person=cast.jun)["reports"][0]["words"] == "He shouted at Dara."
    assert queries.about_person(person=cast.bruno) == {"reports": [], "appeals": []}


def test_broken_promises_are_seen(cast, about_bruno, about_harbour, now):
    assert list(queries.broken_promises()) == []
    Matter.objects.filter(pk=about_harbour.pk).update(goes_to_operator=False)
    Report.objects.filter(matter=about_bruno).update(by=cast.bruno)
    assert len(list(queries.broken_promises())) == 2
