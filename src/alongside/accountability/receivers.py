"""What accountability tells the areas below, when they ask."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver

from alongside.accountability import queries
from alongside.communities.signals import holding
from alongside.notices.models import Notice
from alongside.notices.signals import closing
from alongside.people.models import Person


@receiver(closing)
def say_what_is_closed(
    reader: Person, notices: Iterable[Notice], now: dt.datetime, **_signal: Any
) -> set[str]:
    """This area knows all the pages to which notices lead, because it stands above them."""
    return queries.closed_notices(reader=reader, notices=notices, now=now)


@receiver(holding)
def say_what_is_looked_into(now: dt.datetime, **_signal: Any) -> set[str]:
    """What an open report is about is not taken away by time, and a group's stewards cannot hurry it."""
    return queries.looked_into(now=now)
