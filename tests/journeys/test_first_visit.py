"""What somebody's first visit costs on a slow line: from the front page to an offer, with nothing in the cache."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Response

from alongside.asks.models import Ask
from alongside.commitments.models import Commitment
from alongside.home.cast import Cast
from tests.journeys.conftest import SUBMIT, sign_up
from tests.journeys.keyboard import Keyboard
from tests.journeys.promises import weighed

pytestmark = pytest.mark.browser
FIRST_VISIT = 60 * 1024


@pytest.mark.parametrize("has_script", [True], ids=["with-script"])
def test_first_visit_weighs_at_most_60_kib(cast: Cast, nobody: Keyboard) -> None:
    """Style, script and sign are fetched once: a server gives them names that browsers keep for a year."""
    Ask.objects.update(open_to="anyone")
    kept: dict[str, int] = {}
    pages: list[int] = []

    def weigh(response: Response) -> None:
        path = urlsplit(response.url).path
        if path.startswith("/static/"):
            kept[path] = weighed(response)
        else:
            pages.append(weighed(response))

    nobody.page.on("requestfinished", lambda request: weigh(request.response()))
    nobody.open("/")
    sign_up(nobody, "Нур")
    nobody.open("/asks/")
    nobody.press(f'main a[href="/asks/{cast.ask.pk}/"]')
    nobody.press(f'main a[href="/asks/{cast.ask.pk}/offer/"]')
    nobody.press(SUBMIT, at_most=20)
    assert Commitment.objects.filter(shift=cast.shift).exists()
    assert len(pages) >= 8
    assert sum(pages) + sum(kept.values()) <= FIRST_VISIT, (kept, pages)
