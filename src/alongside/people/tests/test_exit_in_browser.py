"""The quick exit in a real browser: by button with and without a script, by three Shifts, and then Back."""

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route, expect

from alongside.home import cast as the_cast
from alongside.people.models import Session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def page(request: pytest.FixtureRequest, browser: Browser, live_server, now):
    """Amal's browser, on a page of hers; the page about the weather is played by the test, as there is no network."""
    cast = the_cast.make(now)
    with browser.new_context(base_url=live_server.url, java_script_enabled=request.param) as context:
        context.route(f"{settings.ALONGSIDE_EXIT_URL}**", weather)
        page = context.new_page()
        page.goto("/account/sign-in/?next=/me/blocks/")
        page.get_by_label("Sign-in name").fill(cast.amal.sign_in_name)
        page.get_by_label("Passphrase").fill(the_cast.PASSPHRASE)
        page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("People you block")
        page.goto("/me/hours/")
        page.goto("/me/name/")
        yield page


def weather(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<title>Weather</title><h1>Weather</h1>")


def gone_back(page: Page) -> None:
    """Back, twice: neither page of before may be seen."""
    for _press in range(2):
        page.go_back()
        expect(page.get_by_role("main")).to_be_visible()
        text = page.content()
        assert "Amal Haddad" not in text
        assert "People you block" not in text
        assert "/account/sign-in/" not in page.url


def test_exit_button_leads_away_and_back_meets_the_front_page(page: Page, has_left) -> None:
    page.get_by_role("button", name="Exit").click()
    page.wait_for_url("**/Weather")
    has_left(page)
    gone_back(page)
    assert not Session.objects.filter(person__isnull=False).exists()


def test_three_shifts_lead_away(page: Page, request: pytest.FixtureRequest, has_left) -> None:
    if "no-script" in request.node.name:
        page.keyboard.press("Shift")
        assert page.url.endswith("/me/name/")
        return
    for _press in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("**/Weather")
    has_left(page)
    gone_back(page)
