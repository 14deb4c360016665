"""What somebody settles for themselves: hours, a rest, a block, a calendar, a browser that is lost."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from alongside.commitments.models import Calendar
from alongside.core.skills import Skill
from alongside.home.cast import Cast
from alongside.people.models import Block
from tests.journeys.conftest import SUBMIT, SignIn

pytestmark = pytest.mark.browser
FAR = 40
"""Presses that a long list of choices may take."""


def test_hours_and_skills(cast: Cast, open_as: SignIn) -> None:
    gita = open_as(cast.gita)
    gita.open("/me/")
    gita.press('main a[href="/me/hours/"]')
    gita.set("[name=hours]", "6")
    gita.press(SUBMIT)
    gita.press('main a[href="/me/skills/"]')
    gita.tick(f"[name=skills][value={Skill.values[0]}]")
    gita.press(SUBMIT, FAR)
    cast.gita.refresh_from_db()
    assert cast.gita.hours == 6
    assert cast.gita.offered_skills.get().skill == Skill.values[0]


def test_rest_begins_and_ends(cast: Cast, now: dt.datetime, open_as: SignIn) -> None:
    bruno = open_as(cast.bruno)
    bruno.open("/me/")
    bruno.press('main a[href="/me/rest/"]', FAR)
    back = (now + dt.timedelta(days=20)).date()
    bruno.set("[name=until_on]", back.isoformat())
    bruno.press(SUBMIT)
    assert cast.bruno.rests.get().until_on == back
    bruno.open("/me/rest/")
    bruno.press('form[action="/me/rest/end/"] button')
    assert cast.bruno.rests.get().ended_at


def test_block_begins_and_ends(cast: Cast, open_as: SignIn) -> None:
    jun = open_as(cast.jun)
    jun.open(f"/me/block/{cast.bruno.pk}/")
    jun.press(SUBMIT)
    made = Block.objects.get(by=cast.jun)
    jun.open("/me/blocks/")
    jun.press(f'form[action="/me/blocks/{made.pk}/end/"] button')
    assert not Block.objects.filter(by=cast.jun).exists()


def test_calendar_gets_an_address_and_loses_it(cast: Cast, open_as: SignIn) -> None:
    bruno = open_as(cast.bruno)
    bruno.open("/me/calendars/")
    bruno.press('main a[href="/me/calendars/new/"]')
    bruno.write("[name=name]", "Kitchen wall")
    bruno.press(SUBMIT)
    expect(bruno.page.locator("#link")).to_have_value(re.compile("/calendars/"))
    made = Calendar.objects.get()
    bruno.open("/me/calendars/")
    bruno.press(f'form[action="/me/calendars/{made.pk}/end/"] button')
    assert not Calendar.objects.exists()


def test_lost_browser_is_signed_out_from_another(cast: Cast, open_as: SignIn) -> None:
    lost, here = open_as(cast.bruno), open_as(cast.bruno)
    lost.open("/desk/")
    here.open("/me/devices/")
    here.press('form[action="/me/devices/everywhere/"] button', FAR)
    lost.page.goto("/desk/")
    assert "/sign-in/" in lost.page.url
