"""What accountability tells the areas below, when they ask."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver

from alongside.accountability import queries
from alongside.notices.models import Notice
from alongside.notices.signals import closing
from alongside.people.models import Person


@receiver(closing)
def say_what_is_closed(
    reader: Person, notices: Iterable[Notice], now: dt.datetime, **_signal: Any
) -> set[str]:
    """This area knows all the pages to which notices lead, because it stands above them."""
    return queries.closed_notices(reader=reader, notices=notices, now=now)
