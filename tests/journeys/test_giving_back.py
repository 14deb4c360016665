"""An ally cannot come after all, and a tired thumb sends twice."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from alongside.commitments import actions
from alongside.commitments.models import Commitment
from alongside.home.cast import Cast
from tests.journeys.conftest import SUBMIT, SignIn
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser


def promised(cast: Cast, now: dt.datetime) -> Commitment:
    made = actions.offer(shift=cast.shift, by=cast.bruno, now=now)
    actions.accept(commitment=made, by=cast.amal, now=now)
    return made


def give_back(bruno: Keyboard, promise: Commitment, *, is_late: bool) -> None:
    bruno.open("/desk/")
    bruno.press(f'main a[href="/commitments/{promise.pk}/release/"]')
    expect(bruno.page.get_by_text("It is close to the time")).to_have_count(int(is_late))
    bruno.press("main form button.is-danger")
    expect(bruno.page.locator("main form button.is-danger")).to_have_count(0)
    assert Commitment.objects.get(pk=promise.pk).release.is_late == is_late


def test_late_release_is_told_to_the_stewards_and_blames_nobody(
    cast: Cast, now: dt.datetime, later: Callable[..., None], open_as: SignIn
) -> None:
    promise = promised(cast, now)
    later(days=2, hours=20)
    give_back(open_as(cast.bruno), promise, is_late=True)
    amal = open_as(cast.amal)
    amal.open("/notices/")
    expect(
        amal.page.get_by_text(
            "Somebody gave their place back, and nobody is left for that date. It is close."
        )
    ).to_be_visible()
    cast.shift.refresh_from_db()
    assert cast.shift.places_taken == 0


def test_early_release_gives_the_hours_back(cast: Cast, now: dt.datetime, open_as: SignIn) -> None:
    give_back(open_as(cast.bruno), promised(cast, now), is_late=False)
    assert not cast.bruno.booked.filter(minutes__gt=0).exists()


def test_form_that_is_sent_twice_has_one_effect(cast: Cast, open_as: SignIn) -> None:
    bruno = open_as(cast.bruno)
    bruno.open(f"/asks/{cast.ask.pk}/offer/")
    fields = {
        field.get_attribute("name"): field.input_value()
        for field in bruno.page.locator("main form.form :is(input, textarea)").all()
    }
    bruno.press(SUBMIT)
    answered = bruno.page.url.partition("#")[0]
    again = bruno.page.request.post(
        f"/asks/{cast.ask.pk}/offer/",
        form={str(name): value for name, value in fields.items()},
        headers={"Referer": answered},
    )
    assert again.ok
    assert again.url == answered
    assert Commitment.objects.filter(shift=cast.shift, ally=cast.bruno).count() == 1
