"""How long a member may judge one ask in a steward's place."""

import datetime as dt

DELEGATED_FOR = dt.timedelta(days=30)


def is_delegated(*, at: dt.datetime, until: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether it has not ended by itself. What was delegated before there was an end has one all the same."""
    return now < (until or at + DELEGATED_FOR)
