"""Something is wrong: it is reported, somebody is kept out, and somebody must be gone at once."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from alongside.accountability.models import Matter
from alongside.communities.models import Restriction
from alongside.home.cast import Cast
from alongside.people.models import Person

pytestmark = pytest.mark.browser


def test_ask_is_reported_to_somebody_else_than_its_writer(
    cast: Cast, open_as: Callable[[Person], Page]
) -> None:
    bruno, olu = open_as(cast.bruno), open_as(cast.olu)
    bruno.goto(f"/asks/{cast.ask.pk}/")
    bruno.get_by_role("link", name="Something is wrong with this ask").click()
    bruno.get_by_label("What is wrong?").fill("It says where a family lives.")
    bruno.get_by_role("button", name="Send").click()
    expect(bruno.get_by_role("heading", level=1)).to_have_text("We got it")
    matter = Matter.objects.get()
    assert matter.goes_to_operator
    olu.goto("/reports/")
    olu.locator(f'a[href="/reports/{matter.pk}/"]').click()
    expect(olu.get_by_text("It says where a family lives.")).to_be_visible()
    expect(olu.get_by_text(cast.bruno.display_name)).to_have_count(0)
    for steward in (cast.amal, cast.jun):
        page = open_as(steward)
        response = page.goto(f"/reports/{matter.pk}/")
        assert response is not None
        assert response.status == 404


def test_one_steward_keeps_somebody_out_and_a_second_makes_it_last(
    cast: Cast, now: dt.datetime, open_as: Callable[[Person], Page]
) -> None:
    amal, jun, bruno = open_as(cast.amal), open_as(cast.jun), open_as(cast.bruno)
    bruno.goto(f"/asks/{cast.ask.pk}/")
    expect(bruno.get_by_role("link", name="Offer to help")).to_be_visible()
    amal.goto(f"/restrictions/in/{cast.harbour.pk}/of/{cast.bruno.pk}/")
    amal.get_by_label("The group's boundary was crossed").check()
    amal.get_by_role("button", name="Keep them out now").click()
    made = Restriction.objects.get(person=cast.bruno)
    expect(amal.get_by_role("button", name="Make it last 180 days")).to_have_count(0)
    gone = bruno.goto(f"/asks/{cast.ask.pk}/")
    assert gone is not None
    assert gone.status == 404
    bruno.goto(f"/restrictions/{made.pk}/")
    expect(bruno.get_by_role("heading", level=1)).to_have_text("You cannot take part for now")
    expect(bruno.get_by_text(cast.amal.display_name)).to_have_count(0)
    jun.goto(f"/restrictions/{made.pk}/")
    jun.get_by_role("button", name="Make it last 180 days").click()
    expect(jun.get_by_role("button", name="Make it last 180 days")).to_have_count(0)
    made.refresh_from_db()
    assert made.lasting_by == cast.jun


def test_exit_leaves_at_once_and_back_shows_what_everybody_may_see(
    settings: Any, cast: Cast, live_server: Any, open_as: Callable[[Person], Page]
) -> None:
    settings.ALONGSIDE_EXIT_URL = live_server.url.replace("localhost", "127.0.0.1") + "/help/"
    amal = open_as(cast.amal)
    amal.goto("/notices/")
    amal.goto("/desk/")
    amal.get_by_role("button", name="Exit").click()
    amal.wait_for_url("http://127.0.0.1:*/help/")
    amal.go_back()
    amal.wait_for_url(live_server.url + "/")
    expect(amal.get_by_role("link", name="Sign in").first).to_be_visible()
    expect(amal.get_by_text(cast.amal.display_name)).to_have_count(0)
