"""Pages with rows: as many queries for thirty messages as for one, and for all calendars that somebody may have."""

import datetime as dt
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.commitments import actions
from alongside.commitments.models import Commitment
from alongside.commitments.rules import CALENDARS_AT_MOST
from alongside.home.cast import Cast


def queries(browser: Any, path: str) -> int:
    """Of a second look: what the first has read for everybody is known by then."""
    browser.get(path)
    with CaptureQueriesContext(connection) as found:
        assert browser.get(path).status_code == 200
    return len(found)


def test_conversation_takes_the_same_queries_for_one_and_thirty(
    client_of: Any, promise: Commitment, cast: Cast, now: dt.datetime
) -> None:
    """Both sides write: each message has its own writer."""
    path = f"/commitments/{promise.pk}/messages/"
    for reader in (cast.bruno, cast.amal):
        actions.write(commitment=promise, by=reader, text="Is there a lift?", now=now)
    before = [queries(client_of(reader), path) for reader in (cast.bruno, cast.amal)]
    for number in range(28):
        writer = (cast.bruno, cast.amal, cast.jun)[number % 3]
        actions.write(commitment=promise, by=writer, text=f"Number {number}", now=now)
    assert [queries(client_of(reader), path) for reader in (cast.bruno, cast.amal)] == before


def test_calendars_take_the_same_queries_for_one_and_all_that_one_may_have(
    client_of: Any, cast: Cast, now: dt.datetime
) -> None:
    counted = []
    for number in range(CALENDARS_AT_MOST):
        actions.make_calendar(by=cast.bruno, name=f"Phone {number}", shows="time", now=now)
        counted.append(queries(client_of(cast.bruno), "/me/calendars/"))
    assert counted[-1] == counted[0]
