"""For how long a group keeps things: fewer days than usual, later, and known to every steward."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.formats import date_format

from alongside.communities import actions, queries, rules
from alongside.communities.models import Community, Term
from alongside.communities.rules import Keeping
from alongside.ledger.models import Entry
from alongside.notices.models import Notice

HOUR = dt.timedelta(hours=1)
USUAL = {what: days[-1] for what, days in rules.KEPT_DAYS.items()}


def page(community):
    return reverse("communities:keeping", args=[community.pk])


@pytest.mark.parametrize("who", ["chidi", "dara", "bruno", "edda", "farid", "gita", "olu"])
def test_nobody_but_stewards_decides(cast, client_of, who):
    browser = client_of(getattr(cast, who))
    assert browser.get(page(cast.harbour)).status_code == 404
    assert browser.post(page(cast.harbour), USUAL | {"asks": 30}).status_code == 404
    assert not Term.objects.exists()


def test_page_shows_each_class_its_usual_days_and_the_day(cast, client_of, now):
    body = client_of(cast.amal).get(page(cast.harbour)).content.decode()
    for what in Term.What:
        assert str(what.label) in body
    for days in (7, 30, 180):
        assert f"{days} days" in body
        assert date_format((now - dt.timedelta(days=days)).date()) in body


def test_what_one_steward_makes_shorter_begins_in_two_weeks_and_another_can_take_back(cast, client_of, now):
    client_of(cast.amal).post(page(cast.harbour), USUAL | {"asks": 30})
    assert Notice.objects.filter(kind="community.keeps").values_list("to", flat=True).get() == cast.jun.pk
    entry = Entry.objects.get(kind="communities.keep_for")
    assert entry.facts == {"asks": 30}
    assert "30 days, from" in client_of(cast.jun).get(page(cast.harbour)).content.decode()

    soon, later = now + rules.TERM_WAITS - HOUR, now + rules.TERM_WAITS + HOUR
    assert [groups for _before, groups in queries.terms(what=Keeping.ASKS, now=soon)] == [None]
    (_usual, (before, groups)) = queries.terms(what=Keeping.ASKS, now=later)
    assert (before, list(groups)) == (later - dt.timedelta(days=30), [cast.harbour])

    client_of(cast.jun).post(page(cast.harbour), USUAL)
    assert not Term.objects.exists()


def test_the_same_again_begins_no_new_wait(cast, now):
    actions.keep_for(community=cast.harbour, by=cast.amal, days={"asks": 30}, now=now)
    actions.keep_for(community=cast.harbour, by=cast.amal, days={"asks": 30}, now=now + dt.timedelta(days=9))
    assert Term.objects.get().at == now


@pytest.mark.parametrize(("what", "days"), [("asks", 181), ("notes", 60), ("group", 3650)])
def test_never_longer_whoever_asks(cast, client_of, now, what, days):
    client_of(cast.amal).post(page(cast.harbour), USUAL | {what: days})
    with pytest.raises(actions.NeverLonger):
        actions.keep_for(community=cast.harbour, by=cast.amal, days={what: days}, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(community=cast.harbour, what=what, days=days, at=now)
    assert not Term.objects.exists()


def test_group_that_opens_again_loses_nothing(cast, now):
    actions.close(community=cast.harbour, by=cast.amal, now=now)
    soon = now + dt.timedelta(days=151)
    assert list(queries.ending(now=soon)) == [cast.harbour]
    actions.tell_of_end(community=cast.harbour, by=None, now=soon)
    assert not list(queries.ending(now=soon))
    actions.reopen(community=cast.harbour, by=cast.jun, now=soon)
    assert not list(queries.ended(now=now + dt.timedelta(days=400)))
    assert Community.objects.get(pk=cast.harbour.pk).end_told_at is None


def test_group_goes_only_a_month_after_its_stewards_heard(cast, now):
    actions.close(community=cast.harbour, by=cast.amal, now=now)
    late = now + dt.timedelta(days=900)
    assert not list(queries.ended(now=late))
    actions.tell_of_end(community=cast.harbour, by=None, now=late)
    told = Notice.objects.filter(kind="community.ends").values_list("to", flat=True)
    assert set(told) == {cast.amal.pk, cast.jun.pk}
    assert not list(queries.ended(now=late + dt.timedelta(days=29)))
    assert list(queries.ended(now=late + dt.timedelta(days=30))) == [cast.harbour]


def test_closing_says_the_day_and_how_to_stop_it(cast, client_of, now):
    actions.close(community=cast.harbour, by=cast.amal, now=now)
    body = client_of(cast.jun).get(reverse("communities:closing", args=[cast.harbour.pk])).content.decode()
    assert "everything of it goes" in body
    assert reverse("communities:closing_end", args=[cast.harbour.pk]) in body
    assert reverse("home:everything") in body


def test_whoever_closes_a_group_is_offered_its_file_first(cast, client_of, now):
    """Before, and while it is closed: until it is emptied the file can be taken."""
    file = reverse("home:export", args=[cast.harbour.pk])
    page = reverse("communities:closing", args=[cast.harbour.pk])
    amal = client_of(cast.amal)
    before = amal.get(page).content.decode()
    assert before.index(file) < before.index('<form class="confirm"')
    amal.post(page)
    assert file in amal.get(page).content.decode()
    assert amal.get(file).status_code == 200
