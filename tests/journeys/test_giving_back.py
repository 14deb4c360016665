"""An ally cannot come after all, and a tired thumb sends twice."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from alongside.commitments import actions
from alongside.commitments.models import Commitment
from alongside.home.cast import Cast
from alongside.people.models import Person

pytestmark = pytest.mark.browser


def promised(cast: Cast, now: dt.datetime) -> Commitment:
    made = actions.offer(shift=cast.shift, by=cast.bruno, now=now)
    actions.accept(commitment=made, by=cast.amal, now=now)
    return made


def test_late_release_is_told_to_the_stewards_and_blames_nobody(
    cast: Cast, now: dt.datetime, later: Callable[..., None], open_as: Callable[[Person], Page]
) -> None:
    promise = promised(cast, now)
    later(days=2, hours=20)
    bruno = open_as(cast.bruno)
    bruno.goto("/desk/")
    bruno.locator(f'a[href="/commitments/{promise.pk}/release/"]').first.click()
    expect(bruno.get_by_text("It is close to the time")).to_be_visible()
    bruno.get_by_role("button", name="Give it back").click()
    expect(bruno.get_by_role("button", name="Give it back")).to_have_count(0)
    assert Commitment.objects.get(pk=promise.pk).release.is_late
    amal = open_as(cast.amal)
    amal.goto("/notices/")
    expect(amal.get_by_text("Somebody gave their place back.")).to_be_visible()
    cast.shift.refresh_from_db()
    assert cast.shift.places_taken == 0


def test_early_release_gives_the_hours_back(
    cast: Cast, now: dt.datetime, open_as: Callable[[Person], Page]
) -> None:
    promise = promised(cast, now)
    bruno = open_as(cast.bruno)
    bruno.goto(f"/commitments/{promise.pk}/release/")
    expect(bruno.get_by_text("It is close to the time")).to_have_count(0)
    bruno.get_by_role("button", name="Give it back").click()
    expect(bruno.get_by_role("button", name="Give it back")).to_have_count(0)
    assert not Commitment.objects.get(pk=promise.pk).release.is_late
    assert not cast.bruno.booked.filter(minutes__gt=0).exists()


def test_form_that_is_sent_twice_has_one_effect(cast: Cast, open_as: Callable[[Person], Page]) -> None:
    bruno = open_as(cast.bruno)
    bruno.goto(f"/asks/{cast.ask.pk}/offer/")
    fields = {
        field.get_attribute("name"): field.input_value()
        for field in bruno.locator("main form.form :is(input, textarea)").all()
    }
    bruno.locator("main form.form button").click()
    bruno.wait_for_url("**/commitments/*/")
    answered = bruno.url
    again = bruno.request.post(
        f"/asks/{cast.ask.pk}/offer/",
        form={str(name): value for name, value in fields.items()},
        headers={"Referer": answered},
    )
    assert again.ok
    assert again.url == answered
    assert Commitment.objects.filter(shift=cast.shift, ally=cast.bruno).count() == 1
