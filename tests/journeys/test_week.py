"""What stewards do in a week: a list, a place, a delegate, a date that moves, a rest, new members, messages."""

import datetime as dt

import pytest
from playwright.sync_api import FilePayload, expect

from alongside.asks.models import Ask, Place
from alongside.commitments import actions
from alongside.communities.models import Membership
from alongside.home.cast import Cast
from tests.journeys.conftest import SUBMIT, SignIn

pytestmark = pytest.mark.browser
FAR = 40
"""Presses that a form of many questions, or the end of a page of steering, may take."""


def test_list_becomes_drafts(cast: Cast, now: dt.datetime, open_as: SignIn) -> None:
    """How a file is chosen is the browser's own affair; everything else goes by the keyboard."""
    day = (now + dt.timedelta(days=9)).date()
    amal = open_as(cast.amal)
    amal.open(f"/communities/{cast.harbour.pk}/")
    amal.press(f'main a[href="/communities/{cast.harbour.pk}/import/"]', FAR)
    rota = f"Task,Day,From,To\nWash the pots,{day},10:00,11:00\nDry the pots,soon,,\n"
    file = FilePayload(name="rota.csv", mimeType="text/csv", buffer=rota.encode())
    amal.page.locator("#id_file").set_input_files(file)
    amal.press(SUBMIT)
    amal.press(SUBMIT, FAR)
    expect(amal.page.get_by_text("Dry the pots").first).to_be_visible()
    amal.press("main [name=all]", FAR)
    assert Ask.objects.get(what="Wash the pots").published_at is None
    assert not Ask.objects.filter(what="Dry the pots").exists()


def test_place_is_saved_put_away_and_brought_back(cast: Cast, open_as: SignIn) -> None:
    amal = open_as(cast.amal)
    amal.open(f"/communities/{cast.harbour.pk}/places/")
    amal.press(f'main a[href="/communities/{cast.harbour.pk}/places/new/"]')
    amal.write("[name=name]", "Net loft")
    amal.write("[name=area]", "Old Harbour")
    amal.write("[name=exact]", "Behind the blue gate")
    amal.press(SUBMIT, FAR)
    place = Place.objects.exclude(pk=cast.place.pk).get()
    assert (place.name, place.exact) == ("Net loft", "Behind the blue gate")
    for step, is_away in (("archived", True), ("restored", False)):
        amal.open(f"/communities/{cast.harbour.pk}/places/")
        amal.press(f'form[action="/places/{place.pk}/{step}/"] button', FAR)
        place.refresh_from_db()
        assert bool(place.archived_at) is is_away


def test_member_is_named_who_may_say_whether_it_helped(cast: Cast, open_as: SignIn) -> None:
    amal = open_as(cast.amal)
    amal.open(f"/asks/{cast.ask.pk}/")
    amal.press(f'main a[href="/asks/{cast.ask.pk}/delegates/"]', FAR)
    amal.page.locator("[name=person]").select_option(cast.chidi.pk)
    amal.press(SUBMIT)
    named = cast.ask.delegates.get()
    assert named.person == cast.chidi
    amal.press(f'form[action="/asks/{cast.ask.pk}/delegates/{named.pk}/end/"] button')
    assert not cast.ask.delegates.exists()


def test_date_moves_and_the_ask_closes(cast: Cast, now: dt.datetime, open_as: SignIn) -> None:
    amal = open_as(cast.amal)
    amal.open(f"/asks/{cast.ask.pk}/dates/")
    amal.press(f'main a[href="/asks/{cast.ask.pk}/dates/{cast.shift.pk}/"]')
    moved = (now + dt.timedelta(days=6)).date()
    amal.set("[name=on]", moved.isoformat())
    amal.press(SUBMIT, FAR)
    cast.shift.refresh_from_db()
    assert cast.shift.starts_at.astimezone(cast.harbour.zone).date() == moved
    amal.open(f"/asks/{cast.ask.pk}/")
    amal.press(f'main a[href="/asks/{cast.ask.pk}/closed/"]', FAR)
    amal.press("main form button", FAR)
    cast.ask.refresh_from_db()
    assert cast.ask.closed_at


def test_group_rests_and_goes_on(cast: Cast, open_as: SignIn) -> None:
    amal = open_as(cast.amal)
    amal.open(f"/communities/{cast.harbour.pk}/")
    for step, rests in (("pause", True), ("pause/end", False)):
        amal.press(f'form[action="/communities/{cast.harbour.pk}/{step}/"] button', FAR)
        cast.harbour.refresh_from_db()
        assert bool(cast.harbour.paused_at) is rests


def test_somebody_asks_to_join_and_is_let_in(cast: Cast, open_as: SignIn) -> None:
    gita = open_as(cast.gita)
    gita.open(f"/communities/{cast.harbour.pk}/")
    gita.press(f'main a[href="/communities/{cast.harbour.pk}/request/"]', FAR)
    gita.press(SUBMIT)
    jun = open_as(cast.jun)
    jun.open(f"/communities/{cast.harbour.pk}/members/")
    jun.press('form[action*="/requests/"] [value=accept]', FAR)
    assert Membership.objects.filter(community=cast.harbour, person=cast.gita).exists()


def test_ally_and_steward_write_to_each_other(cast: Cast, now: dt.datetime, open_as: SignIn) -> None:
    promise = actions.offer(shift=cast.shift, by=cast.bruno, now=now)
    words = {cast.bruno: "Is there a ramp?", cast.amal: "Yes, at the side."}
    for person, said in words.items():
        keyboard = open_as(person)
        keyboard.open(f"/commitments/{promise.pk}/messages/")
        keyboard.write("[name=text]", said)
        keyboard.press(SUBMIT)
        expect(keyboard.page.get_by_text(said)).to_be_visible()
