"""A group asks for the same every week; an ally promises some of the dates, and hears once when they are called off."""

import pytest
from playwright.sync_api import expect

from alongside.asks.models import Shift
from alongside.commitments.models import Commitment, Stint
from alongside.home.cast import Cast
from tests.journeys.conftest import SUBMIT, SignIn
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser
WEEKS = 4


def test_what_repeats_is_promised_by_the_date_and_called_off_once(cast: Cast, open_as: SignIn) -> None:
    amal, bruno = open_as(cast.amal), open_as(cast.bruno)
    dates = repeated(amal, cast)
    promises = [promised(bruno, amal, cast, date) for date in dates[1:3]]
    call_off_with_all_after_it(amal, dates[1])
    assert [date.pk for date in dates if Shift.objects.get(pk=date.pk).cancelled_at is None] == [dates[0].pk]
    series = f'main a[href="/series/{dates[0].occurrence.series_id}/"]'
    bruno.open("/notices/")
    expect(bruno.page.locator(series)).to_have_count(1)
    bruno.press(series)
    for promise in promises:
        expect(bruno.page.locator(f'main a[href="/commitments/{promise.pk}/"]')).to_be_visible()
        assert Commitment.objects.get(pk=promise.pk).release.from_asking_side
    assert not cast.bruno.booked.filter(minutes__gt=0).exists()


def test_every_date_is_offered_once_and_taken_with_one_yes(cast: Cast, open_as: SignIn) -> None:
    amal, bruno = open_as(cast.amal), open_as(cast.bruno)
    dates = repeated(amal, cast)
    bruno.open(f"/asks/{cast.ask.pk}/offer/")
    bruno.press(f'main a[href="/series/{dates[0].occurrence.series_id}/stint/"]', at_most=30)
    bruno.press(SUBMIT)
    stint = Stint.objects.get(ally=cast.bruno)
    amal.open("/desk/")
    amal.press(f'main a[href="/stints/{stint.pk}/"]')
    amal.press(f'form[action="/stints/{stint.pk}/acceptance/"] button')
    bruno.open("/desk/")
    bruno.press(f'main a[href="/stints/{stint.pk}/"]', at_most=40)
    expect(bruno.page.locator('main a[href^="/commitments/"]')).to_have_count(WEEKS)
    bruno.press(f'main a[href="/stints/{stint.pk}/end/"]')
    bruno.tick("[name=held][value=back]")
    bruno.press(SUBMIT)
    assert not Commitment.objects.promised().exists()
    assert not cast.bruno.booked.filter(minutes__gt=0).exists()


def repeated(amal: Keyboard, cast: Cast) -> list[Shift]:
    """Nothing is made before the next dates were looked at."""
    amal.open(f"/asks/{cast.ask.pk}/dates/")
    amal.press(f'main a[href="/asks/{cast.ask.pk}/dates/{cast.shift.pk}/series/"]')
    amal.write("[name=times]", str(WEEKS), at_most=30)
    amal.press(SUBMIT)
    expect(amal.page.locator("main .notice time")).to_have_count(WEEKS)
    assert cast.ask.shifts.count() == 1
    amal.press("main button[name=seen]", at_most=30)
    return list(Shift.objects.filter(occurrence__series__ask=cast.ask).order_by("starts_at"))


def promised(bruno: Keyboard, amal: Keyboard, cast: Cast, date: Shift) -> Commitment:
    bruno.open(f"/asks/{cast.ask.pk}/offer/")
    bruno.tick(f'[name=shift][value="{date.pk}"]')
    bruno.press(SUBMIT, at_most=30)
    promise = Commitment.objects.get(shift=date, ally=cast.bruno)
    amal.open(f"/dates/{date.pk}/")
    amal.press(f'form[action="/commitments/{promise.pk}/acceptance/"] button')
    return promise


def call_off_with_all_after_it(amal: Keyboard, date: Shift) -> None:
    amal.open(f"/dates/{date.pk}/cancellation/")
    amal.tick("[name=reach][value=following]")
    amal.press(SUBMIT)
    expect(amal.page.locator("[name=reach]")).to_have_count(0)
