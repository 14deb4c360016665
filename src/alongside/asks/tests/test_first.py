"""What matters most to a group now: its stewards say so, it ends by itself, and nobody else may say it."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from alongside.asks import actions
from alongside.asks.actions import refusals
from alongside.asks.models import Ask, Shift
from alongside.home.cast import DAY, Cast
from alongside.ledger.models import Entry

TITLE = "This matters most to the group now"


def url(cast: Cast, name: str = "asks:first") -> str:
    return reverse(name, args=[cast.ask.pk])


def page(client: Any, cast: Cast) -> str:
    return str(client.get(reverse("asks:ask", args=[cast.ask.pk])).content.decode())


def test_a_steward_puts_an_ask_first_and_back(cast: Cast, client_of) -> None:
    browser = client_of(cast.jun)
    assert "This matters most now" in page(browser, cast)
    assert browser.post(url(cast)).status_code == 302
    assert Ask.objects.get(pk=cast.ask.pk).put_first_at is not None
    assert TITLE in page(browser, cast)
    browser.post(url(cast, "asks:first_end"))
    assert Ask.objects.get(pk=cast.ask.pk).put_first_at is None
    assert TITLE not in page(browser, cast)
    kinds = list(Entry.objects.order_by("number").values_list("kind", flat=True))
    assert kinds == ["asks.put_first", "asks.put_back"]


def test_it_ends_by_itself_after_two_weeks(cast: Cast, client_of, now, time_machine) -> None:
    browser = client_of(cast.jun)
    actions.put_first(ask=cast.ask, by=cast.jun, now=now)
    Shift.objects.update(ends_at=now + 30 * DAY)
    time_machine.move_to(now + 14 * DAY - dt.timedelta(minutes=1), tick=False)
    assert TITLE in page(browser, cast)
    time_machine.move_to(now + 14 * DAY, tick=False)
    assert TITLE not in page(browser, cast)


@pytest.mark.parametrize("name", ["asks:first", "asks:first_end"])
@pytest.mark.parametrize("who", ["bruno", "chidi", "dara", "edda", "farid", "gita"])
def test_nobody_but_a_steward_says_what_matters(cast: Cast, client_of, who: str, name: str) -> None:
    Ask.objects.update(posted_by=cast.chidi)
    browser = client_of(getattr(cast, who))
    assert browser.post(url(cast, name)).status_code == 404
    assert browser.get(url(cast, name)).status_code == 405
    assert not Ask.objects.exclude(put_first_at=None).exists()


def test_the_action_itself_refuses_whoever_wrote_it_and_a_draft(cast: Cast, now) -> None:
    Ask.objects.update(posted_by=cast.chidi)
    with pytest.raises(refusals.OnlyStewards):
        actions.put_first(ask=cast.ask, by=cast.chidi, now=now)
    Ask.objects.update(published_at=None)
    with pytest.raises(refusals.StillADraft):
        actions.put_first(ask=cast.ask, by=cast.jun, now=now)


@pytest.mark.parametrize("who", ["bruno", "chidi"])
def test_others_do_not_read_it_on_the_page_of_the_ask(cast: Cast, client_of, now, who: str) -> None:
    browser = client_of(getattr(cast, who))
    before = page(browser, cast)
    actions.put_first(ask=cast.ask, by=cast.jun, now=now)
    after = page(browser, cast)
    assert TITLE not in after
    assert len(after) == len(before)
