"""A steward's message is answered from a mail, on a page that tells whoever looks over the shoulder nothing."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from alongside.commitments import actions
from alongside.home.cast import Cast
from alongside.notices import jobs
from alongside.notices.models import Mail
from alongside.people.models import Person
from tests.journeys.conftest import SUBMIT, SignIn
from tests.journeys.keyboard import Keyboard
from tests.letterbox import Letterbox

pytestmark = pytest.mark.browser
ASKED = "Can you bring the long straps?"
ANSWER = "Yes, and a blanket."


def test_message_is_answered_by_the_link_in_its_mail(
    cast: Cast,
    now: dt.datetime,
    letterbox: Letterbox,
    give_address: Callable[[Person, str], object],
    nobody: Keyboard,
    open_as: SignIn,
) -> None:
    promise = actions.offer(shift=cast.shift, by=cast.bruno, now=now)
    actions.accept(commitment=promise, by=cast.amal, now=now)
    give_address(cast.bruno, "bruno.private@mail.example")
    amal = open_as(cast.amal)
    amal.open(f"/commitments/{promise.pk}/messages/")
    amal.write("main textarea", ASKED)
    amal.press(SUBMIT)
    nobody.open(mailed(letterbox))
    shown = nobody.page.locator("main").inner_text()
    assert not [
        one for one in (ASKED, cast.harbour.name, cast.amal.display_name, cast.ask.what) if one in shown
    ]
    nobody.write("main textarea", ANSWER)
    nobody.press(SUBMIT)
    expect(nobody.page.locator("main textarea")).to_have_count(0)
    amal.open(f"/commitments/{promise.pk}/messages/")
    expect(amal.page.get_by_text(ANSWER)).to_be_visible()
    expect(amal.page.get_by_text("by the link in a mail")).to_be_visible()


def mailed(letterbox: Letterbox) -> str:
    """Sent when it is due: people have hours in which no mail comes."""
    jobs.send_due_mail(max(Mail.objects.values_list("due_at", flat=True)))
    text = letterbox.parsed()[-1].get_payload(decode=True).decode()
    found = re.search(r"https://calendar\.example(/notices/answer/\S+)", text)
    assert found
    return found[1]
