"""What the worker looks at while it holds the database: whoever writes meanwhile waits for all of it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from alongside.asks.queries.posted import posted_in
from alongside.home import cast as the_cast
from alongside.matching import jobs
from alongside.matching.models import Outlook
from alongside.matching.tests.test_order import another

OF_EVERYBODY = ("people_offeredskill", "people_spokenlanguage", "people_accessneed")


@pytest.mark.django_db(transaction=True)
def test_reach_is_counted_before_the_database_is_held(now: dt.datetime) -> None:
    the_cast.make(now)
    held: list[str] = []
    free: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        (held if connection.in_atomic_block else free).append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        jobs.count_outlooks(now)

    assert Outlook.objects.exists()
    assert [sql for sql in held if any(table in sql for table in OF_EVERYBODY)] == []
    assert all(any(table in sql for sql in free) for table in OF_EVERYBODY)


def test_in_a_transaction_the_asks_of_no_other_group_are_read(cast: the_cast.Cast, now: dt.datetime) -> None:
    ask = another(cast, now, "Here")
    with transaction.atomic():
        found = posted_in([cast.harbour.pk], now)
        none = posted_in(["nowhere"], now)
    assert set(found) == {cast.harbour.pk}
    assert ask.pk in {one.ask.pk for one in found[cast.harbour.pk]}
    assert none == {}
